//! People put together by what they share, in the order of the key; each group in the order of arrival.

use crate::{Facts, Fan};

/// Smaller groups say nothing.
pub const FEWEST: usize = 5;

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

/// A group that is looked at: its members, and when each did what the group is about, in the order of time.
pub struct Group<'a> {
    /// Their numbers.
    pub numbers: Vec<u32>,
    /// They themselves.
    pub fans: Vec<&'a Fan>,
    /// When: they came, or voted.
    pub times: Vec<i64>,
}

impl<'a> Group<'a> {
    /// People by when they came.
    pub fn coming(facts: &'a Facts, numbers: &[u32]) -> Self {
        let known = numbers
            .iter()
            .filter_map(|&number| Some((number, facts.fans.get(number as usize)?)));
        Self::of(known.map(|(number, fan)| (fan.arrived, number, fan)).collect())
    }

    /// People by when they did something.
    pub fn doing(facts: &'a Facts, done: impl Iterator<Item = (i64, u32)>) -> Self {
        Self::of(
            done.filter_map(|(at, number)| Some((at, number, facts.fans.get(number as usize)?)))
                .collect(),
        )
    }

    fn of(mut all: Vec<(i64, u32, &'a Fan)>) -> Self {
        all.sort_by_key(|&(at, number, _)| (at, number));
        Self {
            numbers: all.iter().map(|&(_, number, _)| number).collect(),
            fans: all.iter().map(|&(_, _, fan)| fan).collect(),
            times: all.iter().map(|&(at, _, _)| at).collect(),
        }
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.fans.len()
    }
}
