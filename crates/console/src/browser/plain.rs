//! The plain formats of views that are rendered to text in tests.

use canyu_core::moment::Moment;
use std::cmp::Ordering;

/// By their signs.
#[must_use]
pub fn compare(one: &str, other: &str, _: &str) -> Ordering {
    one.cmp(other)
}

/// A moment by UTC.
#[must_use]
pub fn local_of(moment: Moment) -> String {
    let text = serde_json::to_string(&moment).unwrap_or_default();
    let text = text.trim_matches('"').trim_end_matches('Z');
    text.strip_suffix(":00").unwrap_or(text).to_owned()
}

/// The moment of such a text.
#[must_use]
pub fn moment_of_local(text: &str) -> Option<Moment> {
    serde_json::from_str(&format!("\"{text}:00Z\"")).ok()
}

/// The same for every language.
pub struct Formats;

impl Formats {
    /// Plain ones.
    #[must_use]
    pub fn new(_: &str) -> Self {
        Self
    }

    /// Digits.
    #[must_use]
    pub fn number(&self, value: u64) -> String {
        value.to_string()
    }

    /// Digits.
    #[must_use]
    pub fn decimal(&self, value: f64) -> String {
        value.to_string()
    }

    /// Per cent.
    #[must_use]
    pub fn percent(&self, value: f64) -> String {
        format!("{:.1}%", value * 100.0)
    }

    /// Days since 1970.
    #[must_use]
    pub fn day(&self, moment: Moment, _: &str) -> String {
        format!("day {}", moment.0 / 86_400_000)
    }

    /// Hours since 1970.
    #[must_use]
    pub fn hour(&self, moment: Moment, _: &str) -> String {
        self.time(moment)
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
