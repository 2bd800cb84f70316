//! Stock, codes and tills, by the console's routes.

use super::*;
use support::{act, agent, arrive};

/// A campaign that has everything that staff hand out and answer.
pub(super) const CAMPAIGN: &str = r##"
# What everybody may read.
slug = "toy"
languages = ["en", "zh-Hans"]
title = { en = "A new toy", zh-Hans = "新玩具" }
opens = 2024-08-04T19:00:00Z
closes = 2024-08-11T19:00:00Z
origins = ["https://shop.example"]

[[gifts]]
role = "administrator"
tickets = 20
codes = 2

[[gifts]]
role = "staff"
tickets = 6

[[nodes]]
id = "news" # told by staff
kind = "news"
title = { en = "News", zh-Hans = "动态" }
posts = [{ key = "start", at = 2024-08-04T19:00:00Z, title = { en = "We begin", zh-Hans = "开始了" } }]

[[nodes]]
id = "sale"
kind = "reserve"
title = { en = "Reserve", zh-Hans = "预约" }
expires = 2024-08-31T19:00:00Z
items = [{ key = "pearl", text = { en = "Pearl white", zh-Hans = "珍珠白" }, stock = 5, priority = 3 }]

[[nodes]]
id = "wishes"
kind = "vote"
form = "wishes"
propose = 2
title = { en = "Wishes", zh-Hans = "愿望" }
options = [{ key = "walls", text = { en = "Walls", zh-Hans = "墙" } }, { key = "quiet", text = { en = "Quiet", zh-Hans = "静" } }]

[[nodes]]
id = "draw"
kind = "lottery"
title = { en = "Draw", zh-Hans = "抽" }
draws = 2024-08-11T20:00:00Z
terms = { en = "Fair", zh-Hans = "公平" }
prizes = [{ name = { en = "Toy", zh-Hans = "玩具" } }]
"##;

/// A server with that campaign and its first administrator.
pub(super) fn handing_out() -> (Place, Server, Client) {
    let place = Place::new();
    std::fs::write(place.path("toy.toml"), CAMPAIGN).unwrap();
    place.publish();
    let (server, li) = served(&place);
    (place, server, li)
}

/// Lets fans come and take part; their ids.
pub(super) fn come(server: &Server, fans: std::ops::RangeInclusive<u32>) -> Vec<String> {
    fans.map(|fan| {
        arrive(&agent(), server, fan);
        let vote = json!({ "act": "vote", "node": "wishes", "picks": ["walls"] });
        let (status, answer) = act(&agent(), server, fan, &vote);
        assert_eq!(status, 200, "{answer}");
        answer["me"]["id"].as_str().unwrap().to_owned()
    })
    .collect()
}

/// The fan's own state.
pub(super) fn me(server: &Server, fan: u32) -> Value {
    let token = format!("Bearer {}", support::token(fan));
    let answer = agent().get(server.at("/me")).header("authorization", token).call();
    answer.unwrap().body_mut().read_json().unwrap()
}

/// What a till is answered: the status and the body.
fn at_till(server: &Server, token: &str, code: &str, key: &str) -> (u16, Value) {
    let sent = agent()
        .post(server.at("/redeem"))
        .header("authorization", format!("Bearer {token}"))
        .header("idempotency-key", key)
        .send_json(json!({ "code": code }));
    let mut answer = sent.unwrap();
    (answer.status().as_u16(), answer.body_mut().read_json().unwrap())
}

#[test]
fn codes_are_made_once_for_what_is_set_aside_and_the_list_tells_none_of_them() {
    let (_place, server, li) = handing_out();
    come(&server, 1..=1);
    let wanted = |key: &str, count: u32| json!({ "key": key, "node": "sale", "item": "pearl", "count": count });
    let made = li.post("/campaigns/toy/codes", &wanted("0123456789abcdef", 2)).is(201);
    let codes: Vec<&str> = made["codes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|code| code.as_str().unwrap())
        .collect();
    assert_eq!((codes.len(), codes[0].len()), (2, 19));
    let csv = made["csv"].as_str().unwrap();
    assert!(csv.starts_with("code,node,item,state") && codes.iter().all(|code| csv.contains(code)));
    li.post("/campaigns/toy/codes", &wanted("fedcba9876543210", 2))
        .refused(409, "pool_empty");
    li.post("/campaigns/toy/codes", &wanted("fedcba9876543210", 0))
        .refused(422, "count_malformed");
    li.post("/campaigns/toy/codes", &wanted("short", 1))
        .refused(400, "idempotency_key_malformed");
    // The same request again makes none: the two that there are stay two.
    li.post("/campaigns/toy/codes", &wanted("0123456789abcdef", 1))
        .refused(409, "issued_already");

    let stock = li.get("/campaigns/toy/stock").is(200);
    let pearl = &stock["items"][0];
    assert_eq!(
        (&stock["redeems"], &pearl["stock"], &pearl["aside"]),
        (&json!(true), &json!(5), &json!(3))
    );
    assert_eq!(
        (&pearl["issued"], &pearl["free"], &pearl["taken"]),
        (&json!(2), &json!(2), &json!(0))
    );

    let list = li.get("/campaigns/toy/codes?state=free").is(200);
    let text = list.to_string();
    assert!(
        codes
            .iter()
            .all(|code| !text.contains(&code[..9]) && text.contains(&code[15..])),
        "{text}"
    );
    assert_eq!(
        (list["lines"].as_array().unwrap().len(), &list["more"]),
        (2, &json!(false))
    );
    assert_eq!(li.get("/campaigns/toy/codes?most=1").is(200)["more"], true);
    li.get("/campaigns/toy/codes?state=lost").refused(400, "malformed");

    let found = li
        .post("/campaigns/toy/codes/look", &json!({ "code": codes[0].to_lowercase() }))
        .is(200);
    assert_eq!(
        (&found["state"], &found["origin"]),
        (&json!("free"), &json!("priority"))
    );
    li.post("/campaigns/toy/codes/look", &json!({ "code": "0000-0000-0000-0000" }))
        .refused(404, "code_not_genuine");
    li.post("/campaigns/toy/codes/look", &json!({ "code": "x" }))
        .refused(422, "code_length");

    // Who has one holds it; a marketer's token would not be told who that is, and may not ask at all.
    let take = json!({ "act": "reserve", "node": "sale", "item": "pearl", "code": codes[0] });
    assert_eq!(act(&agent(), &server, 1, &take).0, 200);
    let held = li.get("/campaigns/toy/codes?state=held").is(200);
    assert_eq!(held["lines"][0]["fan"], me(&server, 1)["id"]);
    let token = li.post("/tokens", &json!({ "name": "x", "scopes": ["give"] })).is(201);
    let program = li.program(&token);
    assert_eq!(
        program.get("/campaigns/toy/codes?state=held").is(200)["lines"][0]["fan"],
        Value::Null
    );
    let logged = li.log("codes_issued");
    assert_eq!(
        (
            logged.len(),
            &logged[0]["about"],
            &logged[0]["change"]["after"]["codes"]
        ),
        (1, &json!("sale/pearl"), &json!(2))
    );
    assert!(!logged[0].to_string().contains(codes[0]), "no secrets in the log");
}

#[test]
fn tills_have_a_link_that_is_told_once_and_are_closed() {
    let (_place, server, li) = handing_out();
    let made = li
        .post("/campaigns/toy/tills", &json!({ "name": " Shop  Beijing " }))
        .is(201);
    assert_eq!(made["name"], "Shop Beijing");
    let link = made["link"].as_str().unwrap();
    let token = link.strip_prefix(&format!("{}/till/toy#", server.url)).unwrap();
    li.post("/campaigns/toy/tills", &json!({ "name": "Shop Beijing" }))
        .refused(409, "till_exists");
    li.post("/campaigns/toy/tills", &json!({ "name": "" }))
        .refused(422, "till_name_malformed");
    let key = json!({ "key": "0123456789abcdef", "node": "sale", "item": "pearl", "count": 1 });
    let codes = li.post("/campaigns/toy/codes", &key).is(201);
    let code = codes["codes"][0].as_str().unwrap();
    assert_eq!(at_till(&server, token, code, "a-key-of-some-length").0, 200);
    let tills = li.get("/campaigns/toy/tills").is(200);
    assert_eq!(
        (&tills[0]["redeemed"], &tills[0]["account"], &tills[0]["closed"]),
        (&json!(1), &json!(false), &Value::Null)
    );
    assert!(!tills.to_string().contains(token));
    li.delete("/campaigns/toy/tills/Shop%20Beijing").is(204);
    li.delete("/campaigns/toy/tills/Shop%20Beijing")
        .refused(404, "till_unknown");
    assert_eq!(at_till(&server, token, code, "a-key-of-some-length").0, 401);
    assert_eq!((li.log("till_made").len(), li.log("till_closed").len()), (1, 1));
}

#[test]
fn an_account_redeems_as_itself_until_it_signs_out_or_may_no_more() {
    let (_place, server, li) = handing_out();
    let key = json!({ "key": "0123456789abcdef", "node": "sale", "item": "pearl", "count": 3 });
    let codes = li.post("/campaigns/toy/codes", &key).is(201);
    let code = |number: usize| codes["codes"][number].as_str().unwrap().to_owned();
    let new = json!({ "name": "Shop", "email": "shop@example.org", "role": "till", "campaigns": ["toy"], "password": PASSWORD });
    li.post("/accounts", &new).is(201);
    let nobody = Client::new(&server);
    let open = |client: &Client| {
        let own = client.post("/campaigns/toy/till", &json!({})).is(201);
        let token = own["path"]
            .as_str()
            .unwrap()
            .strip_prefix("/till/toy#")
            .unwrap()
            .to_owned();
        (own["name"].as_str().unwrap().to_owned(), token)
    };
    let shop = nobody.sign_in("shop@example.org");
    let (name, first) = open(&shop);
    assert_eq!(name, "Shop");
    let (status, answer) = at_till(&server, &first, &code(0), "first-key-of-the-till");
    assert_eq!((status, &answer["till"]), (200, &json!("Shop")));
    // Opened again in the same browser the other one is over; another browser has its own.
    let (_, second) = open(&shop);
    assert_eq!(at_till(&server, &first, &code(1), "a-key-of-some-length").0, 401);
    let phone = nobody.sign_in("shop@example.org");
    let (_, third) = open(&phone);
    assert_eq!(
        at_till(&server, &second, &code(0), "again-key-of-the-till").1["again"],
        true,
        "one till at two devices"
    );
    let tills = li.get("/campaigns/toy/tills").is(200);
    assert_eq!(
        (
            tills.as_array().unwrap().len(),
            &tills[0]["account"],
            &tills[0]["redeemed"]
        ),
        (1, &json!(true), &json!(1))
    );

    // Another account of the same name is another till.
    let twin =
        json!({ "name": "Shop", "email": "twin@example.org", "role": "till", "campaigns": null, "password": PASSWORD });
    li.post("/accounts", &twin).is(201);
    let (name, other) = open(&nobody.sign_in("twin@example.org"));
    assert_eq!(name, "Shop · twin@example.org");
    assert_eq!(at_till(&server, &other, &code(0), "twins-key-of-the-till").0, 409);

    phone.delete("/session").is(204);
    assert_eq!(
        at_till(&server, &third, &code(1), "a-key-of-some-length").0,
        401,
        "signed out"
    );
    assert_eq!(
        at_till(&server, &second, &code(1), "b-key-of-some-length").0,
        200,
        "the other browser goes on"
    );
    let id = li.id_of("shop@example.org");
    li.patch(&format!("/accounts/{id}"), &json!({ "role": "viewer" }))
        .is(200);
    assert_eq!(
        at_till(&server, &second, &code(2), "c-key-of-some-length").0,
        401,
        "he may no more"
    );
    li.patch(
        &format!("/accounts/{id}"),
        &json!({ "role": "till", "campaigns": ["another"] }),
    );
    assert_ne!(at_till(&server, &second, &code(2), "d-key-of-some-length").0, 200);
    li.patch(
        &format!("/accounts/{id}"),
        &json!({ "role": "till", "campaigns": null, "disabled": true }),
    )
    .is(200);
    assert_eq!(
        at_till(&server, &second, &code(2), "e-key-of-some-length").0,
        401,
        "he is closed"
    );
    let token = li
        .post("/tokens", &json!({ "name": "x", "scopes": ["redeem"] }))
        .is(201);
    li.program(&token)
        .post("/campaigns/toy/till", &json!({}))
        .refused(403, "not_for_tokens");
    assert_eq!(li.log("till_opened").len(), 4);
}

#[test]
fn what_commands_do_stands_in_the_same_log() {
    let (place, server, li) = handing_out();
    let ids = come(&server, 1..=1);
    let at = ["--rehearsal-at", "2024-08-04T19:45:00Z"];
    let run = |command: &[&str]| place.ok(&[command, &at].concat());
    run(&["codes", "issue", "toy", "sale/pearl", "--count", "2"]);
    run(&["till", "toy", "--name", "Door"]);
    run(&["till", "toy", "--revoke", "Door"]);
    run(&["seed", "toy", "--group", "forum", "--label", "Tester"]);
    run(&[
        "give",
        "toy",
        "--by",
        "mei",
        "--to",
        &ids[0],
        "--tickets",
        "2",
        "--reason",
        "A present",
    ]);
    let told = |what: &str| {
        let lines = li.log(what);
        assert_eq!((lines.len(), &lines[0]["campaign"]), (1, &json!("toy")), "{what}");
        assert_eq!(lines[0]["who"]["kind"], "command_line", "{what}");
        lines[0].clone()
    };
    assert_eq!(told("codes_issued")["change"]["after"]["codes"], 2);
    assert_eq!(told("till_made")["about"], "Door");
    told("till_closed");
    told("seeds_invited");
    let given = told("given");
    assert_eq!(
        (
            &given["who"]["name"],
            &given["about"],
            &given["change"]["after"]["people"]
        ),
        (&json!("mei"), &json!("A present"), &json!(1))
    );
}
