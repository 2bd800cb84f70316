//! Receipts: whoever is in a draw gets one, signed, for every change of his tickets.

mod support;

use fairdraw::{
    entry::{self, Receipt},
    key::{Dalek, Signatures as _, Signed, SigningKey},
    text,
};
use serde_json::{Value, json};
use support::{EVENING, Place, act, agent, arrive};

const NONCE: &str = "2abd07ccf174c416316f85e11d3c5ca4ab1f20a503e19757c1855357ae5ddef5";

/// Reads a receipt as a fan's browser keeps it, and checks all that it says; its weight.
#[expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test may end here")]
fn checked(place: &Place, me: &Value) -> u64 {
    let receipt: Value = serde_json::from_str(me["receipt"].as_str().unwrap()).unwrap();
    let manifest = text::unhex_hash(receipt["manifest"].as_str().unwrap()).unwrap();
    assert_eq!(receipt["nonce"], NONCE);
    assert_eq!(receipt["contact"], format!("fan:{}", me["id"].as_str().unwrap()));
    let nonce = text::unhex_hash(NONCE).unwrap();
    let commit = entry::entrant(&manifest, &nonce, receipt["contact"].as_str().unwrap());
    assert_eq!(receipt["commit"], text::hex(&commit));
    let weight = receipt["weight"].as_u64().unwrap();
    let promised = Receipt {
        manifest,
        commit,
        weight: u32::try_from(weight).unwrap(),
        at: receipt["at"].as_u64().unwrap(),
    };
    let signature = text::unbase64(receipt["signature"].as_str().unwrap()).unwrap();
    let key: SigningKey = std::fs::read_to_string(place.path("canyu.key"))
        .unwrap()
        .trim()
        .parse()
        .unwrap();
    let signed = Dalek.check(
        key.verifier().bytes(),
        &promised.message(),
        &signature.try_into().unwrap(),
    );
    assert_eq!(signed, Signed::Good);
    weight
}

#[test]
fn every_change_of_weight_gives_a_signed_receipt() {
    let place = Place::new();
    place.publish();
    let server = place.serve(EVENING);
    let agent = agent();
    arrive(&agent, &server, 1);
    let (_, tapped) = act(&agent, &server, 1, &json!({ "act": "tap", "node": "picture" }));
    assert_eq!(tapped["me"]["receipt"], Value::Null, "he is not in the draw");
    let enter = json!({ "act": "enter", "node": "draw", "nonce": NONCE });
    let (status, entered) = act(&agent, &server, 1, &enter);
    assert_eq!(status, 200, "{entered}");
    assert_eq!(checked(&place, &entered["me"]), 1);
    let (_, voted) = act(
        &agent,
        &server,
        1,
        &json!({ "act": "vote", "node": "poll", "picks": ["a"] }),
    );
    assert_eq!(checked(&place, &voted["me"]), 2);

    // A friend's taking part changes the weight of somebody who does nothing himself: he finds the receipt when he asks.
    let code = entered["me"]["code"].as_str().unwrap();
    let link = canyu_core::referral::share_code(code, 4);
    let (_, came) = act(
        &agent,
        &server,
        2,
        &json!({ "act": "arrive", "code": link, "channel": "messenger" }),
    );
    assert_eq!(came["me"]["generation"], 1);
    act(&agent, &server, 2, &json!({ "act": "tap", "node": "picture" }));
    let me: Value = agent
        .get(server.at("/me"))
        .header("authorization", format!("Bearer {}", support::token(1)))
        .call()
        .unwrap()
        .body_mut()
        .read_json()
        .unwrap();
    assert_eq!(checked(&place, &me), 5);
    assert_eq!(me["tickets"], 5);
}

#[test]
fn entering_needs_a_nonce() {
    let place = Place::new();
    place.publish();
    let server = place.serve(EVENING);
    let agent = agent();
    arrive(&agent, &server, 1);
    let (status, refused) = act(&agent, &server, 1, &json!({ "act": "enter", "node": "draw" }));
    assert_eq!(
        (status, refused["code"].as_str()),
        (400, Some("malformed")),
        "{refused}"
    );
    let (status, refused) = act(
        &agent,
        &server,
        1,
        &json!({ "act": "enter", "node": "draw", "nonce": "00" }),
    );
    assert_eq!(
        (status, refused["code"].as_str()),
        (422, Some("nonce_malformed")),
        "{refused}"
    );
}

#[test]
fn a_server_with_another_key_or_none_does_not_serve_the_draw_and_says_why() {
    let place = Place::new();
    place.publish();
    let lost = place.run(&[
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--key",
        "lost.key",
        "--rehearsal-at",
        EVENING,
    ]);
    assert!(!lost.status.success());
    let said = String::from_utf8_lossy(&lost.stderr).into_owned();
    assert!(said.contains("lost.key") && said.contains("restore the file"), "{said}");
    assert!(
        !place.path("lost.key").exists(),
        "no new key is made where one is missing"
    );
    let other = SigningKey::from_seed("canyu-organiser", [9; 32]).unwrap();
    std::fs::write(place.path("other.key"), other.to_text()).unwrap();
    let output = place.run(&[
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--key",
        "other.key",
        "--rehearsal-at",
        EVENING,
    ]);
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        said.contains("names another organiser's key") && said.contains("--key"),
        "{said}"
    );
    assert!(!said.contains("PRIVATE"), "{said}");
}
