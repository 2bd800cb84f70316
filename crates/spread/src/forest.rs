//! The forest of sharing: who was brought by whom, of millions of people.

mod broken;

use std::{cmp::Reverse, collections::BinaryHeap};

use crate::Unknown;
pub use broken::Broken;

/// A participant's referrer where he has none: he is a root.
pub const ROOT: u32 = u32::MAX;

/// Participants, by their places in a list, and who brought them. Five words of 32 bits a person; everything is found in a few passes, without
/// recursion.
#[derive(Clone, Debug)]
pub struct Forest {
    parents: Vec<u32>,
    /// Roots first, children after their parents.
    order: Vec<u32>,
    /// People below and with each.
    sizes: Vec<u32>,
    /// The generation of each.
    depths: Vec<u32>,
    /// The root of each.
    roots: Vec<u32>,
}

/// The tree of one root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tree {
    /// The root, by his place in the list.
    pub root: u32,
    /// People, the root included.
    pub people: u32,
    /// Whom the root brought himself.
    pub direct: u32,
    /// The last generation that was reached; 0 where he brought nobody.
    pub depth: u32,
    /// Wiener's index W: the sum of the distances of all pairs.
    pub wiener: u128,
}

impl Tree {
    /// All descendants.
    #[must_use]
    pub fn descendants(&self) -> u32 {
        self.people.saturating_sub(1)
    }

    /// Structural virality: the mean distance of all pairs, 2W/(n(n−1)). 2 − 2/n for a star; the longer the chains, the larger. Only compared between
    /// trees of the same size. Source: S. Goel, A. Anderson, J. Hofman and D. J. Watts, *The structural virality of online diffusion*, Management
    /// Science 62 (2016).
    ///
    /// # Errors
    /// [`Unknown::TooFew`] for a root alone.
    pub fn virality(&self) -> Result<f64, Unknown> {
        if self.people < 2 {
            return Err(Unknown::TooFew);
        }
        let pairs = u128::from(self.people) * u128::from(self.people - 1);
        Ok((2 * self.wiener) as f64 / pairs as f64)
    }
}

impl Forest {
    /// From each person's referrer, by his place in the same list; [`ROOT`] for none.
    ///
    /// # Errors
    /// Where it is no forest: see [`Broken`].
    pub fn new(parents: Vec<u32>) -> Result<Self, Broken> {
        let people = u32::try_from(parents.len())
            .ok()
            .filter(|people| *people < ROOT)
            .ok_or(Broken::TooMany)?;
        // People wait for those whom they brought; so leaves come first, and who is on a circle never comes.
        let mut waiting = vec![0_u32; parents.len()];
        for (person, parent) in (0..).zip(&parents) {
            if *parent != ROOT {
                *waiting.get_mut(*parent as usize).ok_or(Broken::Dangling { person })? += 1;
            }
        }
        let mut order: Vec<u32> = Vec::with_capacity(parents.len());
        for person in 0..people {
            // From each leaf upwards, as long as it was the last one that was waited for.
            let mut next = (waiting.get(person as usize) == Some(&0)).then_some(person);
            while let Some(person) = next.take() {
                order.push(person);
                // Done: so that the pass over the list does not come upon it once more.
                if let Some(own) = waiting.get_mut(person as usize) {
                    *own = ROOT;
                }
                let parent = parents.get(person as usize).copied().unwrap_or(ROOT);
                if let Some(left) = waiting.get_mut(parent as usize) {
                    *left -= 1;
                    next = (*left == 0).then_some(parent);
                }
            }
        }
        if order.len() < parents.len() {
            return Err(Broken::Cycle {
                person: on_a_circle(&parents, &waiting),
            });
        }
        order.reverse();
        let mut forest = Self {
            parents,
            order,
            sizes: Vec::new(),
            depths: Vec::new(),
            roots: Vec::new(),
        };
        forest.measure();
        Ok(forest)
    }

    fn measure(&mut self) {
        let people = self.parents.len();
        (self.sizes, self.depths, self.roots) = (vec![1; people], vec![0; people], vec![0; people]);
        for person in self.order.iter().rev() {
            let size = at(&self.sizes, *person);
            if let Some(above) = self.sizes.get_mut(at(&self.parents, *person) as usize) {
                *above += size;
            }
        }
        for person in &self.order {
            let parent = at(&self.parents, *person);
            let (depth, root) = if parent == ROOT {
                (0, *person)
            } else {
                (at(&self.depths, parent) + 1, at(&self.roots, parent))
            };
            if let (Some(own), Some(his)) = (
                self.depths.get_mut(*person as usize),
                self.roots.get_mut(*person as usize),
            ) {
                (*own, *his) = (depth, root);
            }
        }
    }

    /// How many people.
    #[must_use]
    pub fn people(&self) -> usize {
        self.parents.len()
    }

    /// Whether nobody is there.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parents.is_empty()
    }

    /// Who brought somebody; nothing for a root or somebody who is not in the list.
    #[must_use]
    pub fn parent(&self, person: u32) -> Option<u32> {
        self.parents
            .get(person as usize)
            .copied()
            .filter(|parent| *parent != ROOT)
    }

    /// The people below and with somebody; 0 for somebody who is not in the list.
    #[must_use]
    pub fn size(&self, person: u32) -> u32 {
        self.sizes.get(person as usize).copied().unwrap_or(0)
    }

    /// The generation of somebody, 0 for a root.
    #[must_use]
    pub fn depth(&self, person: u32) -> u32 {
        self.depths.get(person as usize).copied().unwrap_or(0)
    }

    /// The root of somebody's chain; a root's own is himself.
    #[must_use]
    pub fn root(&self, person: u32) -> Option<u32> {
        self.roots.get(person as usize).copied()
    }

    /// Everybody, parents before their children.
    #[must_use]
    pub fn order(&self) -> &[u32] {
        &self.order
    }

    /// How many people each generation has, from 0 on.
    #[must_use]
    pub fn generations(&self) -> Vec<u64> {
        let mut people = Vec::new();
        for depth in &self.depths {
            let depth = *depth as usize;
            if people.len() <= depth {
                people.resize(depth + 1, 0);
            }
            if let Some(people) = people.get_mut(depth) {
                *people += 1;
            }
        }
        people
    }

    /// The trees of these roots, in their order; whoever is no root is left out. One pass over everybody.
    #[must_use]
    pub fn trees(&self, roots: &[u32]) -> Vec<Tree> {
        let mut trees: Vec<Tree> = Vec::with_capacity(roots.len());
        let mut places = vec![ROOT; self.parents.len()];
        for root in roots {
            if self.root(*root) != Some(*root) {
                continue;
            }
            if let Some(place) = places.get_mut(*root as usize) {
                *place = u32::try_from(trees.len()).unwrap_or(ROOT);
                trees.push(Tree {
                    root: *root,
                    people: self.size(*root),
                    direct: 0,
                    depth: 0,
                    wiener: 0,
                });
            }
        }
        for (person, root) in self.roots.iter().enumerate() {
            let place = places.get(*root as usize).copied().unwrap_or(ROOT);
            let Some(tree) = trees.get_mut(place as usize) else {
                continue;
            };
            let depth = self.depths.get(person).copied().unwrap_or(0);
            let below = u128::from(self.sizes.get(person).copied().unwrap_or(0));
            tree.depth = tree.depth.max(depth);
            tree.direct += u32::from(depth == 1);
            // Pairs whose way goes over the edge above somebody; above a root there is none.
            tree.wiener += below * (u128::from(tree.people) - below);
        }
        trees
    }

    /// The trees with the most people, the largest first; of equal ones those whose root comes first in the list.
    #[must_use]
    pub fn largest(&self, count: usize) -> Vec<Tree> {
        let mut heap = BinaryHeap::with_capacity(count.min(self.parents.len()) + 1);
        for (person, parent) in (0..).zip(&self.parents) {
            if *parent == ROOT {
                heap.push(Reverse((self.size(person), Reverse(person))));
                if heap.len() > count {
                    heap.pop();
                }
            }
        }
        let best: Vec<u32> = heap
            .into_sorted_vec()
            .into_iter()
            .map(|Reverse((_, Reverse(root)))| root)
            .collect();
        self.trees(&best)
    }

    /// The latest moment of all people below and with each of these, in their order: a seed's last activity. `moments`: one for each person, in the
    /// list's order. Nothing where the lists do not fit.
    #[must_use]
    pub fn latest(&self, people: &[u32], moments: Vec<i64>) -> Option<Vec<i64>> {
        if moments.len() != self.parents.len() {
            return None;
        }
        let mut latest = moments;
        for person in self.order.iter().rev() {
            let own = latest.get(*person as usize).copied()?;
            if let Some(above) = latest.get_mut(at(&self.parents, *person) as usize) {
                *above = own.max(*above);
            }
        }
        people
            .iter()
            .map(|person| latest.get(*person as usize).copied())
            .collect()
    }
}

/// What stands at a place that is in the list.
fn at(list: &[u32], place: u32) -> u32 {
    list.get(place as usize).copied().unwrap_or(ROOT)
}

/// Somebody on a circle: from anybody who still waits, upwards as often as there are people.
fn on_a_circle(parents: &[u32], waiting: &[u32]) -> u32 {
    let mut person = (0..)
        .zip(waiting)
        .find(|(_, left)| **left != ROOT)
        .map_or(0, |(person, _)| person);
    for _ in 0..parents.len() {
        person = at(parents, person);
    }
    person
}

#[cfg(test)]
mod tests;
