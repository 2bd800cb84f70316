//! In which generation of sharing a campaign dies.

use crate::{Estimate, Exposed, Unknown, corrected};

/// Below this many people in a generation its ratio is never shown without its interval.
pub const FEW: u64 = 20;

/// A generation of sharing: 0 came by no fan's link, 1 was brought by generation 0, and so on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Generation {
    /// Which one, from 0.
    pub number: usize,
    /// n_g: how many joined in it.
    pub people: u64,
    /// n₍g+1₎: whom they brought.
    pub brought: u64,
    /// n₍g+1₎ for each of n_g, corrected for those who have not had time, with its 95 % interval.
    pub ratio: Result<Estimate, Unknown>,
    /// Whether it is so few that the ratio means nothing without the interval.
    pub is_few: bool,
    /// The decay alarm: even the interval's upper end is under half of the generation before, which is not few.
    pub is_alarm: bool,
}

/// The ratio of each generation to the one before, and where it decays.
///
/// `layers`: the people of each generation from 0 on, with the time they have had ([`Exposed::finished`] after the close, [`Exposed::so_far`]
/// before). `k`: how unequal people are ([`crate::CAUTIOUS_K`] where it is not known).
///
/// Why this interval: given n_g, the next generation is the sum of n_g people's friends, a negative binomial count. Wilson's is for parts of a whole
/// and a ratio may be above 1; Poisson's would be too narrow wherever few bring most. It is the one of [`corrected`].
///
/// Nobody at all gives an empty list. A generation's own ratio says why it cannot be known: all are roots and had no time, or so few that they say
/// nothing.
#[must_use]
pub fn generations(layers: &[Exposed], k: f64) -> Vec<Generation> {
    let mut found: Vec<Generation> = Vec::with_capacity(layers.len());
    for (number, exposed) in layers.iter().enumerate() {
        if exposed.people == 0 {
            break;
        }
        let brought = layers.get(number + 1).map_or(0, |next| next.people);
        let ratio = corrected(brought, exposed, k);
        let is_alarm = match (ratio, found.last()) {
            (
                Ok(ratio),
                Some(Generation {
                    ratio: Ok(before),
                    is_few: false,
                    ..
                }),
            ) => ratio.high < before.value / 2.0,
            _ => false,
        };
        found.push(Generation {
            number,
            people: exposed.people,
            brought,
            ratio,
            is_few: exposed.people < FEW,
            is_alarm,
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CAUTIOUS_K, Delay};

    fn finished(people: &[u64]) -> Vec<Generation> {
        let layers: Vec<_> = people.iter().map(|people| Exposed::finished(*people)).collect();
        generations(&layers, CAUTIOUS_K)
    }

    #[test]
    fn a_generation_that_brings_less_than_half_is_an_alarm() {
        let found = finished(&[2_000, 2_000, 400, 300, 5]);
        let alarms: Vec<_> = found.iter().map(|generation| generation.is_alarm).collect();
        // 1, then 0.2, then 0.75, then 0.017, and of five people nobody knows.
        assert_eq!(alarms, [false, true, false, true, false]);
        let ratios: Vec<_> = found
            .iter()
            .map(|generation| generation.ratio.map(|ratio| ratio.value))
            .collect();
        assert_eq!(ratios, [Ok(1.0), Ok(0.2), Ok(0.75), Ok(5.0 / 300.0), Ok(0.0)]);
        assert_eq!(
            found.iter().map(|generation| generation.brought).collect::<Vec<_>>(),
            [2_000, 400, 300, 5, 0]
        );
    }

    #[test]
    fn few_people_are_no_alarm_however_it_looks() {
        let found = finished(&[100, 60, 9]);
        // 0.6, then 0.15: but the upper end is above 0.3.
        assert!(!found[1].is_alarm && found[2].is_few);
        // A generation of 19 is not something to fall from.
        assert!(!finished(&[19, 1_900, 300])[1].is_alarm);
    }

    /// The bug this keeps away: the last generation of a running campaign always looks dead, as it has just joined.
    #[test]
    fn the_last_generation_is_not_dead_because_it_is_young() {
        let delay = Delay::new(vec![0.1, 0.2, 0.3, 0.4]).unwrap();
        let old = Exposed::so_far(&[1_000, 0, 0, 0, 0], &delay, 1.0);
        let young = Exposed::so_far(&[0, 0, 0, 0, 500], &delay, 1.0);
        let next = Exposed::so_far(&[0, 0, 0, 0, 25], &delay, 1.0);
        let found = generations(&[old, young, next], 5.0);
        assert!((found[1].ratio.unwrap().value - 0.5).abs() < 1e-9 && !found[1].is_alarm);
        assert!(finished(&[1_000, 500, 25])[1].is_alarm);
    }
}
