//! How much of all friends the best few bring.

use crate::{Brought, Unknown};

/// More than this many friends of one person are not looked at.
const MOST: u32 = 10_000_000;

/// The smallest share of people that bring a part of all friends ("the top 26 % bring 80 %"), both between 0 and 1, where friends are negative
/// binomial with mean `r` and size `k`.
///
/// People are sorted by how many friends they bring and the last group is cut where the part is reached. Source: A. Endo et al., *Estimating the
/// overdispersion in COVID-19 transmission using outbreak sizes outside China*, Wellcome Open Research 5 (2020), and the R package `superspreading`.
///
/// # Errors
/// [`Unknown::NobodyBrought`] for an R of 0, [`Unknown::Impossible`] for numbers that are none.
pub fn concentration_of(r: f64, k: f64, part: f64) -> Result<f64, Unknown> {
    if r == 0.0 {
        return Err(Unknown::NobodyBrought);
    }
    let is_fine = r.is_finite() && r > 0.0 && k > 0.0 && part > 0.0 && part < 1.0;
    if !is_fine {
        return Err(Unknown::Impossible);
    }
    let (mut people, mut friends) = (0.0, 0.0);
    let mut ln_p = if k.is_infinite() { -r } else { -k * (r / k).ln_1p() };
    let ln_ratio = if k.is_infinite() { r.ln() } else { -(k / r).ln_1p() };
    for x in 0..MOST {
        let p = ln_p.exp();
        let next = friends + f64::from(x) * p / r;
        if next >= 1.0 - part {
            let cut = (1.0 - part - friends) / (next - friends);
            return Ok((1.0 - people - cut * p).clamp(0.0, 1.0));
        }
        people += p;
        friends = next;
        let growth = if k.is_infinite() { 1.0 } else { k + f64::from(x) };
        ln_p += growth.ln() + ln_ratio - f64::from(x + 1).ln();
    }
    Err(Unknown::TooFew)
}

/// The smallest share of these people that bring a part of the friends that were counted, both between 0 and 1. Exposure does not matter.
///
/// # Errors
/// [`Unknown::Nobody`], [`Unknown::NobodyBrought`], [`Unknown::Impossible`] for a part that is none.
pub fn concentration(groups: &[Brought], part: f64) -> Result<f64, Unknown> {
    if !(part > 0.0 && part < 1.0) {
        return Err(Unknown::Impossible);
    }
    let Sorted {
        by_friends,
        people,
        friends,
    } = sorted(groups)?;
    let mut left = part * friends;
    let mut so_far = 0.0;
    for (each, count) in by_friends.iter().rev() {
        let theirs = each * count;
        if theirs >= left {
            return Ok((so_far + left / each) / people);
        }
        left -= theirs;
        so_far += count;
    }
    Ok(1.0)
}

/// Gini's coefficient of friends: 0 where all bring the same, near 1 where one brings all.
///
/// # Errors
/// [`Unknown::Nobody`], [`Unknown::NobodyBrought`].
pub fn gini(groups: &[Brought]) -> Result<f64, Unknown> {
    let Sorted {
        by_friends,
        people,
        friends,
    } = sorted(groups)?;
    // One minus twice the area below Lorenz's curve.
    let (mut area, mut so_far) = (0.0, 0.0);
    for (each, count) in &by_friends {
        let theirs = each * count;
        area += count * (2.0 * so_far + theirs);
        so_far += theirs;
    }
    Ok((1.0 - area / (people * friends)).clamp(0.0, 1.0))
}

/// People by their friends, and sums.
struct Sorted {
    /// Friends of each and people, the fewest friends first.
    by_friends: Vec<(f64, f64)>,
    people: f64,
    friends: f64,
}

fn sorted(groups: &[Brought]) -> Result<Sorted, Unknown> {
    let mut by_friends: Vec<_> = groups
        .iter()
        .map(|group| (f64::from(group.friends), group.people as f64))
        .collect();
    by_friends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let people: f64 = by_friends.iter().map(|(_, count)| count).sum();
    let friends: f64 = by_friends.iter().map(|(each, count)| each * count).sum();
    if people == 0.0 {
        return Err(Unknown::Nobody);
    }
    if friends == 0.0 {
        return Err(Unknown::NobodyBrought);
    }
    Ok(Sorted {
        by_friends,
        people,
        friends,
    })
}
