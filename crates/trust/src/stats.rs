//! Small statistics. Evidence is `-log10 p`: how many noughts the improbability has, 3 for one in a thousand.

mod pace;

pub use pace::{clock, pace};

/// 0 below `from`, 1 above `to`, a straight line between them.
pub fn ramp(value: f64, from: f64, to: f64) -> f64 {
    ((value - from) / (to - from)).clamp(0.0, 1.0)
}

/// The value below which a part of the sorted values lies, between two of them by a straight line; 0 for none.
pub fn quantile(sorted: &[f64], part: f64) -> f64 {
    let place = part * sorted.len().saturating_sub(1) as f64;
    let at = |index: usize| sorted.get(index).or(sorted.last()).copied().unwrap_or(0.0);
    let below = place.floor();
    let (low, high) = (at(below as usize), at(below as usize + 1));
    low + (high - low) * (place - below)
}

/// The shortest window that holds so many of the sorted values: where it begins, and how wide it is.
pub fn shortest(sorted: &[f64], count: usize) -> Option<(f64, f64)> {
    let windows = sorted
        .windows(count.max(1))
        .filter_map(|window| Some((*window.first()?, window.last()? - window.first()?)));
    windows.min_by(|a, b| a.1.total_cmp(&b.1))
}

/// `-log10` of (a bound on) the probability of at least `hits` of `of` when each has probability `p`: Chernoff, exact for all of them.
pub fn binomial(hits: usize, of: usize, p: f64) -> f64 {
    let (hits, of) = (hits as f64, of as f64);
    if of == 0.0 || hits <= of * p {
        return 0.0;
    }
    let share = hits / of;
    let part = |x: f64, of: f64| if x > 0.0 { x * (x / of).ln() } else { 0.0 };
    of * (part(share, p) + part(1.0 - share, 1.0 - p)) / std::f64::consts::LN_10
}

/// `-log10` of (a bound on) the probability of at least `hits` where `mean` are expected: Chernoff for Poisson.
pub fn poisson(hits: f64, mean: f64) -> f64 {
    if hits <= mean {
        return 0.0;
    }
    let mean = mean.max(1e-9);
    (hits * (hits / mean).ln() - hits + mean) / std::f64::consts::LN_10
}

/// `ln Γ(x)` for x ≥ 1 (Stirling's series after a shift; good to seven digits).
fn ln_gamma(x: f64) -> f64 {
    let (mut x, mut shift) = (x, 0.0);
    while x < 8.0 {
        shift += x.ln();
        x += 1.0;
    }
    (x - 0.5) * x.ln() - x + 0.5 * std::f64::consts::TAU.ln() + 1.0 / (12.0 * x) - 1.0 / (360.0 * x.powi(3)) - shift
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64, by: f64) -> bool {
        (a - b).abs() <= by
    }

    #[test]
    fn the_gamma_function_is_the_factorial() {
        for (x, factorial) in [(1.0, 1.0), (2.0, 1.0), (5.0, 24.0), (11.0, 3_628_800.0)] {
            assert!(near(ln_gamma(x), f64::ln(factorial), 1e-6), "{x}");
        }
        assert!(near(ln_gamma(1.5), (std::f64::consts::PI.sqrt() / 2.0).ln(), 1e-6));
    }

    #[test]
    fn tails_are_about_right() {
        assert!(near(binomial(10, 10, 0.5), 10.0 * 2f64.log10(), 1e-9));
        assert_eq!(binomial(5, 10, 0.5), 0.0);
        assert!(poisson(30.0, 10.0) > 4.0 && poisson(12.0, 10.0) < 0.5);
    }

    #[test]
    fn the_shortest_window_is_where_most_are() {
        let values = [0.0, 5.0, 5.1, 5.15, 5.3, 9.0, 20.0];
        let (from, width) = shortest(&values, 4).unwrap();
        assert!(near(from, 5.0, 1e-9) && near(width, 0.3, 1e-9));
        assert!(shortest(&values, 8).is_none());
        assert!(near(quantile(&values, 0.5), 5.15, 1e-9));
    }
}
