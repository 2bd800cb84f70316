//! Has a count changed from one time to the next, or is it chance?

use statrs::distribution::{ContinuousCDF as _, StudentsT};

use crate::{Estimate, Unknown, proportion::wilson_part, unknown::LEVEL};

/// How much days differ, as variance to mean, before anything is known of it; and for how many days this counts.
const PRIOR_RATIO: f64 = 2.0;
const PRIOR_DAYS: f64 = 1.0;

/// How a count went from one time to the next, as a factor: `now` by `before`, each by days (or hours), as many in both. 1.2: a fifth more.
/// Where the interval holds 1 there is no change that could be told from chance.
///
/// Of all that happened in both times the part that happened in the second one has Wilson's interval, [`crate::wilson`]; the factor is that part by
/// the rest. Single events do not come by themselves: a post brings a hundred people at once, a Sunday nobody. So the number of events is divided by
/// how much more than chance the days of one time differ from each other (their variance by their mean, at least 1), measured on them; it is two
/// before anything is known, which counts as one day. As it is measured on few days the interval is as wide as Student's distribution has it. That days of a week differ as weekdays do makes it wider, too: it claims too little rather than too much.
///
/// # Errors
/// [`Unknown::Nobody`] where nothing happened in either time, [`Unknown::TooFew`] where nothing happened before, or so little that there is no upper
/// end, [`Unknown::Impossible`] for times of different lengths or none.
pub fn change(now: &[u64], before: &[u64]) -> Result<Estimate, Unknown> {
    if now.len() != before.len() || now.is_empty() {
        return Err(Unknown::Impossible);
    }
    let sum = |days: &[u64]| days.iter().map(|&count| count as f64).sum::<f64>();
    let (after, earlier) = (sum(now), sum(before));
    if after + earlier == 0.0 {
        return Err(Unknown::Nobody);
    }
    if earlier == 0.0 {
        return Err(Unknown::TooFew);
    }
    let (mut squares, mut freedom) = (PRIOR_DAYS * PRIOR_RATIO, PRIOR_DAYS);
    for days in [now, before] {
        let mean = sum(days) / days.len() as f64;
        if mean > 0.0 {
            squares += days.iter().map(|&count| (count as f64 - mean).powi(2)).sum::<f64>() / mean;
            freedom += days.len() as f64 - 1.0;
        }
    }
    let ratio = (squares / freedom).max(1.0);
    let all = after + earlier;
    let student = StudentsT::new(0.0, 1.0, freedom).map_err(|_| Unknown::Impossible)?;
    let part = wilson_part(after / all, all / ratio, student.inverse_cdf(0.5 + LEVEL / 2.0));
    if part.high >= 1.0 {
        return Err(Unknown::TooFew);
    }
    let odds = |part: f64| part / (1.0 - part);
    Ok(Estimate {
        value: after / earlier,
        // Exactly 0 at the end, where rounding would leave a trace.
        low: if after == 0.0 { 0.0 } else { odds(part.low) },
        high: odds(part.high),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    /// How often in 2,000 pairs of weeks a change is claimed that is not there. Days are gamma distributed around the same mean.
    fn claims(mean: f64, size: f64) -> u32 {
        let mut random = Random::new(7);
        let mut claims = 0;
        for _ in 0..2_000 {
            let mut week = || -> Vec<u64> { (0..7).map(|_| random.negative_binomial(mean, size)).collect() };
            let (now, before) = (week(), week());
            claims += u32::from(change(&now, &before).is_ok_and(|factor| !factor.holds(1.0)));
        }
        claims
    }

    #[test]
    fn a_change_that_is_not_there_is_claimed_in_about_one_of_twenty_weeks() {
        // Alike, and days that differ by half of their mean: at 20 a day the variance is six times the mean.
        for (mean, size) in [(5.0, f64::INFINITY), (200.0, f64::INFINITY), (20.0, 4.0), (500.0, 4.0)] {
            let claims = claims(mean, size);
            assert!(claims < 140, "{mean} a day, size {size}: {claims} of 2,000");
        }
    }

    #[test]
    fn a_change_that_is_there_is_found_and_days_that_differ_hide_it() {
        let factor = change(&[130; 7], &[100; 7]).unwrap();
        assert!((factor.value - 1.3).abs() < 1e-12 && factor.low > 1.1, "{factor:?}");
        let restless = change(&[10, 400, 20, 300, 40, 120, 20], &[5, 20, 300, 10, 350, 5, 10]).unwrap();
        assert!(
            (restless.value - 1.3).abs() < 1e-9 && restless.holds(1.0),
            "{restless:?}"
        );
    }

    #[test]
    fn what_cannot_be_said_is_not_said() {
        assert_eq!(change(&[0; 7], &[0; 7]), Err(Unknown::Nobody));
        assert_eq!(change(&[3; 7], &[0; 7]), Err(Unknown::TooFew));
        assert_eq!(change(&[1; 7], &[1; 6]), Err(Unknown::Impossible));
        assert_eq!(change(&[], &[]), Err(Unknown::Impossible));
        let less = change(&[0; 7], &[9; 7]).unwrap();
        assert!(less.value == 0.0 && less.low == 0.0 && less.high < 1.0, "{less:?}");
    }
}
