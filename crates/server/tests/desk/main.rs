//! What staff and tills do, and pictures that fans send: with the real program, over HTTP and by its commands beside the running server.

#![allow(
    clippy::allow_attributes,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test may end here"
)]

mod gifts;
mod moderation;
mod till;
mod uploads;

#[path = "../support/mod.rs"]
mod support;

use serde_json::{Value, json};
use std::time::{Duration, Instant};
use support::{Place, Server, act, agent, arrive};

/// While everything is open.
const OPEN: &str = "2024-08-04T19:30:00Z";
/// When staff sit down: what fans have done before lies behind them, though a rehearsal's clock begins anew with each command.
const LATER: &str = "2024-08-04T19:45:00Z";
/// After the reveal.
const REVEALED: &str = "2024-08-08T19:00:05Z";

/// A campaign with stock, a sealed answer, doctored pictures, wishes, and something to give.
const CAMPAIGN: &str = r##"
slug = "toy"
languages = ["en", "zh-Hans"]
title = { en = "A new toy", zh-Hans = "新玩具" }
opens = 2024-08-04T19:00:00Z
closes = 2024-08-11T19:00:00Z
origins = ["https://shop.example"]

[[gifts]]
role = "staff"
tickets = 20
codes = 2

[[gifts]]
role = "administrator"
points = 1000

[[nodes]]
id = "guess"
kind = "guess"
title = { en = "Say what it is", zh-Hans = "猜" }
answer = "Soymilk maker"
closes = 2024-08-08T19:00:00Z
tickets = 1
bonus = 5
moderated = true

[[nodes]]
id = "doctored"
kind = "guess"
form = "picture"
title = { en = "Show what it is", zh-Hans = "改图" }
tries = 1
tickets = 1

[[nodes]]
id = "sale"
kind = "reserve"
title = { en = "Reserve", zh-Hans = "预约" }
expires = 2024-08-31T19:00:00Z
transfers = 1
items = [{ key = "pearl", text = { en = "Pearl white", zh-Hans = "珍珠白" }, stock = 5, priority = 3 }]

[[nodes]]
id = "wishes"
kind = "vote"
form = "wishes"
propose = 2
moderated = true
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

/// A folder with the campaign, published.
fn published() -> Place {
    let place = Place::new();
    std::fs::write(place.path("toy.toml"), CAMPAIGN).unwrap();
    place.publish();
    place
}

/// Runs a command beside the server; what it printed.
fn told(place: &Place, command: &[&str]) -> String {
    place.ok(&[command, &["--rehearsal-at", LATER]].concat())
}

/// Runs a command that must be refused; its code.
fn refused(place: &Place, command: &[&str]) -> String {
    let output = place.run(&[command, &["--rehearsal-at", LATER]].concat());
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{command:?}: {told}");
    let code = told.split("refused[").nth(1).and_then(|rest| rest.split(']').next());
    code.unwrap_or_else(|| panic!("{command:?}: {told}")).to_owned()
}

/// Lets fans arrive and tap, so that they have taken part; their ids.
fn come(server: &Server, fans: std::ops::RangeInclusive<u32>) -> Vec<String> {
    fans.map(|fan| {
        arrive(&agent(), server, fan);
        let vote = json!({ "act": "vote", "node": "wishes", "picks": ["walls"] });
        ok(server, fan, &vote)["me"]["id"].as_str().unwrap().to_owned()
    })
    .collect()
}

/// Does something that must be accepted; the answer.
fn ok(server: &Server, fan: u32, what: &Value) -> Value {
    let (status, answer) = act(&agent(), server, fan, what);
    assert_eq!(status, 200, "{what}: {answer}");
    answer
}

/// The fan's own state.
fn me(server: &Server, fan: u32) -> Value {
    let token = format!("Bearer {}", support::token(fan));
    let answer = agent().get(server.at("/me")).header("authorization", token).call();
    answer.unwrap().body_mut().read_json().unwrap()
}

/// A node of the campaign's view.
fn node(server: &Server, id: &str) -> Value {
    let view = support::view(server, "");
    let nodes = view["nodes"].as_array().unwrap();
    nodes.iter().find(|node| node["id"] == id).unwrap().clone()
}

/// Waits for a condition.
fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < Duration::from_secs(30), "waited in vain until {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}
