//! How sure a share is.

/// The 95 % quantile of the normal distribution, two-sided.
const Z: f64 = 1.959_963_984_540_054;

/// A share with its Wilson 95 % interval (Wilson 1927).
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize)]
pub struct Share {
    /// The share itself, 0 to 1.
    pub share: f64,
    /// The lower end of the interval.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// The effective number of people that it was observed among.
    pub effective: f64,
}

/// The share of what is lost in what was there, by people: each loses some of his own tickets. Tickets of one human are lost together, so they
/// are not so many independent observations as there are tickets: the interval counts Kish's effective number, (Σw)² / Σw².
#[must_use]
pub fn lost(people: &[(u32, u32)]) -> Share {
    let sum = |of: fn(f64, f64) -> f64| {
        people
            .iter()
            .map(|&(had, lost)| of(f64::from(had), f64::from(lost)))
            .sum::<f64>()
    };
    let had = sum(|had, _| had);
    if had <= 0.0 {
        return Share {
            share: 0.0,
            low: 0.0,
            high: 1.0,
            effective: 0.0,
        };
    }
    let effective = had * had / sum(|had, _| had * had);
    wilson(sum(|_, lost| lost) / had, effective)
}

/// The interval of a share that was observed among so many.
#[must_use]
pub fn wilson(share: f64, count: f64) -> Share {
    let z = Z * Z / count;
    let middle = (share + z / 2.0) / (1.0 + z);
    let half = Z / (1.0 + z) * (share * (1.0 - share) / count + z / (4.0 * count)).sqrt();
    Share {
        share,
        low: (middle - half).max(0.0),
        high: (middle + half).min(1.0),
        effective: count,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example in Newcombe (1998), "Two-sided confidence intervals for the single proportion", table I: 81 of 263, method 3.
    #[test]
    fn the_interval_is_that_of_the_literature() {
        let told = wilson(81.0 / 263.0, 263.0);
        assert!(
            (told.low - 0.2553).abs() < 5e-5 && (told.high - 0.3662).abs() < 5e-5,
            "{told:?}"
        );
        let none = wilson(0.0, 20.0);
        assert!(none.low == 0.0 && (none.high - 0.1611).abs() < 5e-5, "{none:?}");
    }

    #[test]
    fn one_who_loses_much_counts_as_one() {
        let mut people = vec![(4, 0); 99];
        people.push((4, 4));
        assert_eq!(lost(&people), wilson(0.01, 100.0));
        people.push((400, 0));
        let unequal = lost(&people);
        assert!(unequal.high - unequal.low > 0.3, "{unequal:?}");
        assert_eq!(lost(&[]).high, 1.0);
    }
}
