//! The widget's own words: a closed list of keys; the words themselves are given by the shell, in one language.

mod keys;

pub use keys::{Key, Many, REFUSALS};

use crate::platform::Formats;
use canyu_core::moment::Moment;
use std::rc::Rc;

/// Finds a text by its name.
pub type Find = Box<dyn Fn(&str) -> Option<String>>;

/// The words of one language.
pub struct Texts {
    /// The language's tag.
    pub lang: String,
    plain: Vec<String>,
    find: Find,
    formats: Formats,
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.lang)
    }
}

impl Texts {
    /// The words of a language, taken from a catalogue by their names.
    #[must_use]
    pub fn new(lang: &str, find: Find) -> Rc<Self> {
        let mut plain = Vec::new();
        for name in Key::names() {
            plain.push(find(name).unwrap_or_default());
        }
        Rc::new(Self {
            lang: lang.to_owned(),
            plain,
            find,
            formats: Formats::new(lang),
        })
    }

    /// A text.
    #[must_use]
    pub fn get(&self, key: Key) -> String {
        self.raw(key).to_owned()
    }

    /// A text as it is in the catalogue.
    #[must_use]
    pub fn raw(&self, key: Key) -> &str {
        self.plain.get(key as usize).map_or("", String::as_str)
    }

    /// A text with something in its place.
    #[must_use]
    pub fn with(&self, key: Key, values: &[(&str, &str)]) -> String {
        fill(self.raw(key), values)
    }

    /// A text with a time in it.
    #[must_use]
    pub fn at(&self, key: Key, time: Moment) -> String {
        fill(self.raw(key), &[("time", &self.time(time))])
    }

    /// A text with a number, in the right form.
    #[must_use]
    pub fn many(&self, key: Many, number: u64) -> String {
        let name = Many::names().nth(key as usize).unwrap_or_default();
        let form = |category: &str| (self.find)(&[name, "#", category].concat());
        let form = form(&self.formats.plural(number)).or_else(|| form("other"));
        fill(&form.unwrap_or_default(), &[("n", &self.number(number))])
    }

    /// The words for a code of the server.
    #[must_use]
    pub fn refusal(&self, code: &str) -> String {
        let find = |code| (self.find)(&["err_", code].concat());
        find(code).or_else(|| find("other")).unwrap_or_default()
    }

    /// A whole number.
    #[must_use]
    pub fn number(&self, number: u64) -> String {
        self.formats.number(number)
    }

    /// A share of one in per cent.
    #[must_use]
    pub fn percent(&self, share: f64) -> String {
        self.formats.percent(share)
    }

    /// A moment.
    #[must_use]
    pub fn time(&self, moment: Moment) -> String {
        self.formats.time(moment)
    }
}

/// The beginning of a hash, or a code, in groups of four: to be written down, or compared by eye.
#[must_use]
pub fn grouped(text: &str) -> String {
    let mut groups = String::new();
    for (place, sign) in text.chars().take(16).enumerate() {
        if place > 0 && place % 4 == 0 {
            groups.push('·');
        }
        groups.push(sign);
    }
    groups
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
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            filled.push_str(value);
        }
        rest = behind;
    }
    filled.push_str(rest);
    filled
}
