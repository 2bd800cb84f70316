//! Sealed answers: never told before their time, and to be checked after it.

use crate::{
    OPEN, come, guess, node, ok, published, refused,
    support::{Place, act, agent, key, token},
    until,
};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

const REVEALED: &str = "2024-08-08T19:00:01Z";

fn bytes(hex: &Value) -> Vec<u8> {
    let hex = hex.as_str().unwrap().as_bytes();
    let digit = |byte: u8| char::from(byte).to_digit(16).unwrap() as u8;
    hex.chunks(2).map(|pair| digit(pair[0]) * 16 + digit(pair[1])).collect()
}

/// Everything that a stranger can ask the server for.
fn told(place: &Place, url: &str) -> String {
    let mut told = String::new();
    for path in [
        "/api/v1/campaigns/toy",
        "/api/v1/campaigns/toy/draw/manifest.json",
        "/api/v1/campaigns/toy/draw/checkpoints.txt",
        "/api/v1/openapi.json",
        "/c/toy",
        "/c/toy/changes",
        "/metrics",
    ] {
        let answer = agent()
            .get(format!("{url}{path}"))
            .call()
            .unwrap()
            .body_mut()
            .read_to_string();
        told += &answer.unwrap();
    }
    let me = agent()
        .get(format!("{url}/api/v1/campaigns/toy/me"))
        .header("authorization", format!("Bearer {}", token(1)))
        .call()
        .unwrap()
        .body_mut()
        .read_to_string()
        .unwrap();
    let events = place.ok(&["export", "toy", "--table", "events", "--format", "csv"]);
    told + &me + &events
}

#[test]
fn the_answer_is_told_nowhere_before_its_time_and_its_seal_opens_after_it() {
    let place = published();
    let server = place.serve(OPEN);
    come(&server, 1..=1);
    let seal = node(&server, "guess")["seal"].clone();
    assert_eq!(seal.as_str().unwrap().len(), 64);
    ok(&server, 1, &guess("A kettle"));
    let told = told(&place, &server.url);
    for secret in ["Soymilk", "soymilk", "豆浆机", "1299", "\"salt\":\""] {
        assert!(!told.contains(secret), "{secret}");
    }
    assert_eq!(node(&server, "guess")["revealed"], Value::Null);
    drop(server);
    let server = place.serve(REVEALED);
    let after = node(&server, "guess");
    assert_eq!(after["seal"], seal, "the seal of the first moment");
    let mut hash = Sha256::new();
    hash.update(bytes(&after["revealed"]["salt"]));
    hash.update(after["revealed"]["answer"].as_str().unwrap());
    assert_eq!(hash.finalize().to_vec(), bytes(&seal));
    assert_eq!(after["revealed"]["answer"], "Soymilk maker");
    assert_eq!(refused(&server, 1, &guess("soymilk maker")), "closed");
}

#[test]
fn who_was_right_has_his_tickets_once_however_often_the_job_is_killed() {
    let place = published();
    let server = place.serve(OPEN);
    come(&server, 1..=4);
    ok(&server, 1, &guess("SOYMILK maker!"));
    ok(&server, 2, &guess("豆漿機"));
    ok(&server, 3, &guess("A kettle"));
    ok(
        &server,
        4,
        &json!({ "act": "second", "node": "guess", "pick": "soymilkmaker" }),
    );
    drop(server);
    let tickets = |server: &crate::Server, fan: u32| {
        let me = ok(server, fan, &json!({ "act": "see", "nodes": ["guess"] }))["me"].clone();
        let right = me["picks"]
            .as_array()
            .unwrap()
            .iter()
            .any(|pick| pick["right"] == json!(true));
        (me["tickets"].as_u64().unwrap(), right)
    };
    let server = place.serve(REVEALED);
    until("who was right has his bonus", || {
        tickets(&server, 1).0 == 6 && tickets(&server, 2).0 == 6
    });
    drop(server);
    // A process that died in the middle of it left the step unfinished, and held.
    crate::support::sql(
        &place,
        "UPDATE steps SET done_at = NULL, late_ms = NULL, held_until = 0; DELETE FROM acts WHERE key LIKE 'right/%';",
    );
    let mut server = place.serve("2024-08-08T21:00:00Z");
    let log = server.log();
    until("the step is finished", || {
        let steps = place.ok(&["campaign", "status", "toy", "--rehearsal-at", "2024-08-08T21:00:00Z"]);
        steps.contains("✓ revealed    guess") && steps.contains("s late")
    });
    assert_eq!(tickets(&server, 1), (6, true));
    assert_eq!(
        tickets(&server, 2),
        (6, true),
        "traditional characters are the same words"
    );
    assert_eq!(tickets(&server, 3), (1, false));
    assert_eq!(
        tickets(&server, 4),
        (1, true),
        "who only seconded it was right, too, but took no risk"
    );
    drop(log);
}

#[test]
fn two_processes_reveal_an_answer_once() {
    let place = published();
    let server = place.serve(OPEN);
    come(&server, 1..=3);
    (1..=3).for_each(|fan| drop(ok(&server, fan, &guess("soymilk maker"))));
    drop(server);
    let (one, other) = (place.serve(REVEALED), place.serve(REVEALED));
    let tickets = |server: &crate::Server, fan: u32| {
        ok(server, fan, &json!({ "act": "see", "nodes": ["guess"] }))["me"]["tickets"].clone()
    };
    until("all three have their bonus", || {
        (1..=3).all(|fan| tickets(&one, fan) == json!(6) && tickets(&other, fan) == json!(6))
    });
    drop((one, other));
    let given = place
        .export("tickets")
        .into_iter()
        .filter(|line| line["reason"] == "right")
        .count();
    assert_eq!(given, 3);
    let steps = place.ok(&["campaign", "status", "toy", "--rehearsal-at", REVEALED]);
    assert_eq!(steps.matches("✓ revealed    guess").count(), 1, "{steps}");
}

#[test]
fn the_closest_number_wins_and_all_who_are_as_close() {
    let place = published();
    let server = place.serve(OPEN);
    come(&server, 1..=4);
    for (fan, text) in [(1, "1,300"), (2, "１２９８元"), (3, "999"), (4, "1302")] {
        ok(&server, fan, &json!({ "act": "guess", "node": "price", "text": text }));
    }
    drop(server);
    let server = place.serve("2024-08-09T19:00:01Z");
    let right = |fan: u32| {
        let me = ok(&server, fan, &json!({ "act": "see", "nodes": ["price"] }))["me"].clone();
        me["earned"]
            .as_array()
            .unwrap()
            .iter()
            .any(|earned| earned["reason"] == "right")
    };
    until("the closest have their bonus", || right(1) && right(2));
    assert!(!right(3) && !right(4));
    assert_eq!(node(&server, "price")["revealed"]["label"], "1299");
}

#[test]
fn a_teaser_opens_by_the_taps_of_all_and_by_ones_own_guess() {
    let place = published();
    let server = place.serve(OPEN);
    come(&server, 1..=3);
    let tap = json!({ "act": "tap", "node": "picture" });
    ok(&server, 1, &tap);
    let one = node(&server, "picture");
    assert_eq!(
        (&one["stage"], &one["next_taps"], &one["taps"]),
        (&json!(1), &json!(2), &json!(1))
    );
    ok(&server, 2, &tap);
    let two = node(&server, "picture");
    assert_eq!((&two["stage"], &two["next_after"]), (&json!(2), &json!("guess")));
    let (_, answer) = act(&agent(), &server, 3, &guess("A lamp"));
    let mine = &answer["me"]["teasers"][0]["teaser"];
    assert_eq!((&mine["stage"], &mine["alt"]), (&json!(3), &json!("All blue")));
    let fetch = |path: &Value| {
        agent()
            .get(format!("{}{}", server.url, path.as_str().unwrap()))
            .call()
            .unwrap()
            .status()
            .as_u16()
    };
    assert_eq!(fetch(&mine["picture"]), 200);
    assert_eq!(
        node(&server, "picture")["stage"],
        2,
        "for all others it stays as it was"
    );
    assert!(key().len() >= 16);
}
