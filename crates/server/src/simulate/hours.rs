//! When people come: most of them soon after the opening, fewer at night; pupils at school hours.

use super::chance::DAY;
use crate::rehearse::dice::Dice;
use canyu_core::moment::{HOUR, Moment};

/// How busy each hour of the day is, beginning at midnight.
const EVERYBODY: [u64; 24] = [
    5, 3, 2, 1, 1, 2, 4, 8, 10, 10, 10, 11, 14, 12, 10, 10, 10, 11, 13, 15, 18, 18, 14, 9,
];
/// The same of people at their desks.
const WORK: [u64; 24] = [
    0, 0, 0, 0, 0, 0, 0, 2, 8, 12, 10, 9, 16, 12, 8, 8, 9, 7, 3, 0, 0, 0, 0, 0,
];
/// The same of pupils: before school, in the breaks, at noon.
const SCHOOL: [u64; 24] = [
    0, 0, 0, 0, 0, 0, 0, 10, 4, 8, 14, 6, 20, 14, 4, 6, 0, 0, 0, 0, 0, 0, 0, 0,
];
/// The same of hired hands, in a shift.
const SHIFT: [u64; 24] = [
    0, 0, 0, 0, 0, 0, 0, 0, 6, 10, 10, 10, 6, 8, 10, 10, 10, 10, 4, 0, 0, 0, 0, 0,
];

/// Whose hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rhythm {
    Everybody,
    Work,
    School,
    Shift,
    /// A machine's: all the same.
    Always,
}

impl Rhythm {
    fn weight(self, hour: i64) -> u64 {
        let table = match self {
            Self::Everybody => &EVERYBODY,
            Self::Work => &WORK,
            Self::School => &SCHOOL,
            Self::Shift => &SHIFT,
            Self::Always => return 1,
        };
        table.get(hour.rem_euclid(24) as usize).copied().unwrap_or(0)
    }
}

/// A span of time in which people come.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub opens: Moment,
    pub closes: Moment,
}

impl Span {
    /// When somebody comes by himself.
    pub fn arrival(self, rhythm: Rhythm, dice: &mut Dice) -> Moment {
        let hours = ((self.closes.0 - self.opens.0) / HOUR).max(1);
        let sixth = (hours / 6).max(1).unsigned_abs();
        let weight = |hour: i64| {
            let busy = rhythm.weight(self.opens.0 / HOUR + hour);
            // 1/(1 + t/T)²: it ends slowly, as curiosity does. A machine does not lose it.
            let fading = 1_000_000 * sixth * sixth / (sixth + hour.unsigned_abs()).pow(2);
            if rhythm == Rhythm::Always {
                1
            } else {
                busy * fading.max(1)
            }
        };
        let sum: u64 = (0..hours).map(weight).sum();
        let mut left = dice.below(sum.max(1));
        let hour = (0..hours).find(|&hour| {
            let weight = weight(hour);
            let is_it = left < weight;
            left = left.saturating_sub(weight);
            is_it
        });
        self.within(Moment(
            self.opens.0 + hour.unwrap_or(0) * HOUR + dice.below(HOUR.unsigned_abs()).cast_signed(),
        ))
    }

    /// The moment itself, or the next one at which such people are about: somebody who is told at night comes in the morning.
    pub fn awake(self, at: Moment, rhythm: Rhythm, dice: &mut Dice) -> Moment {
        let mut at = at;
        for _ in 0..48 {
            let busy = rhythm.weight(at.0.div_euclid(HOUR));
            // At an hour of half the usual traffic every second one is about.
            if rhythm == Rhythm::Always || dice.below(10) < busy.min(10) {
                break;
            }
            at = at.hour().plus(HOUR + dice.below(HOUR.unsigned_abs()).cast_signed());
        }
        self.within(at)
    }

    /// The nearest moment that lies in the span, a minute from its ends.
    pub fn within(self, at: Moment) -> Moment {
        Moment(at.0.clamp(
            self.opens.0 + 60_000,
            (self.closes.0 - 60_000).max(self.opens.0 + 60_000),
        ))
    }

    /// The same time of the day so many days later, give or take two hours.
    pub fn days_later(self, at: Moment, days: i64, rhythm: Rhythm, dice: &mut Dice) -> Moment {
        let shift = dice.below((4 * HOUR).unsigned_abs()).cast_signed() - 2 * HOUR;
        self.awake(at.plus(days * DAY + shift), rhythm, dice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pupils_come_at_school_hours_and_most_people_early() {
        let monday = Moment(1_725_235_200_000);
        let span = Span {
            opens: monday,
            closes: monday.plus(5 * DAY),
        };
        let mut dice = Dice::new(5, 0);
        for _ in 0..500 {
            let hour = span.arrival(Rhythm::School, &mut dice).0 / HOUR % 24;
            assert!((7..16).contains(&hour), "{hour}");
        }
        let early = (0..1_000).filter(|_| span.arrival(Rhythm::Everybody, &mut dice) < monday.plus(DAY));
        assert!((450..800).contains(&early.count()));
        let night = Moment(monday.0 + 2 * HOUR);
        let woken = (0..200).filter(|_| span.awake(night, Rhythm::Work, &mut dice).0 >= monday.0 + 7 * HOUR);
        assert_eq!(woken.count(), 200);
    }
}
