//! Which participation node brings people.

use crate::{Estimate, Exposed, Unknown, per, proportion::wilson, rate::Rate};

/// What happened at a node (in one channel or generation, or in all).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// People who have seen it.
    pub seen: u64,
    /// People who began.
    pub started: u64,
    /// People who finished.
    pub completed: u64,
    /// Uses of its share button: more than one for some.
    pub shared: u64,
    /// First visits by links from it.
    pub arrived: u64,
    /// Those of them who took part.
    pub joined: u64,
}

/// How well a node does, step by step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Strength {
    /// Of those who saw it, who began.
    pub started: Result<Estimate, Unknown>,
    /// Of those who saw it, who finished.
    pub completed: Result<Estimate, Unknown>,
    /// Uses of the share button for each who finished: no part, it may be above 1.
    pub shared: Result<Estimate, Unknown>,
    /// First visits for each use of the share button: no part either.
    pub arrived: Result<Estimate, Unknown>,
    /// Of those who came by its links, who took part.
    pub joined: Result<Estimate, Unknown>,
    /// The strength: people who joined, for each who finished. No part either. By its lower bound nodes are ranked, so that a node with few people
    /// has to earn its place.
    pub brings: Result<Estimate, Unknown>,
}

impl Strength {
    /// What nodes are ranked by, the strongest first: the lower bound of what it brings. Where that is not known, 0.
    #[must_use]
    pub fn rank(&self) -> f64 {
        self.brings.map_or(0.0, |brings| brings.low)
    }
}

/// The strength of a node. `k`: how unequal people are at bringing others ([`crate::CAUTIOUS_K`] where it is not known).
///
/// Parts of a whole have Wilson intervals ([`wilson`]). What may be above 1 has that of a rate: [`per`], and for `brings`, where few people bring
/// most, the one of [`crate::corrected`]. A step that cannot be known says why: [`Unknown::Nobody`] where nobody reached the one before,
/// [`Unknown::Impossible`] where more got here than there (counts of a filter that cuts people apart), [`Unknown::TooFew`] for fewer people than k
/// can say something about.
#[must_use]
pub fn strength(counts: &Counts, k: f64) -> Strength {
    let Counts {
        seen,
        started,
        completed,
        shared,
        arrived,
        joined,
    } = *counts;
    let brings = Rate::new(joined, &Exposed::finished(completed), k)
        .and_then(|rate| rate.estimate(joined, joined as f64 / completed as f64));
    Strength {
        started: wilson(started, seen),
        completed: wilson(completed, seen),
        shared: per(shared, completed),
        arrived: per(arrived, shared),
        joined: wilson(joined, arrived),
        brings,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CAUTIOUS_K;

    #[test]
    fn a_lucky_node_with_few_people_has_to_earn_its_place() {
        let lucky = Counts {
            seen: 30,
            started: 20,
            completed: 10,
            shared: 9,
            arrived: 20,
            joined: 9,
        };
        let proven = Counts {
            seen: 30_000,
            started: 20_000,
            completed: 10_000,
            shared: 6_000,
            arrived: 9_000,
            joined: 6_000,
        };
        let (lucky, proven) = (strength(&lucky, CAUTIOUS_K), strength(&proven, CAUTIOUS_K));
        assert!(lucky.brings.unwrap().value > proven.brings.unwrap().value);
        assert!(lucky.rank() < proven.rank(), "{} {}", lucky.rank(), proven.rank());
    }

    #[test]
    fn each_step_is_held_against_the_one_before() {
        let counts = Counts {
            seen: 400,
            started: 200,
            completed: 100,
            shared: 150,
            arrived: 300,
            joined: 60,
        };
        let found = strength(&counts, CAUTIOUS_K);
        let values = [
            found.started,
            found.completed,
            found.shared,
            found.arrived,
            found.joined,
            found.brings,
        ];
        assert_eq!(values.map(|step| step.unwrap().value), [0.5, 0.25, 1.5, 2.0, 0.2, 0.6]);
        // A filter by channel may leave more who joined than who finished, and starts without anybody who saw it.
        let cut = strength(
            &Counts {
                seen: 1,
                started: 2,
                joined: 5,
                ..Counts::default()
            },
            CAUTIOUS_K,
        );
        assert_eq!(
            (cut.started, cut.joined, cut.brings),
            (Err(Unknown::Impossible), Err(Unknown::Impossible), Err(Unknown::Nobody))
        );
    }
}
