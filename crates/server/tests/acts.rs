//! Acts over HTTP, with the real program and a real database file.

mod support;

use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};
use support::{EVENING, Place, act, act_with_key, agent, arrive, key, token};

#[test]
fn a_repeated_request_is_counted_once() {
    let place = Place::new();
    place.publish();
    let server = place.serve(EVENING);
    let agent = agent();
    arrive(&agent, &server, 1);
    let guess = json!({ "act": "guess", "node": "guess", "text": "A kettle" });
    let key = key();
    let first = act_with_key(&agent, &server, 1, &key, &guess);
    assert_eq!(
        (first.0, &first.1["earned"], &first.1["me"]["tickets"]),
        (200, &json!(2), &json!(2))
    );
    assert_eq!(act_with_key(&agent, &server, 1, &key, &guess), first);
    let other = json!({ "act": "guess", "node": "guess", "text": "A torch" });
    let reused = act_with_key(&agent, &server, 1, &key, &other);
    assert_eq!(
        (reused.0, reused.1["code"].as_str()),
        (422, Some("idempotency_key_reused"))
    );
    drop(server);
    let guesses: Vec<_> = place
        .export("events")
        .into_iter()
        .filter(|e| e["kind"] == "completed")
        .collect();
    assert_eq!(guesses.len(), 1);
}

#[test]
fn what_cannot_be_done_is_refused_with_a_code_and_leaves_nothing() {
    let place = Place::new();
    place.publish();
    let server = place.serve(EVENING);
    let agent = agent();
    arrive(&agent, &server, 1);
    let refused = [
        (json!({ "act": "tap", "node": "nowhere" }), 404, "unknown_node"),
        (json!({ "act": "tap", "node": "poll" }), 422, "wrong_kind"),
        (
            json!({ "act": "guess", "node": "guess", "text": "   " }),
            422,
            "text_empty",
        ),
        (
            json!({ "act": "guess", "node": "guess", "text": "x".repeat(10_000) }),
            422,
            "text_too_long",
        ),
        (
            json!({ "act": "guess", "node": "guess", "text": "x", "at": "2030-01-01T00:00:00Z" }),
            422,
            "from_the_future",
        ),
        (
            json!({ "act": "vote", "node": "poll", "picks": ["a", "b"] }),
            422,
            "one_choice_only",
        ),
        (
            json!({ "act": "vote", "node": "poll", "picks": ["z"] }),
            404,
            "unknown_pick",
        ),
        (json!({ "act": "dance" }), 400, "malformed"),
        (json!([1, 2, 3]), 400, "malformed"),
        (
            json!({ "act": "guess", "node": "guess", "text": "x".repeat(70_000) }),
            413,
            "too_large",
        ),
    ];
    for (wrong, status, code) in &refused {
        let answer = act(&agent, &server, 1, wrong);
        assert_eq!(
            (answer.0, answer.1["code"].as_str()),
            (*status, Some(*code)),
            "{}",
            answer.1
        );
        assert!(answer.1["detail"].as_str().is_some_and(|detail| detail.len() > 10));
    }
    let stranger = act(&agent, &server, 2, &json!({ "act": "tap", "node": "picture" }));
    assert_eq!((stranger.0, stranger.1["code"].as_str()), (409, Some("arrive_first")));
    let log = server.stop();
    for (_, _, code) in &refused {
        assert!(
            log.contains(&format!("\"code\":\"{code}\"")),
            "the log does not name {code}"
        );
    }
    assert!(
        !log.contains(&token(1)) && !log.contains("xxxx"),
        "the log holds no token and no text"
    );
    assert_eq!(place.export("events").len(), 1, "only the arrival");
    assert_eq!(place.export("participants").len(), 1);
}

#[test]
fn headers_that_are_missing_or_wrong_are_named() {
    let place = Place::new();
    place.publish();
    let server = place.serve(EVENING);
    let agent = agent();
    let send = |authorization: Option<&str>, key: Option<&str>| {
        let mut request = agent.post(server.at("/acts"));
        if let Some(authorization) = authorization {
            request = request.header("authorization", authorization);
        }
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        let mut answer = request.send_json(json!({ "act": "arrive" })).unwrap();
        assert_eq!(answer.headers()["content-type"], "application/problem+json");
        let body: Value = answer.body_mut().read_json().unwrap();
        (answer.status().as_u16(), body["code"].as_str().unwrap().to_owned())
    };
    let good = format!("Bearer {}", token(1));
    assert_eq!(
        send(None, Some("k".repeat(20).as_str())),
        (401, "token_missing".to_owned())
    );
    assert_eq!(
        send(Some("Bearer short"), Some("k".repeat(20).as_str())),
        (401, "token_malformed".to_owned())
    );
    assert_eq!(send(Some(&good), None), (400, "idempotency_key_missing".to_owned()));
    assert_eq!(
        send(Some(&good), Some("short")),
        (400, "idempotency_key_malformed".to_owned())
    );
}

#[test]
fn before_the_opening_and_after_the_close_nothing_can_be_done() {
    for (at, code) in [
        ("2024-08-04T18:00:00Z", "not_open_yet"),
        ("2024-08-05T19:00:00Z", "closed"),
    ] {
        let place = Place::new();
        place.publish();
        let server = place.serve(at);
        let agent = agent();
        arrive(&agent, &server, 1);
        let answer = act(&agent, &server, 1, &json!({ "act": "tap", "node": "picture" }));
        assert_eq!((answer.0, answer.1["code"].as_str()), (409, Some(code)));
    }
}

/// The promise of the store: what was answered with 200 is on disk, once, whatever happens to the process.
#[test]
fn no_acknowledged_act_is_lost_when_the_server_is_killed() {
    let place = Place::new();
    // What stands at the door would keep eight writers from one place out.
    let open = format!("{}\n[trust]\noff = [\"visits\", \"rates\"]\n", support::CAMPAIGN);
    std::fs::write(place.path("toy.toml"), open).unwrap();
    place.publish();
    let mut server = place.serve(EVENING);
    let acknowledged = Arc::new(Mutex::new(BTreeSet::new()));
    let over = Arc::new(AtomicBool::new(false));
    let writers: Vec<_> = (0..8_u32)
        .map(|writer| {
            let (acknowledged, over, url) = (acknowledged.clone(), over.clone(), server.at("/acts"));
            std::thread::spawn(move || {
                let agent = agent();
                for number in 0.. {
                    let fan = writer * 1_000_000 + number;
                    for body in [
                        json!({ "act": "arrive" }),
                        json!({ "act": "guess", "node": "guess", "text": format!("guess {fan}") }),
                    ] {
                        let sent = agent
                            .post(&url)
                            .header("authorization", format!("Bearer {}", token(fan)))
                            .header("idempotency-key", key())
                            .send_json(&body);
                        match sent {
                            Ok(mut answer) if answer.status() == 200 => {
                                let Ok(answer) = answer.body_mut().read_json::<Value>() else {
                                    return;
                                };
                                if body["act"] == "guess" {
                                    acknowledged
                                        .lock()
                                        .unwrap()
                                        .insert(answer["me"]["id"].as_str().unwrap().to_owned());
                                }
                            }
                            _ => return,
                        }
                    }
                    if over.load(Ordering::Relaxed) {
                        return;
                    }
                }
            })
        })
        .collect();
    while acknowledged.lock().unwrap().len() < 300 {
        assert!(
            writers.iter().any(|writer| !writer.is_finished()),
            "the writers stopped early"
        );
        std::thread::yield_now();
    }
    server.kill();
    over.store(true, Ordering::Relaxed);
    writers.into_iter().for_each(|writer| writer.join().unwrap());
    let server = place.serve(EVENING);
    server.stop();
    let mut kept = BTreeSet::new();
    for event in place.export("events") {
        if event["kind"] == "completed" {
            assert!(
                kept.insert(event["participant"].as_str().unwrap().to_owned()),
                "counted twice: {event}"
            );
        }
    }
    let acknowledged = acknowledged.lock().unwrap();
    assert!(
        acknowledged.is_subset(&kept),
        "{} lost",
        acknowledged.difference(&kept).count()
    );
    let told: u64 = place
        .export("nodes")
        .iter()
        .map(|row| row["completed"].as_u64().unwrap())
        .sum();
    assert_eq!(told as usize, kept.len(), "events and rollups agree");
    let tickets: u64 = place
        .export("participants")
        .iter()
        .map(|row| row["tickets"].as_u64().unwrap())
        .sum();
    assert_eq!(tickets as usize, 2 * kept.len(), "two tickets for each guess");
}
