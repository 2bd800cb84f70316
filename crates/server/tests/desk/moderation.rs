//! Moderation and near misses, beside the running server.

use crate::{CAMPAIGN, OPEN, REVEALED, come, me, node, ok, published, refused, support::Place, told, until};
use serde_json::{Value, json};

fn guess(text: &str) -> Value {
    json!({ "act": "guess", "node": "guess", "text": text })
}

/// Runs a command after the reveal.
fn later(place: &Place, command: &[&str]) -> String {
    place.ok(&[command, &["--rehearsal-at", REVEALED]].concat())
}

#[test]
fn nothing_that_nobody_has_looked_at_is_shown_and_what_is_hidden_stays_hidden() {
    let place = published();
    let server = place.serve(OPEN);
    come(&server, 1..=2);
    ok(&server, 1, &guess("Something rude"));
    ok(&server, 2, &guess("A torch"));
    ok(
        &server,
        2,
        &json!({ "act": "propose", "node": "wishes", "text": "Make it sing" }),
    );
    assert_eq!(node(&server, "guess")["wall"], json!([]));
    let waiting = told(&place, &["moderate", "list", "toy"]);
    let lines: Vec<Vec<&str>> = waiting.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(lines.len(), 3, "{waiting}");
    assert!(
        lines
            .iter()
            .any(|line| line[0] == "wishes" && line[3] == "Make it sing"),
        "{waiting}"
    );
    told(&place, &["moderate", "show", "toy", "guess", "A torch", "--by", "mei"]);
    told(
        &place,
        &[
            "moderate",
            "hide",
            "toy",
            "guess",
            "something RUDE",
            "--by",
            "mei",
            "--reason",
            "It is rude",
        ],
    );
    until("the server shows the one", || {
        node(&server, "guess")["wall"].as_array().unwrap().len() == 1
    });
    assert_eq!(node(&server, "guess")["wall"][0]["label"], "A torch");
    ok(&server, 1, &guess("a torch"));
    until("two are behind it", || node(&server, "guess")["wall"][0]["people"] == 2);
    ok(&server, 2, &guess("SOMETHING RUDE!"));
    assert_eq!(
        node(&server, "guess")["wall"].as_array().unwrap().len(),
        1,
        "what is hidden stays so, whoever says it again"
    );
    let hidden = told(
        &place,
        &["moderate", "list", "toy", "--node", "guess", "--ruling", "hidden"],
    );
    assert!(hidden.starts_with("guess\t2\t"), "{hidden}");
    let log = told(&place, &["moderate", "log", "toy"]);
    let first: Vec<&str> = log.lines().next().unwrap().split('\t').collect();
    assert_eq!(
        (first[1], first[2], first[3], first[5]),
        ("mei", "hidden", "guess", "It is rude")
    );
    assert_eq!(
        refused(&place, &["moderate", "show", "toy", "guess", "Radio", "--by", "mei"]),
        "unknown_pick"
    );
    assert_eq!(
        refused(&place, &["moderate", "show", "toy", "sale", "pearl", "--by", "mei"]),
        "nothing_written"
    );
}

#[test]
fn a_near_miss_is_found_and_can_be_accepted_before_and_after_the_reveal() {
    let place = published();
    let server = place.serve(OPEN);
    come(&server, 1..=3);
    ok(&server, 1, &guess("soymilk makr"));
    ok(&server, 2, &guess("Soy milk makers"));
    ok(&server, 3, &guess("A torch"));
    let near = told(&place, &["moderate", "review", "toy"]);
    let labels: Vec<&str> = near.lines().map(|line| line.rsplit('\t').next().unwrap()).collect();
    assert_eq!(labels.len(), 2, "{near}");
    assert!(
        labels.contains(&"soymilk makr") && labels.contains(&"Soy milk makers"),
        "{near}"
    );
    told(
        &place,
        &["moderate", "right", "toy", "guess", "soymilk makr", "--by", "mei"],
    );
    assert_eq!(
        told(&place, &["moderate", "review", "toy"]).lines().count(),
        1,
        "it needs no second look"
    );
    assert_eq!(node(&server, "guess")["revealed"], json!(null));
    drop(server);
    let server = place.serve(REVEALED);
    until("the bonus was given", || me(&server, 1)["tickets"] == 6);
    assert_eq!(me(&server, 2)["tickets"], 1);
    later(
        &place,
        &[
            "moderate",
            "right",
            "toy",
            "guess",
            "Soy milk makers",
            "--by",
            "mei",
            "--reason",
            "A plural",
        ],
    );
    until("and to the other one at once", || me(&server, 2)["tickets"] == 6);
    later(
        &place,
        &["moderate", "right", "toy", "guess", "Soy milk makers", "--by", "mei"],
    );
    assert_eq!(
        (&me(&server, 2)["tickets"], &me(&server, 3)["tickets"]),
        (&json!(6), &json!(1)),
        "once"
    );
    assert_eq!(
        refused(&place, &["moderate", "right", "toy", "wishes", "walls", "--by", "mei"]),
        "not_for_staff"
    );
}

#[test]
fn what_fans_write_does_not_steer_the_terminal_of_staff() {
    let place = Place::new();
    std::fs::write(place.path("toy.toml"), CAMPAIGN).unwrap();
    place.publish();
    let server = place.serve(OPEN);
    come(&server, 1..=1);
    ok(&server, 1, &guess("\u{1b}[2J\u{202E}gnp.exe\ttab\nline"));
    let waiting = told(&place, &["moderate", "list", "toy"]);
    assert_eq!(waiting.lines().count(), 1);
    assert_eq!(waiting.trim_end().split('\t').count(), 4);
    assert!(!waiting.contains(['\u{1b}', '\u{202E}']), "{waiting:?}");
}
