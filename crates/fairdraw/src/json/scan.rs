//! JSON's syntax: where values begin and end.

use super::JsonFault;

/// Values may be nested so deep; what is asked for is never deeper than five.
const DEPTH: usize = 32;

/// Names that an object may have; what is asked for has a dozen.
const NAMES: usize = 100;

/// A text without its escapes; `None` where they are not such as JSON has.
pub(super) fn unescaped(inner: &str) -> Option<String> {
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
pub(super) struct Scan<'a> {
    text: &'a str,
    pub(super) at: usize,
}

impl<'a> Scan<'a> {
    pub(super) const fn new(text: &'a str, at: usize) -> Self {
        Self { text, at }
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte that is not white space.
    pub(super) fn peek(&mut self) -> Option<u8> {
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
    pub(super) fn document(&mut self) -> Result<usize, JsonFault> {
        self.peek();
        let from = self.at;
        self.value()?;
        let end = self.at;
        if self.peek().is_some() {
            return Err(JsonFault::Trailing);
        }
        self.at = end;
        Ok(from)
    }

    /// Goes past a value.
    pub(super) fn value(&mut self) -> Result<(), JsonFault> {
        self.nested(&mut Vec::new(), DEPTH)
    }

    /// Goes past a value. `names` are those of the objects around it.
    fn nested(&mut self, names: &mut Vec<&'a str>, depth: usize) -> Result<(), JsonFault> {
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
            self.nested(names, depth)?;
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
        self.must(b'"')?;
        let from = self.at;
        let mut has_escapes = false;
        loop {
            match self.byte() {
                Some(b'"') => break,
                Some(b'\\') => {
                    has_escapes = true;
                    self.at += 2;
                }
                Some(0..=0x1f) => return Err(JsonFault::Syntax),
                Some(_) => self.at += 1,
                None => {
                    self.at = self.text.len();
                    return Err(JsonFault::Cut);
                }
            }
        }
        let inner = self.text.get(from..self.at).unwrap_or_default();
        self.at += 1;
        if has_escapes && unescaped(inner).is_none() {
            return Err(JsonFault::Syntax);
        }
        Ok(())
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
