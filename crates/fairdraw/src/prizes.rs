//! Who gets what: prizes go to the draws in the manifest's order, and a forfeited one to the next unused alternate.

use crate::manifest::Prize;

/// Who has a prize.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The number of the draw, from 0.
    pub k: u32,
    /// Which of the manifest's prizes, from 0.
    pub prize: usize,
}

/// A forfeit of somebody who has no prize; its place among the forfeits, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("forfeit {0}: this draw has no prize to forfeit")]
pub struct NoPrize(pub usize);

/// Who has which prize after some forfeits, in the order of the prizes. A prize is nobody's once there is no alternate left.
///
/// - `draws`: how many were drawn, prizes and alternates together;
/// - `forfeits`: the numbers of the draws, in the order of the lines.
///
/// # Errors
/// The first forfeit of somebody who has no prize then.
pub fn fill(prizes: &[Prize], draws: usize, forfeits: &[u32]) -> Result<Vec<Holder>, NoPrize> {
    let mut holders: Vec<Option<Holder>> = Vec::new();
    // Where each draw's prize is among the holders: forfeits are looked up, not searched for.
    let mut places: Vec<Option<usize>> = Vec::new();
    for (prize, kind) in prizes.iter().enumerate() {
        for _ in 0..kind.quantity {
            if holders.len() == draws {
                break;
            }
            places.push(Some(holders.len()));
            let k = holders.len() as u32;
            holders.push(Some(Holder { k, prize }));
        }
    }
    for (number, &k) in forfeits.iter().enumerate() {
        let place = places.get_mut(k as usize).and_then(Option::take);
        let holder = place.and_then(|place| holders.get_mut(place)).ok_or(NoPrize(number))?;
        let next = places.len() as u32;
        if places.len() < draws {
            places.push(place);
            *holder = holder.map(|holder| Holder { k: next, ..holder });
        } else {
            *holder = None;
        }
    }
    let mut all = Vec::new();
    for holder in holders {
        all.extend(holder);
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prizes() -> Vec<Prize> {
        let prize = |name: &str, quantity| Prize {
            name: name.to_owned(),
            quantity,
        };
        vec![prize("Signed vinyl", 1), prize("T-shirt", 2)]
    }

    fn holders(draws: usize, forfeits: &[u32]) -> Result<Vec<(u32, usize)>, NoPrize> {
        let holders = fill(&prizes(), draws, forfeits)?;
        Ok(holders.into_iter().map(|holder| (holder.k, holder.prize)).collect())
    }

    #[test]
    fn prizes_go_to_the_first_draws_and_forfeited_ones_to_the_alternates_in_turn() {
        assert_eq!(holders(5, &[]), Ok(vec![(0, 0), (1, 1), (2, 1)]));
        assert_eq!(holders(2, &[]), Ok(vec![(0, 0), (1, 1)]));
        assert_eq!(holders(0, &[]), Ok(vec![]));
        assert_eq!(holders(5, &[2, 0]), Ok(vec![(4, 0), (1, 1), (3, 1)]));
        // An alternate may forfeit too; then nobody is left for the third.
        assert_eq!(holders(5, &[2, 3]), Ok(vec![(0, 0), (1, 1), (4, 1)]));
        assert_eq!(holders(5, &[2, 3, 0]), Ok(vec![(1, 1), (4, 1)]));
    }

    #[test]
    fn nobody_forfeits_what_he_does_not_have() {
        for (forfeits, place) in [(&[3][..], 0), (&[0, 0], 1), (&[5], 0), (&[u32::MAX], 0)] {
            assert_eq!(holders(5, forfeits), Err(NoPrize(place)), "{forfeits:?}");
        }
    }
}
