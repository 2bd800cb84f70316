//! Who is held is looked at by a human, and one colleague decides.

use super::*;
use support::{MACHINES, machines};

#[test]
fn who_is_held_is_decided_about_once_and_colleagues_see_what_the_other_has_said() {
    let place = Place::new();
    place.publish();
    let server = place.serve(EVENING);
    machines(&server);
    drop(server);
    // A server that starts looks at once whether anything has changed.
    let (_server, li) = served(&place);
    let wu = li.colleague("wu@example.org", "staff", &json!(["toy"]));
    let far = li.colleague("far@example.org", "staff", &json!(["another"]));
    let queue = "/campaigns/toy/review?held=true";
    let mut lines = Vec::new();
    for _ in 0..1_200 {
        lines = wu.get(queue).is(200)["lines"].as_array().unwrap().clone();
        if lines.len() == MACHINES.count() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert_eq!(lines.len(), MACHINES.count());
    let first = wu.get("/campaigns/toy/review?held=true&most=1").is(200);
    assert_eq!(
        (first["lines"].as_array().unwrap().len(), &first["more"]),
        (1, &json!(true))
    );
    far.get(queue).refused(404, "unknown_campaign");

    let one = format!("/campaigns/toy/review/{}", lines[0]["fan"].as_str().unwrap());
    let seen = wu.get(&one).is(200);
    assert_eq!(seen["standing"], "held");
    assert!(seen["score"].as_u64().unwrap() >= 40, "{seen}");
    let sign = &seen["reasons"][0]["seen"][0];
    assert!(
        !sign["sign"].as_str().unwrap().is_empty() && sign["of"].is_u64(),
        "{seen}"
    );
    let number = seen["decisions"].as_array().unwrap().len();
    let wanted = |counts: bool| json!({ "counts": counts, "note": "a class, I called them", "seen": number });
    let after = wu.post(&one, &wanted(true)).is(200);
    assert_eq!(after["standing"], "cleared");
    assert_eq!(
        (&after["decisions"][0]["by"], &after["decisions"][0]["to"]),
        (&json!("wu@example.org"), &json!("cleared"))
    );

    let late = li.post(&one, &wanted(false));
    assert!(
        late.body["detail"]
            .as_str()
            .unwrap()
            .starts_with("wu@example.org has decided"),
        "{}",
        late.body
    );
    late.refused(409, "decided_meanwhile");
    assert_eq!(li.get(&one).is(200)["standing"], "cleared");
    let again = json!({ "counts": false, "seen": number + 1 });
    assert_eq!(
        li.post(&one, &again).is(200)["standing"],
        "refused",
        "whoever has looked may"
    );

    li.get("/campaigns/toy/review/none").refused(404, "not_found");
    let long = json!({ "counts": true, "note": "x".repeat(501), "seen": number + 2 });
    li.post(&one, &long).refused(422, "note_too_long");
    let log = li.get("/audit?campaign=toy").is(200);
    let told: Vec<&Value> = log["lines"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|line| line["what"] == "reviewed")
        .collect();
    assert_eq!(told.len(), 2, "{log}");
    assert_eq!(
        (&told[1]["who"]["name"], &told[1]["change"]["after"]["standing"]),
        (&json!("wu@example.org"), &json!("cleared"))
    );
}

#[test]
fn of_two_colleagues_who_decide_at_once_one_is_told_of_the_other() {
    let place = Place::new();
    place.publish();
    let (server, li) = served(&place);
    support::arrive(&support::agent(), &server, 1);
    let fan = support::agent()
        .get(server.at("/me"))
        .header("authorization", format!("Bearer {}", support::token(1)));
    let fan: Value = fan.call().unwrap().body_mut().read_json().unwrap();
    let one = format!("/campaigns/toy/review/{}", fan["id"].as_str().unwrap());
    let answers: Vec<Answer> = std::thread::scope(|scope| {
        let say = |counts: bool| {
            let (li, one) = (&li, &one);
            scope.spawn(move || li.post(one, &json!({ "counts": counts, "seen": 0 })))
        };
        let both = [say(true), say(false)];
        both.map(|one| one.join().unwrap()).into()
    });
    let mut told: Vec<(u16, &str)> = answers.iter().map(|answer| (answer.status, answer.code())).collect();
    told.sort_unstable();
    assert_eq!(told, [(200, ""), (409, "decided_meanwhile")]);
    assert_eq!(li.get(&one).is(200)["decisions"].as_array().unwrap().len(), 1);
}
