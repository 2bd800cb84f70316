//! Who looks like a cheat: held by the scores, told, objecting, decided by a human; and the last look before the list is closed.

#![allow(
    clippy::allow_attributes,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may end here"
)]

mod support;

use serde_json::{Value, json};
use support::{EVENING, Place, Server, agent, machines, token};

fn me(server: &Server, fan: u32) -> Value {
    let request = agent().get(server.at("/me"));
    let request = request.header("authorization", format!("Bearer {}", token(fan)));
    request.call().unwrap().body_mut().read_json().unwrap()
}

fn appeal(server: &Server, fan: u32, text: &str) -> (u16, Value) {
    let request = agent().post(server.at("/appeal"));
    let request = request.header("authorization", format!("Bearer {}", token(fan)));
    let mut answer = request.send_json(json!({ "text": text })).unwrap();
    (answer.status().as_u16(), answer.body_mut().read_json().unwrap())
}

fn votes_for(server: &Server, option: &str) -> i64 {
    let view = support::view(server, "");
    let nodes = view["nodes"].as_array().unwrap();
    let poll = nodes.iter().find(|node| node["id"] == "poll").unwrap();
    let options = poll["options"].as_array().unwrap();
    let found = options.iter().find(|one| one["key"] == option).unwrap();
    found["people"].as_i64().unwrap()
}

fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    for _ in 0..1_200 {
        if is_so() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("{what}");
}

/// Runs a command of staff in the evening.
fn staff(place: &Place, command: &[&str]) -> String {
    place.ok(&[&["review"], command, &["--rehearsal-at", EVENING]].concat())
}

#[test]
fn machines_are_held_and_told_may_object_once_and_a_human_decides() {
    let place = Place::new();
    place.publish();
    let server = place.serve(EVENING);
    assert_eq!(appeal(&server, 1, "I am a human being.").0, 404);
    machines(&server);
    drop(server);
    // A server that starts looks at once whether anything has changed.
    let server = place.serve("2024-08-04T20:30:00Z");
    until("nobody is held", || me(&server, 5)["standing"] == "held");
    until("the votes stay", || votes_for(&server, "b") == 0);
    let mine = me(&server, 5);
    let reasons = mine["reasons"].as_array().unwrap();
    let broad = ["address", "place", "rhythm", "friends", "codes"];
    assert!(
        !reasons.is_empty() && reasons.iter().all(|reason| broad.contains(&reason.as_str().unwrap())),
        "{mine}"
    );
    assert_eq!(mine["appealed"], false);

    assert_eq!(appeal(&server, 5, " short  "), (422, appeal(&server, 5, "x").1));
    let (status, answer) = appeal(&server, 5, "I am a human being, and so are all my colleagues.");
    assert_eq!((status, &answer["appealed"]), (200, &json!(true)), "{answer}");
    assert_eq!(
        appeal(&server, 5, "I am still a human being.").1["code"],
        "appealed_before"
    );

    let id = mine["id"].as_str().unwrap();
    let listed = staff(&place, &["list", "toy"]);
    assert!(
        listed.starts_with(&format!("{id}\t")) && listed.contains("objects"),
        "{listed}"
    );
    let appeals = staff(&place, &["appeals", "toy"]);
    assert!(
        appeals.contains(id) && appeals.contains("so are all my colleagues"),
        "{appeals}"
    );
    let shown = staff(&place, &["show", "toy", id]);
    assert!(shown.contains("stands\theld") && shown.contains("24 of 24"), "{shown}");
    staff(&place, &["clear", "toy", id, "--by", "mei", "--note", "I know him"]);
    until("he is not cleared", || me(&server, 5)["standing"] == "ok");
    until("his vote stays away", || votes_for(&server, "b") == 1);
    assert_eq!(
        appeal(&server, 5, "I am a human being, again.").1["code"],
        "nothing_held"
    );
    assert_eq!(staff(&place, &["appeals", "toy"]), "");
    let log = staff(&place, &["log", "toy", "--staff"]);
    assert!(
        log.contains("mei") && log.contains("held -> cleared") && log.contains("I know him"),
        "{log}"
    );

    let other = me(&server, 6)["id"].as_str().unwrap().to_owned();
    staff(&place, &["refuse", "toy", &other, "--by", "mei"]);
    until("he is not refused", || me(&server, 6)["standing"] == "refused");
    assert!(!me(&server, 6)["reasons"].as_array().unwrap().is_empty());
    let nobody = place.run(&[
        "review",
        "clear",
        "toy",
        "NOBODY",
        "--by",
        "mei",
        "--rehearsal-at",
        EVENING,
    ]);
    assert!(!nobody.status.success() && String::from_utf8_lossy(&nobody.stderr).contains("refused[unknown_fan]"));
}

#[test]
fn everybody_is_looked_at_once_more_before_the_list_is_closed() {
    let place = Place::new();
    place.publish();
    let server = place.serve(EVENING);
    machines(&server);
    assert_eq!(me(&server, 5)["standing"], "ok");
    drop(server);
    // The server was down at the close: only the last look is left.
    let server = place.serve("2024-08-05T19:00:05Z");
    until("the list is not closed", || {
        let status = place.ok(&["draw", "status", "toy", "--rehearsal-at", "2024-08-05T19:10:00Z"]);
        status.contains("24 kept out")
    });
    assert_eq!(me(&server, 5)["standing"], "held");
    let audit = place.path("audit");
    place.ok(&[
        "draw",
        "audit",
        "toy",
        "-o",
        audit.to_str().unwrap(),
        "--rehearsal-at",
        "2024-08-05T19:10:00Z",
    ]);
    let excluded = std::fs::read_to_string(audit.join("excluded.txt")).unwrap();
    assert_eq!(excluded.matches("fraud").count(), 24, "{excluded}");
}
