//! Tills over HTTP.

use crate::support::{Place, Server};
use crate::{OPEN, come, ok, published, refused, support::agent, support::key, told};
use serde_json::{Value, json};
use std::sync::Arc;

/// Makes a till; its token.
fn till(place: &Place, name: &str) -> String {
    let link = told(
        place,
        &["till", "toy", "--name", name, "--public-url", "https://canyu.example/"],
    );
    let token = link
        .trim()
        .strip_prefix("https://canyu.example/till/toy#")
        .unwrap()
        .to_owned();
    assert_eq!(token.len(), 43);
    token
}

fn redeem_with(server: &Server, token: &str, key: &str, code: &str) -> (u16, Value) {
    let mut answer = agent()
        .post(server.at("/redeem"))
        .header("authorization", format!("Bearer {token}"))
        .header("idempotency-key", key)
        .send_json(json!({ "code": code }))
        .unwrap();
    (answer.status().as_u16(), answer.body_mut().read_json().unwrap())
}

fn redeem(server: &Server, token: &str, code: &str) -> (u16, Value) {
    redeem_with(server, token, &key(), code)
}

/// Reserves a unit; its code.
fn reserve(server: &Server, fan: u32) -> String {
    let answer = ok(
        server,
        fan,
        &json!({ "act": "reserve", "node": "sale", "item": "pearl" }),
    );
    answer["me"]["codes"][0]["code"].as_str().unwrap().to_owned()
}

#[test]
fn a_code_is_redeemed_once_and_said_so_again_and_again() {
    let place = published();
    let server = place.serve(OPEN);
    come(&server, 1..=1);
    let (one, two) = (till(&place, "Counter 1"), till(&place, "柜台二"));
    let code = reserve(&server, 1);
    let first_key = key();
    let typed = code.to_lowercase().replace('-', " ");
    let (status, first) = redeem_with(&server, &one, &first_key, &typed);
    assert_eq!(
        (status, &first["again"], &first["till"]),
        (200, &json!(false), &json!("Counter 1")),
        "{first}"
    );
    assert_eq!(
        (&first["code"], &first["node"], &first["item"]),
        (&json!(code), &json!("sale"), &json!("pearl"))
    );
    assert_eq!(
        redeem_with(&server, &one, &first_key, &typed),
        (200, first.clone()),
        "the same request"
    );
    let (status, again) = redeem(&server, &one, &code);
    assert_eq!(
        (status, &again["again"], &again["redeemed_at"]),
        (200, &json!(true), &first["redeemed_at"]),
        "the same till, another customer"
    );
    let (status, elsewhere) = redeem(&server, &two, &code);
    assert_eq!((status, &elsewhere["code"]), (409, &json!("redeemed_already")));
    assert_eq!(
        (&elsewhere["till"], &elsewhere["redeemed_at"]),
        (&json!("Counter 1"), &first["redeemed_at"])
    );
    drop(server);
    let server = place.serve(OPEN);
    assert_eq!(
        redeem_with(&server, &one, &first_key, &typed),
        (200, first),
        "after a restart"
    );
    assert_eq!(
        redeem_with(&server, &one, &first_key, "0000-0000-0000-0000").0,
        404,
        "a code that nobody made is not looked up"
    );
}

#[test]
fn each_thing_that_can_be_wrong_with_a_code_has_a_name() {
    let place = published();
    let server = place.serve(OPEN);
    come(&server, 1..=2);
    let token = till(&place, "Counter 1");
    let code = reserve(&server, 1);
    let told = |code: &str| {
        let (status, answer) = redeem(&server, &token, code);
        (status, answer["code"].as_str().unwrap().to_owned())
    };
    assert_eq!(told("ABCD"), (422, "code_length".to_owned()));
    assert_eq!(told("0000-0000-0000-000U"), (422, "code_character".to_owned()));
    let last = code.chars().last().unwrap();
    let slipped = code.replacen(last, if last == '0' { "1" } else { "0" }, 20);
    assert_eq!(told(&slipped), (422, "code_mistyped".to_owned()));
    assert_eq!(told("0000-0000-0000-0000"), (404, "code_not_genuine".to_owned()));
    ok(&server, 1, &json!({ "act": "cancel", "node": "sale", "item": "pearl" }));
    assert_eq!(told(&code), (409, "code_cancelled".to_owned()));
    let late = reserve(&server, 2);
    drop(server);
    let server = place.serve("2024-09-01T10:00:00Z");
    let (status, answer) = redeem(&server, &token, &late);
    assert_eq!((status, &answer["code"]), (409, &json!("code_expired")));
    assert_eq!(answer["expired_at"], "2024-08-31T19:00:00Z");
}

#[test]
fn a_code_of_another_campaign_is_told_from_a_made_up_one() {
    let place = published();
    let other = crate::CAMPAIGN.replacen("slug = \"toy\"", "slug = \"loaf\"", 1);
    std::fs::write(place.path("loaf.toml"), other).unwrap();
    told(&place, &["campaign", "publish", "loaf.toml"]);
    let issued = told(&place, &["codes", "issue", "loaf", "sale/pearl"]);
    let foreign = issued.lines().nth(1).unwrap().split(',').next().unwrap().to_owned();
    let token = till(&place, "Counter 1");
    let server = place.serve(OPEN);
    let (status, answer) = redeem(&server, &token, &foreign);
    assert_eq!((status, &answer["code"]), (404, &json!("code_other_campaign")));
    // A till of the one campaign is none of the other.
    let url = format!("{}/api/v1/campaigns/loaf/till", server.url);
    let about = agent()
        .get(url)
        .header("authorization", format!("Bearer {token}"))
        .call()
        .unwrap();
    assert_eq!(about.status().as_u16(), 401);
}

#[test]
fn a_till_knows_what_it_needs_without_a_network_until_it_is_closed() {
    let place = published();
    let server = place.serve(OPEN);
    let token = till(&place, "Counter 1");
    assert_eq!(refused(&place, &["till", "toy", "--name", "Counter 1"]), "till_exists");
    let about = |token: &str| {
        let mut answer = agent()
            .get(server.at("/till"))
            .header("authorization", format!("Bearer {token}"))
            .call()
            .unwrap();
        (
            answer.status().as_u16(),
            answer.body_mut().read_json::<Value>().unwrap(),
        )
    };
    let (status, view) = about(&token);
    assert_eq!(status, 200);
    assert_eq!(
        (&view["till"], &view["slug"], &view["rehearsal"]),
        (&json!("Counter 1"), &json!("toy"), &json!(true))
    );
    assert_eq!(view["title"]["zh-Hans"], "新玩具");
    assert_eq!(
        view["items"],
        json!([{ "prefix": "20", "text": { "en": "Pearl white", "zh-Hans": "珍珠白" } }])
    );
    assert_eq!(view["key"].as_str().unwrap().len(), 64);
    assert_eq!(about(&"x".repeat(43)).0, 401);
    told(&place, &["till", "toy", "--revoke", "Counter 1"]);
    let (status, answer) = about(&token);
    assert_eq!((status, &answer["code"]), (401, &json!("till_unknown")));
    assert_eq!(redeem(&server, &token, "0000-0000-0000-0000").0, 401);
    assert_eq!(
        refused(&place, &["till", "toy", "--revoke", "Counter 1"]),
        "till_unknown"
    );
    let list = told(&place, &["till", "toy"]);
    assert!(list.starts_with("Counter 1\tclosed "), "{list}");
    assert_ne!(till(&place, "Counter 1"), token, "a new link for the same till");
}

#[test]
fn of_many_tills_at_once_one_redeems_a_code() {
    let place = published();
    let server = Arc::new(place.serve(OPEN));
    come(&server, 1..=1);
    let tokens: Vec<String> = (1..=8)
        .map(|number| till(&place, &format!("Counter {number}")))
        .collect();
    let code = reserve(&server, 1);
    let threads: Vec<_> = tokens
        .into_iter()
        .map(|token| {
            let (server, code) = (server.clone(), code.clone());
            std::thread::spawn(move || redeem(&server, &token, &code))
        })
        .collect();
    let answers: Vec<(u16, Value)> = threads.into_iter().map(|thread| thread.join().unwrap()).collect();
    let won: Vec<&Value> = answers
        .iter()
        .filter(|(status, _)| *status == 200)
        .map(|(_, answer)| answer)
        .collect();
    assert_eq!(won.len(), 1, "{answers:?}");
    assert!(
        answers
            .iter()
            .filter(|(status, _)| *status == 409)
            .all(|(_, answer)| answer["till"] == won[0]["till"])
    );
}

#[test]
fn the_page_trusts_nobody_but_its_server() {
    let place = published();
    let server = place.serve(OPEN);
    let get = |path: &str| agent().get(format!("{}{path}", server.url)).call().unwrap();
    let page = get("/till/toy");
    assert_eq!(page.status().as_u16(), 200);
    let policy = page.headers()["content-security-policy"].to_str().unwrap();
    assert!(
        policy.contains("default-src 'none'")
            && policy.contains("frame-ancestors 'none'")
            && !policy.contains("unsafe"),
        "{policy}"
    );
    assert_eq!(page.headers()["referrer-policy"], "no-referrer");
    assert_eq!(get("/till/none").status().as_u16(), 404);
    for file in [
        "/till/worker.js",
        "/pages/till.js",
        "/pages/till-zh-Hans.json",
        "/pages/till.css",
    ] {
        assert_eq!(get(file).status().as_u16(), 200, "{file}");
    }
    assert_eq!(get("/pages/till-none.js").status().as_u16(), 404);
}
