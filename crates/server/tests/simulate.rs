//! A small simulation against the real server: the plan follows from the seed, one mailbox in many spellings counts once, and honest people count.

mod support;

use serde_json::Value;
use std::net::TcpListener;
use support::Place;

const OPENING: &str = "2024-08-04T19:00:00Z";

const CAMPAIGN: &str = r##"
slug = "toy"
rehearsal = true
languages = ["en"]
title = { en = "A new toy" }
opens = 2024-08-04T19:00:00Z
closes = 2024-08-06T19:00:00Z
origins = ["https://shop.example"]
confirm = { by = ["email"] }
nodes = [
    { id = "poll", kind = "vote", form = "poll", title = { en = "Poll" }, tickets = 2, options = [
        { key = "a", text = { en = "A" } }, { key = "b", text = { en = "B" } },
    ] },
    { id = "draw", kind = "lottery", title = { en = "Draw" }, tickets = 1, draws = 2024-08-06T20:00:00Z, terms = { en = "Fair" }, prizes = [
        { name = { en = "Toy" } },
    ] },
    { id = "friends", kind = "share", title = { en = "Friends" }, tickets = 2 },
]
"##;

#[expect(clippy::unwrap_used, reason = "a test may end here")]
fn free_address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().to_string()
}

#[test]
fn one_mailbox_in_many_spellings_counts_once_and_honest_people_count() {
    let place = Place::new();
    std::fs::write(place.path("toy.toml"), CAMPAIGN).unwrap();
    let mail = free_address();
    let smtp = format!("smtp://{mail}");
    let sends = ["--smtp", smtp.as_str(), "--mail-from", "toy@canyu.example"];
    let publish = ["campaign", "publish", "toy.toml", "--rehearsal-at", OPENING];
    place.ok(&[&publish[..], &sends[..]].concat());
    let driven = ["--rehearsal-driven", "--proxy", "127.0.0.0/8"];
    let server = place.serve_with(OPENING, &[&driven[..], &sends[..]].concat());
    let simulate = [
        "simulate",
        "toy",
        "--server",
        &server.url,
        "--people",
        "40",
        "--seed",
        "3",
        "--attack",
        "plus-tags",
        "--intensity",
        "low",
        "--mail",
        &mail,
        "--report",
        "report.json",
    ];
    let told = place.ok(&simulate);
    let report: Value = serde_json::from_slice(&std::fs::read(place.path("report.json")).unwrap()).unwrap();
    let attack = &report["attacks"][0];
    assert!(attack["tickets"].as_u64().unwrap() > 20, "{told}");
    assert_eq!(
        (&attack["tickets_counted"], &attack["votes_counted"]),
        (&0.into(), &0.into()),
        "{told}"
    );
    let all = &report["honest"][0];
    assert!(all["eligible"].as_u64().unwrap() > 15, "{told}");
    assert_eq!((&all["lost"], &all["votes_lost"]), (&0.into(), &0.into()), "{told}");
    assert_eq!(report["votes"], report["votes_public"], "{told}");
    assert_eq!(report["tickets_drawn"], report["tickets_public"], "{told}");

    let refused = place.run(&simulate);
    let why = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(
        !refused.status.success() && why.contains("simulate into a fresh one"),
        "{why}"
    );
}

#[test]
fn nobody_is_simulated_into_a_campaign_whose_time_goes_by_itself() {
    let place = Place::new();
    place.publish();
    let server = place.serve(support::EVENING);
    let refused = place.run(&["simulate", "toy", "--server", &server.url, "--people", "5"]);
    let why = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success() && why.contains("--rehearsal-driven"), "{why}");
}
