//! Reading.

use super::{
    JsonError, JsonFault,
    scan::{Scan, unescaped},
};
use crate::{
    Hash,
    text::{decimal, unhex_hash},
};
use std::cell::Cell;

/// Reads a text: checks the whole of it (its syntax, that no object has a name twice, as two programs could read two values then, and that
/// no name is written with escapes), and lets `take` take from it what it needs.
///
/// # Errors
/// What is wrong first, with the text or with what was asked of it.
pub fn read<T>(bytes: &[u8], take: impl FnOnce(Json<'_>) -> T) -> Result<T, JsonError> {
    let text = std::str::from_utf8(bytes).map_err(|error| JsonError {
        fault: JsonFault::Utf8,
        at: error.valid_up_to(),
    })?;
    let mut scan = Scan::new(text, 0);
    let checked = scan.document();
    let document = Document {
        text,
        wrong: Cell::new(None),
    };
    let at = checked.map_err(|fault| JsonError { fault, at: scan.at })?;
    let taken = take(Json {
        document: &document,
        at,
        end: scan.at,
    });
    document.wrong.get().map_or(Ok(taken), Err)
}

#[derive(Debug)]
struct Document<'a> {
    text: &'a str,
    /// What was not as asked for. Reading goes on with a stand-in, and all of it is thrown away at the end: going back at every field
    /// would double the code that a browser loads.
    wrong: Cell<Option<JsonError>>,
}

/// A value in a text that has been checked. Where it is not what is asked for, that is noted, and a stand-in is returned: 0, an empty
/// text or an empty list.
#[derive(Clone, Copy, Debug)]
pub struct Json<'a> {
    document: &'a Document<'a>,
    /// Its first byte.
    at: usize,
    /// After its last one; at its first where it stands for a value that is missing.
    end: usize,
}

impl<'a> Json<'a> {
    /// Notes that this value is not as it has to be.
    pub fn wrong(&self, fault: JsonFault) {
        let wrong = &self.document.wrong;
        wrong.set(wrong.get().or(Some(JsonError { fault, at: self.at })));
    }

    /// What was made of this value; where that is nothing, it is noted.
    pub fn must<T: Default>(&self, made: Option<T>) -> T {
        if made.is_none() {
            self.wrong(JsonFault::Value);
        }
        made.unwrap_or_default()
    }

    fn part(&self) -> &'a str {
        self.document.text.get(self.at..self.end).unwrap_or_default()
    }

    fn first(&self) -> u8 {
        self.part().as_bytes().first().copied().unwrap_or_default()
    }

    fn items(&self, open: u8) -> Items<'a> {
        let is_it = self.first() == open;
        if !is_it {
            self.wrong(JsonFault::Type);
        }
        Items {
            document: self.document,
            // At the end of what is no list there is nothing to find.
            at: if is_it { self.at + 1 } else { self.end },
            end: self.end,
        }
    }

    /// The elements of a list.
    #[must_use]
    pub fn list(&self) -> Items<'a> {
        self.items(b'[')
    }

    /// The names and values of an object, in turn.
    #[must_use]
    pub fn members(&self) -> Items<'a> {
        self.items(b'{')
    }

    /// The value of a name in an object; `null` counts as none.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Self> {
        let mut members = self.members();
        while let (Some(found), Some(value)) = (members.next(), members.next()) {
            if found.inner() == name {
                return Some(value).filter(|value| value.first() != b'n');
            }
        }
        None
    }

    /// The value of a name that has to stand in an object.
    #[must_use]
    pub fn field(&self, name: &str) -> Self {
        let found = self.get(name);
        if found.is_none() {
            self.wrong(JsonFault::Missing);
        }
        found.unwrap_or(Self { end: self.at, ..*self })
    }

    /// What stands between a text's quotation marks.
    fn inner(&self) -> &'a str {
        let part = self.part();
        part.get(1..part.len().saturating_sub(1)).unwrap_or_default()
    }

    /// What stands between a text's quotation marks, with its escapes.
    fn quoted(&self) -> &'a str {
        if self.first() != b'"' {
            self.wrong(JsonFault::Type);
        }
        self.inner()
    }

    /// A text.
    #[must_use]
    pub fn text(&self) -> String {
        self.must(unescaped(self.quoted()))
    }

    /// Whether this is a certain text, written without escapes.
    #[must_use]
    pub fn is(&self, text: &str) -> bool {
        self.quoted() == text
    }

    /// 32 bytes in hexadecimal, written without escapes.
    #[must_use]
    pub fn hash(&self) -> Hash {
        self.must(unhex_hash(self.quoted()))
    }

    /// A whole number below 2^64, without fraction and exponent.
    #[must_use]
    pub fn number(&self) -> u64 {
        let number = decimal(self.part());
        if number.is_none() {
            self.wrong(match self.first() {
                b'-' | b'0'..=b'9' => JsonFault::Number,
                _ => JsonFault::Type,
            });
        }
        number.unwrap_or_default()
    }

    /// A whole number below 2^32.
    #[must_use]
    pub fn small(&self) -> u32 {
        let number = self.number();
        if number > u32::MAX.into() {
            self.wrong(JsonFault::Number);
        }
        number as u32
    }
}

/// What an object or a list holds: of an object, names and values in turn.
#[derive(Clone, Debug)]
pub struct Items<'a> {
    document: &'a Document<'a>,
    at: usize,
    end: usize,
}

impl<'a> Iterator for Items<'a> {
    type Item = Json<'a>;

    fn next(&mut self) -> Option<Json<'a>> {
        let document = self.document;
        let text = document.text.get(..self.end)?;
        let mut scan = Scan::new(text, self.at);
        // The text has been checked: what stands between two values can be skipped.
        while matches!(scan.peek()?, b',' | b':') {
            scan.at += 1;
        }
        let at = scan.at;
        if matches!(scan.peek()?, b']' | b'}') {
            return None;
        }
        scan.value().ok()?;
        let end = scan.at;
        self.at = end;
        Some(Json { document, at, end })
    }
}

#[cfg(test)]
mod tests;
