//! What seed users and their groups brought about.

use std::collections::BTreeMap;

use crate::Tree;

/// What one seed's tree, or those of a group of seeds, came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seeded {
    /// Seeds.
    pub seeds: u64,
    /// How many of them brought somebody.
    pub active: u64,
    /// Whom they brought themselves.
    pub direct: u64,
    /// All descendants.
    pub descendants: u64,
    /// The last generation that was reached; 0 where nobody brought anybody.
    pub depth: u32,
    /// The last activity of any seed or descendant, in the unit of the moments that were given; nothing without seeds.
    pub last: Option<i64>,
}

impl Seeded {
    /// Adds a seed: his tree, and the last activity in it ([`crate::Forest::latest`]).
    pub fn add(&mut self, tree: &Tree, last: i64) {
        self.seeds += 1;
        self.active += u64::from(tree.direct > 0);
        self.direct += u64::from(tree.direct);
        self.descendants += u64::from(tree.descendants());
        self.depth = self.depth.max(tree.depth);
        self.last = self.last.max(Some(last));
    }
}

/// Sums of seeds by their groups. Nobody gives no groups.
#[must_use]
pub fn seed_groups<G: Ord>(seeds: impl IntoIterator<Item = (G, Tree, i64)>) -> BTreeMap<G, Seeded> {
    let mut groups: BTreeMap<G, Seeded> = BTreeMap::new();
    for (group, tree, last) in seeds {
        groups.entry(group).or_default().add(&tree, last);
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Forest, ROOT};

    #[test]
    fn a_group_is_the_sum_of_its_seeds() {
        // Seed 0 brought 1 and 2, who brought 3; seed 4 nobody; seed 5, of another group, 6.
        let forest = Forest::new(vec![ROOT, 0, 0, 2, ROOT, ROOT, 5]).unwrap();
        let seeds = [0, 4, 5];
        let last = forest.latest(&seeds, vec![1, 2, 3, 50, 7, 9, 8]).unwrap();
        let of = ["forum", "forum", "testers"]
            .into_iter()
            .zip(forest.trees(&seeds))
            .zip(last);
        let groups = seed_groups(of.map(|((group, tree), last)| (group, tree, last)));
        let forum = Seeded {
            seeds: 2,
            active: 1,
            direct: 2,
            descendants: 3,
            depth: 2,
            last: Some(50),
        };
        let testers = Seeded {
            seeds: 1,
            active: 1,
            direct: 1,
            descendants: 1,
            depth: 1,
            last: Some(9),
        };
        assert_eq!(groups, BTreeMap::from([("forum", forum), ("testers", testers)]));
        // A group that has not been active yet: before any moment there is none, not 0.
        assert_eq!(Seeded::default().last, None);
        assert!(seed_groups::<u8>([]).is_empty());
    }
}
