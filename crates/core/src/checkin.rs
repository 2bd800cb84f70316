//! Codes that are shown at an event, as letters and as a QR picture, and are valid there and then.
//!
//! A code is six Crockford characters: the first 30 bits of
//! `HMAC-SHA-256(secret, "canyu/checkin/v1" ‖ 0 ‖ node ‖ 0 ‖ place ‖ 0 ‖ turn)`, the zeros single bytes, node and place as ASCII, the turn as
//! 64 bits, the highest byte first. The turn is the number of whole turns since 1970-01-01T00:00:00Z, or 0 for a code that never changes.

use crate::{
    code::{first_bits, hmac, is_gap, narrow},
    crockford::{canonical, write},
    moment::Moment,
};

/// Characters of a code.
pub const LENGTH: usize = 6;

const TAG: &[u8] = b"canyu/checkin/v1";
const MINUTE: i64 = 60_000;

/// Where and how often a code changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// The node's id.
    pub node: &'a str,
    /// The place's key.
    pub place: &'a str,
    /// Minutes after which the code changes; 0: never.
    pub turns: u32,
}

/// The code that is shown at a place at a moment.
#[must_use]
pub fn shown(secret: &[u8; 32], place: Place<'_>, now: Moment) -> String {
    code(secret, place, turn(place.turns, now))
}

/// When the code that is shown now is replaced by the next one; `None` when it never is.
#[must_use]
pub fn next_turn(turns: u32, now: Moment) -> Option<Moment> {
    let length = length(turns)?;
    Some(Moment((now.0.div_euclid(length) + 1).saturating_mul(length)))
}

/// Whether a code as somebody typed it (any case, gaps, `O` for 0, `I` and `L` for 1) is that of a place now, or was one turn ago: who has
/// begun to type when the code changes shall not begin again.
#[must_use]
pub fn is_valid(secret: &[u8; 32], place: Place<'_>, now: Moment, typed: &str) -> bool {
    let Some(typed) = read(typed) else {
        return false;
    };
    let current = turn(place.turns, now);
    let before = if place.turns == 0 { current } else { current - 1 };
    [current, before]
        .into_iter()
        .any(|turn| code(secret, place, turn) == typed)
}

/// A code as somebody typed it, as it was meant. `None` when it cannot be one.
#[must_use]
pub fn read(typed: &str) -> Option<String> {
    let code: String = typed
        .chars()
        .map(narrow)
        .filter(|&c| !is_gap(c))
        .map(canonical)
        .collect::<Option<_>>()?;
    (code.len() == LENGTH).then_some(code)
}

fn code(secret: &[u8; 32], place: Place<'_>, turn: i64) -> String {
    let parts = [
        TAG,
        b"\0",
        place.node.as_bytes(),
        b"\0",
        place.place.as_bytes(),
        b"\0",
        &turn.to_be_bytes(),
    ];
    write(first_bits(&hmac(secret, &parts), 30), 6)
}

fn turn(turns: u32, now: Moment) -> i64 {
    length(turns).map_or(0, |length| now.0.div_euclid(length))
}

/// Milliseconds of a turn.
fn length(turns: u32) -> Option<i64> {
    (turns > 0).then(|| i64::from(turns) * MINUTE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SECRET: [u8; 32] = [7; 32];

    fn place(turns: u32) -> Place<'static> {
        Place {
            node: "meet",
            place: "wuhan",
            turns,
        }
    }

    /// Python: `hmac.digest(bytes([7] * 32), b"canyu/checkin/v1\0meet\0wuhan\0" + (1722798000000 // 600000).to_bytes(8, "big"), "sha256")`
    /// begins with `7edd23af`.
    #[test]
    fn a_code_is_what_the_documentation_says() {
        assert_eq!(shown(&SECRET, place(10), Moment(1_722_798_000_000)), "FVEJ7B");
    }

    #[test]
    fn a_code_is_valid_in_its_turn_and_the_next_one() {
        let (turn, start) = (10 * MINUTE, 1_722_798_000_000);
        let code = shown(&SECRET, place(10), Moment(start));
        let at = |later: i64| is_valid(&SECRET, place(10), Moment(start + later), &code);
        assert_eq!(next_turn(10, Moment(start)), Some(Moment(start + turn)));
        assert!(at(0) && at(turn - 1) && at(turn) && at(2 * turn - 1));
        assert!(!at(2 * turn) && !at(-1));
        assert!(is_valid(
            &SECRET,
            place(10),
            Moment(start),
            &format!(" {} ", code.to_lowercase())
        ));
        let elsewhere = Place {
            place: "beijing",
            ..place(10)
        };
        assert!(!is_valid(&SECRET, elsewhere, Moment(start), &code));
        assert!(!is_valid(&[8; 32], place(10), Moment(start), &code));
    }

    #[test]
    fn a_code_that_never_turns_is_always_valid() {
        let code = shown(&SECRET, place(0), Moment(0));
        assert!(is_valid(&SECRET, place(0), Moment(i64::MAX), &code));
        assert_eq!(next_turn(0, Moment(0)), None);
    }

    proptest! {
        #[test]
        fn what_is_shown_is_valid_whatever_the_time(now in any::<i64>(), turns in any::<u32>()) {
            let code = shown(&SECRET, place(turns), Moment(now));
            prop_assert_eq!(code.len(), LENGTH);
            prop_assert!(is_valid(&SECRET, place(turns), Moment(now), &code));
        }

        #[test]
        fn whatever_is_typed_is_answered(typed in "\\PC{0,12}") {
            prop_assert!(!is_valid(&SECRET, place(5), Moment(0), &typed) || typed.len() >= LENGTH);
        }
    }
}
