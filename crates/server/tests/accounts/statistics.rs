//! What brings people in: the figures that staff get, and the stream of them.

use super::*;
use std::{
    io::{BufRead as _, BufReader},
    time::Duration,
};
use support::{act, agent, arrive};

const STATISTICS: &str = "/campaigns/toy/statistics";

/// An event of a stream.
#[derive(Debug)]
struct Told {
    id: String,
    figures: Value,
}

/// Somebody who looks on.
struct Looking(BufReader<ureq::BodyReader<'static>>);

impl Looking {
    fn on(client: &Client, query: &str, last: Option<&str>) -> Self {
        let mut request = agent()
            .get(format!("{}/api/v1/staff{STATISTICS}/stream{query}", client.url))
            .header("cookie", format!("canyu_session={}", client.cookie));
        if let Some(last) = last {
            request = request.header("last-event-id", last);
        }
        let answer = request.call().unwrap();
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.headers()["content-type"], "text/event-stream");
        Self(BufReader::new(answer.into_body().into_reader()))
    }

    /// The next event; nothing once the stream has ended.
    fn next(&mut self) -> Option<Told> {
        let (mut id, mut figures) = (String::new(), Value::Null);
        loop {
            let mut line = String::new();
            if self.0.read_line(&mut line).unwrap() == 0 {
                return None;
            }
            match line.trim_end().split_once(':') {
                Some(("id", told)) => told.trim().clone_into(&mut id),
                Some(("data", told)) => figures = serde_json::from_str(told).unwrap(),
                // Comments have no name.
                _ if line.trim().is_empty() && !id.is_empty() => return Some(Told { id, figures }),
                _ => {}
            }
        }
    }
}

fn guess(server: &Server, fan: u32) {
    let guess = json!({ "act": "guess", "node": "guess", "text": "kettle" });
    assert_eq!(act(&agent(), server, fan, &guess).0, 200);
}

/// A friend of somebody comes by the link of the node `friends`, through the messenger, and guesses.
fn friend(server: &Server, of: &Value, fan: u32) {
    let code = canyu_core::referral::share_code(of["code"].as_str().unwrap(), 4);
    let come = json!({ "act": "arrive", "code": code, "channel": "messenger" });
    assert_eq!(act(&agent(), server, fan, &come).0, 200);
    guess(server, fan);
}

#[test]
fn figures_say_who_came_by_what_and_hold_themselves_to_the_filter() {
    let place = Place::new();
    place.publish();
    let (server, li) = served(&place);
    let first = arrive(&agent(), &server, 1);
    guess(&server, 1);
    friend(&server, &first["me"], 2);
    arrive(&agent(), &server, 3);

    let all = li.get(STATISTICS).is(200);
    assert_eq!(
        (&all["rehearsal"], &all["zone"], &all["filter"]),
        (&json!(true), &json!("UTC"), &json!({}))
    );
    assert_eq!(
        (&all["total"]["arrived"], &all["total"]["joined"]),
        (&json!(3), &json!(2))
    );
    assert_eq!(
        all["worth"],
        json!({ "open": 2, "verified": 0, "held": 0, "excluded": 0 })
    );
    assert_eq!(all["glance"]["today"]["joined"], 2);
    assert_eq!(all["glance"]["yesterday"]["joined"], 0);
    let generations = all["generations"].as_array().unwrap();
    let joined: Vec<_> = generations.iter().map(|one| one["joined"].as_u64().unwrap()).collect();
    assert_eq!(joined, [1, 1]);
    assert_eq!(generations[0]["few"], true);
    let node = |id: &str| {
        let nodes = all["nodes"].as_array().unwrap().iter();
        nodes.clone().find(|node| node["node"] == id).unwrap().clone()
    };
    let (guess_node, friends) = (node("guess"), node("friends"));
    assert_eq!(
        (&guess_node["count"]["seen"], &guess_node["count"]["completed"]),
        (&json!(2), &json!(2))
    );
    assert_eq!(guess_node["completed"]["value"], 1.0);
    let low = guess_node["completed"]["low"].as_f64().unwrap();
    assert!((low - 0.342_38).abs() < 1e-5, "Wilson's interval of 2 of 2: {low}");
    assert_eq!(
        (&friends["joined"]["value"], &friends["by_day"]),
        (&json!(1.0), &json!([1]))
    );
    let cell = json!({ "node": "friends", "channel": "messenger", "generation": 1, "arrived": 1, "joined": 1 });
    assert!(all["cells"].as_array().unwrap().contains(&cell), "{}", all["cells"]);
    assert_eq!(all["series"]["step"], "hour");
    let points = all["series"]["points"].as_array().unwrap();
    let sum: u64 = points
        .iter()
        .map(|point| point["count"]["arrived"].as_u64().unwrap())
        .sum();
    assert_eq!(sum, 3);
    assert_eq!(all["r_now"]["delays"], 0, "one delay is none to go by");

    let filter =
        "?channel=messenger&generation=1&worth=counted&from=2024-08-04T00:00:00Z&to=2024-08-05T00:00:00Z&group=";
    let few = li.get(&format!("{STATISTICS}{filter}")).is(200);
    assert_eq!(
        (&few["total"]["arrived"], &few["total"]["joined"]),
        (&json!(1), &json!(1))
    );
    let echo = json!({ "from": "2024-08-04T00:00:00Z", "to": "2024-08-05T00:00:00Z", "channel": "messenger", "generation": 1,
        "worth": "counted", "group": "" });
    assert_eq!(few["filter"], echo);
    assert_eq!(
        li.get(&format!("{STATISTICS}?worth=verified")).is(200)["total"]["joined"],
        0
    );
    assert_eq!(
        li.get(&format!("{STATISTICS}?to=2024-08-04T19:00:00Z")).is(200)["total"]["joined"],
        0
    );
    li.get(&format!("{STATISTICS}?chanel=messenger"))
        .refused(400, "malformed");
    li.get(&format!(
        "{STATISTICS}?from=2024-08-05T00:00:00Z&to=2024-08-05T00:00:00Z"
    ))
    .refused(422, "no_time");
}

#[test]
fn who_looks_on_is_told_of_changes_and_goes_on_after_a_break_where_he_was() {
    let place = Place::new();
    place.publish();
    let (server, li) = served(&place);
    arrive(&agent(), &server, 1);
    let mut looking = Looking::on(&li, "?worth=counted", None);
    let first = looking.next().unwrap();
    assert_eq!(
        (&first.figures["total"]["arrived"], &first.figures["filter"]),
        (&json!(1), &json!({ "worth": "counted" }))
    );
    arrive(&agent(), &server, 2);
    let second = looking.next().unwrap();
    assert_eq!(second.figures["total"]["arrived"], 2);
    assert!(second.id.parse::<i64>().unwrap() > first.id.parse().unwrap());
    drop(looking);

    let late = Looking::on(&li, "", Some(&first.id)).next().unwrap();
    assert_eq!(
        (late.id, &late.figures["total"]["arrived"]),
        (second.id.clone(), &json!(2)),
        "he has missed something"
    );
    let mut up_to_date = Looking::on(&li, "", Some(&second.id));
    arrive(&agent(), &server, 3);
    let third = up_to_date.next().unwrap();
    assert_eq!(
        third.figures["total"]["arrived"], 3,
        "what he knew he is not told again"
    );
}

#[test]
fn a_stream_ends_with_the_session_and_with_the_server() {
    let place = Place::new();
    place.publish();
    let (server, li) = served(&place);
    arrive(&agent(), &server, 1);
    let viewer = li.colleague("viewer@example.org", "viewer", &json!(["toy"]));
    let mut looking = Looking::on(&viewer, "", None);
    looking.next().unwrap();
    viewer.delete("/session").is(204);
    arrive(&agent(), &server, 2);
    assert!(looking.next().is_none(), "who has signed out is told nothing more");

    let mut looking = Looking::on(&li, "", None);
    looking.next().unwrap();
    let (told, ends) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        server.stop();
        told.send(()).unwrap();
    });
    assert!(looking.next().is_none());
    ends.recv_timeout(Duration::from_secs(60)).unwrap();
}

#[test]
fn what_was_counted_can_be_checked_and_counted_anew() {
    let place = Place::new();
    place.publish();
    let server = place.serve(EVENING);
    arrive(&agent(), &server, 1);
    drop(server);
    let check = ["stats", "rebuild", "toy", "--check"];
    assert_eq!(place.ok(&check), "24 counts agree with the events, 0 do not\n");
    support::sql(
        &place,
        "UPDATE rollups SET arrived_open = 7 WHERE span = 'day' AND way = ''",
    );
    let told = place.run(&check);
    assert_eq!(told.status.code(), Some(1));
    let told = String::from_utf8(told.stdout).unwrap();
    assert!(
        told.starts_with("23 counts agree with the events, 1 do not\nday \"\" "),
        "{told}"
    );
    assert!(told.ends_with(" arrived open: 7 kept, 1 counted\n"), "{told}");
    place.ok(&["stats", "rebuild", "toy"]);
    assert_eq!(place.ok(&check), "24 counts agree with the events, 0 do not\n");
    assert!(!place.run(&["stats", "rebuild", "other"]).status.success());
}

#[test]
fn days_are_those_of_the_zone_that_is_set() {
    let place = Place::new();
    place.publish();
    let server = place.serve_with(EVENING, &["--zone", "Asia/Shanghai"]);
    arrive(&agent(), &server, 1);
    drop(server);
    std::fs::write(place.path("canyu.toml"), "[statistics]\nzone = \"Europe/Berlin\"\n").unwrap();
    let (_server, li) = served(&place);
    let figures = li.get(STATISTICS).is(200);
    assert_eq!(
        (&figures["zone"], &figures["days"]),
        (&json!("Europe/Berlin"), &json!(["2024-08-03T22:00:00Z"]))
    );
    assert_eq!(figures["glance"]["today"]["arrived"], 1);
    let refused = place.run(&["serve", "--zone", "Mars/Olympus", "--rehearsal-at", EVENING]);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("no time zone"));
}

#[test]
fn what_lies_ahead_of_a_clock_that_was_set_back_is_not_today() {
    let place = Place::new();
    place.publish();
    let later = place.serve_with("2024-08-04T22:10:00Z", &[]);
    arrive(&agent(), &later, 1);
    drop(later);
    let (server, li) = served(&place);
    arrive(&agent(), &server, 2);
    let figures = li.get(STATISTICS).is(200);
    assert_eq!(
        (&figures["glance"]["today"]["arrived"], &figures["total"]["arrived"]),
        (&json!(1), &json!(2))
    );
}

#[test]
fn what_happens_about_midnight_is_counted_on_the_day_of_the_zone() {
    let place = Place::new();
    place.publish();
    let driven = ["--zone", "Asia/Shanghai", "--rehearsal-driven"];
    let mut server = place.serve_with(EVENING, &driven);
    let link = first_link(&mut server);
    let nobody = Client::new(&server);
    let li = nobody.takes(nobody.post("/first", &first(&link, LI)));
    let clock = |to: &str| {
        let moved = agent()
            .post(format!("{}/api/v1/rehearsal/clock", server.url))
            .send_json(json!({ "at": to }))
            .unwrap();
        assert!(moved.status().is_success(), "{}", moved.status());
    };
    arrive(&agent(), &server, 1);
    clock("2024-08-05T15:59:59Z");
    arrive(&agent(), &server, 2);
    guess(&server, 2);
    clock("2024-08-05T16:00:00Z");
    arrive(&agent(), &server, 3);
    let all = li.get(STATISTICS).is(200);
    assert_eq!(all["days"], json!(["2024-08-04T16:00:00Z", "2024-08-05T16:00:00Z"]));
    let glance = &all["glance"];
    assert_eq!(
        (
            &glance["from"],
            &glance["today"]["arrived"],
            &glance["yesterday"]["arrived"]
        ),
        (&json!("2024-08-05T16:00:00Z"), &json!(1), &json!(2))
    );
    let alone = all["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .find(|node| node["node"] == "")
        .unwrap();
    assert_eq!(alone["by_day"], json!([1, 0]));
    let today = li.get(&format!("{STATISTICS}?from=2024-08-05T16:00:00Z")).is(200);
    assert_eq!(
        (&today["total"]["arrived"], &today["total"]["joined"]),
        (&json!(1), &json!(0))
    );
    let yesterday = li.get(&format!("{STATISTICS}?to=2024-08-05T16:00:00Z")).is(200);
    assert_eq!(
        (&yesterday["total"]["arrived"], &yesterday["days"]),
        (&json!(2), &json!(["2024-08-04T16:00:00Z"]))
    );
    assert_eq!(
        place
            .ok(&["stats", "rebuild", "toy", "--check"])
            .split_once(' ')
            .unwrap()
            .1,
        "counts agree with the events, 0 do not\n"
    );
}
