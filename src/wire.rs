//! From JavaScript's values to the wire types and back, by the browser's own `JSON`.
//!
//! Each struct is written out field by field as a struct literal, so the compiler asks for every field that the server may add.

use canyu_core::act::Act;
use canyu_core::moment::Moment;
use canyu_core::view::{
    ActAnswer, DrawView, EarnedView, GuessView, HintView, KindView, LotteryView, Me, MyPick, NodeView, PickView,
    PrizeView, ShareView, TeaserView, View, VoteView, WonView,
};
use js_sys::{Array, Date, JSON, Object, Reflect};
use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue};

/// What was not as expected: the name of the field.
pub type Wrong = &'static str;

/// Where it is noted what is not as expected. Reading goes on with a stand-in, and all of it is thrown away at the end: going back at
/// every field would double the code.
#[derive(Default)]
pub struct Notes(Cell<Option<Wrong>>);

impl Notes {
    fn note(&self) {
        self.0.set(self.0.get().or(Some("")));
    }
}

/// Reads a value that JavaScript holds.
pub trait FromJs: Sized {
    /// Reads it, or notes that it is missing or of another type.
    fn read(value: &JsValue, notes: &Notes) -> Self;

    /// Reads it.
    ///
    /// # Errors
    /// The name of a field that is missing or of another type.
    fn from_js(value: &JsValue) -> Result<Self, Wrong> {
        let notes = Notes::default();
        let read = Self::read(value, &notes);
        notes.0.get().map_or(Ok(read), Err)
    }
}

/// A field of an object.
///
/// # Errors
/// The field's name, or the name of the field within it.
pub fn field<T: FromJs>(object: &JsValue, name: &'static str) -> Result<T, Wrong> {
    let notes = Notes::default();
    let read = part(object, name, &notes);
    notes.0.get().map_or(Ok(read), Err)
}

#[inline(never)]
pub(crate) fn part<T: FromJs>(object: &JsValue, name: &'static str, notes: &Notes) -> T {
    let read = T::read(&get(object, name), notes);
    if notes.0.get() == Some("") {
        notes.0.set(Some(name));
    }
    read
}

/// A property of an object; `undefined` where there is none.
#[must_use]
#[inline(never)]
pub fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

fn or_note<T: Default>(read: Option<T>, notes: &Notes) -> T {
    read.unwrap_or_else(|| {
        notes.note();
        T::default()
    })
}

impl FromJs for String {
    fn read(value: &JsValue, notes: &Notes) -> Self {
        or_note(value.as_string(), notes)
    }
}

impl FromJs for bool {
    fn read(value: &JsValue, notes: &Notes) -> Self {
        or_note(value.as_bool(), notes)
    }
}

impl FromJs for u32 {
    fn read(value: &JsValue, notes: &Notes) -> Self {
        or_note(value.as_f64(), notes) as Self
    }
}

impl FromJs for u64 {
    fn read(value: &JsValue, notes: &Notes) -> Self {
        or_note(value.as_f64(), notes) as Self
    }
}

impl FromJs for Moment {
    fn read(value: &JsValue, notes: &Notes) -> Self {
        let moment = value
            .as_string()
            .map(|text| Date::parse(&text))
            .filter(|moment| !moment.is_nan());
        Self(or_note(moment, notes) as i64)
    }
}

impl<T: FromJs> FromJs for Option<T> {
    fn read(value: &JsValue, notes: &Notes) -> Self {
        if value.is_null() || value.is_undefined() {
            None
        } else {
            Some(T::read(value, notes))
        }
    }
}

impl<T: FromJs> FromJs for Vec<T> {
    fn read(value: &JsValue, notes: &Notes) -> Self {
        let mut all = Self::new();
        match value.dyn_ref::<Array>() {
            Some(array) => {
                for place in 0..array.length() {
                    all.push(T::read(&array.get(place), notes));
                }
            }
            None => notes.note(),
        }
        all
    }
}

macro_rules! wire {
    ($($type:ident { $($name:ident),* $(,)? })*) => { $(
        impl FromJs for $type {
            fn read(value: &JsValue, notes: &Notes) -> Self {
                Self { $($name: part(value, stringify!($name), notes)),* }
            }
        }
    )* };
}

pub(crate) use wire;

wire! {
    View {
        slug, version, rules, lang, languages, title, lead, accent, opens, closes, now, speed, rehearsal, page, people,
        tickets_in_draw, nodes,
    }
    TeaserView {
        picture, preview, width, height, alt, columns, rows, fresh, stage, stages, next, hints, taps,
    }
    HintView { at, text }
    GuessView { placeholder, longest, tries, wall, groups }
    PickView { key, label, people }
    VoteView { single, options, voters }
    LotteryView { draws, prizes, terms, entrants, draw }
    DrawView { stage, manifest, commitment, entries, tickets, claim_days }
    WonView { prize, gives, until, state, code }
    PrizeView { name, quantity }
    ShareView { most, channels }
    Me {
        id, code, generation, joined, tickets, earned, friends_arrived, friends_joined, tickets_pending, done, picks,
        receipt, won,
    }
    EarnedView { node, reason, amount }
    MyPick { node, key, label, own }
    ActAnswer { earned, me }
}

impl FromJs for NodeView {
    fn read(value: &JsValue, notes: &Notes) -> Self {
        Self {
            id: part(value, "id", notes),
            index: part(value, "index", notes),
            title: part(value, "title", notes),
            lead: part(value, "lead", notes),
            opens: part(value, "opens", notes),
            closes: part(value, "closes", notes),
            tickets: part(value, "tickets", notes),
            kind: KindView::read(value, notes),
        }
    }
}

impl FromJs for KindView {
    fn read(value: &JsValue, notes: &Notes) -> Self {
        match part::<String>(value, "kind", notes).as_str() {
            "teaser" => Self::Teaser(TeaserView::read(value, notes)),
            "guess" => Self::Guess(GuessView::read(value, notes)),
            "vote" => Self::Vote(VoteView::read(value, notes)),
            "lottery" => Self::Lottery(LotteryView::read(value, notes)),
            "share" => Self::Share(ShareView::read(value, notes)),
            _ => {
                notes.0.set(Some("kind"));
                Self::Share(ShareView {
                    most: 0,
                    channels: Vec::new(),
                })
            }
        }
    }
}

impl FromJs for Act {
    fn read(value: &JsValue, notes: &Notes) -> Self {
        let text = |name| part::<String>(value, name, notes);
        match text("act").as_str() {
            "arrive" => Self::Arrive {
                code: part(value, "code", notes),
                channel: part(value, "channel", notes),
            },
            "see" => Self::See {
                nodes: part(value, "nodes", notes),
            },
            "start" => Self::Start { node: text("node") },
            "tap" => Self::Tap { node: text("node") },
            "guess" => Self::Guess {
                node: text("node"),
                text: text("text"),
            },
            "second" => Self::Second {
                node: text("node"),
                pick: text("pick"),
            },
            "vote" => Self::Vote {
                node: text("node"),
                picks: part(value, "picks", notes),
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
                notes.0.set(Some("act"));
                Self::See { nodes: Vec::new() }
            }
        }
    }
}

/// Sets a property of a plain object, which cannot fail.
pub fn set(object: &Object, name: &str, value: &JsValue) {
    let _ = Reflect::set(object, &JsValue::from_str(name), value);
}

fn set_text(object: &Object, name: &str, text: &str) {
    set(object, name, &JsValue::from_str(text));
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
    match act {
        Act::Arrive { code, channel } => {
            for (name, value) in [("code", code), ("channel", channel)] {
                if let Some(value) = value {
                    set_text(&object, name, value);
                }
            }
        }
        Act::See { nodes } => set(&object, "nodes", &texts(nodes)),
        Act::Guess { text, .. } => set_text(&object, "text", text),
        Act::Second { pick, .. } => set_text(&object, "pick", pick),
        Act::Vote { picks, .. } => set(&object, "picks", &texts(picks)),
        Act::Share { channel, .. } => set_text(&object, "channel", channel),
        Act::Enter { nonce, .. } => set_text(&object, "nonce", nonce),
        Act::Start { .. } | Act::Tap { .. } => {}
    }
    object
}

/// A value as JSON; empty for what has none.
#[must_use]
pub fn to_json(value: &JsValue) -> String {
    JSON::stringify(value).map_or_else(|_| String::new(), String::from)
}

/// JSON as a value; `undefined` when it is none.
#[must_use]
pub fn from_json(text: &str) -> JsValue {
    JSON::parse(text).unwrap_or(JsValue::UNDEFINED)
}
