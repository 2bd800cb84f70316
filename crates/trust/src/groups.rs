//! People put together by what they share, in the order of the key; each group in the order of arrival.

use crate::{Facts, Fan};

/// Smaller groups say nothing.
pub const FEWEST: usize = 4;

/// Pairs of a key and a member become groups.
#[derive(Debug, Default)]
pub struct Groups {
    pairs: Vec<((u64, u64), u32)>,
}

impl Groups {
    /// Groups of those who took part, by the keys that `of` names for each.
    pub fn by<I: IntoIterator<Item = (u64, u64)>>(facts: &Facts, of: impl Fn(&Fan) -> I) -> Self {
        let mut pairs = Vec::new();
        for (number, fan) in (0u32..).zip(&facts.fans) {
            if fan.joined.is_some() {
                pairs.extend(of(fan).into_iter().map(|key| (key, number)));
            }
        }
        Self::of(facts, pairs)
    }

    /// Groups of the members that stand beside each key.
    pub fn of(facts: &Facts, mut pairs: Vec<((u64, u64), u32)>) -> Self {
        let arrived = |number: u32| facts.fans.get(number as usize).map_or(0, |fan| fan.arrived);
        pairs.sort_by_key(|&(key, number)| (key, arrived(number), number));
        pairs.dedup();
        Self { pairs }
    }

    /// Each group that is large enough: its key and its members.
    pub fn each(&self) -> impl Iterator<Item = ((u64, u64), Vec<u32>)> {
        self.pairs
            .chunk_by(|a, b| a.0 == b.0)
            .filter(|run| run.len() >= FEWEST)
            .filter_map(|run| Some((run.first()?.0, run.iter().map(|&(_, number)| number).collect())))
    }
}

/// The fans of these numbers.
pub fn members<'a>(facts: &'a Facts, numbers: &[u32]) -> Vec<&'a Fan> {
    numbers
        .iter()
        .filter_map(|&number| facts.fans.get(number as usize))
        .collect()
}

/// When they came, sorted.
pub fn arrivals(members: &[&Fan]) -> Vec<i64> {
    let mut times: Vec<i64> = members.iter().map(|fan| fan.arrived).collect();
    times.sort_unstable();
    times
}
