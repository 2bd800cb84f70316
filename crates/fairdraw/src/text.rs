//! Bytes and numbers as the protocol writes them: hexadecimal in lower case, base 64 with padding, decimals without leading
//! zeros. Each value has one spelling, and only that is read: two programs can never read two values out of one text.

use crate::Hash;
use base64ct::{Base64, Encoding as _};

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// Bytes in hexadecimal, lower case.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().saturating_mul(2));
    for byte in bytes {
        for half in [byte >> 4, byte & 15] {
            text.push(DIGITS.get(usize::from(half)).map_or('0', |&digit| char::from(digit)));
        }
    }
    text
}

/// Bytes from hexadecimal in lower case; `None` for anything else.
#[must_use]
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    pairs
        .iter()
        .map(|&[high, low]| Some((half(high)? << 4) | half(low)?))
        .collect()
}

/// A hash from its 64 digits.
#[must_use]
pub fn unhex_hash(text: &str) -> Option<Hash> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if !rest.is_empty() || pairs.len() != 32 {
        return None;
    }
    let mut hash = [0; 32];
    for (byte, &[high, low]) in hash.iter_mut().zip(pairs) {
        *byte = (half(high)? << 4) | half(low)?;
    }
    Some(hash)
}

fn half(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

/// A decimal number without sign and leading zeros.
#[must_use]
pub fn decimal(text: &str) -> Option<u64> {
    let is_canonical = !text.is_empty()
        && text.bytes().all(|digit| digit.is_ascii_digit())
        && (text.len() == 1 || !text.starts_with('0'));
    if is_canonical { text.parse().ok() } else { None }
}

/// Bytes in base 64 with padding.
#[must_use]
pub fn base64(bytes: &[u8]) -> String {
    Base64::encode_string(bytes)
}

/// Bytes from base 64 with padding.
#[must_use]
pub fn unbase64(text: &str) -> Option<Vec<u8>> {
    Base64::decode_vec(text).ok()
}

/// What may name a campaign, a beacon or a reason: 1 to 64 letters, digits, `-`, `_` and `.` of ASCII.
#[must_use]
pub fn is_name(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_has_one_spelling() {
        assert_eq!(hex(&[0, 0x7f, 0xff]), "007fff");
        assert_eq!(unhex("007fff"), Some(vec![0, 0x7f, 0xff]));
        for wrong in ["0", "0G", "FF", " 00", "é"] {
            assert_eq!(unhex(wrong), None, "{wrong}");
        }
        assert_eq!(unhex_hash(&"0f".repeat(32)), Some([15; 32]));
        assert_eq!(unhex_hash(&"0f".repeat(31)), None);
        assert_eq!(decimal("0"), Some(0));
        assert_eq!(decimal("18446744073709551615"), Some(u64::MAX));
        for wrong in ["", "01", "+1", "-1", "1 ", "18446744073709551616", "1e3"] {
            assert_eq!(decimal(wrong), None, "{wrong}");
        }
        assert_eq!(unbase64(&base64(b"canyu")), Some(b"canyu".to_vec()));
        for wrong in ["Y2FueXU", "Y2FueXV=", "Y2Fue XU=", "Y2FueXU=\n"] {
            assert_eq!(unbase64(wrong), None, "{wrong}");
        }
    }
}
