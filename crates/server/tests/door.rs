//! What stands at the door: acts are announced, tokens are good once and for one act, crowds solve puzzles, codes cannot be tried.

#![allow(
    clippy::allow_attributes,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test may end here"
)]

mod support;

use serde_json::{Value, json};
use support::{CAMPAIGN, EVENING, Place, Visit, act, act_with_key, act_with_visit, agent, arrive, key, visit};

fn code(answer: &(u16, Value)) -> (u16, &str) {
    (answer.0, answer.1["code"].as_str().unwrap_or_default())
}

#[test]
fn an_act_that_takes_part_is_announced_and_its_token_is_good_for_it_alone() {
    let place = Place::new();
    place.publish();
    let server = place.serve(EVENING);
    let agent = agent();
    arrive(&agent, &server, 1);
    arrive(&agent, &server, 2);
    let tap = json!({ "act": "tap", "node": "picture" });
    let guess = json!({ "act": "guess", "node": "guess", "text": "A torch" });
    let (one, other) = (key(), key());
    let refused = act_with_visit(&agent, &server, 1, &one, None, &tap);
    assert_eq!(code(&refused), (428, "visit_missing"));
    let token = visit(&agent, &server, 1, &one, &tap).unwrap();
    // Somebody else's, under another key, for another act, and forged.
    for (fan, key, act) in [(2, &one, &tap), (1, &other, &tap), (1, &one, &guess)] {
        let refused = act_with_visit(&agent, &server, fan, key, Some(&token), act);
        assert_eq!(code(&refused), (403, "visit_wrong"));
    }
    let mut forged = token.clone();
    forged.token.replace_range(0..1, "9");
    let refused = act_with_visit(&agent, &server, 1, &one, Some(&forged), &tap);
    assert_eq!(code(&refused), (403, "visit_wrong"), "its end was put off");
    let accepted = act_with_visit(&agent, &server, 1, &one, Some(&token), &tap);
    assert_eq!(accepted.0, 200, "{}", accepted.1);
    // Played again it is answered alike, and changes nothing.
    let again = act_with_visit(&agent, &server, 1, &one, Some(&token), &tap);
    assert_eq!(
        (again.0, &again.1["me"]["tickets"]),
        (200, &accepted.1["me"]["tickets"])
    );
    assert_eq!(place.export("tickets").len(), 1);
}

#[test]
fn a_token_expires_and_can_be_had_anew_for_the_same_act() {
    let place = Place::new();
    place.publish();
    let server = place.serve(EVENING);
    let agent = agent();
    arrive(&agent, &server, 1);
    let tap = json!({ "act": "tap", "node": "picture" });
    let key = key();
    let token = visit(&agent, &server, 1, &key, &tap).unwrap();
    let later = place.serve("2024-08-04T19:41:00Z");
    let refused = act_with_visit(&agent, &later, 1, &key, Some(&token), &tap);
    assert_eq!(code(&refused), (403, "visit_expired"));
    assert_eq!(act_with_key(&agent, &later, 1, &key, &tap).0, 200);
}

#[test]
fn many_newcomers_of_one_place_solve_a_puzzle_first_and_nobody_is_kept_out() {
    let place = Place::new();
    place.publish();
    let server = place.serve_with(EVENING, &["--proxy", "127.0.0.0/8"]);
    let agent = agent();
    let tap = json!({ "act": "tap", "node": "picture" });
    let (mut puzzles, mut first) = (0, None);
    for fan in 0..40 {
        arrive(&agent, &server, fan);
        let key = key();
        let shown = visit(&agent, &server, fan, &key, &tap).unwrap();
        if shown.proof.is_some() {
            puzzles += 1;
            let unsolved = Visit {
                proof: None,
                ..shown.clone()
            };
            let refused = act_with_visit(&agent, &server, fan, &key, Some(&unsolved), &tap);
            assert_eq!(code(&refused), (403, "proof_missing"));
            // A solution is good for its own puzzle only.
            let borrowed = Visit {
                proof: first.clone().or(Some("AAAA".to_owned())),
                ..shown.clone()
            };
            let refused = act_with_visit(&agent, &server, fan, &key, Some(&borrowed), &tap);
            assert_eq!(code(&refused), (403, "proof_wrong"));
            first = first.or(shown.proof.clone());
        }
        let (status, answer) = act_with_visit(&agent, &server, fan, &key, Some(&shown), &tap);
        assert_eq!(status, 200, "{answer}");
    }
    assert!(
        (8..=11).contains(&puzzles),
        "{puzzles} puzzles for ten newcomers too many"
    );
    // Who is known is not asked again, and another place has a count of its own.
    let guess = json!({ "act": "guess", "node": "guess", "text": "A torch" });
    assert!(visit(&agent, &server, 39, &key(), &guess).unwrap().proof.is_none());
    let announced = json!({ "key": key(), "act": "tap", "node": "picture" });
    let mut elsewhere = agent
        .post(server.at("/visits"))
        .header("authorization", format!("Bearer {}", support::token(99)))
        .header("x-forwarded-for", "203.0.113.7")
        .send_json(&announced)
        .unwrap();
    let answer: Value = elsewhere.body_mut().read_json().unwrap();
    assert_eq!(answer["challenge"], Value::Null);
}

/// A campaign with an event to check in at.
fn with_a_party() -> String {
    CAMPAIGN.replace(
        "nodes = [",
        r#"nodes = [
    { id = "party", kind = "checkin", title = { en = "Party", zh-Hans = "会" }, places = [ { key = "north", text = { en = "N", zh-Hans = "北" } } ] },"#,
    )
}

#[test]
fn whoever_tries_codes_waits_and_the_right_one_does_not_help_him_then() {
    let place = Place::new();
    std::fs::write(place.path("toy.toml"), with_a_party()).unwrap();
    place.publish();
    let server = place.serve(EVENING);
    let agent = agent();
    arrive(&agent, &server, 1);
    for number in 0..10 {
        let wrong = json!({ "act": "check_in", "node": "party", "code": format!("AAAA{number:02}") });
        assert_eq!(act(&agent, &server, 1, &wrong).0, 422);
    }
    let wrong = json!({ "act": "check_in", "node": "party", "code": "AAAA99" });
    let refused = act(&agent, &server, 1, &wrong);
    assert_eq!(code(&refused), (429, "too_many_tries"));
    arrive(&agent, &server, 2);
    assert_eq!(act(&agent, &server, 2, &wrong).0, 422, "who has tried nothing may");
    assert_eq!(
        act(&agent, &server, 1, &json!({ "act": "tap", "node": "picture" })).0,
        200,
        "and all else is open to him"
    );
}

#[test]
fn whoever_tries_many_codes_at_once_has_tried_them_all() {
    let place = Place::new();
    std::fs::write(place.path("toy.toml"), with_a_party()).unwrap();
    place.publish();
    let server = place.serve(EVENING);
    arrive(&agent(), &server, 1);
    let tried: Vec<u16> = std::thread::scope(|scope| {
        let all: Vec<_> = (0..24)
            .map(|number| {
                let wrong = json!({ "act": "check_in", "node": "party", "code": format!("BBBB{number:02}") });
                let server = &server;
                scope.spawn(move || act(&agent(), server, 1, &wrong).0)
            })
            .collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let answered = |status| tried.iter().filter(|&&one| one == status).count();
    assert_eq!((answered(422), answered(429)), (10, 14), "{tried:?}");
}

#[test]
fn who_asks_too_often_is_told_when_to_come_back() {
    let place = Place::new();
    place.publish();
    let server = place.serve(EVENING);
    let agent = agent();
    arrive(&agent, &server, 1);
    let mut told = None;
    for _ in 0..80 {
        let request = agent
            .get(server.at("/me"))
            .header("authorization", format!("Bearer {}", support::token(1)));
        let mut answer = request.call().unwrap();
        if answer.status() == 429 {
            let after: u64 = answer.headers()["retry-after"].to_str().unwrap().parse().unwrap();
            let body: Value = answer.body_mut().read_json().unwrap();
            told = Some((after, body["code"].as_str().unwrap().to_owned()));
            break;
        }
    }
    let (after, code) = told.unwrap();
    assert_eq!((after, code.as_str()), (1, "too_many"));
    assert_eq!(
        arrive(&agent, &server, 2)["me"]["tickets"],
        0,
        "others are not kept waiting"
    );
}
