//! From JavaScript's values to the wire types and back, by the browser's own `JSON`.
//!
//! Each struct is written out field by field as a struct literal, so the compiler asks for every field that the server may add.

use canyu_core::act::Act;
use canyu_core::moment::Moment;
use canyu_core::view::{
    ActAnswer, EarnedView, GuessView, HintView, KindView, LotteryView, Me, MyPick, NodeView, PickView, PrizeView,
    ShareView, TeaserView, View, VoteView,
};
use js_sys::{Array, Date, JSON, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// What was not as expected: the name of the field.
pub type Wrong = &'static str;

/// Reads a value that JavaScript holds.
pub trait FromJs: Sized {
    /// Reads it; the error is the name of what is wrong.
    ///
    /// # Errors
    /// When it is missing or of another type.
    fn from_js(value: &JsValue) -> Result<Self, Wrong>;
}

/// A field of an object.
///
/// # Errors
/// The field's name, or the name of the field within it.
#[inline(never)]
pub fn field<T: FromJs>(object: &JsValue, name: &'static str) -> Result<T, Wrong> {
    match T::from_js(&get(object, name)) {
        Err("") => Err(name),
        other => other,
    }
}

/// A property of an object; `undefined` where there is none.
#[must_use]
#[inline(never)]
pub fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

impl FromJs for String {
    fn from_js(value: &JsValue) -> Result<Self, Wrong> {
        value.as_string().ok_or("")
    }
}

impl FromJs for bool {
    fn from_js(value: &JsValue) -> Result<Self, Wrong> {
        value.as_bool().ok_or("")
    }
}

impl FromJs for u32 {
    fn from_js(value: &JsValue) -> Result<Self, Wrong> {
        value.as_f64().map(|number| number as Self).ok_or("")
    }
}

impl FromJs for u64 {
    fn from_js(value: &JsValue) -> Result<Self, Wrong> {
        value.as_f64().map(|number| number as Self).ok_or("")
    }
}

impl FromJs for Moment {
    fn from_js(value: &JsValue) -> Result<Self, Wrong> {
        let milliseconds = value.as_string().map_or(f64::NAN, |text| Date::parse(&text));
        if milliseconds.is_nan() {
            Err("")
        } else {
            Ok(Self(milliseconds as i64))
        }
    }
}

impl<T: FromJs> FromJs for Option<T> {
    fn from_js(value: &JsValue) -> Result<Self, Wrong> {
        if value.is_null() || value.is_undefined() {
            Ok(None)
        } else {
            T::from_js(value).map(Some)
        }
    }
}

impl<T: FromJs> FromJs for Vec<T> {
    fn from_js(value: &JsValue) -> Result<Self, Wrong> {
        let array = value.dyn_ref::<Array>().ok_or("")?;
        let mut all = Self::with_capacity(array.length() as usize);
        for item in array.iter() {
            all.push(T::from_js(&item)?);
        }
        Ok(all)
    }
}

macro_rules! wire {
    ($($type:ident { $($name:ident),* $(,)? })*) => { $(
        impl FromJs for $type {
            fn from_js(value: &JsValue) -> Result<Self, Wrong> {
                Ok(Self { $($name: field(value, stringify!($name))?),* })
            }
        }
    )* };
}

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
    LotteryView { draws, prizes, terms, entrants }
    PrizeView { name, quantity }
    ShareView { most, channels }
    Me {
        id, code, generation, joined, tickets, earned, friends_arrived, friends_joined, tickets_pending, done, picks,
    }
    EarnedView { node, reason, amount }
    MyPick { node, key, label, own }
    ActAnswer { earned, me }
}

impl FromJs for NodeView {
    fn from_js(value: &JsValue) -> Result<Self, Wrong> {
        Ok(Self {
            id: field(value, "id")?,
            index: field(value, "index")?,
            title: field(value, "title")?,
            lead: field(value, "lead")?,
            opens: field(value, "opens")?,
            closes: field(value, "closes")?,
            tickets: field(value, "tickets")?,
            kind: KindView::from_js(value)?,
        })
    }
}

impl FromJs for KindView {
    fn from_js(value: &JsValue) -> Result<Self, Wrong> {
        match field::<String>(value, "kind")?.as_str() {
            "teaser" => TeaserView::from_js(value).map(Self::Teaser),
            "guess" => GuessView::from_js(value).map(Self::Guess),
            "vote" => VoteView::from_js(value).map(Self::Vote),
            "lottery" => LotteryView::from_js(value).map(Self::Lottery),
            "share" => ShareView::from_js(value).map(Self::Share),
            _ => Err("kind"),
        }
    }
}

impl FromJs for Act {
    fn from_js(value: &JsValue) -> Result<Self, Wrong> {
        let node = || field(value, "node");
        Ok(match field::<String>(value, "act")?.as_str() {
            "arrive" => Self::Arrive {
                code: field(value, "code")?,
                channel: field(value, "channel")?,
            },
            "see" => Self::See {
                nodes: field(value, "nodes")?,
            },
            "start" => Self::Start { node: node()? },
            "tap" => Self::Tap { node: node()? },
            "guess" => Self::Guess {
                node: node()?,
                text: field(value, "text")?,
            },
            "second" => Self::Second {
                node: node()?,
                pick: field(value, "pick")?,
            },
            "vote" => Self::Vote {
                node: node()?,
                picks: field(value, "picks")?,
            },
            "enter" => Self::Enter { node: node()? },
            "share" => Self::Share {
                node: node()?,
                channel: field(value, "channel")?,
            },
            _ => return Err("act"),
        })
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
        Act::Start { .. } | Act::Tap { .. } | Act::Enter { .. } => {}
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
