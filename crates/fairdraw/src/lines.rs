//! Texts of one field a line, as commitments and checkpoints are.

use crate::text::{decimal, unhex_hash};

/// Reads `name value` lines one after the other.
pub(crate) struct Fields<'a>(std::str::SplitInclusive<'a, char>);

impl<'a> Fields<'a> {
    /// Begins after a first line that says what the text is.
    pub(crate) fn after(title: &str, text: &'a str) -> Option<Self> {
        let rest = text.strip_prefix(title)?.strip_prefix('\n')?;
        Some(Self(rest.split_inclusive('\n')))
    }

    /// The value of the next line, which has to have that name.
    pub(crate) fn text(&mut self, name: &str) -> Option<&'a str> {
        let line = self.0.next()?.strip_suffix('\n')?;
        let value = line.strip_prefix(name)?.strip_prefix(' ')?;
        (!value.is_empty()).then_some(value)
    }

    pub(crate) fn number(&mut self, name: &str) -> Option<u64> {
        decimal(self.text(name)?)
    }

    pub(crate) fn hash(&mut self, name: &str) -> Option<crate::Hash> {
        unhex_hash(self.text(name)?)
    }

    pub(crate) fn end(mut self) -> Option<()> {
        self.0.next().is_none().then_some(())
    }
}

/// Writes a text of a title and `name value` lines.
pub(crate) fn write(title: &str, fields: &[(&str, &str)]) -> String {
    let mut text = [title, "\n"].concat();
    for (name, value) in fields {
        text.push_str(name);
        text.push(' ');
        text.push_str(value);
        text.push('\n');
    }
    text
}
