//! Events, instant wins, news and the wall of honour over HTTP.

use crate::{
    OPEN, come, guess, node, ok, published, refused,
    support::{act, agent},
    until,
};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

#[test]
fn instant_wins_come_from_the_sealed_seed_and_no_more_often_a_day_than_they_may() {
    let place = published();
    let mut codes = 0;
    let mut tickets = 0;
    let mut seal = Value::Null;
    for day in 4..=9 {
        let server = place.serve(&format!("2024-08-{day:02}T23:00:00Z"));
        let luck = node(&server, "luck");
        assert!(seal.is_null() || seal == luck["seal"]);
        seal = luck["seal"].clone();
        assert_eq!(luck["seed"], "");
        let fans = (day * 10)..=(day * 10 + 9);
        come(&server, fans.clone());
        let mut today = 0;
        for fan in fans {
            let me = ok(&server, fan, &json!({ "act": "play", "node": "luck" }))["me"].clone();
            assert!(
                me["wins"].as_array().unwrap().len() <= 1,
                "one play takes one prize at most"
            );
            today += me["codes"].as_array().unwrap().len();
            tickets += me["tickets"].as_u64().unwrap();
            assert_eq!(
                refused(&server, fan, &json!({ "act": "play", "node": "luck" })),
                "played_already"
            );
        }
        assert!(today <= 1, "{today} spoons on one day");
        codes += today;
    }
    assert!(
        codes <= 3 && tickets <= 40 && tickets > 0,
        "{codes} codes, {tickets} tickets"
    );
    let server = place.serve("2024-08-10T19:00:01Z");
    let seed = node(&server, "luck")["seed"].as_str().unwrap().to_owned();
    let bytes: Vec<u8> = (0..32)
        .map(|at| u8::from_str_radix(&seed[2 * at..2 * at + 2], 16).unwrap())
        .collect();
    let hash: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(seal, json!(hash), "after the close the seed opens the seal");
}

#[test]
fn news_come_out_at_their_time_and_their_words_not_before() {
    let place = published();
    let server = place.serve(OPEN);
    assert_eq!(node(&server, "paper")["posts"], json!([]));
    come(&server, 1..=1);
    let second = json!({ "act": "second", "node": "paper", "pick": "soon" });
    assert_eq!(refused(&server, 1, &second), "unknown_pick");
    drop(server);
    let server = place.serve("2024-08-05T19:30:00Z");
    assert_eq!(node(&server, "paper")["posts"][0]["title"], "It will be blue");
    ok(&server, 1, &second);
    until("it is counted", || {
        node(&server, "paper")["posts"][0]["people"] == json!(1)
    });
}

#[test]
fn a_name_is_on_the_wall_only_after_staff_have_looked_at_it() {
    let place = published();
    let server = place.serve(OPEN);
    come(&server, 1..=3);
    let sign = |name: &str| json!({ "act": "sign", "node": "wall", "name": name });
    assert_eq!(refused(&server, 1, &sign("Mei")), "locked");
    (1..=3).for_each(|fan| drop(ok(&server, fan, &guess(&format!("thing {fan}")))));
    ok(&server, 1, &sign("Mei 🏳️‍🌈"));
    ok(&server, 2, &sign("\u{202e}مي"));
    assert_eq!(refused(&server, 3, &sign("Late")), "wall_full");
    let wall = node(&server, "wall");
    assert_eq!((&wall["names"], &wall["left"]), (&json!([]), &json!(0)));
    ok(&server, 2, &sign(""));
    ok(&server, 3, &sign("Late"));
    place.ok(&[
        "moderate",
        "show",
        "toy",
        "wall",
        "Late",
        "--by",
        "li",
        "--rehearsal-at",
        OPEN,
    ]);
    until("the name is shown", || {
        node(&server, "wall")["names"][0]["label"] == "Late"
    });
    assert_eq!(node(&server, "wall")["names"].as_array().unwrap().len(), 1);
}

#[test]
fn the_screen_at_an_event_shows_the_code_to_who_knows_its_address_and_the_code_counts() {
    let place = published();
    let server = place.serve(OPEN);
    come(&server, 1..=2);
    let listed = place.ok(&["campaign", "screens", "toy", "--rehearsal-at", OPEN]);
    let paths: Vec<&str> = listed
        .lines()
        .filter_map(|line| line.trim().strip_prefix("/screen/"))
        .collect();
    assert_eq!(paths.len(), 2, "{listed}");
    let read = |path: &str| {
        let mut answer = agent().get(format!("{}/screen/{path}", server.url)).call().unwrap();
        (answer.status().as_u16(), answer.body_mut().read_to_string().unwrap())
    };
    let (status, page) = read(paths[0]);
    assert!(
        status == 200 && page.contains("Beijing") && page.contains("<svg"),
        "{page}"
    );
    let code = page.split("aria-label=\"").nth(1).unwrap().split('"').next().unwrap();
    let check_in = |code: &str| json!({ "act": "check_in", "node": "party", "code": code });
    assert_eq!(ok(&server, 1, &check_in(&code.to_lowercase()))["earned"], 1);
    // The right code again and again is no guessing: whoever is wrong ten times in an hour has to wait.
    for _ in 0..12 {
        assert_ne!(act(&agent(), &server, 1, &check_in(code)).0, 429);
    }
    let (_, closed) = read(paths[1]);
    assert!(
        closed.contains("Guangzhou") && !closed.contains("<svg"),
        "its code is not shown before its time: {closed}"
    );
    assert_eq!(refused(&server, 2, &check_in("000000")), "event_code_wrong");
    let mut guessed = paths[0].to_owned();
    guessed.replace_range(guessed.len() - 1.., if guessed.ends_with('0') { "1" } else { "0" });
    assert_eq!(read(&guessed).0, 404);
    until("it is counted", || {
        node(&server, "party")["places"][0]["people"] == json!(1)
    });
}
