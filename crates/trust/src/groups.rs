//! People put together by what they share, in the order of the key; each group in the order of arrival.

use crate::{Facts, Fan};
use std::collections::HashSet;

/// Smaller groups say nothing.
pub const FEWEST: usize = 5;

/// What people are put together by.
pub type Key = (u64, u64);

/// Pairs of a key and a member become groups: 8 bytes a pair, of those alone who are not too few.
#[derive(Debug, Default)]
pub struct Groups {
    /// In ascending order.
    keys: Vec<Key>,
    /// The place of the key, and a member.
    pairs: Vec<(u32, u32)>,
}

impl Groups {
    /// Groups of those who took part, by the keys that `of` names for each with his number.
    pub fn by<I: IntoIterator<Item = Key>>(facts: &Facts, of: impl Fn(u32, &Fan) -> I) -> Self {
        let of = &of;
        let all = move || {
            let joined = (0u32..).zip(facts.fans()).filter(|(_, fan)| fan.joined);
            joined.flat_map(move |(number, fan)| of(number, fan).into_iter().map(move |key| (key, number)))
        };
        // Most keys are of few people. Counted roughly, never too low, so that those need not be put in order.
        let mut rough = Rough::new(facts.fans().len());
        all().for_each(|(key, _)| rough.count(key));
        let mut keys: HashSet<Key> = HashSet::new();
        keys.extend(all().map(|(key, _)| key).filter(|key| rough.is_enough(*key)));
        let mut keys: Vec<Key> = keys.into_iter().collect();
        keys.sort_unstable();
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        for (key, number) in all().filter(|(key, _)| rough.is_enough(*key)) {
            if let Some(place) = keys
                .binary_search(&key)
                .ok()
                .and_then(|place| u32::try_from(place).ok())
            {
                pairs.push((place, number));
            }
        }
        let arrived = |number: u32| facts.fan(number).map_or(0, |fan| fan.arrived);
        pairs.sort_unstable_by_key(|&(key, number)| (key, arrived(number), number));
        pairs.dedup();
        Self { keys, pairs }
    }

    /// Each group that is large enough: its key and its members.
    pub fn each(&self) -> impl Iterator<Item = (Key, Vec<u32>)> {
        self.pairs
            .chunk_by(|a, b| a.0 == b.0)
            .filter(|run| run.len() >= FEWEST)
            .filter_map(|run| {
                let key = self.keys.get(run.first()?.0 as usize)?;
                Some((*key, run.iter().map(|&(_, number)| number).collect()))
            })
    }
}

/// How often keys come: at least so often as it says, unless that is less than [`FEWEST`]. A byte a fan, whatever the keys.
pub struct Rough(Vec<u8>);

impl Rough {
    /// For about so many keys.
    pub fn new(keys: usize) -> Self {
        Self(vec![0; (2 * keys).next_power_of_two()])
    }

    fn place(&self, (one, other): Key) -> usize {
        let mixed = (one ^ other.rotate_left(29)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (mixed ^ (mixed >> 32)) as usize & (self.0.len() - 1)
    }

    /// Once more.
    pub fn count(&mut self, key: Key) {
        let place = self.place(key);
        if let Some(count) = self.0.get_mut(place) {
            *count = count.saturating_add(1);
        }
    }

    /// Whether it may have come often enough.
    pub fn is_enough(&self, key: Key) -> bool {
        self.0
            .get(self.place(key))
            .is_some_and(|count| usize::from(*count) >= FEWEST)
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
        let known = numbers.iter().filter_map(|&number| Some((number, facts.fan(number)?)));
        Self::of(known.map(|(number, fan)| (fan.arrived, number, fan)).collect())
    }

    /// People by when they did something.
    pub fn doing(facts: &'a Facts, done: impl Iterator<Item = (i64, u32)>) -> Self {
        Self::of(
            done.filter_map(|(at, number)| Some((at, number, facts.fan(number)?)))
                .collect(),
        )
    }

    fn of(mut all: Vec<(i64, u32, &'a Fan)>) -> Self {
        all.sort_unstable_by_key(|&(at, number, _)| (at, number));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_those_that_are_large_enough_in_order_however_many_keys_there_are() {
        let mut facts = Facts::default();
        // 10,000 alone; each of forty keys by as many as its number says, the last ones first.
        let sizes = (0..10_000u64)
            .map(|key| (1_000 + key, 1))
            .chain((0..40).map(|key| (key, key)));
        let mut expected = Vec::new();
        for (key, size) in sizes {
            let first = facts.fans().len() as u32;
            let numbers: Vec<u32> = (0..size)
                .map(|member| {
                    let number = facts.arrive(-(member as i64));
                    facts.act(number, 0, Some(key), None);
                    facts.fan_mut(number).unwrap().joined = true;
                    number
                })
                .rev()
                .collect();
            if size >= 5 {
                expected.push(((key, 7), numbers));
            }
            assert_eq!(first as u64 + size, facts.fans().len() as u64);
        }
        // One who took no part.
        facts.arrive(0);
        let groups = Groups::by(&facts, |_, fan| {
            // Twice the same counts once.
            let key = facts.places(fan).first().map(|place| (*place, 7));
            [key, key].into_iter().flatten()
        });
        assert_eq!(groups.each().collect::<Vec<_>>(), expected);
    }
}
