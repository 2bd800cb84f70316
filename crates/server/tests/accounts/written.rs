//! What fans write is looked at by a human.

use super::*;
use support::{act, agent, arrive, view};

#[test]
fn what_fans_write_is_shown_hidden_and_put_back_and_the_log_says_by_whom() {
    let place = Place::new();
    place.publish();
    let (server, li) = served(&place);
    let wu = li.colleague("wu@example.org", "staff", &json!(["toy"]));
    for (fan, words) in [(1, "A kettle"), (2, "a kettle"), (3, "A <b>torch</b>")] {
        arrive(&agent(), &server, fan);
        let guess = json!({ "act": "guess", "node": "guess", "text": words });
        assert_eq!(act(&agent(), &server, fan, &guess).0, 200);
    }
    let lines = |which: &str| {
        let written = wu.get(&format!("/campaigns/toy/written?which={which}")).is(200);
        written["lines"].as_array().unwrap().clone()
    };
    let all = lines("shown");
    let told: Vec<(&str, u64)> = all
        .iter()
        .map(|line| (line["label"].as_str().unwrap(), line["people"].as_u64().unwrap()))
        .collect();
    assert_eq!(told, [("A kettle", 2), ("A <b>torch</b>", 1)], "the strongest first");
    let one = wu.get("/campaigns/toy/written?which=shown&most=1").is(200);
    assert_eq!(
        (one["lines"].as_array().unwrap().len(), &one["more"]),
        (1, &json!(true))
    );
    for (from, labels, more) in [
        (0, vec!["A kettle"], true),
        (1, vec!["A <b>torch</b>"], false),
        (2, vec![], false),
    ] {
        let page = wu
            .get(&format!("/campaigns/toy/written?which=shown&most=1&from={from}"))
            .is(200);
        let told: Vec<&Value> = page["lines"]
            .as_array()
            .unwrap()
            .iter()
            .map(|line| &line["label"])
            .collect();
        assert_eq!(
            (told, &page["more"]),
            (
                labels
                    .iter()
                    .map(|label| json!(label))
                    .collect::<Vec<_>>()
                    .iter()
                    .collect(),
                &json!(more)
            )
        );
    }

    let key = all[1]["key"].clone();
    let say = |said: &str| {
        wu.post(
            "/campaigns/toy/written",
            &json!({ "node": "guess", "key": key, "said": said, "reason": "markup" }),
        )
    };
    let is_seen = || view(&server, "").to_string().contains("torch");
    let eventually = |seen: bool| {
        for _ in 0..200 {
            if is_seen() == seen {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        panic!("everybody sees it: {}", !seen);
    };
    eventually(true);
    say("hidden").is(204);
    assert_eq!(lines("hidden")[0]["key"], key);
    eventually(false);
    say("waiting").is(204);
    assert_eq!(
        (lines("waiting")[0]["key"].clone(), lines("hidden").len()),
        (key.clone(), 0)
    );
    say("shown").is(204);
    eventually(true);

    wu.post(
        "/campaigns/toy/written",
        &json!({ "node": "guess", "key": "nothing", "said": "shown" }),
    )
    .refused(404, "unknown_pick");
    wu.post(
        "/campaigns/toy/written",
        &json!({ "node": "nowhere", "key": "x", "said": "shown" }),
    )
    .refused(404, "unknown_node");
    wu.post(
        "/campaigns/toy/written",
        &json!({ "node": "draw", "key": "x", "said": "shown" }),
    )
    .refused(422, "nothing_written");
    let long = json!({ "node": "guess", "key": key, "said": "shown", "reason": "x".repeat(501) });
    wu.post("/campaigns/toy/written", &long).refused(422, "reason_too_long");
    wu.get("/campaigns/toy/written?which=all").refused(400, "malformed");
    let log = li.get("/audit?campaign=toy").is(200);
    let lines = log["lines"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|line| line["what"] == "moderated");
    let said: Vec<&Value> = lines.map(|line| &line["change"]["after"]["said"]).collect();
    assert_eq!(said, ["shown", "waiting", "hidden"]);
}
