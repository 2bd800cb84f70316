//! What only a browser has: its clock, randomness, storage and the formats of its languages.
//!
//! Outside a browser, where tests render the views to text, plain stand-ins are used.

/// A whole number in plain digits: by hand, since the standard way brings formatting for every type along.
#[must_use]
#[inline(never)]
pub fn digits(mut number: u64) -> String {
    let mut text = String::new();
    loop {
        text.insert(0, char::from(b'0' + (number % 10) as u8));
        number /= 10;
        if number == 0 {
            return text;
        }
    }
}

#[cfg(target_arch = "wasm32")]
pub use browser::*;
#[cfg(not(target_arch = "wasm32"))]
pub use plain::*;

#[cfg(target_arch = "wasm32")]
mod browser {
    use canyu_core::moment::Moment;
    use js_sys::{Array, Date, Function, Intl, Object, Reflect};
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::{Navigator, Window};

    /// The window.
    #[must_use]
    pub fn window() -> Option<Window> {
        web_sys::window()
    }

    /// The browser's account of itself.
    #[must_use]
    pub fn navigator() -> Option<Navigator> {
        window().map(|window| window.navigator())
    }

    /// A clock that never goes back, in milliseconds.
    #[must_use]
    pub fn reading() -> f64 {
        window()
            .and_then(|window| window.performance())
            .map_or(0.0, |clock| clock.now())
    }

    /// A moment as RFC 3339.
    #[must_use]
    pub fn rfc3339(moment: Moment) -> String {
        date(moment).to_iso_string().into()
    }

    /// Random bytes; of lesser quality where the browser refuses.
    pub fn random(bytes: &mut [u8]) {
        let filled = window()
            .and_then(|window| window.crypto().ok())
            .and_then(|crypto| crypto.get_random_values_with_u8_array(bytes).ok());
        if filled.is_none() {
            for byte in bytes {
                *byte = (js_sys::Math::random() * 256.0) as u8;
            }
        }
    }

    /// Milliseconds since 1970 by the browser's own clock: for keys that sort, never for deciding.
    #[must_use]
    pub fn stamp() -> u64 {
        Date::now() as u64
    }

    fn date(moment: Moment) -> Date {
        Date::new(&JsValue::from_f64(moment.0 as f64))
    }

    /// The formats of a language.
    #[derive(Debug)]
    pub struct Formats {
        number: Function,
        percent: Function,
        time: Function,
        plural: Intl::PluralRules,
    }

    /// The tag that the browser's owner uses for a language: `en-GB` rather than `en`, so that times look as usual.
    fn own_tag(lang: &str) -> JsValue {
        let own = navigator().and_then(|navigator| {
            navigator
                .languages()
                .iter()
                .find(|tag| tag.as_string().is_some_and(|tag| same_language(&tag, lang)))
        });
        own.unwrap_or_else(|| JsValue::from_str(lang))
    }

    /// Whether two tags are of one language in one script.
    fn same_language(one: &str, other: &str) -> bool {
        let traditional = |tag: &str| ["Hant", "TW", "HK", "MO"].iter().any(|end| tag.ends_with(end));
        one.get(..2) == other.get(..2) && traditional(one) == traditional(other)
    }

    fn options(pairs: &[(&str, &str)]) -> Object {
        let object = Object::new();
        for (name, value) in pairs {
            let _ = Reflect::set(&object, &JsValue::from_str(name), &JsValue::from_str(value));
        }
        object
    }

    fn call(function: &Function, value: &JsValue) -> String {
        function
            .call1(&JsValue::UNDEFINED, value)
            .ok()
            .and_then(|text| text.as_string())
            .unwrap_or_default()
    }

    impl Formats {
        /// The formats of a language by its tag.
        #[must_use]
        pub fn new(lang: &str) -> Self {
            let tags = Array::of1(&own_tag(lang));
            let percent = options(&[("style", "percent")]);
            let _ = Reflect::set(&percent, &"maximumSignificantDigits".into(), &JsValue::from_f64(2.0));
            let time = options(&[
                ("weekday", "short"),
                ("month", "short"),
                ("day", "numeric"),
                ("hour", "2-digit"),
                ("minute", "2-digit"),
            ]);
            Self {
                number: Intl::NumberFormat::new(&tags, &Object::new()).format(),
                percent: Intl::NumberFormat::new(&tags, &percent).format(),
                time: Intl::DateTimeFormat::new(&tags, &time).format(),
                plural: Intl::PluralRules::new(&tags, &Object::new()),
            }
        }

        /// A whole number.
        #[must_use]
        pub fn number(&self, value: u64) -> String {
            call(&self.number, &JsValue::from_f64(value as f64))
        }

        /// A share of one, in per cent, two digits.
        #[must_use]
        pub fn percent(&self, value: f64) -> String {
            call(&self.percent, &JsValue::from_f64(value))
        }

        /// A moment in the browser's time zone.
        #[must_use]
        pub fn time(&self, moment: Moment) -> String {
            call(&self.time, &date(moment))
        }

        /// The plural category of a number: `one`, `other`, …
        #[must_use]
        pub fn plural(&self, value: u64) -> String {
            self.plural.select(value as f64).into()
        }
    }

    /// A listed value of an event's target, as the text of a field.
    #[must_use]
    pub fn field_text(event: &web_sys::Event) -> Option<String> {
        event
            .target()?
            .dyn_into::<web_sys::HtmlInputElement>()
            .ok()
            .map(|input| input.value())
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod plain {
    use canyu_core::moment::Moment;

    /// No clock: time is a parameter.
    #[must_use]
    pub fn reading() -> f64 {
        0.0
    }

    /// Milliseconds, not RFC 3339.
    #[must_use]
    pub fn rfc3339(moment: Moment) -> String {
        moment.0.to_string()
    }

    /// No randomness.
    pub fn random(bytes: &mut [u8]) {
        bytes.fill(7);
    }

    /// No clock.
    #[must_use]
    pub fn stamp() -> u64 {
        0
    }

    /// No field.
    #[must_use]
    pub fn field_text(_: &web_sys::Event) -> Option<String> {
        None
    }

    /// Plain formats.
    #[derive(Debug)]
    pub struct Formats;

    impl Formats {
        /// The same for every language.
        #[must_use]
        pub fn new(_: &str) -> Self {
            Self
        }

        /// Digits with commas.
        #[must_use]
        pub fn number(&self, value: u64) -> String {
            let digits = value.to_string();
            let mut text = String::new();
            for (place, digit) in digits.chars().enumerate() {
                if place > 0 && (digits.len() - place).is_multiple_of(3) {
                    text.push(',');
                }
                text.push(digit);
            }
            text
        }

        /// Per cent.
        #[must_use]
        pub fn percent(&self, value: f64) -> String {
            format!("{:.1}%", value * 100.0)
        }

        /// Hours since 1970.
        #[must_use]
        pub fn time(&self, moment: Moment) -> String {
            format!("hour {}", moment.0 / 3_600_000)
        }

        /// English.
        #[must_use]
        pub fn plural(&self, value: u64) -> String {
            if value == 1 { "one" } else { "other" }.to_owned()
        }
    }
}
