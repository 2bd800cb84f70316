//! From JavaScript's values to the wire types and back, by the browser's own `JSON`.
//!
//! Each struct is written out field by field as a struct literal, so the compiler asks for every field that the server may add.

mod acts;
mod views;

pub use acts::act_to_js;

use canyu_core::moment::Moment;
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

    /// Something in a field is not what it can be.
    pub(crate) fn wrong(&self, name: Wrong) {
        self.0.set(Some(name));
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

impl FromJs for f64 {
    fn read(value: &JsValue, notes: &Notes) -> Self {
        or_note(value.as_f64(), notes)
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

/// What stands behind `~` is not read: only scripts of their own use it, which get what the server has said as it is.
macro_rules! wire {
    ($($type:ident { $($name:ident),* $(,)? } $(~ { $($left:ident),* $(,)? })?)*) => { $(
        impl FromJs for $type {
            fn read(value: &JsValue, notes: &Notes) -> Self {
                Self { $($name: part(value, stringify!($name), notes),)* $($($left: Default::default()),*)? }
            }
        }
    )* };
}

pub(crate) use wire;

/// Sets a property of a plain object, which cannot fail.
pub fn set(object: &Object, name: &str, value: &JsValue) {
    let _ = Reflect::set(object, &JsValue::from_str(name), value);
}

fn set_text(object: &Object, name: &str, text: &str) {
    set(object, name, &JsValue::from_str(text));
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
