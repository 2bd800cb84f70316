//! A fan's own data: consent, what is kept, deleting it.

use crate::{
    place::{OPEN, asked, code, come, confirmed, delete, do_it, get, look_up, me, published, send, serve, serve_at},
    sink::Sink,
    support::{Place, agent, arrive, view},
};
use serde_json::{Value, json};
use std::fmt::Write as _;

const CLOSED: &str = "2024-08-04T20:15:05Z";
pub const DRAWN: &str = "2024-08-04T20:29:25Z";
/// drand's signature of round 10,000,000.
const SIGNATURE: &str =
    "a187c9f5800521e986b5658924696682071ce7ae965486e8fd08bc2c4758bdbb9ed9ecb7beee392a38214e321ecd434f";

pub fn nonce(fan: u32) -> String {
    (0..32).fold(String::new(), |mut nonce, byte| {
        write!(nonce, "{:02x}", (fan * 7 + byte) % 256).unwrap();
        nonce
    })
}

/// Closes the list and draws; `canyu draw …` must succeed.
pub fn draw(place: &Place, at: &str, arguments: &[&str]) {
    let mut all = vec!["draw"];
    all.extend(arguments);
    all.extend(["--rehearsal-at", at]);
    place.ok(&all);
}

pub fn close_and_draw(place: &Place) {
    draw(place, CLOSED, &["commit", "toy"]);
    draw(place, DRAWN, &["run", "toy", "--signature", SIGNATURE]);
}

#[test]
fn what_somebody_agrees_to_is_kept_with_text_and_time_and_nothing_is_overwritten() {
    let (place, sink) = (published(), Sink::start(&[]));
    let server = serve(&place, &sink);
    come(&server, 1);
    let version = |purpose: &str| {
        let view = view(&server, "");
        let all = view["consents"].as_array().unwrap().clone();
        all.iter().find(|consent| consent["purpose"] == purpose).unwrap()["version"].clone()
    };
    let (_, before) = get(&server, 1, "/consents");
    assert_eq!(
        before[0],
        json!({ "purpose": "news", "given": null, "version": null, "at": null, "current": false })
    );
    let choices = json!({ "choices": {
        "news": { "given": true, "version": version("news") }, "partners": { "given": false, "version": version("partners") } } });
    let (status, said) = send(&server, 1, "/consents", &choices);
    assert_eq!(
        (status, &said[0]["given"], &said[1]["given"]),
        (200, &json!(true), &json!(false)),
        "{said}"
    );
    let (status, said) = send(
        &server,
        1,
        "/consents",
        &json!({ "choices": { "news": { "given": false, "version": version("news") } } }),
    );
    assert_eq!(
        (status, &said[0]["given"], &said[0]["current"]),
        (200, &json!(false), &json!(true))
    );
    let (_, data) = get(&server, 1, "/me/data");
    let lines: Vec<(&str, bool)> = data["consents"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| (line["purpose"].as_str().unwrap(), line["given"].as_bool().unwrap()))
        .collect();
    assert_eq!(lines, [("news", true), ("partners", false), ("news", false)]);
    for (body, status, code) in [
        (
            json!({ "choices": { "news": { "given": true, "version": "0000000000000000" } } }),
            409,
            "consent_version",
        ),
        (
            json!({ "choices": { "rules": { "given": true, "version": version("news") } } }),
            422,
            "consent_unknown",
        ),
        (json!({ "choices": {} }), 422, "consent_empty"),
        (json!({ "choices": { "news": "yes" } }), 400, "malformed"),
    ] {
        let (found, problem) = send(&server, 1, "/consents", &body);
        assert_eq!((found, problem["code"].as_str()), (status, Some(code)), "{body}");
    }
}

#[test]
fn a_fan_sees_all_that_is_kept_of_him_and_nothing_of_others() {
    let (place, sink) = (published(), Sink::start(&[]));
    let server = serve(&place, &sink);
    come(&server, 1);
    let code_of_one = me(&server, 1)["code"].as_str().unwrap().to_owned();
    let share = canyu_core::referral::share_code(&code_of_one, 4);
    do_it(
        &server,
        2,
        &json!({ "act": "arrive", "code": share, "channel": "forum" }),
    );
    do_it(
        &server,
        2,
        &json!({ "act": "guess", "node": "guess", "text": "a kettle" }),
    );
    do_it(
        &server,
        1,
        &json!({ "act": "enter", "node": "draw", "nonce": nonce(1) }),
    );
    do_it(
        &server,
        1,
        &json!({ "act": "reserve", "node": "shelf", "item": "pearl" }),
    );
    confirmed(&server, &sink, 1, "li@example.org");
    let (status, data) = get(&server, 1, "/me/data");
    assert_eq!(status, 200);
    assert_eq!(
        data["profile"][0]["verified"].as_str().map(|at| &at[..10]),
        Some("2024-08-04")
    );
    assert_eq!(data["address"][0]["address"], "li@example.org");
    assert_eq!(data["proofs"][0]["how"], "email");
    let ticket = &data["tickets_and_points"][0];
    assert_eq!(
        (
            &ticket["reason"],
            &ticket["in_words"],
            &ticket["title"],
            &ticket["amount"]
        ),
        (
            &json!("done"),
            &json!("for taking part here"),
            &json!("Guess"),
            &json!(2)
        )
    );
    for section in [
        "acts",
        "events",
        "picks",
        "codes",
        "draw_entry",
        "receipts",
        "mails",
        "confirmations",
        "mail_host",
        "owed_for_friends",
    ] {
        assert!(!data[section].as_array().unwrap().is_empty(), "{section}: {data}");
    }
    let other = me(&server, 2)["id"].as_str().unwrap().to_owned();
    assert!(!data.to_string().contains(&other), "ids of other people are theirs");
    let (_, chinese) = get(&server, 1, "/me/data?lang=zh-Hans");
    assert_eq!(chinese["tickets_and_points"][0]["in_words"], "参与了这一项");
    assert_eq!(get(&server, 9, "/me/data").0, 404);
}

#[test]
fn whoever_deletes_his_data_is_gone_from_every_table() {
    let (place, sink) = (published(), Sink::start(&[]));
    let server = serve(&place, &sink);
    come(&server, 1);
    let id = me(&server, 1)["id"].as_str().unwrap().to_owned();
    do_it(
        &server,
        1,
        &json!({ "act": "enter", "node": "draw", "nonce": nonce(1) }),
    );
    confirmed(&server, &sink, 1, "li@example.org");
    let waiting = asked(&server, &sink, 1, "li2@example.org");
    assert_eq!(delete(&server, 1), 204);
    assert_eq!(delete(&server, 1), 204, "again: there is nobody");
    assert_eq!(get(&server, 1, "/me").0, 404);
    assert_eq!(page_status(waiting.link()), 410, "his links are gone too");
    let server_log = server.stop();
    assert!(!server_log.contains(&id));
    let dump = look_up(
        &place,
        "SELECT group_concat(quote(address) || quote(fan)) FROM (SELECT address, fan FROM mail_addresses UNION ALL SELECT address, fan FROM mail_requests UNION ALL SELECT 'none', 'none')",
    );
    assert_eq!(dump, "'none''none'");
    for table in [
        "fans",
        "events",
        "ledger",
        "picks",
        "entries",
        "people",
        "mail_outbox",
        "mail_facts",
        "consents",
    ] {
        let column = if table == "fans" { "id" } else { "fan" };
        assert_eq!(
            look_up(
                &place,
                &format!("SELECT CAST(COUNT(*) AS TEXT) FROM {table} WHERE {column} = '{id}'")
            ),
            "0",
            "{table}"
        );
    }
    // He may come again, as somebody new.
    let again = serve_at(&place, OPEN, sink.port, &[]);
    arrive(&agent(), &again, 1);
    assert_ne!(me(&again, 1)["id"], Value::String(id));
    assert_eq!(me(&again, 1)["tickets"], 0);
}

/// Everything that the database holds, as text.
fn everything(place: &Place) -> String {
    let tables = look_up(
        place,
        "SELECT group_concat(name) FROM sqlite_master WHERE type = 'table'",
    );
    let rows = tables.split(',').map(|table| {
        let columns =
            format!("SELECT group_concat('quote(\"' || name || '\")', '||') FROM pragma_table_info('{table}')");
        let columns = look_up(place, &columns);
        look_up(
            place,
            &format!("SELECT coalesce(group_concat({columns}), '') FROM {table}"),
        )
    });
    rows.collect()
}

#[test]
fn whoever_deletes_his_data_takes_his_other_devices_along() {
    let (place, sink) = (published(), Sink::start(&[]));
    let server = serve(&place, &sink);
    let mut known = Vec::new();
    for fan in [1, 2] {
        come(&server, fan);
        let enter = json!({ "act": "enter", "node": "draw", "nonce": nonce(fan) });
        do_it(&server, fan, &enter);
        known.extend(["id", "code"].map(|name| me(&server, fan)[name].as_str().unwrap().to_owned()));
        known.push(nonce(fan));
    }
    [1, 2].into_iter().for_each(|fan| {
        confirmed(&server, &sink, fan, "li@example.org");
    });
    let before = everything(&place);
    for name in &known {
        assert!(before.contains(name.as_str()), "{name} is looked for in vain");
    }
    assert_eq!(delete(&server, 1), 204);
    assert_eq!(get(&server, 2, "/me").0, 404, "both devices are gone");
    let after = everything(&place);
    for name in &known {
        assert!(!after.contains(name.as_str()), "{name} is still there");
    }
}

fn page_status(url: &str) -> u16 {
    crate::place::page("GET", url).0
}

#[test]
fn after_people_have_deleted_their_data_the_published_draw_still_holds() {
    let (place, sink) = (published(), Sink::start(&[]));
    let server = serve(&place, &sink);
    for fan in 1..=6 {
        come(&server, fan);
        do_it(
            &server,
            fan,
            &json!({ "act": "enter", "node": "draw", "nonce": nonce(fan) }),
        );
        confirmed(&server, &sink, fan, &format!("li{fan}@example.org"));
    }
    assert_eq!(delete(&server, 1), 204, "before the list is closed");
    server.stop();
    close_and_draw(&place);
    draw(&place, DRAWN, &["audit", "toy", "-o", "before"]);
    let server = serve_at(&place, DRAWN, sink.port, &[]);
    for fan in 2..=6 {
        assert_eq!(delete(&server, fan), 204, "winners and others");
    }
    server.stop();
    draw(&place, DRAWN, &["audit", "toy", "-o", "after"]);
    for folder in ["before", "after"] {
        let output = place.run(&["verify", folder]);
        let told = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{told}");
        assert!(told.contains("entries") && !told.contains("FAILED"), "{told}");
    }
    for name in ["manifest.json", "commitment.txt", "result.json", "roll.bin"] {
        let read = |folder: &str| std::fs::read(place.path(&format!("{folder}/{name}"))).unwrap();
        assert_eq!(read("before"), read("after"), "{name}");
    }
}

#[test]
fn only_confirmed_people_are_in_the_draw_and_a_late_code_counts_no_more() {
    let (place, sink) = (published(), Sink::start(&[]));
    let server = serve(&place, &sink);
    for fan in 1..=3 {
        come(&server, fan);
        do_it(
            &server,
            fan,
            &json!({ "act": "enter", "node": "draw", "nonce": nonce(fan) }),
        );
    }
    confirmed(&server, &sink, 1, "li@example.org");
    let late = asked(&server, &sink, 2, "li@example.org");
    server.stop();
    close_and_draw(&place);
    draw(&place, DRAWN, &["audit", "toy", "-o", "bundle"]);
    let excluded = std::fs::read_to_string(place.path("bundle/excluded.txt")).unwrap();
    assert_eq!(excluded.matches("unconfirmed").count(), 2, "{excluded}");
    let server = serve_at(&place, "2024-08-04T19:10:00Z", sink.port, &[]);
    let (status, problem) = code(&server, 2, late.code());
    assert_eq!(
        (status, &problem["code"]),
        (409, &json!("closed")),
        "devices do not become one once the list is closed"
    );
    let path = late.link().split("/confirm/").nth(1).unwrap();
    let (status, _, html) = crate::place::page("POST", &format!("{}/confirm/{path}", server.url));
    assert!(
        status == 409 && html.contains("the list of the draw is closed"),
        "{html}"
    );
}

#[test]
fn where_the_rules_have_to_be_accepted_nobody_confirms_an_address_before() {
    let place = published();
    let text = std::fs::read_to_string(place.path("toy.toml")).unwrap();
    let text = text.replace("purpose = \"news\"", "purpose = \"rules\"\nrequired = true");
    let fresh = crate::place::published_from(&text);
    let sink = Sink::start(&[]);
    let server = serve(&fresh, &sink);
    come(&server, 1);
    let (status, problem) = crate::place::ask(&server, 1, "li@example.org");
    assert_eq!(
        (status, &problem["code"]),
        (409, &json!("consent_missing")),
        "{problem}"
    );
    assert!(problem["detail"].as_str().unwrap().contains("rules"));
    let version = view(&server, "")["consents"][0]["version"].clone();
    let choose = |given: bool| json!({ "choices": { "rules": { "given": given, "version": version } } });
    send(&server, 1, "/consents", &choose(false));
    assert_eq!(crate::place::ask(&server, 1, "li@example.org").0, 409);
    send(&server, 1, "/consents", &choose(true));
    assert_eq!(confirmed(&server, &sink, 1, "li@example.org")["verified"], true);
}
