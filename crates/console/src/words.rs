//! The console's words: a catalogue in one language, by names.

use crate::browser::Formats;
use canyu_core::{moment::Moment, staff::Texts};
use std::collections::BTreeMap;
use std::rc::Rc;
use yew::AttrValue;

/// The languages that there are, as they call themselves.
pub const LANGUAGES: [(&str, &str); 3] = [("en", "English"), ("zh-Hans", "简体中文"), ("zh-Hant", "繁體中文")];

/// The words of one language.
pub struct Words {
    /// Its tag.
    pub language: String,
    texts: BTreeMap<String, AttrValue>,
    formats: Formats,
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        self.language == other.language
    }
}

impl Words {
    /// Reads a catalogue; one that cannot be read has no words.
    #[must_use]
    pub fn read(language: &str, json: &str) -> Rc<Self> {
        let texts: BTreeMap<String, String> = serde_json::from_str(json).unwrap_or_default();
        let texts = texts.into_iter().map(|(name, text)| (name, AttrValue::from(text)));
        Rc::new(Self {
            language: language.to_owned(),
            texts: texts.collect(),
            formats: Formats::new(language),
        })
    }

    /// A text, if there is one of that name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<AttrValue> {
        self.texts.get(name).cloned()
    }

    /// A text. Its name where it is missing: a test sees to it that none is.
    #[must_use]
    pub fn t(&self, name: &str) -> AttrValue {
        self.find(name).unwrap_or_else(|| AttrValue::from(name.to_owned()))
    }

    /// A text whose name has two parts, of which the second comes from the server; the code itself where it is a new one.
    #[must_use]
    pub fn code(&self, group: &str, code: &str) -> AttrValue {
        self.find(&[group, ".", code].concat())
            .unwrap_or_else(|| AttrValue::from(code.to_owned()))
    }

    /// A text with something in its places.
    #[must_use]
    pub fn with(&self, name: &str, values: &[(&str, &str)]) -> AttrValue {
        fill(&self.t(name), values).into()
    }

    /// A text with a number, in the right form.
    #[must_use]
    pub fn many(&self, name: &str, number: u64) -> AttrValue {
        let form = |category: &str| self.find(&[name, "#", category].concat());
        let form = form(&self.formats.plural(number)).or_else(|| form("other"));
        fill(&form.unwrap_or_default(), &[("n", &self.number(number))]).into()
    }

    /// A text of a campaign in the reader's language, or in one that it was written in.
    #[must_use]
    pub fn of(&self, texts: &Texts) -> String {
        let text = texts.get(&self.language).or_else(|| texts.values().next());
        text.cloned().unwrap_or_default()
    }

    /// A whole number.
    #[must_use]
    pub fn number(&self, number: u64) -> String {
        self.formats.number(number)
    }

    /// A number, with three decimals at most.
    #[must_use]
    pub fn decimal(&self, number: f64) -> String {
        self.formats.decimal(number)
    }

    /// A part of a whole, which is 1, in per cent with one decimal at most.
    #[must_use]
    pub fn percent(&self, part: f64) -> String {
        self.formats.percent(part)
    }

    /// A day without its year.
    #[must_use]
    pub fn day(&self, moment: Moment, zone: &str) -> String {
        self.formats.day(moment, zone)
    }

    /// An hour of a day.
    #[must_use]
    pub fn hour(&self, moment: Moment, zone: &str) -> String {
        self.formats.hour(moment, zone)
    }

    /// A moment.
    #[must_use]
    pub fn time(&self, moment: Moment) -> String {
        self.formats.time(moment)
    }
}

/// Puts values into the places `{name}` of a text. A place without a value stays empty.
#[must_use]
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, behind)) = after.split_once('}') else {
            return filled;
        };
        rest = behind;
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            filled.push_str(value);
            // A full-width sign brings its own space.
            if value.ends_with('）') {
                rest = behind.strip_prefix(' ').unwrap_or(behind);
            }
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn places_are_filled_and_a_full_width_sign_has_no_space_behind_it() {
        assert_eq!(fill("{n} of {of}", &[("n", "3"), ("of", "(4)")]), "3 of (4)");
        assert_eq!(fill("{n} left", &[("n", "(3)")]), "(3) left");
        assert_eq!(
            fill("每人带来 {n} 位好友", &[("n", "0.7（0.4–1.9）")]),
            "每人带来 0.7（0.4–1.9）位好友"
        );
        assert_eq!(fill("每人带来 {n} 位好友", &[("n", "0.7")]), "每人带来 0.7 位好友");
        assert_eq!(fill("{nobody} and {", &[]), " and ");
    }
}
