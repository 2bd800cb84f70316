//! The campaign in which people confirm who they are, and what fans do in it.

pub use crate::support::look_up;
use crate::{
    sink::{Mail, Sink},
    support::{Place, Server, act, agent, arrive, token},
};
use serde_json::{Value, json};

/// The campaign is open.
pub const OPEN: &str = "2024-08-04T19:05:00Z";
/// Sixteen minutes later: no code from then works any more.
pub const LATER: &str = "2024-08-04T19:21:00Z";

const CAMPAIGN: &str = r##"
slug = "toy"
languages = ["en", "zh-Hans"]
title = { en = "A new toy", zh-Hans = "新玩具" }
accent = "#c2410c"
opens = 2024-08-04T19:00:00Z
closes = 2024-08-04T20:15:00Z
origins = ["https://shop.example"]
nodes = [
    { id = "guess", kind = "guess", title = { en = "Guess", zh-Hans = "猜" }, tickets = 2 },
    { id = "poll", kind = "vote", form = "poll", title = { en = "Poll", zh-Hans = "选" }, tickets = 1, options = [
        { key = "a", text = { en = "A", zh-Hans = "甲" } }, { key = "b", text = { en = "B", zh-Hans = "乙" } },
    ] },
    { id = "shelf", kind = "reserve", title = { en = "Shelf", zh-Hans = "架" }, expires = 2024-09-05T19:00:00Z, items = [
        { key = "pearl", text = { en = "Pearl", zh-Hans = "珍珠" }, stock = 1 },
    ] },
    { id = "draw", kind = "lottery", title = { en = "Draw", zh-Hans = "抽" }, tickets = 1, draws = 2024-08-04T20:29:24Z, terms = { en = "Fair", zh-Hans = "公平" }, alternates = 2, prizes = [
        { name = { en = "Vinyl", zh-Hans = "黑胶" } },
    ] },
    { id = "friends", kind = "share", title = { en = "Friends", zh-Hans = "友" }, tickets = 3 },
]

[confirm]
by = ["email", "host"]

[identity]
issuer = "https://shop.example"
audience = "canyu:toy"

[[consents]]
purpose = "news"
text = { en = "Send me news", zh-Hans = "给我发消息" }

[[consents]]
purpose = "partners"
text = { en = "Tell your partners", zh-Hans = "告诉合作伙伴" }
"##;

/// A folder with the campaign, published.
pub fn published() -> Place {
    published_from(CAMPAIGN)
}

/// The same with another file.
pub fn published_from(file: &str) -> Place {
    let place = Place::new();
    std::fs::write(place.path("toy.toml"), file).unwrap();
    std::fs::write(
        place.path("mx.txt"),
        "one.example=mx1.farm.example\ntwo.example=mx2.farm.example\n",
    )
    .unwrap();
    place.ok(&[
        "campaign",
        "publish",
        "toy.toml",
        "--rehearsal-at",
        OPEN,
        "--smtp",
        "smtp://127.0.0.1:9",
    ]);
    place
}

/// A server that hands mail to a port of this machine.
pub fn serve_at(place: &Place, at: &str, port: u16, more: &[&str]) -> Server {
    let smtp = format!("smtp://127.0.0.1:{port}");
    let mut arguments = vec![
        "--smtp",
        &smtp,
        "--mail-from",
        "The Toy <toy@shop.example>",
        "--mx-file",
        "mx.txt",
        "--relay",
        "http://127.0.0.1:9",
    ];
    arguments.extend(more);
    place.serve_with(at, &arguments)
}

/// The same while the campaign is open.
pub fn serve(place: &Place, sink: &Sink) -> Server {
    serve_at(place, OPEN, sink.port, &[])
}

/// A request of a fan; status and body.
pub fn send(server: &Server, fan: u32, path: &str, body: &Value) -> (u16, Value) {
    let mut answer = agent()
        .post(server.at(path))
        .header("authorization", format!("Bearer {}", token(fan)))
        .send_json(body)
        .unwrap();
    (answer.status().as_u16(), answer.body_mut().read_json().unwrap())
}

/// What a fan is told at an address.
pub fn get(server: &Server, fan: u32, path: &str) -> (u16, Value) {
    let mut answer = agent()
        .get(server.at(path))
        .header("authorization", format!("Bearer {}", token(fan)))
        .call()
        .unwrap();
    (answer.status().as_u16(), answer.body_mut().read_json().unwrap())
}

/// The fan's own state.
pub fn me(server: &Server, fan: u32) -> Value {
    let (status, me) = get(server, fan, "/me");
    assert_eq!(status, 200, "{me}");
    me
}

/// Deletes the fan's data; the status.
pub fn delete(server: &Server, fan: u32) -> u16 {
    let answer = agent()
        .delete(server.at("/me"))
        .header("authorization", format!("Bearer {}", token(fan)))
        .call()
        .unwrap();
    answer.status().as_u16()
}

/// A fan arrives and guesses.
pub fn come(server: &Server, fan: u32) {
    arrive(&agent(), server, fan);
    do_it(
        server,
        fan,
        &json!({ "act": "guess", "node": "guess", "text": format!("guess {fan}") }),
    );
}

/// A fan does something, which is accepted.
pub fn do_it(server: &Server, fan: u32, one: &Value) -> Value {
    let (status, answer) = act(&agent(), server, fan, one);
    assert_eq!(status, 200, "{one}: {answer}");
    answer["me"].clone()
}

/// Asks for a mail.
pub fn ask(server: &Server, fan: u32, address: &str) -> (u16, Value) {
    send(server, fan, "/email", &json!({ "address": address, "lang": "en" }))
}

/// Types a code.
pub fn code(server: &Server, fan: u32, code: &str) -> (u16, Value) {
    send(server, fan, "/email/confirm", &json!({ "code": code }))
}

/// Asks for a mail, which comes.
pub fn asked(server: &Server, sink: &Sink, fan: u32, address: &str) -> Mail {
    assert_eq!(ask(server, fan, address), (202, json!({ "sent": true })), "{address}");
    sink.mail()
}

/// A fan confirms an address by the code.
pub fn confirmed(server: &Server, sink: &Sink, fan: u32, address: &str) -> Value {
    let mail = asked(server, sink, fan, address);
    let (status, me) = code(server, fan, mail.code());
    assert_eq!(status, 200, "{me}");
    me
}

/// Waits until the database says so. What never comes is said after a minute.
pub fn until(place: &Place, sql: &str, expected: &str) {
    for _ in 0..1_200 {
        if look_up(place, sql) == expected {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("{sql}: {} and never {expected}", look_up(place, sql));
}

/// A page: status, headers and text.
pub fn page(method: &str, url: &str) -> (u16, Vec<(String, String)>, String) {
    let mut answer = match method {
        "POST" => agent().post(url).send_empty().unwrap(),
        _ => agent().get(url).call().unwrap(),
    };
    let mut headers: Vec<(String, String)> = answer
        .headers()
        .iter()
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
        .filter(|(name, _)| name != "date")
        .collect();
    headers.sort();
    (
        answer.status().as_u16(),
        headers,
        answer.body_mut().read_to_string().unwrap(),
    )
}
