//! A draw seen through by staff over HTTP, from the first ticket to the campaign's end.

use super::*;
use std::time::Duration;
use support::{act, agent};

const OPEN: &str = "2024-08-04T19:05:00Z";
const CLOSED: &str = "2024-08-04T20:15:05Z";
const DRAWN: &str = "2024-08-04T20:29:25Z";
const OVERDUE: &str = "2024-08-19T00:00:00Z";

/// drand's signature of round 10,000,000, and of another one.
const SIGNATURE: &str =
    "a187c9f5800521e986b5658924696682071ce7ae965486e8fd08bc2c4758bdbb9ed9ecb7beee392a38214e321ecd434f";
const OTHER: &str = "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39";

const CAMPAIGN: &str = r#"
slug = "toy"
languages = ["en"]
title = { en = "A new toy" }
opens = 2024-08-04T19:00:00Z
closes = 2024-08-04T20:15:00Z
origins = ["https://shop.example"]
nodes = [
    { id = "draw", kind = "lottery", title = { en = "Draw" }, tickets = 1, draws = 2024-08-04T20:29:24Z, terms = { en = "Fair" }, alternates = 2, BEACON prizes = [
        { name = { en = "Vinyl" } }, { name = { en = "Coupon" }, gives = "code" },
    ] },
]
"#;

/// A server whose time is moved by hand, its administrator and somebody of the staff.
fn evening(place: &Place, beacon: &str) -> (Server, Client, Client) {
    std::fs::write(place.path("toy.toml"), CAMPAIGN.replace("BEACON", beacon)).unwrap();
    place.ok(&["campaign", "publish", "toy.toml", "--rehearsal-at", OPEN]);
    let mut server = place.serve_with(OPEN, &["--rehearsal-driven", "--relay", "http://127.0.0.1:9"]);
    let link = first_link(&mut server);
    let nobody = Client::new(&server);
    let li = nobody.takes(nobody.post("/first", &first(&link, LI)));
    let wu = li.colleague("wu@example.org", "staff", &json!(["toy"]));
    (server, li, wu)
}

fn enter(server: &Server, fans: u32) {
    for fan in 1..=fans {
        let nonce = format!("{fan:064x}");
        for one in [
            json!({ "act": "arrive" }),
            json!({ "act": "enter", "node": "draw", "nonce": nonce }),
        ] {
            assert_eq!(act(&agent(), server, fan, &one).0, 200);
        }
    }
}

/// Moves the time.
fn at(client: &Client, moment: &str) {
    client
        .send_with("GET", "/campaigns", None, &[("canyu-rehearsal-at", moment)])
        .is(200);
}

fn look(client: &Client) -> Value {
    client.get("/campaigns/toy/draw").is(200)
}

/// Asks until the server is ready for it.
fn commit(client: &Client) -> Value {
    for _ in 0..600 {
        let answer = client.post("/campaigns/toy/draw/commit", &json!({}));
        if answer.code() != "not_ready" {
            return answer.is(200);
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("the list is never closed");
}

fn run(client: &Client, value: &Value) -> Answer {
    client.post("/campaigns/toy/draw/run", value)
}

#[test]
fn staff_see_a_draw_through_and_whatever_is_asked_for_twice_is_done_once() {
    let place = Place::new();
    let (server, li, wu) = evening(&place, "");
    enter(&server, 6);
    let open = look(&wu);
    assert_eq!(
        (&open["stage"], &open["people"], &open["by_itself"]),
        (&json!("open"), &json!(6), &json!(true))
    );
    assert_eq!(
        open["sources"][0],
        json!({ "kind": "drand", "id": "", "number": 10_000_000 })
    );
    assert_eq!(open["prize_names"], json!([{ "en": "Vinyl" }, { "en": "Coupon" }]));
    assert!(open["exclude_reasons"].as_array().unwrap().contains(&json!("staff")));
    wu.post("/campaigns/toy/draw/commit", &json!({}))
        .refused(409, "not_over");
    run(&wu, &json!({})).refused(409, "not_committed");
    wu.get("/campaigns/toy/draw/winners").refused(409, "not_drawn_yet");
    wu.get("/campaigns/toy/draw/claims.csv").refused(409, "not_drawn_yet");
    wu.post("/campaigns/toy/draw/told", &json!({ "place": "the forum" }))
        .refused(409, "not_committed");

    // Two are kept out, one of them by mistake.
    let ids: Vec<String> = place
        .export("participants")
        .iter()
        .map(|row| row["id"].as_str().unwrap().to_owned())
        .collect();
    let kept_out = "/campaigns/toy/draw/excluded";
    for id in &ids[..2] {
        wu.post(kept_out, &json!({ "fan": format!(" {id} "), "reason": "staff" }))
            .is(204);
    }
    wu.post(kept_out, &json!({ "fan": "nobody", "reason": "staff" }))
        .refused(404, "unknown_fan");
    wu.post(kept_out, &json!({ "fan": ids[2], "reason": "dislike" }))
        .refused(422, "unknown_reason");
    let back = format!("{kept_out}/{}", ids[0]);
    assert_eq!(wu.delete(&back).is(200), json!({ "kept_out": null }));
    wu.delete(&back).refused(404, "not_found");
    let left = wu.get(kept_out).is(200);
    assert_eq!((left.as_array().unwrap().len(), &left[0]["fan"]), (1, &json!(ids[1])));

    at(&wu, CLOSED);
    let committed = commit(&wu);
    assert_eq!(
        (&committed["stage"], &committed["people"], &committed["kept_out"]),
        (&json!("committed"), &json!(5), &json!(1))
    );
    assert_eq!(committed["late"], false);
    assert_eq!(
        commit(&wu)["hash"],
        committed["hash"],
        "the second time nothing is changed"
    );
    let hash = fairdraw::text::hex(
        &fairdraw::note::Note::parse(committed["note"].as_str().unwrap())
            .map(|note| fairdraw::hash::sha256(note.text().as_bytes()))
            .unwrap(),
    );
    assert_eq!(committed["hash"], hash);
    wu.post(kept_out, &json!({ "fan": ids[3], "reason": "staff" }))
        .refused(409, "list_closed");
    wu.delete(&format!("{kept_out}/{}", ids[1])).refused(409, "list_closed");
    for place in ["", "a\nb", &"x".repeat(501)] {
        wu.post("/campaigns/toy/draw/told", &json!({ "place": place }))
            .refused(400, "malformed");
    }
    let told = wu
        .post("/campaigns/toy/draw/told", &json!({ "place": " the forum " }))
        .is(200);
    assert_eq!(told["told"]["place"], "the forum");
    run(&wu, &json!({ "drand": SIGNATURE })).refused(409, "too_early");

    at(&wu, DRAWN);
    assert_eq!(look(&wu)["stage"], "due");
    run(&wu, &json!({})).refused(503, "no_relay");
    for (value, code) in [
        ("https://api.drand.sh", "beacon_unreadable"),
        (OTHER, "beacon_signature_bad"),
        ("{\"round\":9,\"signature\":\"00\"}", "round_not_the_manifests"),
    ] {
        run(&wu, &json!({ "drand": value })).refused(422, code);
    }
    run(&wu, &json!({ "drand": SIGNATURE, "numbers": ["1./"] })).refused(422, "beacon_not_named");
    run(&wu, &json!({ "signature": SIGNATURE })).refused(400, "malformed");
    let drawn = run(&wu, &json!({ "drand": SIGNATURE })).is(200);
    assert_eq!(
        (
            &drawn["stage"],
            &drawn["prizes"]["held"],
            &drawn["prizes"]["alternates"]
        ),
        (&json!("drawn"), &json!(2), &json!(2))
    );
    assert_eq!(run(&wu, &json!({ "drand": SIGNATURE })).is(200), drawn);
    let first = wu.get("/campaigns/toy/draw/winners?most=3").is(200);
    assert_eq!(
        (first["lines"].as_array().unwrap().len(), &first["next"]),
        (3, &json!(3))
    );
    let rest = wu.get("/campaigns/toy/draw/winners?from=3").is(200);
    assert_eq!(
        (&rest["lines"][0]["state"], &rest["next"]),
        (&json!("alternate"), &Value::Null)
    );

    // One claims, the other one does not: the prize goes on, and on, until nobody is left.
    let fan = (1..=6).find(|fan| own(&server, *fan)["won"]["prize"] == 0).unwrap();
    let claim = json!({ "name": "=Jo", "address": "1 Road" });
    let mut answer = agent()
        .post(server.at("/draw/claim"))
        .header("authorization", format!("Bearer {}", support::token(fan)))
        .send_json(&claim)
        .unwrap();
    assert_eq!(answer.body_mut().read_json::<Value>().unwrap()["state"], "claimed");
    let forfeit = |body: Value| wu.post("/campaigns/toy/draw/forfeit", &body);
    forfeit(json!({ "k": 0, "reason": "unclaimed" })).refused(409, "claimed");
    forfeit(json!({ "k": 1, "reason": "unclaimed" })).refused(409, "not_overdue");
    forfeit(json!({ "k": 1, "reason": "bored" })).refused(422, "unknown_reason");
    forfeit(json!({ "k": 9, "reason": "declined" })).refused(404, "no_such_winner");
    assert_eq!(forfeit(json!({})).is(200), json!([]), "nothing is overdue");
    let moved = forfeit(json!({ "k": 1, "reason": "unreachable" })).is(200);
    assert_eq!((&moved[0]["next"], moved.as_array().unwrap().len()), (&json!(2), 1));
    forfeit(json!({ "k": 1, "reason": "unreachable" })).refused(409, "forfeited_already");
    let csv = wu.get("/campaigns/toy/draw/claims.csv");
    assert!(csv.header("content-disposition").contains("toy-claims.csv"), "{csv:?}");
    assert_eq!(csv.header("cache-control"), "no-store");
    csv.is(200);

    // Not before everything is handed out can the campaign be put away.
    let away = |slug: &str| wu.post("/campaigns/toy/archive", &json!({ "slug": slug }));
    away("toy").refused(409, "not_finished");
    at(&wu, OVERDUE);
    let late = wu.get("/campaigns/toy/draw/winners").is(200);
    let states: Vec<&Value> = late["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| &line["state"])
        .collect();
    assert_eq!(states, ["claimed", "forfeited", "overdue", "alternate"]);
    assert_eq!(late["lines"][0]["has_said"], json!(true));
    assert!(!late.to_string().contains("1 Road"), "{late}");
    let said = wu.get("/campaigns/toy/draw/winners/0").is(200);
    assert_eq!((&said["name"], &said["address"]), (&json!("=Jo"), &json!("1 Road")));
    wu.get("/campaigns/toy/draw/winners/9").refused(404, "no_such_winner");
    let life = wu.get("/campaigns/toy/life").is(200);
    let stage = |name: &str| {
        life.as_array()
            .unwrap()
            .iter()
            .find(|stage| stage["name"] == name)
            .unwrap()
            .clone()
    };
    assert_eq!(
        (&stage("drawn")["done"], &stage("handed_out")["open"]),
        (&json!(true), &json!(1))
    );
    assert_eq!(forfeit(json!({})).is(200)[0]["next"], 3);
    assert_eq!(
        forfeit(json!({ "k": 3, "reason": "declined" })).is(200)[0]["next"],
        Value::Null
    );
    away("tox").refused(422, "name_differs");
    away("toy").is(204);
    away("toy").is(204);
    assert_eq!(wu.get("/campaigns/toy").is(200)["state"], "archived");

    let log = li.get("/audit?campaign=toy&limit=200").is(200);
    let lines: Vec<&Value> = log["lines"].as_array().unwrap().iter().rev().collect();
    let told: Vec<&str> = lines
        .iter()
        .map(|line| line["what"].as_str().unwrap())
        // What the test itself does to get there: a colleague, and a table on the command line.
        .filter(|what| !["account_made", "exported"].contains(what))
        .collect();
    let committed = told.iter().filter(|what| **what == "draw_committed").count();
    assert!(committed <= 1, "the server itself may have been faster");
    let told: Vec<&str> = told.into_iter().filter(|what| *what != "draw_committed").collect();
    assert_eq!(
        told,
        [
            "kept_out",
            "kept_out",
            "let_in",
            "commitment_told",
            "draw_run",
            "prize_forfeited",
            "shipping_list_taken",
            "winner_looked_at",
            "prize_forfeited",
            "prize_forfeited",
            "archived"
        ]
    );
    assert!(!log.to_string().contains("1 Road"));
}

#[test]
fn numbers_and_witnesses_are_pasted_and_a_weak_source_is_called_weak() {
    let place = Place::new();
    let secret = fairdraw::text::hex(&fairdraw::hash::sha256(&[7]));
    let beacon = format!(
        r#"beacon = [{{ source = "numbers", id = "lotto", about = "6 of 49", entropy_bits = 24 }}, {{ source = "witness", id = "jury", commits = ["{secret}"] }}],"#
    );
    let (server, _, wu) = evening(&place, &beacon);
    enter(&server, 2);
    let open = look(&wu);
    assert_eq!(
        (&open["weak"], &open["by_itself"]),
        (&json!(false), &json!(false)),
        "a witness cannot be tried out"
    );
    assert_eq!(
        open["sources"][1],
        json!({ "kind": "witness", "id": "jury", "number": 1 })
    );
    at(&wu, CLOSED);
    commit(&wu);
    at(&wu, DRAWN);
    for (value, code) in [
        (json!({ "numbers": ["6, 7"], "secrets": ["07"] }), "numbers_malformed"),
        (
            json!({ "numbers": ["1.2./"], "secrets": ["08"] }),
            "secrets_not_committed",
        ),
        (json!({ "numbers": ["1.2./"] }), "secrets_missing"),
        (json!({ "secrets": ["07"] }), "beacon_missing"),
    ] {
        run(&wu, &value).refused(422, code);
    }
    assert_eq!(
        run(&wu, &json!({ "numbers": ["1.2./"], "secrets": ["07"] })).is(200)["stage"],
        "drawn"
    );
}

#[test]
fn a_list_that_was_not_closed_in_time_is_never_drawn_and_a_campaign_without_a_draw_has_none() {
    let place = Place::new();
    let (_server, li, wu) = evening(
        &place,
        r#"beacon = [{ source = "numbers", id = "lotto", about = "6 of 49", entropy_bits = 24 }],"#,
    );
    assert_eq!(look(&wu)["weak"], true);
    at(&wu, DRAWN);
    assert_eq!(look(&wu)["stage"], "missed");
    wu.post("/campaigns/toy/draw/commit", &json!({}))
        .refused(409, "missed_beacon");
    run(&wu, &json!({ "numbers": ["1.2./"] })).refused(409, "not_committed");
    let life = wu.get("/campaigns/toy/life").is(200);
    let never: Vec<&str> = life
        .as_array()
        .unwrap()
        .iter()
        .filter(|stage| stage["never"] == true)
        .map(|stage| stage["name"].as_str().unwrap())
        .collect();
    assert_eq!(never, ["drawn", "handed_out"]);
    assert_eq!(
        wu.get("/campaigns/toy").is(200)["next"]["step"],
        "archive",
        "nothing else is left to do"
    );
    wu.post("/campaigns/toy/archive", &json!({ "slug": "toy" })).is(204);
    // A viewer sees how far it is, and nobody's name.
    let viewer = li.colleague("viewer@example.org", "viewer", &Value::Null);
    assert_eq!(look(&viewer)["stage"], "missed");
    viewer.get("/campaigns/toy/draw/winners").refused(403, "not_allowed");
    li.get("/campaigns/elsewhere/draw").refused(404, "unknown_campaign");
    let plain = CAMPAIGN
        .replace("\"toy\"", "\"plain\"")
        .split("nodes = [")
        .next()
        .unwrap()
        .to_owned()
        + r#"nodes = [{ id = "guess", kind = "guess", title = { en = "Guess" }, tickets = 2 }]"#;
    std::fs::write(place.path("plain.toml"), plain).unwrap();
    place.ok(&["campaign", "publish", "plain.toml", "--rehearsal-at", OPEN]);
    for _ in 0..200 {
        if li.get("/campaigns/plain").status == 200 {
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    li.get("/campaigns/plain/draw").refused(404, "no_draw");
}

fn own(server: &Server, fan: u32) -> Value {
    let mut answer = agent()
        .get(server.at("/me"))
        .header("authorization", format!("Bearer {}", support::token(fan)))
        .call()
        .unwrap();
    answer.body_mut().read_json().unwrap()
}
