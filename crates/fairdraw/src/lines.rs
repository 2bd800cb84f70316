//! Texts of one field a line, as commitments and checkpoints are.

use crate::{
    Hash,
    text::{decimal, digits, hex, next_line, unhex_hash},
};

/// Reads `name value` lines one after the other.
pub(crate) struct Fields<'a>(&'a str);

impl<'a> Fields<'a> {
    /// Begins after a first line that says what the text is.
    pub(crate) fn after(title: &str, mut text: &'a str) -> Option<Self> {
        (next_line(&mut text)? == title).then_some(Self(text))
    }

    /// The value of the next line, which has to have that name.
    pub(crate) fn text(&mut self, name: &str) -> Option<&'a str> {
        let value = next_line(&mut self.0)?.strip_prefix(name)?.strip_prefix(' ')?;
        (!value.is_empty()).then_some(value)
    }

    pub(crate) fn number(&mut self, name: &str) -> Option<u64> {
        decimal(self.text(name)?)
    }

    pub(crate) fn hash(&mut self, name: &str) -> Option<Hash> {
        unhex_hash(self.text(name)?)
    }

    pub(crate) fn end(self) -> Option<()> {
        self.0.is_empty().then_some(())
    }
}

/// Writes a title and `name value` lines.
pub(crate) struct Lines(String);

impl Lines {
    pub(crate) fn new(title: &str) -> Self {
        Self([title, "\n"].concat())
    }

    pub(crate) fn text(mut self, name: &str, value: &str) -> Self {
        for part in [name, " ", value, "\n"] {
            self.0.push_str(part);
        }
        self
    }

    pub(crate) fn number(self, name: &str, value: u64) -> Self {
        self.text(name, &digits(value))
    }

    pub(crate) fn hash(self, name: &str, value: &Hash) -> Self {
        self.text(name, &hex(value))
    }

    pub(crate) fn end(self) -> String {
        self.0
    }
}
