//! Winning moments: when an instant win can be won is fixed before it opens, by a seed whose seal ([`crate::seal::seal_of_seed`]) is
//! published then. After the close the seed is published, and anybody can compute the same moments:
//!
//! 1. The window is the time from `opens` to just before `closes`, in milliseconds since 1970-01-01T00:00:00Z. Its days are the days of
//!    UTC, the first and the last one being cut off where the window begins and ends.
//! 2. Take the prizes in the order of the file, from 0, and of each prize its units, from 0. The *free time* of a prize is the window
//!    without the days on which `per_day` units of it lie already, one millisecond after the other; `n` is its length. (Where there is no
//!    limit a day, that is always the whole window.)
//! 3. For the tries 0, 1, 2, … compute `SHA-256("canyu/instant/v1" ‖ 0 ‖ seed ‖ prize ‖ unit ‖ try)`: the zero is one byte; prize, unit and
//!    try are 32 bits each, the highest byte first. The first eight bytes, the highest first, are `x`. The first `x` below
//!    `⌊2⁶⁴ / n⌋ · n` counts; the unit's moment is the millisecond number `x mod n` of the free time, from 0.
//! 4. Sort all moments by time, then prize, then unit.
//!
//! So a prize falls on every moment of the window with the same probability, as far as its limit a day allows. Two prizes may share a
//! millisecond; they are two moments all the same.
//!
//! A play takes the earliest moment that has come, that nobody has taken, and whose prize has not been won `per_day` times on this day of UTC
//! already; so at most one. A moment that nobody takes on its day waits for a later play, as far as that day's limit allows: no prize is lost in
//! a quiet night, and no day gives more than its limit. What has not been taken when the node closes is not won.

#[cfg(test)]
mod tests;

use crate::moment::Moment;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

/// Milliseconds of a day.
pub const DAY: i64 = 86_400_000;

const TAG: &[u8] = b"canyu/instant/v1\0";

/// A prize, as far as its moments are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Supply {
    /// How many there are.
    pub quantity: u32,
    /// How many lie on one day of UTC at most; `None`: all may.
    pub per_day: Option<u32>,
}

/// A moment from which on one prize can be won.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Winning {
    /// When it comes.
    pub at: Moment,
    /// The prize's index.
    pub prize: usize,
}

/// Why prizes cannot be laid into a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InstantError {
    /// The window is empty.
    #[error("there is no time between opening and close")]
    NoTime,
    /// The days are too few for a prize.
    #[error("of prize {} at most {most} can be laid into the days, not {quantity}", prize + 1)]
    TooMany {
        /// The prize's index.
        prize: usize,
        /// How many there are.
        quantity: u32,
        /// How many there can be.
        most: u64,
    },
}

impl InstantError {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NoTime => "instant_no_time",
            Self::TooMany { .. } => "instant_too_many",
        }
    }
}

/// The days of UTC that have part in a window: 0 where it is empty.
#[must_use]
pub fn days(opens: Moment, closes: Moment) -> u64 {
    if closes <= opens {
        return 0;
    }
    closes.plus(-1).0.div_euclid(DAY).abs_diff(opens.0.div_euclid(DAY)) + 1
}

/// Whether the prizes fit into the window.
///
/// # Errors
/// When they do not.
pub fn fits(opens: Moment, closes: Moment, prizes: &[Supply]) -> Result<(), InstantError> {
    let days = days(opens, closes);
    if days == 0 {
        return Err(InstantError::NoTime);
    }
    for (prize, supply) in prizes.iter().enumerate() {
        let most = supply
            .per_day
            .map_or(u64::MAX, |per_day| days.saturating_mul(per_day.into()));
        if u64::from(supply.quantity) > most {
            let quantity = supply.quantity;
            return Err(InstantError::TooMany { prize, quantity, most });
        }
    }
    Ok(())
}

/// All winning moments of a seed, sorted by time: one for each unit of each prize.
///
/// # Errors
/// When the prizes do not fit into the window.
pub fn winnings(
    seed: &[u8; 32],
    opens: Moment,
    closes: Moment,
    prizes: &[Supply],
) -> Result<Vec<Winning>, InstantError> {
    fits(opens, closes, prizes)?;
    let mut all = Vec::new();
    for (prize, supply) in prizes.iter().enumerate() {
        let mut free = Free::new(opens, closes);
        for unit in 0..supply.quantity {
            let place = uniform(seed, prize, unit, free.length);
            let at = free.nth(place);
            all.push((at, prize, unit));
            free.lie(at, supply.per_day);
        }
    }
    all.sort_unstable();
    Ok(all.into_iter().map(|(at, prize, _)| Winning { at, prize }).collect())
}

/// The time in which units of a prize may lie.
struct Free {
    opens: i64,
    closes: i64,
    /// Milliseconds.
    length: u64,
    /// Units by day.
    lying: BTreeMap<i64, u32>,
    /// Days that are full, ascending.
    full: Vec<i64>,
}

impl Free {
    fn new(opens: Moment, closes: Moment) -> Self {
        Self {
            opens: opens.0,
            closes: closes.0,
            length: closes.0.abs_diff(opens.0),
            lying: BTreeMap::new(),
            full: Vec::new(),
        }
    }

    /// The millisecond of that number, from 0: it moves on behind each full day that is not behind it.
    fn nth(&self, place: u64) -> Moment {
        let mut at = self.opens.saturating_add_unsigned(place);
        for &day in &self.full {
            let (start, end) = self.part(day);
            if start <= at {
                at = at.saturating_add(end - start);
            }
        }
        Moment(at)
    }

    fn lie(&mut self, at: Moment, per_day: Option<u32>) {
        let day = at.0.div_euclid(DAY);
        let lying = self.lying.entry(day).or_default();
        *lying += 1;
        if per_day == Some(*lying) {
            let (start, end) = self.part(day);
            self.length = self.length.saturating_sub(end.abs_diff(start));
            let place = self.full.partition_point(|&other| other < day);
            self.full.insert(place, day);
        }
    }

    /// The part of a day that lies in the window.
    fn part(&self, day: i64) -> (i64, i64) {
        let start = day.saturating_mul(DAY);
        (start.max(self.opens), start.saturating_add(DAY).min(self.closes))
    }
}

/// A number below `n`, which is not 0, all with the same probability.
fn uniform(seed: &[u8; 32], prize: usize, unit: u32, n: u64) -> u64 {
    let n = n.max(1);
    // 2⁶⁴ mod n: so many of the largest numbers would come too often.
    let excess = (u64::MAX % n + 1) % n;
    let hash = |attempt: u32| {
        let hash: [u8; 32] = Sha256::new()
            .chain_update(TAG)
            .chain_update(seed)
            .chain_update((prize as u32).to_be_bytes())
            .chain_update(unit.to_be_bytes())
            .chain_update(attempt.to_be_bytes())
            .finalize()
            .into();
        crate::code::first_bits(&hash, 64)
    };
    let counts = (0..=u32::MAX).map(hash).find(|&x| x <= u64::MAX - excess);
    counts.unwrap_or_default() % n
}
