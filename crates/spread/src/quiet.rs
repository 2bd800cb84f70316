//! Is a node or channel about to fall silent?

use statrs::{
    distribution::{ContinuousCDF as _, Normal},
    function::beta::checked_beta_reg,
};

use crate::Unknown;

/// How far the hours before are looked at, from the shortest on: until so many arrivals are usual that their absence means something.
const SPANS: [usize; 6] = [1, 2, 3, 6, 12, 24];
/// With so many usual ones, nobody at all would come by chance in one of 400 such hours.
const ENOUGH: f64 = 6.0;
/// Days that say what is usual.
const DAYS: usize = 7;
/// Fewer say nothing: an hour of the night cannot be told from a silence.
const FEWEST_DAYS: usize = 2;
/// How probable it may be at most that it is chance.
const CHANCE: f64 = 0.01;
/// How much days differ, as variance to mean, before anything is known of it; and for how many days this counts.
const PRIOR_RATIO: f64 = 2.0;
const PRIOR_DAYS: f64 = 4.0;
/// From here on the normal distribution is the same.
const MANY: f64 = 2_000.0;

/// What was looked at, and what it means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quiet {
    /// How many of the last hours were looked at: 1, 2, 3, 6, 12 or 24.
    pub hours: usize,
    /// How many came in them.
    pub came: u64,
    /// How many come in such hours of the day: the mean of the days before.
    pub usual: f64,
    /// How many days before say so, 2 to 7.
    pub days: usize,
    /// How probable it is that so few come by chance, between 0 and 1.
    pub chance: f64,
    /// The alarm: less than half of what is usual, and less probable than one in a hundred.
    pub is_quiet: bool,
}

/// Whether a stream of arrivals is quiet: the last hours against the same hours of the last seven days.
///
/// `hours`: how many came in each whole hour, oldest first, without gaps; the last one is the last hour that is over. The chance is the lower tail of
/// a Poisson distribution of the usual count, wider by what is not known: days differ more than by chance (variance to mean, measured on them), and
/// the mean of few days is itself uncertain. So it is negative binomial.
///
/// A campaign that slowly decays is not quiet by this: days that differ make the tail wide. [`crate::generations`] tells that.
///
/// # Errors
/// [`Unknown::TooFew`] for less than two days before the hours that are looked at, and where fewer than six are usual even in a day.
pub fn quiet(hours: &[u64]) -> Result<Quiet, Unknown> {
    for span in SPANS {
        let days = (hours.len().saturating_sub(span) / 24).min(DAYS);
        if days < FEWEST_DAYS {
            break;
        }
        let sum_before = |back: usize| -> u64 {
            let end = hours.len() - back;
            hours.iter().take(end).skip(end - span).sum()
        };
        let before: Vec<f64> = (1..=days).map(|day| sum_before(24 * day) as f64).collect();
        let usual = before.iter().sum::<f64>() / days as f64;
        if usual < ENOUGH {
            continue;
        }
        let squares: f64 = before.iter().map(|count| (count - usual).powi(2)).sum();
        let freedom = days as f64 - 1.0;
        let ratio = ((squares / usual + PRIOR_DAYS * PRIOR_RATIO) / (freedom + PRIOR_DAYS)).max(1.0);
        let came = sum_before(0);
        let chance = tail(came, usual, ratio * (1.0 + 1.0 / days as f64))?;
        let is_quiet = chance < CHANCE && (came as f64) < usual / 2.0;
        return Ok(Quiet {
            hours: span,
            came,
            usual,
            days,
            chance,
            is_quiet,
        });
    }
    Err(Unknown::TooFew)
}

/// The probability of at most so many, where the variance is `ratio` (above 1) times the mean.
fn tail(came: u64, mean: f64, ratio: f64) -> Result<f64, Unknown> {
    let came = came as f64;
    if mean > MANY {
        let normal = Normal::standard();
        return Ok(normal.cdf((came + 0.5 - mean) / (mean * ratio).sqrt()));
    }
    if came > 4.0 * MANY {
        return Ok(1.0);
    }
    checked_beta_reg(mean / (ratio - 1.0), came + 1.0, 1.0 / ratio).map_err(|_| Unknown::Impossible)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ten days: busy by day, asleep from midnight to seven.
    fn usual(busy: u64) -> Vec<u64> {
        (0..240).map(|hour| if hour % 24 < 7 { 0 } else { busy }).collect()
    }

    #[test]
    fn an_hour_without_anybody_is_quiet_where_forty_are_usual() {
        let mut hours = usual(40);
        assert!(!quiet(&hours).unwrap().is_quiet);
        *hours.last_mut().unwrap() = 2;
        let found = quiet(&hours).unwrap();
        assert!(
            found.is_quiet && found.hours == 1 && found.came == 2 && found.days == 7,
            "{found:?}"
        );
        assert!((found.usual - 40.0).abs() < 1e-9 && found.chance < 1e-4);
    }

    #[test]
    fn a_night_is_no_silence() {
        // It ends at five in the morning, when nobody ever comes: so the last six hours are looked at, of which one was busy.
        let mut hours = usual(40);
        hours.truncate(240 - 19);
        let found = quiet(&hours).unwrap();
        assert!(found.hours == 6 && !found.is_quiet, "{found:?}");
    }

    #[test]
    fn a_small_stream_is_looked_at_for_longer() {
        let mut hours = usual(1);
        let end = hours.len();
        assert_eq!(quiet(&hours).unwrap().hours, 6);
        hours[end - 6..].fill(0);
        // Six of six are missing: one in a hundred, where days differ more than by chance.
        let found = quiet(&hours).unwrap();
        assert!(found.chance < 0.05 && found.came == 0, "{found:?}");
    }

    #[test]
    fn days_that_differ_anyway_raise_no_alarm() {
        let mut hours: Vec<u64> = (0..240)
            .map(|hour| if (hour / 24) % 2 == 0 { 60 } else { 10 })
            .collect();
        *hours.last_mut().unwrap() = 8;
        assert!(!quiet(&hours).unwrap().is_quiet);
        let mut alike = vec![35; 240];
        *alike.last_mut().unwrap() = 8;
        assert!(quiet(&alike).unwrap().is_quiet);
    }

    #[test]
    fn a_little_less_is_no_silence_however_improbable() {
        let mut hours = vec![1_000; 240];
        *hours.last_mut().unwrap() = 600;
        let found = quiet(&hours).unwrap();
        assert!(found.chance < 1e-6 && !found.is_quiet, "{found:?}");
    }

    #[test]
    fn less_than_two_days_or_six_a_day_say_nothing() {
        assert_eq!(quiet(&[50; 48]), Err(Unknown::TooFew));
        assert!(quiet(&[50; 49]).is_ok());
        let mut rare = vec![0; 240];
        for day in 0..10 {
            rare[day * 24 + 12] = 5;
        }
        assert_eq!(quiet(&rare), Err(Unknown::TooFew));
    }

    #[test]
    fn the_tail_is_that_of_the_negative_binomial_distribution_and_nearly_poisson() {
        // Poisson with mean 10: P(X ≤ 4) = 0.029 253.
        assert!((tail(4, 10.0, 1.000_1).unwrap() - 0.029_253).abs() < 1e-4);
        // Size 10, mean 10: P(X = 0) = 2⁻¹⁰.
        assert!((tail(0, 10.0, 2.0).unwrap() - 2f64.powi(-10)).abs() < 1e-9);
        // Nothing jumps where the normal distribution takes over.
        let (few, many) = (
            tail(1_900, MANY - 0.01, 2.0).unwrap(),
            tail(1_900, MANY + 0.01, 2.0).unwrap(),
        );
        assert!((few - many).abs() < 0.003, "{few} {many}");
    }
}
