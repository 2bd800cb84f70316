//! Reading by asking for what must come next.

use super::{JsonError, JsonFault};
use std::borrow::Cow;

/// Unknown values may be nested so deep; what is asked for is never deeper than five.
const DEPTH: u32 = 32;

/// A place in a JSON text.
#[derive(Debug)]
pub struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: u32,
}

impl<'a> Reader<'a> {
    /// The beginning of a text.
    ///
    /// # Errors
    /// Where it is not UTF-8.
    pub fn new(bytes: &'a [u8]) -> Result<Self, JsonError> {
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Self { text, at: 0, depth: 0 }),
            Err(error) => Err(JsonError {
                fault: JsonFault::Utf8,
                at: error.valid_up_to(),
            }),
        }
    }

    /// An error at this place.
    #[must_use]
    pub const fn error(&self, fault: JsonFault) -> JsonError {
        JsonError { fault, at: self.at }
    }

    /// What was asked for, or an error at this place.
    ///
    /// # Errors
    /// [`JsonFault::Value`] where there is nothing.
    pub fn must<T>(&self, value: Option<T>) -> Result<T, JsonError> {
        value.ok_or(self.error(JsonFault::Value))
    }

    /// Keeps the value of a name that may stand once.
    ///
    /// # Errors
    /// [`JsonFault::Twice`] where there is one already.
    pub fn once<T>(&self, slot: &mut Option<T>, value: T) -> Result<(), JsonError> {
        match slot.replace(value) {
            None => Ok(()),
            Some(_) => Err(self.error(JsonFault::Twice)),
        }
    }

    /// The value of a name that has to stand in the object that was read.
    ///
    /// # Errors
    /// [`JsonFault::Missing`] where there is none.
    pub fn required<T>(&self, slot: Option<T>) -> Result<T, JsonError> {
        slot.ok_or(self.error(JsonFault::Missing))
    }

    fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            if !matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
                return Some(byte);
            }
            self.at += 1;
        }
        None
    }

    /// What is wrong where something else was found than what must come.
    fn unexpected(&mut self, fault: JsonFault) -> JsonError {
        let fault = if self.peek().is_none() { JsonFault::Cut } else { fault };
        self.error(fault)
    }

    fn take(&mut self, byte: u8) -> bool {
        let is_there = self.peek() == Some(byte);
        self.at += usize::from(is_there);
        is_there
    }

    fn expect(&mut self, byte: u8, fault: JsonFault) -> Result<(), JsonError> {
        if self.take(byte) {
            Ok(())
        } else {
            Err(self.unexpected(fault))
        }
    }

    /// An object: calls for each name, with the reader before its value.
    ///
    /// # Errors
    /// Where none stands here, or what a call returns.
    pub fn object(&mut self, each: &mut dyn FnMut(&mut Self, &str) -> Result<(), JsonError>) -> Result<(), JsonError> {
        self.between(b'{', b'}', &mut |reader| {
            let name = reader.text()?;
            reader.expect(b':', JsonFault::Syntax)?;
            each(reader, &name)
        })
    }

    /// A list: calls with the reader before each element.
    ///
    /// # Errors
    /// Where none stands here, or what a call returns.
    pub fn list(&mut self, each: &mut dyn FnMut(&mut Self) -> Result<(), JsonError>) -> Result<(), JsonError> {
        self.between(b'[', b']', each)
    }

    fn between(
        &mut self,
        open: u8,
        close: u8,
        each: &mut dyn FnMut(&mut Self) -> Result<(), JsonError>,
    ) -> Result<(), JsonError> {
        self.expect(open, JsonFault::Type)?;
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(self.error(JsonFault::Depth));
        }
        if !self.take(close) {
            loop {
                each(self)?;
                if self.take(close) {
                    break;
                }
                self.expect(b',', JsonFault::Syntax)?;
            }
        }
        self.depth -= 1;
        Ok(())
    }

    /// A text.
    ///
    /// # Errors
    /// Where none stands here.
    pub fn text(&mut self) -> Result<Cow<'a, str>, JsonError> {
        self.expect(b'"', JsonFault::Type)?;
        let mut text = Cow::Borrowed("");
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let Some(end) = rest.bytes().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f)) else {
                self.at = self.text.len();
                return Err(self.error(JsonFault::Cut));
            };
            let (plain, rest) = rest.split_at_checked(end).unwrap_or_default();
            if text.is_empty() {
                text = Cow::Borrowed(plain);
            } else {
                text.to_mut().push_str(plain);
            }
            self.at += end;
            match rest.as_bytes().first() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => {
                    let c = self.escape()?;
                    text.to_mut().push(c);
                }
                _ => return Err(self.error(JsonFault::Syntax)),
            }
        }
    }

    /// What an escape stands for; the reader is before its backslash.
    fn escape(&mut self) -> Result<char, JsonError> {
        let kind = self.text.as_bytes().get(self.at + 1).copied();
        let c = match kind {
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(),
            _ => return Err(self.error(JsonFault::Syntax)),
        };
        self.at += 2;
        Ok(c)
    }

    /// `\u` and four digits, or two of them for what is beyond 0xffff.
    fn unicode(&mut self) -> Result<char, JsonError> {
        let unit = |reader: &Self, at: usize| {
            let escape = reader.text.get(at..at.checked_add(6)?)?.strip_prefix("\\u")?;
            escape
                .bytes()
                .try_fold(0, |sum, digit| Some(sum * 16 + char::from(digit).to_digit(16)?))
        };
        let wrong = self.error(JsonFault::Syntax);
        let first = unit(self, self.at).ok_or(wrong)?;
        self.at += 6;
        let code = if (0xd800..0xdc00).contains(&first) {
            let second = unit(self, self.at).filter(|second| (0xdc00..0xe000).contains(second));
            self.at += 6;
            0x10000 + ((first - 0xd800) << 10) + (second.ok_or(wrong)? - 0xdc00)
        } else {
            first
        };
        char::from_u32(code).ok_or(wrong)
    }

    /// A whole number below 2^64, without fraction and exponent.
    ///
    /// # Errors
    /// Where another number or something else stands here.
    pub fn number(&mut self) -> Result<u64, JsonError> {
        match self.peek() {
            Some(b'-' | b'0'..=b'9') => {}
            _ => return Err(self.unexpected(JsonFault::Type)),
        }
        let start = self.error(JsonFault::Number);
        let number = crate::text::decimal(self.word());
        number.ok_or(start)
    }

    /// A whole number below 2^32.
    ///
    /// # Errors
    /// As [`Reader::number`].
    pub fn small(&mut self) -> Result<u32, JsonError> {
        let number = self.number()?;
        u32::try_from(number).map_err(|_| self.error(JsonFault::Number))
    }

    /// Whether the next value is `null`.
    pub fn is_null(&mut self) -> bool {
        self.peek() == Some(b'n')
    }

    /// Goes past a value that nobody asked for.
    ///
    /// # Errors
    /// Where it is not JSON.
    pub fn skip(&mut self) -> Result<(), JsonError> {
        match self.peek() {
            Some(b'"') => self.text().map(drop),
            Some(b'{') => self.object(&mut |reader, _| reader.skip()),
            Some(b'[') => self.list(&mut Self::skip),
            Some(_) => {
                let start = self.error(JsonFault::Syntax);
                let word = self.word();
                if matches!(word, "true" | "false" | "null") || is_number(word) {
                    Ok(())
                } else {
                    Err(start)
                }
            }
            None => Err(self.error(JsonFault::Cut)),
        }
    }

    /// Characters up to the next one that ends a value.
    fn word(&mut self) -> &'a str {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let end = rest
            .bytes()
            .position(|byte| !matches!(byte, b'+' | b'-' | b'.' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z'));
        let word = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        self.at += word.len();
        word
    }

    /// The end of the text; white space may come before it.
    ///
    /// # Errors
    /// Where there is more.
    pub fn end(&mut self) -> Result<(), JsonError> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.error(JsonFault::Trailing)),
        }
    }
}

/// Whether a word is a number as JSON has them, with fraction and exponent.
fn is_number(word: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let word = word.strip_prefix('-').unwrap_or(word);
    let (number, exponent) = match word.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
        None => (word, None),
    };
    let (whole, fraction) = match number.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (number, None),
    };
    digits(whole)
        && (whole.len() == 1 || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn skipped(text: &str) -> Result<(), JsonFault> {
        let read = || {
            let mut reader = Reader::new(text.as_bytes())?;
            reader.skip()?;
            reader.end()
        };
        read().map_err(|error: JsonError| error.fault)
    }

    #[test]
    fn what_is_json_is_read_and_nothing_else() {
        for good in [
            "0",
            " [ ] ",
            r#"{"a":[1,-2.5e+3,"x\u00e9\ud83d\ude00\n",true,null],"b":{}}"#,
            "-0.0",
        ] {
            assert_eq!(skipped(good), Ok(()), "{good}");
        }
        let bad = [
            ("", JsonFault::Cut),
            ("[1,", JsonFault::Cut),
            ("[1", JsonFault::Cut),
            ("\"a", JsonFault::Cut),
            ("[1]]", JsonFault::Trailing),
            ("[1,]", JsonFault::Syntax),
            ("[01]", JsonFault::Syntax),
            ("[+1]", JsonFault::Syntax),
            ("[1.]", JsonFault::Syntax),
            ("NaN", JsonFault::Syntax),
            ("{\"a\" 1}", JsonFault::Syntax),
            ("{1:1}", JsonFault::Type),
            ("\"\\ud800\"", JsonFault::Syntax),
            ("\"\\ud800\\u0041\"", JsonFault::Syntax),
            ("\"\\x\"", JsonFault::Syntax),
            ("\"\t\"", JsonFault::Syntax),
        ];
        for (text, fault) in bad {
            assert_eq!(skipped(text), Err(fault), "{text}");
        }
        assert_eq!(skipped(&"[".repeat(1_000_000)), Err(JsonFault::Depth));
        assert_eq!(
            Reader::new(b"\"\xff\"").err().map(|e| (e.fault, e.at)),
            Some((JsonFault::Utf8, 1))
        );
    }

    #[test]
    fn texts_are_unescaped_and_numbers_are_whole() {
        let text = |text: &str| Reader::new(text.as_bytes()).and_then(|mut reader| Ok(reader.text()?.into_owned()));
        assert_eq!(text(r#""\u00e9\ud83d\ude00\/\"\\ab\n""#), Ok("é😀/\"\\ab\n".to_owned()));
        let number = |text: &str| Reader::new(text.as_bytes()).and_then(|mut reader| reader.number());
        assert_eq!(number("18446744073709551615"), Ok(u64::MAX));
        for wrong in ["18446744073709551616", "-1", "1.0", "1e3", "00", "0x1"] {
            assert_eq!(number(wrong).map_err(|e| e.fault), Err(JsonFault::Number), "{wrong}");
        }
        assert_eq!(number("\"1\"").map_err(|e| e.fault), Err(JsonFault::Type));
    }

    #[test]
    fn what_is_written_comes_back() {
        let text = "a\"b\\c\u{1}\n\u{7f}é😀";
        let quoted = super::super::quoted(text);
        assert_eq!(Reader::new(quoted.as_bytes()).unwrap().text().unwrap(), text);
    }
}
