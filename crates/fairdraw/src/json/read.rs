//! Reading.

use super::{JsonError, JsonFault};
use crate::{
    Hash,
    text::{decimal, unhex_hash},
};
use std::cell::Cell;

/// Values may be nested so deep; what is asked for is never deeper than five.
const DEPTH: usize = 32;

/// Names that an object may have; what is asked for has a dozen.
const NAMES: usize = 100;

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
    let mut scan = Scan { text, at: 0 };
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
            at: self.at + usize::from(is_it),
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

    /// A text.
    #[must_use]
    pub fn text(&self) -> String {
        if self.first() != b'"' {
            self.wrong(JsonFault::Type);
        }
        self.must(unescaped(self.inner()))
    }

    /// Whether this is a certain text.
    #[must_use]
    pub fn is(&self, text: &str) -> bool {
        self.text() == text
    }

    /// 32 bytes in hexadecimal.
    #[must_use]
    pub fn hash(&self) -> Hash {
        self.must(unhex_hash(&self.text()))
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
        let mut scan = Scan { text, at: self.at };
        // The text has been checked: what stands between two values can be skipped.
        while matches!(scan.peek()?, b',' | b':') {
            scan.at += 1;
        }
        let at = scan.at;
        if matches!(scan.peek()?, b']' | b'}') {
            return None;
        }
        scan.value(&mut Vec::new(), DEPTH).ok()?;
        let end = scan.at;
        self.at = end;
        Some(Json { document, at, end })
    }
}

/// A text without its escapes; `None` where they are not such as JSON has.
fn unescaped(inner: &str) -> Option<String> {
    let mut text = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    let mut high = None;
    while let Some(c) = chars.next() {
        let c = match c {
            '\\' => match chars.next()? {
                'b' => '\u{8}',
                'f' => '\u{c}',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => {
                    let mut unit = 0;
                    for _ in 0..4 {
                        unit = unit * 16 + chars.next()?.to_digit(16)?;
                    }
                    match (high.take(), unit) {
                        (None, 0xd800..0xdc00) => {
                            high = Some(unit);
                            continue;
                        }
                        (None, unit) => char::from_u32(unit)?,
                        (Some(high), 0xdc00..0xe000) => {
                            char::from_u32(0x1_0000 + ((high - 0xd800) << 10) + (unit - 0xdc00))?
                        }
                        _ => return None,
                    }
                }
                c @ ('"' | '\\' | '/') => c,
                _ => return None,
            },
            c => c,
        };
        // Half a character and then something else.
        if high.is_some() {
            return None;
        }
        text.push(c);
    }
    high.is_none().then_some(text)
}

/// A place in a text.
#[derive(Clone, Debug)]
struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scan<'a> {
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte that is not white space.
    fn peek(&mut self) -> Option<u8> {
        while matches!(self.byte()?, b' ' | b'\t' | b'\n' | b'\r') {
            self.at += 1;
        }
        self.byte()
    }

    fn must(&mut self, byte: u8) -> Result<(), JsonFault> {
        match self.peek() {
            Some(found) if found == byte => {
                self.at += 1;
                Ok(())
            }
            Some(_) => Err(JsonFault::Syntax),
            None => Err(JsonFault::Cut),
        }
    }

    /// Goes past the one value of a whole text; returns where it begins.
    fn document(&mut self) -> Result<usize, JsonFault> {
        self.peek();
        let from = self.at;
        self.value(&mut Vec::new(), DEPTH)?;
        let end = self.at;
        if self.peek().is_some() {
            return Err(JsonFault::Trailing);
        }
        self.at = end;
        Ok(from)
    }

    /// Goes past a value. `names` are those of the objects around it.
    fn value(&mut self, names: &mut Vec<&'a str>, depth: usize) -> Result<(), JsonFault> {
        let open = self.peek().ok_or(JsonFault::Cut)?;
        let is_object = open == b'{';
        if open == b'"' {
            return self.string();
        }
        if !is_object && open != b'[' {
            return self.word();
        }
        // In ASCII both closing brackets come two after the opening ones.
        let close = open + 2;
        let depth = depth.checked_sub(1).ok_or(JsonFault::Depth)?;
        let before = names.len();
        self.at += 1;
        if self.peek() == Some(close) {
            self.at += 1;
            return Ok(());
        }
        loop {
            if is_object {
                self.name(names, before)?;
            }
            self.value(names, depth)?;
            if self.peek() == Some(close) {
                self.at += 1;
                names.truncate(before);
                return Ok(());
            }
            self.must(b',')?;
        }
    }

    /// Goes past a name and its colon.
    fn name(&mut self, names: &mut Vec<&'a str>, before: usize) -> Result<(), JsonFault> {
        self.peek();
        let from = self.at;
        self.string()?;
        let name = self.text.get(from..self.at).unwrap_or_default();
        let others = names.get(before..).unwrap_or_default();
        let fault = if others.contains(&name) {
            JsonFault::Twice
        } else if others.len() == NAMES {
            JsonFault::TooMany
        } else if name.as_bytes().contains(&b'\\') {
            JsonFault::Value
        } else {
            names.push(name);
            return self.must(b':');
        };
        self.at = from;
        Err(fault)
    }

    fn string(&mut self) -> Result<(), JsonFault> {
        let from = self.at;
        self.must(b'"')?;
        loop {
            match self.byte() {
                Some(b'"') => break,
                Some(b'\\') => self.at += 2,
                Some(0..=0x1f) => return Err(JsonFault::Syntax),
                Some(_) => self.at += 1,
                None => {
                    self.at = self.text.len();
                    return Err(JsonFault::Cut);
                }
            }
        }
        self.at += 1;
        let inner = self.text.get(from + 1..self.at - 1).unwrap_or_default();
        // Few texts have escapes.
        if !inner.as_bytes().contains(&b'\\') || unescaped(inner).is_some() {
            Ok(())
        } else {
            Err(JsonFault::Syntax)
        }
    }

    /// A number, or one of three words.
    fn word(&mut self) -> Result<(), JsonFault> {
        let from = self.at;
        while matches!(
            self.byte(),
            Some(b'+' | b'-' | b'.' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z')
        ) {
            self.at += 1;
        }
        let word = self.text.get(from..self.at).unwrap_or_default();
        if matches!(word, "true" | "false" | "null") || is_number(word.as_bytes()) {
            return Ok(());
        }
        self.at = from;
        Err(JsonFault::Syntax)
    }
}

/// Whether a word is a number as JSON has them, with fraction and exponent.
fn is_number(word: &[u8]) -> bool {
    let mut rest = word.strip_prefix(b"-").unwrap_or(word);
    let mut digits = || {
        let end = rest
            .iter()
            .position(|byte| !byte.is_ascii_digit())
            .unwrap_or(rest.len());
        let (digits, after) = rest.split_at_checked(end).unwrap_or_default();
        // What comes after the digits is the next part's sign.
        let sign = after.first().copied();
        rest = after.get(1..).unwrap_or_default();
        (digits.len(), digits.first() == Some(&b'0'), sign)
    };
    let (length, is_zero, mut sign) = digits();
    if length == 0 || (is_zero && length > 1) {
        return false;
    }
    if sign == Some(b'.') {
        let fraction = digits();
        if fraction.0 == 0 {
            return false;
        }
        sign = fraction.2;
    }
    if matches!(sign, Some(b'e' | b'E')) {
        let mut exponent = digits();
        if exponent.0 == 0 && matches!(exponent.2, Some(b'+' | b'-')) {
            exponent = digits();
        }
        return exponent.0 > 0 && exponent.2.is_none();
    }
    sign.is_none()
}

#[cfg(test)]
mod tests;
