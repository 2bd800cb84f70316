//! Acts, written for the server and for the phone's storage, and read from there.

use super::{FromJs, Notes, part, set, set_text, wire};
use canyu_core::act::Act;
use canyu_core::moment::Moment;
use canyu_core::utm::Utm;
use js_sys::{Array, Date, Object};
use wasm_bindgen::JsValue;

impl FromJs for Act {
    fn read(value: &JsValue, notes: &Notes) -> Self {
        let text = |name| part::<String>(value, name, notes);
        match text("act").as_str() {
            "arrive" => Self::Arrive {
                code: part(value, "code", notes),
                channel: part(value, "channel", notes),
                utm: part(value, "utm", notes),
            },
            "see" => Self::See {
                nodes: part(value, "nodes", notes),
            },
            "start" => Self::Start { node: text("node") },
            "tap" => Self::Tap { node: text("node") },
            "guess" => Self::Guess {
                node: text("node"),
                text: text("text"),
                picture: part(value, "picture", notes),
            },
            "second" => Self::Second {
                node: text("node"),
                pick: text("pick"),
            },
            "vote" => Self::Vote {
                node: text("node"),
                picks: part(value, "picks", notes),
            },
            "propose" => Self::Propose {
                node: text("node"),
                text: text("text"),
            },
            "assemble" => Self::Assemble {
                node: text("node"),
                parts: part(value, "parts", notes),
            },
            "reserve" => Self::Reserve {
                node: text("node"),
                item: text("item"),
                code: part(value, "code", notes),
            },
            "cancel" => Self::Cancel {
                node: text("node"),
                item: text("item"),
            },
            "release" => Self::Release {
                node: text("node"),
                item: text("item"),
            },
            "play" => Self::Play { node: text("node") },
            "check_in" => Self::CheckIn {
                node: text("node"),
                code: text("code"),
            },
            "sign" => Self::Sign {
                node: text("node"),
                name: text("name"),
            },
            "enter" => Self::Enter {
                node: text("node"),
                nonce: text("nonce"),
            },
            "share" => Self::Share {
                node: text("node"),
                channel: text("channel"),
            },
            _ => {
                notes.wrong("act");
                Self::See { nodes: Vec::new() }
            }
        }
    }
}

wire! {
    Utm { source, medium, campaign, term, content }
}

fn utm_to_js(utm: &Utm) -> JsValue {
    let object = Object::new();
    let Utm {
        source,
        medium,
        campaign,
        term,
        content,
    } = utm;
    for (name, value) in [
        ("source", source),
        ("medium", medium),
        ("campaign", campaign),
        ("term", term),
        ("content", content),
    ] {
        if let Some(value) = value {
            set_text(&object, name, value);
        }
    }
    object.into()
}

fn texts(all: &[String]) -> JsValue {
    all.iter().map(|text| JsValue::from_str(text)).collect::<Array>().into()
}

/// The body of a request for an act, and when it was done if that was not just now.
#[must_use]
pub fn act_to_js(act: &Act, at: Option<Moment>) -> Object {
    let object = Object::new();
    set_text(&object, "act", act.name());
    if let Some(at) = at {
        set(
            &object,
            "at",
            &Date::new(&JsValue::from_f64(at.0 as f64)).to_iso_string().into(),
        );
    }
    if let Some(node) = act.node() {
        set_text(&object, "node", node);
    }
    let put = |name, text: &str| set_text(&object, name, text);
    let maybe = |name, text: &Option<String>| {
        if let Some(text) = text {
            put(name, text);
        }
    };
    match act {
        Act::Arrive { code, channel, utm } => {
            maybe("code", code);
            maybe("channel", channel);
            if let Some(utm) = utm {
                set(&object, "utm", &utm_to_js(utm));
            }
        }
        Act::See { nodes } => set(&object, "nodes", &texts(nodes)),
        Act::Guess { text, picture, .. } => {
            put("text", text);
            maybe("picture", picture);
        }
        Act::Propose { text, .. } => put("text", text),
        Act::Second { pick, .. } => put("pick", pick),
        Act::Vote { picks, .. } => set(&object, "picks", &texts(picks)),
        Act::Assemble { parts, .. } => set(&object, "parts", &texts(parts)),
        Act::Reserve { item, code, .. } => {
            put("item", item);
            maybe("code", code);
        }
        Act::Cancel { item, .. } | Act::Release { item, .. } => put("item", item),
        Act::CheckIn { code, .. } => put("code", code),
        Act::Sign { name, .. } => put("name", name),
        Act::Share { channel, .. } => put("channel", channel),
        Act::Enter { nonce, .. } => put("nonce", nonce),
        Act::Start { .. } | Act::Tap { .. } | Act::Play { .. } => {}
    }
    object
}
