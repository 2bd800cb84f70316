//! Stock over HTTP: the last unit, waiting lists, offers that lapse.

use crate::{OPEN, come, node, ok, published, refused, support::act, support::agent, until};
use serde_json::{Value, json};
use std::sync::Arc;

fn reserve() -> Value {
    json!({ "act": "reserve", "node": "shelf", "item": "toy" })
}

#[test]
fn of_many_devices_at_once_as_many_get_one_as_there_are() {
    let place = published();
    let server = Arc::new(place.serve(OPEN));
    come(&server, 1..=24);
    let threads: Vec<_> = (1..=24)
        .map(|fan| {
            let server = server.clone();
            std::thread::spawn(move || act(&agent(), &server, fan, &reserve()))
        })
        .collect();
    let answers: Vec<(u16, Value)> = threads.into_iter().map(|thread| thread.join().unwrap()).collect();
    assert!(answers.iter().all(|(status, _)| *status == 200));
    let held = answers
        .iter()
        .filter(|(_, answer)| !answer["me"]["codes"].as_array().unwrap().is_empty());
    assert_eq!(held.count(), 2, "three, of which one is set aside");
    let mut ahead: Vec<i64> = answers
        .iter()
        .filter_map(|(_, answer)| answer["me"]["waits"][0]["ahead"].as_i64())
        .collect();
    ahead.sort_unstable();
    assert_eq!(ahead, (0..22).collect::<Vec<_>>());
    let item = node(&server, "shelf")["items"][0].clone();
    assert_eq!(
        (&item["left"], &item["taken"], &item["aside"], &item["waiting"]),
        (&json!(0), &json!(2), &json!(1), &json!(22))
    );
}

#[test]
fn an_offer_that_nobody_takes_up_goes_on_to_the_next() {
    let place = published();
    let server = place.serve(OPEN);
    come(&server, 1..=4);
    (1..=4).for_each(|fan| drop(ok(&server, fan, &reserve())));
    ok(&server, 1, &json!({ "act": "cancel", "node": "shelf", "item": "toy" }));
    let offer = ok(&server, 3, &json!({ "act": "see", "nodes": ["shelf"] }))["me"]["codes"][0].clone();
    assert_eq!((&offer["offered"], &offer["state"]), (&json!(true), &json!("held")));
    drop(server);
    // A day and an hour later: the server was down when the offer lapsed.
    let server = place.serve("2024-08-05T20:30:00Z");
    let me = |fan| ok(&server, fan, &json!({ "act": "see", "nodes": ["shelf"] }))["me"].clone();
    until("the next one is offered it", || {
        me(4)["codes"][0]["offered"] == json!(true)
    });
    assert_eq!(me(3)["codes"][0]["state"], "expired");
    assert_eq!(ok(&server, 4, &reserve())["me"]["codes"][0]["offered"], false);
}

#[test]
fn a_code_that_is_handed_on_is_the_friends_alone() {
    let place = published();
    let server = place.serve(OPEN);
    come(&server, 1..=2);
    ok(&server, 1, &reserve());
    let answer = ok(&server, 1, &json!({ "act": "release", "node": "shelf", "item": "toy" }));
    let code = answer["me"]["codes"][0]["code"].as_str().unwrap().to_lowercase();
    let take = json!({ "act": "reserve", "node": "shelf", "item": "toy", "code": code });
    let taken = ok(&server, 2, &take);
    assert_ne!(taken["me"]["codes"][0]["code"], answer["me"]["codes"][0]["code"]);
    assert_eq!(refused(&server, 1, &take), "code_cancelled");
    assert_eq!(
        refused(&server, 2, &json!({ "act": "release", "node": "shelf", "item": "toy" })),
        "no_transfers_left"
    );
    assert_eq!(
        refused(
            &server,
            1,
            &json!({ "act": "reserve", "node": "shelf", "item": "toy", "code": "AAAA" })
        ),
        "code_malformed"
    );
}

#[test]
fn codes_tickets_and_gifts_are_exported_with_what_became_of_them() {
    let place = published();
    let server = place.serve(OPEN);
    come(&server, 1..=2);
    ok(&server, 1, &reserve());
    let me = ok(
        &server,
        2,
        &json!({ "act": "guess", "node": "guess", "text": "A lamp" }),
    )["me"]
        .clone();
    drop(server);
    let id = me["id"].as_str().unwrap();
    let gift = [
        "give",
        "toy",
        "--to",
        id,
        "--tickets",
        "4",
        "--reason",
        "the parcel was broken",
        "--by",
        "li",
        "--rehearsal-at",
        OPEN,
    ];
    place.ok(&gift);
    let codes = place.export("codes");
    assert_eq!(
        (codes.len(), &codes[0]["state"], &codes[0]["origin"]),
        (1, &json!("held"), &json!("line"))
    );
    let tickets: Vec<Value> = place
        .export("tickets")
        .into_iter()
        .filter(|line| line["participant"] == id)
        .collect();
    let brief: Vec<_> = tickets
        .iter()
        .map(|line| (line["reason"].as_str().unwrap(), line["amount"].as_i64().unwrap()))
        .collect();
    assert_eq!(brief, [("done", 1), ("gift", 4)]);
    let gifts = place.export("gifts");
    assert_eq!(
        (gifts.len(), &gifts[0]["by"], &gifts[0]["people"]),
        (1, &json!("li"), &json!(1))
    );
    assert_eq!(tickets[1]["about"], gifts[0]["gift"]);
}
