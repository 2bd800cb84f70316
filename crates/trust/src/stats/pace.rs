//! The pace of moments: how even it is, and whether there is a clock among them.

use super::{ln_gamma, poisson, quantile};

/// How even a pace is.
#[derive(Clone, Debug, PartialEq)]
pub struct Pace {
    /// Shinomoto's local variation of the intervals: about 1 where they follow by chance (however the rate changes), 0 for clockwork.
    pub variation: f64,
    /// `-log10` of a bound on the probability that chance is so even.
    pub evidence: f64,
    /// How many pairs of intervals were compared.
    pub pairs: usize,
    /// Moments that are about a usual interval (half to twice the median) from the one before or after: those of the crowd, not those far from it.
    pub close: Vec<i64>,
}

/// The pace of sorted moments.
///
/// Two neighbouring intervals `a`, `b` of a Poisson process make `x = |a − b| / (a + b)` even between 0 and 1, whatever the rate, as long as
/// it does not change within the two: so day and night, bursts and their ends do no harm. The local variation is `3 · mean(x²)`. That the sum
/// of squares of m such numbers is at most s has at most the probability of the part of a ball of radius √s in m dimensions with no negative
/// coordinate: `π^(m/2) s^(m/2) / (2^m Γ(m/2 + 1))`, exact for s ≤ 1. Pairs must not overlap for this, so every other one is taken, and the
/// other ones for a second opinion; the mean of both counts.
pub fn pace(sorted: &[i64]) -> Option<Pace> {
    let gaps: Vec<f64> = sorted
        .windows(2)
        .filter_map(|pair| match pair {
            [a, b] => Some((b - a) as f64),
            _ => None,
        })
        .collect();
    let squares: Vec<f64> = gaps
        .windows(2)
        .filter_map(|pair| match pair {
            // Two that came in the same millisecond twice: nothing can be said, so chance's own mean is.
            [a, b] if a + b <= 0.0 => Some(1.0 / 3.0),
            [a, b] => Some(((a - b) / (a + b)).powi(2)),
            _ => None,
        })
        .collect();
    if squares.is_empty() {
        return None;
    }
    let half = |from: usize| {
        let (mut sum, mut count) = (0.0, 0.0);
        for square in squares.iter().skip(from).step_by(2) {
            sum += square;
            count += 1.0;
        }
        even(sum, count)
    };
    let evidence = if squares.len() < 2 {
        half(0)
    } else {
        f64::midpoint(half(0), half(1))
    };
    Some(Pace {
        variation: 3.0 * squares.iter().sum::<f64>() / squares.len() as f64,
        evidence,
        pairs: squares.len(),
        close: close(sorted, &gaps),
    })
}

fn close(sorted: &[i64], gaps: &[f64]) -> Vec<i64> {
    let mut ordered = gaps.to_vec();
    ordered.sort_unstable_by(f64::total_cmp);
    let median = quantile(&ordered, 0.5);
    let usual = 0.5 * median..=2.0 * median;
    let pairs = sorted.windows(2).zip(gaps).filter(|(_, gap)| usual.contains(gap));
    let mut close: Vec<i64> = pairs.flat_map(|(pair, _)| pair.iter().copied()).collect();
    close.dedup();
    close
}

/// `-log10` of the ball's part, see [`pace`]. A sum of 0 counts as a thousandth each: clocks are not finer.
fn even(sum: f64, count: f64) -> f64 {
    let sum = sum.max(count * 1e-6);
    let half = count / 2.0;
    let ln = half * std::f64::consts::PI.ln() + half * sum.ln() - count * std::f64::consts::LN_2 - ln_gamma(half + 1.0);
    (-ln / std::f64::consts::LN_10).max(0.0)
}

/// A clock among the moments of a crowd.
#[derive(Clone, Debug, PartialEq)]
pub struct Clock {
    /// From one stroke to the next in milliseconds.
    pub period: i64,
    /// `-log10` of the probability that a crowd without a clock has so many equal intervals.
    pub evidence: f64,
    /// Moments that are a stroke apart from another one.
    pub strokes: Vec<i64>,
}

/// How exactly a clock may go: intervals that differ by 1, 4 or 12 %.
const EXACT: [f64; 3] = [0.01, 0.04, 0.12];
/// Fewer equal intervals are no clock.
const FEWEST_STROKES: usize = 6;
/// How much denser intervals may lie by chance than those around them.
const SLACK: f64 = 1.6;

/// Looks for a clock among sorted moments, also where one honest moment lies between two strokes.
///
/// The intervals from each moment to the next and to the one after that are put on a logarithmic scale. By chance they spread smoothly over more than a
/// factor of ten; a clock's stand in a heap. The heap is compared with the ten stretches of the same width around it; the number of windows
/// that were tried is subtracted.
pub fn clock(sorted: &[i64]) -> Option<Clock> {
    let step = |lag: usize| sorted.iter().zip(sorted.iter().skip(lag));
    let mut gaps: Vec<(f64, i64, i64)> = (1..=2)
        .flat_map(step)
        .filter(|(a, b)| *b - *a >= 1_000)
        .map(|(&a, &b)| (((b - a) as f64).ln(), a, b))
        .collect();
    gaps.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    let tried = (EXACT.len() * gaps.len().max(1)) as f64;
    let mut best: Option<(f64, f64, f64)> = None;
    for width in EXACT {
        // The edges of the window and of its surroundings move along with it.
        let [mut low, mut high, mut far_low, mut far_high] = [0usize; 4];
        let up_to = |edge: f64, mut place: usize| {
            while gaps.get(place).is_some_and(|(gap, _, _)| *gap < edge) {
                place += 1;
            }
            place
        };
        for &(from, _, _) in &gaps {
            low = up_to(from, low);
            high = up_to(from + width, high);
            if high - low < FEWEST_STROKES {
                continue;
            }
            far_low = up_to(from - 5.0 * width, far_low);
            far_high = up_to(from + 6.0 * width, far_high);
            let inside = (high - low) as f64;
            let around = ((far_high - far_low) as f64 - inside) / 10.0;
            let evidence = poisson(inside, SLACK * around + 0.5) - tried.log10();
            if best.is_none_or(|(most, _, _)| evidence > most) {
                best = Some((evidence, from, width));
            }
        }
    }
    let (evidence, from, width) = best?;
    // A little around the heap belongs to it: the window was chosen where it is densest.
    let reach = from - width..from + 2.0 * width;
    let chosen = gaps.iter().filter(|(gap, _, _)| reach.contains(gap));
    let mut strokes: Vec<i64> = chosen.flat_map(|&(_, a, b)| [a, b]).collect();
    strokes.sort_unstable();
    strokes.dedup();
    Some(Clock {
        period: (from + width / 2.0).exp() as i64,
        evidence: evidence.max(0.0),
        strokes,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers between 0 and 1, for tests.
    fn dice(seed: u64) -> impl FnMut() -> f64 {
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        move || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            ((state >> 11) as f64 + 0.5) / (1u64 << 53) as f64
        }
    }

    fn near(a: f64, b: f64, by: f64) -> bool {
        (a - b).abs() <= by
    }

    #[test]
    fn chance_is_rarely_called_even_and_a_jittering_clock_is() {
        let mut called = 0;
        for seed in 1..=1_000 {
            let mut dice = dice(seed);
            let mut at = 0.0;
            // The rate changes by a factor of 50 on the way.
            let times: Vec<i64> = (0..60)
                .map(|n| {
                    at -= dice().ln() * 10_000.0 * f64::from(1 + n.min(50));
                    at as i64
                })
                .collect();
            let pace = pace(&times).unwrap();
            called += i32::from(pace.evidence > 2.0);
        }
        // 10 of 1,000 would be exact; the bound errs on the side of the honest.
        assert!(called <= 10, "{called}");
        let mut dice = dice(7);
        let clock: Vec<i64> = (0..12).map(|n| n * 60_000 + (dice() * 20_000.0) as i64).collect();
        let pace = pace(&clock).unwrap();
        assert!(pace.evidence > 1.5, "{pace:?}");
        assert!(pace.variation < 0.5, "{pace:?}");
    }

    #[test]
    fn people_who_come_together_are_not_even() {
        let pace = pace(&[5; 40]).unwrap();
        assert!(pace.evidence < 0.5, "{pace:?}");
        assert!(near(pace.variation, 1.0, 1e-9));
    }

    #[test]
    fn a_clock_is_found_among_a_crowd_and_a_crowd_has_none() {
        let mut found = 0;
        for seed in 1..=300 {
            let mut dice = dice(seed);
            let mut at = 0.0;
            let mut crowd: Vec<i64> = (0..80)
                .map(|n| {
                    at -= dice().ln() * 60_000.0 * f64::from(1 + n / 20);
                    at as i64
                })
                .collect();
            found += i32::from(clock(&crowd).is_some_and(|clock| clock.evidence > 1.5));
            let until = crowd.last().copied().unwrap_or(0);
            let machine: Vec<i64> = (0..40).map(|n| n * until / 60 + (dice() * 500.0) as i64).collect();
            crowd.extend(&machine);
            crowd.sort_unstable();
            if seed <= 20 {
                let clock = clock(&crowd).unwrap();
                assert!(clock.evidence > 2.0, "{seed} {clock:?}");
            }
        }
        assert!(found <= 6, "{found}");
    }
}
