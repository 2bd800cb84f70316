//! What people's behaviour needs of dice besides what a rehearsal needs. No logarithm and no power: the same on every machine.

use crate::rehearse::dice::Dice;
use canyu_core::moment::HOUR;

/// Milliseconds of a second.
pub(super) const SECOND: i64 = 1_000;
/// Milliseconds of a minute.
pub(super) const MINUTE: i64 = 60 * SECOND;
/// Milliseconds of a day.
pub(super) const DAY: i64 = 24 * HOUR;

/// A log-normal time in milliseconds, by its median and its geometric standard deviation (2: two thirds lie between half and twice the
/// median). The number of ones among 64 random bits has the standard deviation 4; so each of them counts as the fourth root of `deviation`,
/// and two square roots are the same on every machine.
pub(super) fn lognormal(dice: &mut Dice, median: i64, deviation: f64) -> i64 {
    let step = deviation.max(1.0).sqrt().sqrt();
    let ones = dice.bits().count_ones().cast_signed() - 32;
    let mut factor = 1.0_f64;
    for _ in 0..ones.unsigned_abs() {
        factor *= step;
    }
    if ones < 0 {
        factor = 1.0 / factor;
    }
    // Between this step and the next.
    factor *= 1.0 + (dice.unit() - 0.5) * (step - 1.0);
    (median as f64 * factor) as i64
}

/// A whole number from `least` to `most`, both included.
pub(super) fn between(dice: &mut Dice, least: i64, most: i64) -> i64 {
    let width = (most - least + 1).max(1).unsigned_abs();
    least + dice.below(width).cast_signed()
}

/// One of them, by weight.
pub(super) fn pick<'a, T>(dice: &mut Dice, of: &'a [(T, f64)]) -> Option<&'a T> {
    let place = dice.weighted(of.iter().map(|(_, weight)| *weight));
    of.get(place).map(|(what, _)| what)
}

/// In an order by chance.
pub(super) fn shuffle<T>(dice: &mut Dice, all: &mut [T]) {
    for last in (1..all.len()).rev() {
        all.swap(last, dice.below(last as u64 + 1) as usize);
    }
}

/// So many characters of `A–Z a–z 0–9`.
pub(super) fn letters(dice: &mut Dice, count: usize) -> String {
    const LETTERS: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    (0..count)
        .map(|_| char::from(dice.one(LETTERS.as_slice()).copied().unwrap_or(b'x')))
        .collect()
}

/// 32 random bytes as 64 hexadecimal digits.
pub(super) fn nonce(dice: &mut Dice) -> String {
    dice.bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_log_normal_with_that_median_and_deviation() {
        let mut dice = Dice::new(3, 0);
        let mut times: Vec<i64> = (0..40_000).map(|_| lognormal(&mut dice, 10_000, 2.0)).collect();
        times.sort_unstable();
        let share = |below: i64| times.partition_point(|&time| time < below) as f64 / 40_000.0;
        assert!((share(10_000) - 0.5).abs() < 0.02, "{}", share(10_000));
        assert!((share(5_000) - 0.159).abs() < 0.02, "{}", share(5_000));
        assert!((share(40_000) - 0.977).abs() < 0.01, "{}", share(40_000));
    }

    #[test]
    fn a_shuffle_loses_nobody() {
        let mut all: Vec<u32> = (0..100).collect();
        shuffle(&mut Dice::new(1, 1), &mut all);
        assert_ne!(all, (0..100).collect::<Vec<_>>());
        all.sort_unstable();
        assert_eq!(all, (0..100).collect::<Vec<_>>());
    }
}
