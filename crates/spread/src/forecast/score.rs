//! How good an old forecast was.

use super::Band;
use crate::Unknown;

/// An old forecast beside what came.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// Units of which both are known.
    pub units: usize,
    /// In how many of them the truth was in the 50 % band, which should be half of them. Neighbours are alike, so few units say little.
    pub in_half: usize,
    /// In the 80 % band.
    pub in_eighty: usize,
    /// In the 95 % band.
    pub in_ninety_five: usize,
    /// Whether it is in the 80 % band at the last of them.
    pub is_in_eighty: bool,
    /// The median over the truth at the last of them: 1.1 where it was a tenth too high.
    pub ratio: f64,
}

/// Holds a forecast against what came: `truth` is who had joined at the end of each unit, as far as it is known.
///
/// # Errors
/// [`Unknown::TooFew`] where nothing of what was forecast is over, [`Unknown::Nobody`] where nobody has joined.
pub fn score(bands: &[Band], truth: &[u64]) -> Result<Score, Unknown> {
    let both: Vec<_> = bands.iter().zip(truth).collect();
    let (last, came) = *both.last().ok_or(Unknown::TooFew)?;
    if *came == 0 {
        return Err(Unknown::Nobody);
    }
    let is_in = |(low, high): (u64, u64), truth: u64| (low..=high).contains(&truth);
    let count = |of: fn(&Band) -> (u64, u64)| both.iter().filter(|(band, truth)| is_in(of(band), **truth)).count();
    Ok(Score {
        units: both.len(),
        in_half: count(|band| band.half),
        in_eighty: count(|band| band.eighty),
        in_ninety_five: count(|band| band.ninety_five),
        is_in_eighty: is_in(last.eighty, *came),
        ratio: last.median as f64 / *came as f64,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_band_is_held_against_its_own_day() {
        let band = |middle: u64| Band {
            median: middle,
            half: (middle - 1, middle + 1),
            eighty: (middle - 5, middle + 5),
            ninety_five: (middle - 9, middle + 9),
        };
        let bands = [band(100), band(110), band(120), band(130)];
        // Of the fourth day nothing is known yet.
        let found = score(&bands, &[101, 105, 112]).unwrap();
        assert_eq!(
            (found.units, found.in_half, found.in_eighty, found.in_ninety_five),
            (3, 1, 2, 3)
        );
        assert!(!found.is_in_eighty && (found.ratio - 120.0 / 112.0).abs() < 1e-12);
        assert_eq!(score(&bands, &[]), Err(Unknown::TooFew));
        assert_eq!(score(&bands, &[0]), Err(Unknown::Nobody));
    }
}
