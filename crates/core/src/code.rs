//! The one kind of code that people hold in their hands: priority codes, reservations, prizes, gifts.
//!
//! Sixteen Crockford characters, shown as `XXXX-XXXX-XXXX-XXXX`:
//!
//! | characters | what | bits |
//! | --- | --- | --- |
//! | 1 | the node's index in the campaign | 5 |
//! | 2 | the item's index in the node | 5 |
//! | 3–8 | a random serial number, the highest five bits first | 30 |
//! | 9–15 | the first 35 bits of `HMAC-SHA-256(key, "canyu/code/v1" ‖ slug ‖ characters 1–8)`, the texts as ASCII | 35 |
//! | 16 | the check character of the 15 before ([`crate::crockford`]) | 5 |
//!
//! The payload is always eight bytes long, so no slug and payload can be taken for others. Whoever has the key (a till does) can say
//! without a network whether a code is genuine; whether it has been used only the server knows. Someone who guesses finds a genuine
//! one in 2³⁵ tries, and the table of codes holds a vanishing part of the genuine ones.

use crate::crockford::{canonical, character, check, number, value, write};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use std::fmt;

/// Characters of a code.
pub const LENGTH: usize = 16;
/// Nodes of a campaign, and items of a node, that a code can name.
pub const MOST: u8 = 32;
/// Bits of the serial number.
pub const SERIAL_BITS: u32 = 30;

const PAYLOAD: usize = 8;
const MAC: u32 = 7;
const TAG: &[u8] = b"canyu/code/v1";

/// A code: well-formed, but not necessarily genuine.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(String);

/// Why a text is no code. It is meant for whoever typed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Too many or too few characters.
    #[error("a code has {LENGTH} characters, this has {0}")]
    Length(usize),
    /// A character that stands in no code.
    #[error("\"{0}\" stands in no code")]
    Character(char),
    /// The check character does not fit.
    #[error("the code is mistyped: one character is wrong, or two are swapped")]
    Mistyped,
}

impl CodeError {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Length(_) => "code_length",
            Self::Character(_) => "code_character",
            Self::Mistyped => "code_mistyped",
        }
    }
}

impl Code {
    /// The code of a campaign's item. Of `node` and `item` the lowest 5 bits count ([`MOST`]), of `serial` the lowest
    /// [`SERIAL_BITS`].
    #[must_use]
    pub fn make(key: &[u8; 32], slug: &str, node: u8, item: u8, serial: u32) -> Self {
        let mut code: String = [node, item].map(|index| character(index.into())).iter().collect();
        code.push_str(&write(u64::from(serial), SERIAL_BITS / 5));
        let mac = mac(key, slug, &code);
        code.push_str(&mac);
        code.push(check(&code));
        Self(code)
    }

    /// Reads a code as people type it: lower case, `O` for 0, `I` and `L` for 1, full-width characters, white space, hyphens and dots
    /// anywhere.
    ///
    /// # Errors
    /// When it is no code: every single wrong character and every swap of two neighbours is noticed.
    pub fn read(typed: &str) -> Result<Self, CodeError> {
        let mut code = String::with_capacity(LENGTH);
        for c in typed.chars().map(narrow).filter(|&c| !is_gap(c)) {
            code.push(canonical(c).ok_or(CodeError::Character(c))?);
        }
        if code.len() != LENGTH {
            return Err(CodeError::Length(code.len()));
        }
        let (body, last) = code.split_at_checked(LENGTH - 1).ok_or(CodeError::Mistyped)?;
        if last.chars().ne([check(body)]) {
            return Err(CodeError::Mistyped);
        }
        Ok(Self(code))
    }

    /// Whether the code was made with that key for that campaign.
    #[must_use]
    pub fn is_genuine(&self, key: &[u8; 32], slug: &str) -> bool {
        let (payload, rest) = self.0.split_at_checked(PAYLOAD).unwrap_or_default();
        // All characters are compared, so that the time taken tells nothing.
        let differences = mac(key, slug, payload)
            .bytes()
            .zip(rest.bytes())
            .fold(0, |sum, (a, b)| sum | (a ^ b));
        differences == 0
    }

    /// The node's index in the campaign, 0 to 31.
    #[must_use]
    pub fn node(&self) -> u8 {
        self.digit(0)
    }

    /// The item's index in the node, 0 to 31.
    #[must_use]
    pub fn item(&self) -> u8 {
        self.digit(1)
    }

    /// The serial number, of 30 bits.
    #[must_use]
    pub fn serial(&self) -> u32 {
        let serial = self.0.get(2..PAYLOAD).and_then(number);
        serial.map_or(0, |serial| serial as u32)
    }

    /// The sixteen characters without hyphens, as they are kept.
    #[must_use]
    pub fn compact(&self) -> &str {
        &self.0
    }

    fn digit(&self, place: usize) -> u8 {
        let digit = self.0.chars().nth(place).and_then(value);
        digit.map_or(0, |digit| digit as u8)
    }
}

/// In groups of four, as it is printed and read aloud.
impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, c) in self.0.chars().enumerate() {
            if place > 0 && place % 4 == 0 {
                f.write_str("-")?;
            }
            write!(f, "{c}")?;
        }
        Ok(())
    }
}

fn mac(key: &[u8; 32], slug: &str, payload: &str) -> String {
    let tag = hmac(key, &[TAG, slug.as_bytes(), payload.as_bytes()]);
    write(first_bits(&tag, 5 * MAC), MAC)
}

/// HMAC-SHA-256 of the parts, one after the other.
pub(crate) fn hmac(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    // HMAC fills a short key up with zeros: so the block's size is known here, and nothing can fail.
    let mut block = [0; 64];
    block.iter_mut().zip(key).for_each(|(to, from)| *to = *from);
    let mut hmac = Hmac::<Sha256>::new(&block.into());
    for part in parts {
        hmac.update(part);
    }
    hmac.finalize().into_bytes().into()
}

/// The first bits of a hash as a number, at most 64.
pub(crate) fn first_bits(hash: &[u8; 32], bits: u32) -> u64 {
    let first = hash
        .iter()
        .take(8)
        .fold(0, |sum: u64, &byte| sum << 8 | u64::from(byte));
    first >> (64 - bits)
}

/// What a Chinese keyboard writes in full width, in narrow characters.
pub(crate) fn narrow(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

/// What people put between the characters of a code.
pub(crate) fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '.' | '_' | '\u{2010}'..='\u{2015}' | '·' | '\u{200B}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crockford::ALPHABET;
    use proptest::prelude::*;

    const KEY: [u8; 32] = *b"0123456789abcdef0123456789abcdef";

    /// Computed by Python:
    /// `hmac.digest(b"0123456789abcdef0123456789abcdef", b"canyu/code/v1" + b"router" + b"521234HJ", "sha256")`
    /// begins with `036ded3d93`, whose first 35 bits are `0DPYTFC`.
    #[test]
    fn a_till_in_another_language_computes_the_same() {
        let serial = number("1234HJ").unwrap() as u32;
        let code = Code::make(&KEY, "router", 5, 2, serial);
        assert_eq!(code.to_string(), "5212-34HJ-0DPY-TFCE");
        assert_eq!((code.node(), code.item(), code.serial()), (5, 2, serial));
    }

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let code = Code::make(&KEY, "router", 1, 0, 0x0102_0304);
        let shown = code.to_string();
        for typed in [
            shown.to_lowercase(),
            shown.replace('-', " — "),
            shown.replace('0', "o").replace('1', "l"),
            shown.replace('0', "O").replace('1', "i"),
            format!("  {}\n", code.compact()),
            shown
                .chars()
                .map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap())
                .collect(),
        ] {
            assert_eq!(Code::read(&typed), Ok(code.clone()), "{typed}");
        }
    }

    #[test]
    fn what_is_no_code_says_why() {
        assert_eq!(Code::read(""), Err(CodeError::Length(0)));
        assert_eq!(Code::read("ABCD-EFGH"), Err(CodeError::Length(8)));
        assert_eq!(Code::read("0000-0000-0000-0000-0"), Err(CodeError::Length(17)));
        assert_eq!(Code::read("0000-0000-0000-000U"), Err(CodeError::Character('U')));
        assert_eq!(Code::read("豆浆机"), Err(CodeError::Character('豆')));
        assert_eq!(Code::read("0000-0000-0000-0001"), Err(CodeError::Mistyped));
    }

    proptest! {
        #[test]
        fn what_is_made_is_read_and_genuine_for_its_campaign_and_key_alone(
            key in any::<[u8; 32]>(), other in any::<[u8; 32]>(), slug in "[a-z]{1,12}", elsewhere in "[a-z]{1,12}",
            node in 0u8..32, item in 0u8..32, serial in 0u32..1 << SERIAL_BITS,
        ) {
            let code = Code::make(&key, &slug, node, item, serial);
            prop_assert_eq!((code.node(), code.item(), code.serial()), (node, item, serial));
            prop_assert_eq!(Code::read(&code.to_string()), Ok(code.clone()));
            prop_assert_eq!(code.compact().len(), LENGTH);
            prop_assert!(code.is_genuine(&key, &slug));
            prop_assert_eq!(code.is_genuine(&other, &slug), other == key);
            prop_assert_eq!(code.is_genuine(&key, &elsewhere), elsewhere == slug);
        }

        #[test]
        fn every_slip_and_every_swap_of_neighbours_is_noticed(
            serial in 0u32..1 << SERIAL_BITS, place in 0..LENGTH, letter in 0usize..32,
        ) {
            let code = Code::make(&KEY, "router", 3, 7, serial);
            let mut slipped: Vec<char> = code.compact().chars().collect();
            slipped[place] = char::from(ALPHABET[letter]);
            let slipped: String = slipped.into_iter().collect();
            prop_assert_eq!(Code::read(&slipped).is_ok(), slipped == code.compact());
            let mut swapped: Vec<char> = code.compact().chars().collect();
            swapped.swap(place, (place + 1).min(LENGTH - 1));
            let swapped: String = swapped.into_iter().collect();
            prop_assert_eq!(Code::read(&swapped).is_ok(), swapped == code.compact());
        }

        #[test]
        fn another_payload_under_the_same_mac_is_no_genuine_code(serial in 0u32..1 << SERIAL_BITS, other in 0u32..1 << SERIAL_BITS) {
            prop_assume!(serial != other);
            let code = Code::make(&KEY, "router", 3, 7, serial);
            let mut forged = Code::make(&KEY, "router", 3, 7, other).0;
            forged.truncate(PAYLOAD);
            forged.extend(code.0.chars().skip(PAYLOAD).take(MAC as usize));
            forged.push(check(&forged));
            prop_assert!(!Code::read(&forged).unwrap().is_genuine(&KEY, "router"));
        }

        #[test]
        fn whatever_is_typed_reading_ends(typed in "\\PC{0,40}") {
            if let Ok(code) = Code::read(&typed) {
                prop_assert_eq!(Code::read(code.compact()), Ok(code));
            }
        }
    }
}
