//! Writing.

use crate::text::{digits, hex};

/// A text in quotation marks, escaped.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        if c < ' ' {
            out.push_str("\\u00");
            out.push_str(&hex(&[c as u8]));
        } else {
            if matches!(c, '"' | '\\') {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out.push('"');
    out
}

/// Writes one value after the other; an empty name stands for none, in a list and at the beginning.
#[derive(Default)]
pub(crate) struct Writer(pub(crate) String);

impl Writer {
    /// A value that is JSON already, or the beginning of one that is not closed yet.
    pub(crate) fn raw(&mut self, name: &str, value: &str) {
        if !matches!(self.0.as_bytes().last(), None | Some(b'{' | b'[')) {
            self.0.push(',');
        }
        if !name.is_empty() {
            self.0.push_str(&quoted(name));
            self.0.push(':');
        }
        self.0.push_str(value);
    }

    pub(crate) fn text(&mut self, name: &str, value: &str) {
        self.raw(name, &quoted(value));
    }

    pub(crate) fn hex(&mut self, name: &str, bytes: &[u8]) {
        self.text(name, &hex(bytes));
    }

    pub(crate) fn number(&mut self, name: &str, value: u64) {
        self.raw(name, &digits(value));
    }

    /// A number that may be missing.
    pub(crate) fn maybe(&mut self, name: &str, value: Option<u64>) {
        match value {
            Some(number) => self.number(name, number),
            None => self.raw(name, "null"),
        }
    }

    /// The end of an object or a list.
    pub(crate) fn close(&mut self, bracket: char) {
        self.0.push(bracket);
    }
}
