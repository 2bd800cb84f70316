//! Whom to ask next.

use crate::{Brought, Estimate, Unknown, rate::gamma_quantile};

/// A 95 % interval is so many standard deviations wide.
const WIDTH: f64 = 2.0 * 1.959_964;

/// What can be expected of a participant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Expected {
    /// Friends whom he would bring in a whole new round: when he is asked again. (k + Z) / (k/R + F).
    pub if_asked: f64,
    /// 95 % interval of that.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// Friends who still come by themselves: `if_asked` × (1 − F).
    pub still: f64,
}

/// What is known of rates of friends, one or the mean of many.
#[derive(Clone, Copy, Debug, Default)]
struct Known {
    mean: f64,
    /// As if R were known.
    variance: f64,
    /// By how much the mean grows with R.
    slope: f64,
}

impl Known {
    /// Of somebody who has brought so many friends at an exposure.
    fn of(friends: u32, exposure: f64, r: f64, k: f64) -> Self {
        if k.is_infinite() {
            return Self {
                mean: r,
                variance: 0.0,
                slope: 1.0,
            };
        }
        let (shape, rate) = (k + f64::from(friends), k / r + exposure);
        let mean = shape / rate;
        Self {
            mean,
            variance: mean / rate,
            slope: mean * (k / r / r) / rate,
        }
    }

    /// The gamma distribution with this mean, and with the variance that there is where R is not known either.
    fn expected(&self, r: &Estimate, still: f64) -> Result<Expected, Unknown> {
        let of_r = self.slope * (r.high - r.low) / WIDTH;
        let variance = self.variance + of_r * of_r;
        let quantile = |part| -> Result<f64, Unknown> {
            if variance > 0.0 {
                Ok(gamma_quantile(self.mean * self.mean / variance, part)? * variance / self.mean)
            } else {
                Ok(self.mean)
            }
        };
        Ok(Expected {
            if_asked: self.mean,
            low: quantile(0.025)?,
            high: quantile(0.975)?,
            still,
        })
    }
}

fn check(exposure: f64, r: &Estimate, k: f64) -> Result<(), Unknown> {
    if r.value == 0.0 {
        return Err(Unknown::NobodyBrought);
    }
    let is_r = r.value.is_finite() && r.value > 0.0 && r.low <= r.high && (r.high - r.low).is_finite();
    if is_r && k > 0.0 && (0.0..=1.0).contains(&exposure) {
        Ok(())
    } else {
        Err(Unknown::Impossible)
    }
}

/// What can be expected of somebody who has brought Z = `friends` so far, at an exposure F between 0 and 1, where participants bring `r` on average
/// and differ by `k`.
///
/// Each participant has a rate λ of his own, gamma distributed with shape k and mean R; his friends are Poisson with mean λF. So what he has done
/// says what he is like: λ given Z is gamma with shape k + Z and rate k/R + F, mean (k + Z) / (k/R + F). The smaller k, the more his own friends
/// count; where all are alike it is R. Source: the conjugate gamma-Poisson model, as in P. S. Fader, B. G. S. Hardie and K. L. Lee, *"Counting your
/// customers" the easy way*, Marketing Science 24 (2005), without their drop-out. k is taken as known. What is uncertain of R (its 95 % interval, 3.92
/// standard deviations wide) is added to the variance by the derivative of the mean (delta method); where all are alike it is all there is.
///
/// # Errors
/// [`Unknown::NobodyBrought`] for R = 0, [`Unknown::Impossible`] for numbers that are none.
pub fn ask(friends: u32, exposure: f64, r: &Estimate, k: f64) -> Result<Expected, Unknown> {
    check(exposure, r, k)?;
    let known = Known::of(friends, exposure, r.value, k);
    known.expected(r, known.mean * (1.0 - exposure))
}

/// A segment of participants, and what can be expected of each of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment<T> {
    /// Which one.
    pub name: T,
    /// How many people.
    pub people: u64,
    /// Friends whom one of them would bring when asked again, on average; with its 95 % interval.
    pub each: Expected,
}

/// Segments (a community, a node, those with three friends …), whom to ask first at the top: by `if_asked` for each person, as asking costs the same
/// for everybody. Those without people are left out.
///
/// Rates of people add up: the mean of the segment's λ is the mean of theirs, its variance the sum of theirs by n², and its distribution is taken as
/// gamma with both. What is uncertain of R is so for all of them at once, and does not become less with more people.
///
/// # Errors
/// As [`ask`].
pub fn whom_to_ask<T>(
    segments: impl IntoIterator<Item = (T, Vec<Brought>)>,
    r: &Estimate,
    k: f64,
) -> Result<Vec<Segment<T>>, Unknown> {
    let mut found = Vec::new();
    for (name, groups) in segments {
        let people: u64 = groups.iter().map(|group| group.people).sum();
        if people == 0 {
            continue;
        }
        let (mut all, mut still) = (Known::default(), 0.0);
        for group in groups {
            check(group.exposure, r, k)?;
            let one = Known::of(group.friends, group.exposure, r.value, k);
            let part = group.people as f64 / people as f64;
            all.mean += part * one.mean;
            all.variance += part * one.variance / people as f64;
            all.slope += part * one.slope;
            still += part * one.mean * (1.0 - group.exposure);
        }
        let each = all.expected(r, still)?;
        found.push(Segment { name, people, each });
    }
    found.sort_by(|a, b| b.each.if_asked.total_cmp(&a.each.if_asked));
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R, known for sure.
    const SURE: Estimate = Estimate {
        value: 0.7,
        low: 0.7,
        high: 0.7,
    };

    #[test]
    fn what_somebody_has_brought_counts_the_more_the_less_alike_people_are() {
        // (0.5 + 3) / (0.5/0.7 + 1) = 2.0417.
        let found = ask(3, 1.0, &SURE, 0.5).unwrap();
        assert!((found.if_asked - 3.5 / (0.5 / 0.7 + 1.0)).abs() < 1e-12 && found.still == 0.0);
        assert!(ask(3, 1.0, &SURE, 5.0).unwrap().if_asked < found.if_asked);
        // Somebody new is like everybody.
        let new = ask(0, 0.0, &SURE, 0.5).unwrap();
        assert!((new.if_asked - 0.7).abs() < 1e-12 && (new.still - 0.7).abs() < 1e-12);
    }

    #[test]
    fn segments_are_ordered_by_what_one_of_them_brings() {
        let group = |friends, people| Brought::finished(friends, people);
        let segments = [
            ("many quiet ones", vec![group(0, 900), group(1, 100)]),
            ("a few who brought three", vec![group(3, 4)]),
            ("nobody", Vec::new()),
        ];
        let found = whom_to_ask(segments, &SURE, 0.5).unwrap();
        assert_eq!(
            found.iter().map(|segment| segment.name).collect::<Vec<_>>(),
            ["a few who brought three", "many quiet ones"]
        );
        let one = ask(3, 1.0, &SURE, 0.5).unwrap();
        let four = found[0].each;
        assert!((four.if_asked - one.if_asked).abs() < 1e-12);
        // Four know twice as well as one.
        assert!(four.low > one.low && four.high < one.high && four.low < four.if_asked);
    }

    #[test]
    fn where_r_is_uncertain_so_is_what_follows_from_it_however_many_people_there_are() {
        let r = Estimate {
            low: 0.5,
            high: 0.9,
            ..SURE
        };
        // All alike: it is R, with R's own interval.
        let alike = ask(3, 0.5, &r, f64::INFINITY).unwrap();
        assert!((alike.if_asked - 0.7).abs() < 1e-12);
        assert!(
            (alike.low - 0.5).abs() < 0.02 && (alike.high - 0.9).abs() < 0.03,
            "{alike:?}"
        );
        let of = |people| {
            let segment = [("all", vec![Brought::finished(0, people)])];
            whom_to_ask(segment, &r, 0.5).unwrap()[0].each
        };
        let (few, many) = (of(10), of(10_000_000));
        assert!(many.high - many.low < few.high - few.low);
        // Of 0.5/(0.5/0.7 + 1) a change of R by 0.2 makes 0.2 × 0.2917 × (0.5/0.49)/(0.5/0.7 + 1) = 0.0347.
        assert!((many.high - many.low - 2.0 * 0.0347).abs() < 0.001, "{many:?}");
    }
}
