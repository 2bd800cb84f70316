//! Bytes and numbers as the protocol writes them: hexadecimal in lower case, base 64 with padding, decimals without leading
//! zeros. Each value has one spelling, and only that is read: two programs can never read two values out of one text.
//!
//! These are written out here because they are part of what a browser loads: the standard library's searching and formatting, and a
//! crate for base 64, are 5 KB of a budget of 30.

use crate::Hash;

const HEX: &[u8; 16] = b"0123456789abcdef";
const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn symbol(alphabet: &[u8], place: u32) -> char {
    alphabet.get(place as usize).map_or('=', |&symbol| char::from(symbol))
}

fn place(alphabet: &[u8], symbol: u8) -> Option<u32> {
    alphabet
        .iter()
        .position(|&other| other == symbol)
        .map(|place| place as u32)
}

/// Bytes in hexadecimal, lower case.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().saturating_mul(2));
    for &byte in bytes {
        text.push(symbol(HEX, u32::from(byte >> 4)));
        text.push(symbol(HEX, u32::from(byte & 15)));
    }
    text
}

/// Bytes from hexadecimal in lower case; `None` for anything else.
#[must_use]
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let mut bytes = Vec::with_capacity(pairs.len());
    for &[high, low] in pairs {
        bytes.push(half(high)? << 4 | half(low)?);
    }
    rest.is_empty().then_some(bytes)
}

/// The value of a hexadecimal digit. Written out, as most of a result is such digits.
const fn half(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

/// A hash from its 64 digits.
#[must_use]
pub fn unhex_hash(text: &str) -> Option<Hash> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let mut hash = [0; 32];
    if !rest.is_empty() || pairs.len() != hash.len() {
        return None;
    }
    for (byte, &[high, low]) in hash.iter_mut().zip(pairs) {
        *byte = half(high)? << 4 | half(low)?;
    }
    Some(hash)
}

/// A decimal number without sign and leading zeros.
#[must_use]
pub fn decimal(text: &str) -> Option<u64> {
    let mut number = 0_u64;
    for &digit in text.as_bytes() {
        let digit = digit.checked_sub(b'0').filter(|&digit| digit < 10)?;
        number = number.checked_mul(10)?.checked_add(u64::from(digit))?;
    }
    let is_canonical = match text.as_bytes() {
        [] => false,
        [b'0', rest @ ..] => rest.is_empty(),
        _ => true,
    };
    is_canonical.then_some(number)
}

/// A number in decimal.
#[must_use]
pub fn digits(number: u64) -> String {
    let mut text = String::new();
    let mut scale = 1;
    while number / scale >= 10 {
        scale *= 10;
    }
    while scale > 0 {
        text.push(symbol(HEX, (number / scale % 10) as u32));
        scale /= 10;
    }
    text
}

/// Bytes in base 64 with padding (RFC 4648).
#[must_use]
pub fn base64(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let mut bits = 0;
        for place in 0..3 {
            bits = bits << 8 | chunk.get(place).map_or(0, |&byte| u32::from(byte));
        }
        for place in 0..4 {
            // As many symbols as bytes and one more; padding stands for the others.
            let value = if place <= chunk.len() { bits >> 18 & 63 } else { 64 };
            text.push(symbol(BASE64, value));
            bits <<= 6;
        }
    }
    text
}

/// Bytes from base 64 with padding.
#[must_use]
pub fn unbase64(text: &str) -> Option<Vec<u8>> {
    let (groups, rest) = text.as_bytes().as_chunks::<4>();
    let mut bytes = Vec::with_capacity(groups.len().saturating_mul(3));
    for (number, group) in (1..).zip(groups) {
        let padding = match group {
            [_, _, b'=', b'='] => 2,
            [_, _, _, b'='] => 1,
            _ => 0,
        };
        if padding > 0 && number != groups.len() {
            return None;
        }
        let mut bits = 0;
        for &symbol in group.iter().take(4 - padding) {
            bits = bits << 6 | place(BASE64, symbol)?;
        }
        bits <<= 6 * padding as u32;
        for place in 0..3 - padding as u32 {
            bytes.push((bits >> (16 - 8 * place)) as u8);
        }
        // What is left over has to be zero, or there would be several spellings.
        if bits & ((1 << (8 * padding)) - 1) != 0 {
            return None;
        }
    }
    rest.is_empty().then_some(bytes)
}

/// What may name a campaign, a beacon or a reason: 1 to 64 letters, digits, `-`, `_` and `.` of ASCII.
#[must_use]
pub fn is_name(text: &str) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    (1..=64).contains(&text.len()) && text.as_bytes().iter().all(is_part)
}

/// What stands before and after the first such byte, which is ASCII.
pub(crate) fn cut(text: &str, byte: u8) -> Option<(&str, &str)> {
    let at = text.as_bytes().iter().position(|&other| other == byte)?;
    let (before, after) = text.split_at_checked(at)?;
    Some((before, after.get(1..)?))
}

/// Takes the next line, without its line feed. `None` at the end, and where the last line has none: then `rest` is not empty.
pub(crate) fn next_line<'a>(rest: &mut &'a str) -> Option<&'a str> {
    let (line, after) = cut(rest, b'\n')?;
    *rest = after;
    Some(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_value_has_one_spelling() {
        assert_eq!(hex(&[0, 0x7f, 0xff]), "007fff");
        assert_eq!(unhex("007fff"), Some(vec![0, 0x7f, 0xff]));
        for wrong in ["0", "0G", "FF", " 00", "é"] {
            assert_eq!(unhex(wrong), None, "{wrong}");
        }
        assert_eq!(unhex_hash(&"0f".repeat(32)), Some([15; 32]));
        assert_eq!(unhex_hash(&"0f".repeat(31)), None);
        assert_eq!(decimal("18446744073709551615"), Some(u64::MAX));
        for wrong in [
            "",
            "00",
            "01",
            "+1",
            "-1",
            "1 ",
            "18446744073709551616",
            "99999999999999999999",
            "1e3",
        ] {
            assert_eq!(decimal(wrong), None, "{wrong}");
        }
        for wrong in [
            "Y2FueXU",
            "Y2FueXV=",
            "Y2Fue XU=",
            "Y2FueXU=\n",
            "=",
            "A===",
            "AA==AAAA",
            "AAA=AAAA",
        ] {
            assert_eq!(unbase64(wrong), None, "{wrong}");
        }
    }

    /// RFC 4648, section 10.
    #[test]
    fn base_64_has_the_vectors_of_its_standard() {
        let vectors = ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"];
        for (length, text) in vectors.iter().enumerate() {
            let bytes = b"foobar".get(..length).unwrap();
            assert_eq!(base64(bytes), *text);
            assert_eq!(unbase64(text).as_deref(), Some(bytes));
        }
    }

    proptest! {
        #[test]
        fn what_is_written_comes_back(bytes: Vec<u8>, number: u64) {
            prop_assert_eq!(unhex(&hex(&bytes)), Some(bytes.clone()));
            prop_assert_eq!(unbase64(&base64(&bytes)), Some(bytes));
            prop_assert_eq!(digits(number), number.to_string());
            prop_assert_eq!(decimal(&digits(number)), Some(number));
        }

        #[test]
        fn what_is_read_is_written_so(text in "[A-Za-z0-9+/]{0,12}={0,2}", number in "[0-9]{0,21}") {
            if let Some(bytes) = unbase64(&text) {
                prop_assert_eq!(base64(&bytes), text);
            }
            if let Some(value) = decimal(&number) {
                prop_assert_eq!(value.to_string(), number);
            }
        }
    }
}
