//! How numbers and times are written in the reader's language, and which text comes first in it: the browser knows.

use canyu_core::moment::Moment;
use js_sys::{Array, Date, Function, Intl, JsString, Object, Reflect};
use std::cell::RefCell;
use std::cmp::Ordering;
use wasm_bindgen::{JsCast, JsValue};

/// How numbers and times are written in a language.
pub struct Formats {
    tags: Array,
    number: Function,
    percent: Function,
    time: Function,
    plural: Intl::PluralRules,
    // Of the zone that was asked for last: days and hours.
    zoned: RefCell<Option<(String, Function, Function)>>,
}

/// A moment as a field for times has it: in the browser's time zone, `2024-08-04T19:00`.
#[must_use]
pub fn local_of(moment: Moment) -> String {
    let zone = Date::new(&JsValue::from_f64(moment.0 as f64)).get_timezone_offset();
    let shifted = Date::new(&JsValue::from_f64(moment.0 as f64 - zone * 60_000.0));
    let text = String::from(shifted.to_iso_string());
    let text = text.trim_end_matches('Z').trim_end_matches(".000");
    text.strip_suffix(":00").unwrap_or(text).to_owned()
}

/// The moment that stands in such a field.
#[must_use]
pub fn moment_of_local(text: &str) -> Option<Moment> {
    let time = Date::parse(text);
    time.is_finite().then_some(Moment(time as i64))
}

fn options(pairs: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (name, value) in pairs {
        drop(Reflect::set(
            &object,
            &JsValue::from_str(name),
            &JsValue::from_str(value),
        ));
    }
    object
}

fn percent() -> Object {
    let object = options(&[("style", "percent")]);
    drop(Reflect::set(
        &object,
        &JsValue::from_str("maximumFractionDigits"),
        &JsValue::from_f64(1.0),
    ));
    object
}

fn call(function: &Function, value: &JsValue) -> String {
    let text = function.call1(&JsValue::UNDEFINED, value).ok();
    text.and_then(|text| text.as_string()).unwrap_or_default()
}

/// The tag that the browser's owner uses for a language: `en-GB` rather than `en`, so that times look as usual.
fn own_tag(language: &str) -> JsValue {
    let own = super::window().and_then(|window| {
        let is_traditional = |tag: &str| ["Hant", "TW", "HK", "MO"].iter().any(|end| tag.ends_with(end));
        let is_same = |tag: &str| tag.get(..2) == language.get(..2) && is_traditional(tag) == is_traditional(language);
        let languages = window.navigator().languages();
        languages
            .iter()
            .find(|tag| tag.as_string().is_some_and(|tag| is_same(&tag)))
    });
    own.unwrap_or_else(|| JsValue::from_str(language))
}

/// Which of two texts comes first in a language; numbers in them count as numbers.
#[must_use]
pub fn compare(one: &str, other: &str, language: &str) -> Ordering {
    let numeric = Object::new();
    drop(Reflect::set(&numeric, &JsValue::from_str("numeric"), &JsValue::TRUE));
    let locales = Array::of1(&JsValue::from_str(language));
    JsString::from(one).locale_compare(other, &locales, &numeric).cmp(&0)
}

impl Formats {
    /// Those of a language by its tag.
    #[must_use]
    pub fn new(language: &str) -> Self {
        let tags = Array::of1(&own_tag(language));
        let time = options(&[("dateStyle", "medium"), ("timeStyle", "short")]);
        Self {
            percent: Intl::NumberFormat::new(&tags, &percent()).format(),
            number: Intl::NumberFormat::new(&tags, &Object::new()).format(),
            time: Intl::DateTimeFormat::new(&tags, &time).format(),
            plural: Intl::PluralRules::new(&tags, &Object::new()),
            zoned: RefCell::default(),
            tags,
        }
    }

    /// A whole number.
    #[must_use]
    pub fn number(&self, value: u64) -> String {
        self.decimal(value as f64)
    }

    /// A number, with three decimals at most.
    #[must_use]
    pub fn decimal(&self, value: f64) -> String {
        call(&self.number, &JsValue::from_f64(value))
    }

    /// Per cent of 1, with one decimal at most.
    #[must_use]
    pub fn percent(&self, value: f64) -> String {
        call(&self.percent, &JsValue::from_f64(value))
    }

    /// The day of a moment in a zone, without its year.
    #[must_use]
    pub fn day(&self, moment: Moment, zone: &str) -> String {
        self.zoned(moment, zone, |(_, day, _)| day)
    }

    /// The hour of a moment in a zone.
    #[must_use]
    pub fn hour(&self, moment: Moment, zone: &str) -> String {
        self.zoned(moment, zone, |(_, _, hour)| hour)
    }

    fn zoned(&self, moment: Moment, zone: &str, which: fn(&(String, Function, Function)) -> &Function) -> String {
        let mut kept = self.zoned.borrow_mut();
        if kept.as_ref().is_none_or(|(known, ..)| known != zone) {
            let format = |parts: &[(&str, &str)]| Intl::DateTimeFormat::new(&self.tags, &options(parts)).format();
            let day = format(&[("timeZone", zone), ("month", "short"), ("day", "numeric")]);
            let hour = format(&[("timeZone", zone), ("hour", "2-digit"), ("minute", "2-digit")]);
            *kept = Some((zone.to_owned(), day, hour));
        }
        let date = Date::new(&JsValue::from_f64(moment.0 as f64)).unchecked_into();
        kept.as_ref().map(|kept| call(which(kept), &date)).unwrap_or_default()
    }

    /// A moment in the browser's time zone.
    #[must_use]
    pub fn time(&self, moment: Moment) -> String {
        call(
            &self.time,
            &Date::new(&JsValue::from_f64(moment.0 as f64)).unchecked_into(),
        )
    }

    /// The plural category of a number: `one`, `other`, …
    #[must_use]
    pub fn plural(&self, value: u64) -> String {
        self.plural.select(value as f64).into()
    }
}
