//! The life of campaigns with every kind of node: with the real program, over HTTP, in rehearsals at several times.

#![allow(
    clippy::allow_attributes,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test may end here"
)]

mod changes;
mod event;
mod never;
mod reveal;
mod stock;

#[path = "../support/mod.rs"]
mod support;

use serde_json::{Value, json};
use support::{Place, Server, act, agent, arrive};

/// A campaign of a week with a sealed answer, stock, an instant win, an event, news and a wall of honour.
const CAMPAIGN: &str = r##"
slug = "toy"
languages = ["en"]
title = "A new toy"
opens = 2024-08-04T19:00:00Z
closes = 2024-08-11T19:00:00Z
origins = ["https://shop.example"]

[[gifts]]
role = "staff"
tickets = 20
codes = 5

[[nodes]]
id = "picture"
kind = "teaser"
title = "What is it?"
columns = 2
rows = 1
stages = [
    { picture = "red.svg", alt = "Red" },
    { taps = 2, picture = "blue.svg", tiles = [2], alt = "Half blue", hint = "Many wanted it" },
    { after = "guess", picture = "blue.svg", alt = "All blue", hint = "You have guessed" },
]

[[nodes]]
id = "guess"
kind = "guess"
title = "Say what it is"
answer = "Soymilk maker"
aliases = ["豆浆机"]
closes = 2024-08-08T19:00:00Z
tickets = 1
bonus = 5

[[nodes]]
id = "price"
kind = "guess"
form = "number"
title = "What will it cost?"
answer = "1299"
unit = "yuan"
reveals = 2024-08-09T19:00:00Z
bonus = 3

[[nodes]]
id = "shelf"
kind = "reserve"
title = "Be the first to have one"
expires = 2024-08-31T19:00:00Z
transfers = 1
offer_hours = 24
items = [{ key = "toy", text = "The toy", stock = 3, priority = 1 }]

[[nodes]]
id = "luck"
kind = "instant"
title = "Try your luck"
closes = 2024-08-10T19:00:00Z
plays = "daily"
prizes = [
    { name = "A spoon", quantity = 3, per_day = 1, gives = "code" },
    { name = "Two tickets", quantity = 20, gives = "tickets", amount = 2 },
]

[[nodes]]
id = "party"
kind = "checkin"
title = "Meet us"
tickets = 1
turns = 10
places = [{ key = "north", text = "Beijing" }, { key = "south", text = "Guangzhou", opens = 2024-08-06T19:00:00Z }]

[[nodes]]
id = "paper"
kind = "news"
title = "News"
posts = [{ key = "soon", at = 2024-08-05T19:00:00Z, title = "It will be blue", text = "A secret until then." }]

[[nodes]]
id = "wall"
kind = "honour"
title = "The first"
after = "guess"
places = 2

[[nodes]]
id = "draw"
kind = "lottery"
title = "The draw"
draws = 2024-08-11T20:00:00Z
terms = "One each."
prizes = [{ name = "A toy" }]

[[nodes]]
id = "friends"
kind = "share"
title = "Friends"
generations = [3, 1]
"##;

/// The first evening.
const OPEN: &str = "2024-08-04T19:30:00Z";

/// The campaign, published.
fn published() -> Place {
    let place = Place::new();
    std::fs::write(place.path("toy.toml"), CAMPAIGN).unwrap();
    place.publish();
    place
}

/// Does something that must be accepted; the answer.
fn ok(server: &Server, fan: u32, what: &Value) -> Value {
    let (status, answer) = act(&agent(), server, fan, what);
    assert_eq!(status, 200, "{what}: {answer}");
    answer
}

/// Does something that must be refused; the code.
fn refused(server: &Server, fan: u32, what: &Value) -> String {
    let (status, answer) = act(&agent(), server, fan, what);
    assert_ne!(status, 200, "{what}: {answer}");
    answer["code"].as_str().unwrap().to_owned()
}

fn come(server: &Server, fans: std::ops::RangeInclusive<u32>) {
    fans.for_each(|fan| drop(arrive(&agent(), server, fan)));
}

fn guess(text: &str) -> Value {
    json!({ "act": "guess", "node": "guess", "text": text })
}

/// A node of the public view.
fn node(server: &Server, id: &str) -> Value {
    let view = support::view(server, "");
    let nodes = view["nodes"].as_array().unwrap();
    nodes.iter().find(|node| node["id"] == id).unwrap().clone()
}

/// Waits until something is so.
fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    for _ in 0..400 {
        if is_so() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("{what}");
}
