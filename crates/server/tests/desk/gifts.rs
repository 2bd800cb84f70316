//! Gifts, make-good and codes, beside the running server.

use crate::{OPEN, come, me, ok, published, refused, support::Place, support::sql, told, until};
use serde_json::json;

fn give<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["give", "toy", "--by", "mei"][..], more].concat()
}

#[test]
fn somebody_gets_a_gift_with_its_reason_and_within_the_cap() {
    let place = published();
    let server = place.serve(OPEN);
    let ids = come(&server, 1..=2);
    let to = ids[0].as_str();
    let told_so = told(
        &place,
        &give(&["--to", to, "--tickets", "3", "--reason", "The parcel came broken"]),
    );
    assert!(told_so.starts_with("given to 1 people, as gift "), "{told_so}");
    until("the running server knows", || me(&server, 1)["tickets"] == 3);
    let refusals = [
        (
            vec!["--to", to, "--tickets", "18", "--reason", "Too generous"],
            "over_cap",
        ),
        (
            vec!["--to", to, "--points", "1", "--reason", "Not his to give"],
            "over_cap",
        ),
        (vec!["--to", to, "--tickets", "1", "--reason", "?"], "reason_missing"),
        (
            vec!["--to", "NOBODY0000000", "--tickets", "1", "--reason", "A present"],
            "nobody_meant",
        ),
        (
            vec!["--to", to, "--code", "sale/night", "--reason", "A present"],
            "unknown_item",
        ),
        (
            vec!["--to", to, "--code", "guess/pearl", "--reason", "A present"],
            "wrong_kind",
        ),
    ];
    for (more, code) in refusals {
        assert_eq!(refused(&place, &give(&more)), code, "{more:?}");
    }
    told(
        &place,
        &give(&[
            "--as",
            "administrator",
            "--to",
            to,
            "--points",
            "40",
            "--reason",
            "A present",
        ]),
    );
    let list = told(&place, &give(&["--list"]));
    assert_eq!(
        list.lines().count(),
        2,
        "what was refused before anybody got anything is no gift: {list}"
    );
    assert!(
        list.contains("3 tickets each\t1 people\tdone\tThe parcel came broken"),
        "{list}"
    );
    until("the points are there", || me(&server, 1)["points"] == 40);
    assert_eq!(
        place
            .run(&give(&["--tickets", "1", "--reason", "To whom?"]))
            .status
            .code(),
        Some(2)
    );
}

#[test]
fn everybody_who_is_meant_gets_it_once_even_if_it_stops_half_way() {
    let place = published();
    let server = place.serve(OPEN);
    come(&server, 1..=6);
    let guess = json!({ "act": "guess", "node": "guess", "text": "A torch" });
    (1..=4).for_each(|fan| drop(ok(&server, fan, &guess)));
    assert_eq!(
        told(
            &place,
            &give(&["--done", "guess", "--dry-run", "--reason", "The price fell"])
        ),
        "4 people are meant\n"
    );
    assert_eq!(
        refused(
            &place,
            &give(&["--done", "guess", "--tickets", "6", "--reason", "The price fell"])
        ),
        "over_cap"
    );
    told(
        &place,
        &give(&["--done", "guess", "--tickets", "2", "--reason", "The price fell"]),
    );
    until("the last has it", || {
        (1..=4).all(|fan| me(&server, fan)["tickets"] == 3)
    });
    assert!((5..=6).all(|fan| me(&server, fan)["tickets"] == 0));
    // As a process that was killed would leave it: begun, and nobody knows how far it came.
    sql(&place, "UPDATE gifts SET done_at = NULL");
    let list = told(&place, &give(&["--list"]));
    assert!(list.contains("half-way"), "{list}");
    let gift = list.split('\t').next().unwrap().to_owned();
    told(&place, &give(&["--resume", &gift]));
    assert!(
        (1..=4).all(|fan| me(&server, fan)["tickets"] == 3),
        "nobody gets it twice"
    );
    assert_eq!(refused(&place, &give(&["--resume", &gift])), "gift_finished");
}

#[test]
fn codes_are_made_as_many_as_are_set_aside_and_given_or_printed() {
    let place = published();
    let server = place.serve(OPEN);
    let ids = come(&server, 1..=3);
    told(
        &place,
        &["codes", "issue", "toy", "sale/pearl", "--count", "2", "-o", "paper.csv"],
    );
    let paper = std::fs::read_to_string(place.path("paper.csv")).unwrap();
    let codes: Vec<&str> = paper
        .lines()
        .skip(1)
        .map(|line| line.split(',').next().unwrap())
        .collect();
    assert_eq!(codes.len(), 2);
    assert_eq!(
        refused(&place, &["codes", "issue", "toy", "sale/pearl", "--count", "2"]),
        "pool_empty"
    );
    told(
        &place,
        &give(&["--to", &ids[0], "--code", "sale/pearl", "--reason", "Our first tester"]),
    );
    until("he holds it", || me(&server, 1)["codes"][0]["state"] == "held");
    assert_eq!(
        refused(
            &place,
            &give(&["--to", &ids[1], "--code", "sale/pearl", "--reason", "A second one"])
        ),
        "pool_empty"
    );
    let take = json!({ "act": "reserve", "node": "sale", "item": "pearl", "code": codes[0] });
    ok(&server, 2, &take);
    let shown = told(&place, &["codes", "show", "toy", &codes[0].to_lowercase()]);
    assert!(
        shown.contains("cancelled,priority"),
        "it went on under a new one: {shown}"
    );
    assert_eq!(
        refused(&place, &["codes", "show", "toy", "0000-0000-0000-0000"]),
        "code_not_genuine"
    );
    assert_eq!(refused(&place, &["codes", "show", "toy", "豆浆机"]), "code_character");
    let held = told(&place, &["codes", "list", "toy", "--state", "held"]);
    assert_eq!(held.lines().count(), 3, "{held}");
    let item = crate::node(&server, "sale")["items"][0].clone();
    assert_eq!((&item["left"], &item["aside"]), (&json!(2), &json!(3)));
}

#[cfg(unix)]
#[test]
fn a_file_of_codes_is_its_owners_alone_and_none_is_overwritten() {
    use std::os::unix::fs::PermissionsExt as _;
    let place: Place = published();
    told(&place, &["codes", "issue", "toy", "sale/pearl", "-o", "paper.csv"]);
    let mode = std::fs::metadata(place.path("paper.csv")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let again = place.run(&[
        "codes",
        "issue",
        "toy",
        "sale/pearl",
        "-o",
        "paper.csv",
        "--rehearsal-at",
        OPEN,
    ]);
    assert_eq!(again.status.code(), Some(2));
    assert_eq!(
        told(&place, &["codes", "list", "toy"]).lines().count(),
        2,
        "no code was made that nobody has"
    );
}
