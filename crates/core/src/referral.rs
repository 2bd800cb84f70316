//! Share codes.
//!
//! A fan has one secret-free code of ten Crockford base 32 characters (50 random bits). Every node's share button makes its own
//! share code of it: those ten, one character for the node's index, one check character. `?canyu=CODE.channel` so says who shared,
//! at which node, and where, without a table of links, and works while the phone is offline.

pub use crate::crockford::ALPHABET;
use crate::crockford::{canonical, character, check, value};

/// Characters of a fan's code.
pub const FAN_CODE: usize = 10;

/// Characters of a winner's code, without its check character.
pub const CLAIM_CODE: usize = 12;

/// What a share code says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShareCode {
    /// The fan's ten characters.
    pub fan: String,
    /// The index of the node whose share button was used, 0 to 31.
    pub node: u32,
}

/// A fan's code from random bits; 50 of the 64 are used.
#[must_use]
pub fn fan_code(random: u64) -> String {
    (0..FAN_CODE)
        .map(|place| character((random >> (5 * place)) as u32))
        .collect()
}

/// A code that a winner is given, from random bits, of which 60 are used: twelve characters and a check character, which notices
/// every single slip and every swap of neighbours.
#[must_use]
pub fn claim_code(random: u64) -> String {
    let mut code: String = (0..CLAIM_CODE)
        .map(|place| character((random >> (5 * place)) as u32))
        .collect();
    code.push(check(&code));
    code
}

/// The share code of a fan's code at a node.
#[must_use]
pub fn share_code(fan: &str, node: u32) -> String {
    let mut code = fan.to_owned();
    code.push(character(node));
    code.push(check(&code));
    code
}

/// Reads a share code as people copy it: lower case, `O` for 0, `I` and `L` for 1, spaces and hyphens within. `None` when it
/// cannot be one.
#[must_use]
pub fn read_share_code(text: &str) -> Option<ShareCode> {
    let clean: String = text
        .chars()
        .filter(|c| !matches!(c, '-' | ' '))
        .map(canonical)
        .collect::<Option<_>>()?;
    let (body, given) = (clean.get(..FAN_CODE + 1)?, clean.get(FAN_CODE + 1..)?);
    let node = value(body.chars().last()?)?;
    (given.len() == 1 && given.starts_with(check(body))).then(|| ShareCode {
        fan: body.chars().take(FAN_CODE).collect(),
        node,
    })
}

/// The value of `?canyu=`: a code, a channel, or both, as `CODE.channel`, `CODE` or `.channel`.
#[must_use]
pub fn read_link(value: &str) -> (Option<&str>, Option<&str>) {
    let (code, channel) = value.split_once('.').unwrap_or((value, ""));
    let some = |text: &'_ str| !text.is_empty();
    (
        Some(code).filter(|code| some(code)),
        Some(channel).filter(|channel| some(channel)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_code_says_fan_and_node_however_it_is_typed() {
        let fan = fan_code(0x0123_4567_89ab_cdef);
        assert_eq!(fan.len(), FAN_CODE);
        let code = share_code(&fan, 7);
        assert_eq!(code.len(), 12);
        let expected = Some(ShareCode { fan, node: 7 });
        assert_eq!(read_share_code(&code), expected);
        let (head, tail) = code.split_at(6);
        let typed = format!("{}-{}", head.to_lowercase().replace('0', "o"), tail.replace('1', "l"));
        assert_eq!(read_share_code(&typed), expected);
    }

    #[test]
    fn a_winners_code_has_sixty_random_bits_and_a_check_character() {
        let code = claim_code(0x0fed_cba9_8765_4321);
        let (body, last) = code.split_at(CLAIM_CODE);
        assert_eq!(last, check(body).to_string());
        let body = |random| claim_code(random).chars().take(CLAIM_CODE).collect::<String>();
        assert_ne!(body(1 << 59), body(0), "the last bit counts");
    }

    #[test]
    fn every_single_slip_and_every_swap_of_neighbours_is_noticed() {
        let code = share_code(&fan_code(0x9e37_79b9_7f4a_7c15), 3);
        for place in 0..code.len() {
            for other in ALPHABET.iter().map(|&byte| char::from(byte)) {
                let slipped: String = code
                    .chars()
                    .enumerate()
                    .map(|(i, c)| if i == place { other } else { c })
                    .collect();
                assert_eq!(read_share_code(&slipped).is_some(), slipped == code, "{slipped}");
            }
            if place > 0 {
                let mut swapped: Vec<char> = code.chars().collect();
                swapped.swap(place - 1, place);
                let swapped: String = swapped.into_iter().collect();
                assert_eq!(read_share_code(&swapped).is_some(), swapped == code, "{swapped}");
            }
        }
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for text in [
            "",
            "ABC",
            "0123456789AB\u{1F35E}",
            "0000000000000",
            "<script>",
            "0123456789AU",
        ] {
            assert_eq!(read_share_code(text), None, "{text}");
        }
        assert_eq!(read_share_code("000000000000").map(|code| code.node), Some(0));
    }

    #[test]
    fn links_carry_code_channel_or_both() {
        assert_eq!(read_link("ABC.messenger"), (Some("ABC"), Some("messenger")));
        assert_eq!(read_link("ABC"), (Some("ABC"), None));
        assert_eq!(read_link(".poster"), (None, Some("poster")));
        assert_eq!(read_link(""), (None, None));
    }
}
