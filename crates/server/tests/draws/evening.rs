//! The evening on which these tests take place, and what they look at.

use crate::support::{Place, Server, act, agent, token};
use fairdraw::{
    commitment::Commitment,
    key::{Dalek, Signed},
    manifest::Manifest,
    note::Note,
};
use serde_json::{Value, json};
use std::{fmt::Write as _, process::Output, thread, time::Duration};

/// The campaign is open.
pub const OPEN: &str = "2024-08-04T19:05:00Z";
/// And an hour later.
pub const LATER: &str = "2024-08-04T20:05:00Z";
/// It has closed.
pub const CLOSED: &str = "2024-08-04T20:15:05Z";
/// The random value has come.
pub const DRAWN: &str = "2024-08-04T20:29:25Z";
/// The time to claim is over.
pub const OVERDUE: &str = "2024-08-19T00:00:00Z";

/// drand's signature of round 10,000,000, and of another one.
pub const SIGNATURE: &str =
    "a187c9f5800521e986b5658924696682071ce7ae965486e8fd08bc2c4758bdbb9ed9ecb7beee392a38214e321ecd434f";
pub const OTHER: &str =
    "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39";

const CAMPAIGN: &str = r##"
slug = "toy"
languages = ["en"]
title = { en = "A new toy" }
opens = 2024-08-04T19:00:00Z
closes = 2024-08-04T20:15:00Z
origins = ["https://shop.example"]
nodes = [
    { id = "guess", kind = "guess", title = { en = "Guess" }, tickets = 2 },
    { id = "poll", kind = "vote", form = "poll", title = { en = "Poll" }, tickets = 1, options = [
        { key = "a", text = { en = "A" } }, { key = "b", text = { en = "B" } },
    ] },
    { id = "draw", kind = "lottery", title = { en = "Draw" }, tickets = 1, draws = 2024-08-04T20:29:24Z, terms = { en = "Fair" }, alternates = 2, BEACON prizes = [
        { name = { en = "Vinyl" } }, { name = { en = "Coupon" }, gives = "code" }, { name = { en = "Call" }, gives = "contact" },
    ] },
]
"##;

/// A folder with the campaign, published.
pub fn published() -> Place {
    published_with("")
}

/// The same with a beacon of its own.
pub fn published_with(beacon: &str) -> Place {
    let place = Place::new();
    std::fs::write(place.path("toy.toml"), CAMPAIGN.replace("BEACON", beacon)).unwrap();
    place.ok(&["campaign", "publish", "toy.toml", "--rehearsal-at", OPEN]);
    place
}

/// A server at a moment, which knows one relay only, where nobody answers.
pub fn serve(place: &Place, at: &str) -> Server {
    place.serve_with(at, &["--relay", "http://127.0.0.1:9"])
}

/// A nonce.
pub fn nonce(fan: u32) -> String {
    (0..32).fold(String::new(), |mut nonce, byte| {
        write!(nonce, "{:02x}", (fan * 7 + byte) % 256).unwrap();
        nonce
    })
}

/// A fan arrives, does so many nodes besides, and enters; what he is told of himself.
pub fn enter(server: &Server, fan: u32) -> Value {
    let agent = agent();
    let mut acts = vec![json!({ "act": "arrive" })];
    if fan.is_multiple_of(2) {
        acts.push(json!({ "act": "guess", "node": "guess", "text": format!("guess {fan}") }));
    }
    if fan.is_multiple_of(3) {
        acts.push(json!({ "act": "vote", "node": "poll", "picks": ["a"] }));
    }
    acts.push(json!({ "act": "enter", "node": "draw", "nonce": nonce(fan) }));
    acts.iter().fold(Value::Null, |_, one| {
        let (status, answer) = act(&agent, server, fan, one);
        assert_eq!(status, 200, "{answer}");
        answer["me"].clone()
    })
}

/// A file of the draw; `None`: there is none.
pub fn file(server: &Server, name: &str) -> Option<Vec<u8>> {
    let mut answer = agent()
        .get(server.at(&format!("/draw/{name}")))
        .header("origin", "https://anybody.example")
        .call()
        .unwrap();
    assert_eq!(answer.headers()["access-control-allow-origin"], "*");
    match answer.status().as_u16() {
        200 => Some(answer.body_mut().with_config().limit(1 << 30).read_to_vec().unwrap()),
        404 => None,
        other => panic!("{name}: {other}"),
    }
}

/// The same as text.
pub fn text(server: &Server, name: &str) -> String {
    String::from_utf8(file(server, name).unwrap_or_else(|| panic!("no {name}"))).unwrap()
}

/// What a fan is told at an address.
pub fn asked(server: &Server, fan: u32, path: &str) -> (u16, Value) {
    let mut answer = agent()
        .get(server.at(path))
        .header("authorization", format!("Bearer {}", token(fan)))
        .call()
        .unwrap();
    (answer.status().as_u16(), answer.body_mut().read_json().unwrap())
}

/// How far the draw is, as everybody sees it.
pub fn view(server: &Server) -> Value {
    let view = crate::support::view(server, "");
    let lottery = view["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .find(|node| node["id"] == "draw");
    lottery.unwrap()["draw"].clone()
}

/// Waits until everybody sees that the draw is so far. What never comes is said after a minute.
pub fn wait_for(server: &Server, stage: &str) -> Value {
    for _ in 0..3_000 {
        let seen = view(server);
        if seen["stage"] == stage {
            return seen;
        }
        thread::sleep(Duration::from_millis(20));
    }
    panic!("never {stage}: {}", view(server));
}

/// The commitment, with its signature checked by the manifest's key.
pub fn commitment(server: &Server) -> Commitment {
    let manifest = Manifest::read(&file(server, "manifest.json").unwrap()).unwrap();
    let note = text(server, "commitment.txt");
    let note = Note::parse(&note).unwrap();
    assert_eq!(note.verify(&manifest.key.unwrap(), &Dalek), Ok(Signed::Good));
    Commitment::parse(note.text()).unwrap()
}

/// `canyu draw …` at a moment.
pub fn draw(place: &Place, at: &str, arguments: &[&str]) -> Output {
    let mut all = vec!["draw"];
    all.extend(arguments);
    all.extend(["--rehearsal-at", at]);
    place.run(&all)
}

/// The same, which must succeed; what it printed.
pub fn done(place: &Place, at: &str, arguments: &[&str]) -> String {
    let output = draw(place, at, arguments);
    let (out, err) = (
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    );
    assert!(output.status.success(), "{arguments:?}: {out}{err}");
    out
}

/// The same, which must be refused with a code; the sentence.
pub fn refused(place: &Place, at: &str, arguments: &[&str], code: &str) -> String {
    let output = draw(place, at, arguments);
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{arguments:?}: {err}");
    assert!(err.contains(&format!("refused[{code}]: ")), "{arguments:?}: {err}");
    err
}

/// A place whose list is closed and committed to, with so many fans in it; drawn, if asked for.
pub fn played(fans: u32, is_drawn: bool) -> Place {
    let place = published();
    let server = serve(&place, OPEN);
    (1..=fans).for_each(|fan| {
        enter(&server, fan);
    });
    server.stop();
    done(&place, CLOSED, &["commit", "toy"]);
    if is_drawn {
        done(&place, DRAWN, &["run", "toy", "--signature", SIGNATURE]);
    }
    place
}
