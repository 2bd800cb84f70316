//! Which community infects which.

use crate::{Estimate, Unknown, wilson};

/// More communities are no matrix that anybody reads.
const MOST: usize = 1_024;

/// From community to community: who joined through a member of one, and belongs to the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crossing {
    communities: usize,
    /// Row by row.
    counts: Vec<u64>,
    /// Who was brought by, or is, somebody of no community.
    pub outside: u64,
}

impl Crossing {
    /// Counts pairs: the community of somebody, and that of a friend whom he brought, both from 0; nothing: of none.
    ///
    /// # Errors
    /// [`Unknown::Impossible`] for a community that is not below `communities`, or more than 1,024 of them.
    pub fn count(
        communities: usize,
        pairs: impl IntoIterator<Item = (Option<usize>, Option<usize>)>,
    ) -> Result<Self, Unknown> {
        if communities > MOST {
            return Err(Unknown::Impossible);
        }
        let mut matrix = Self {
            communities,
            counts: vec![0; communities * communities],
            outside: 0,
        };
        for pair in pairs {
            match pair {
                (Some(from), Some(to)) => *matrix.place(from, to).ok_or(Unknown::Impossible)? += 1,
                (one, other) if one.max(other).is_none_or(|number| number < communities) => matrix.outside += 1,
                _ => return Err(Unknown::Impossible),
            }
        }
        Ok(matrix)
    }

    fn place(&mut self, from: usize, to: usize) -> Option<&mut u64> {
        let place = (from < self.communities && to < self.communities).then_some(from * self.communities + to)?;
        self.counts.get_mut(place)
    }

    /// How many joined through a member of `from` and belong to `to`.
    #[must_use]
    pub fn people(&self, from: usize, to: usize) -> u64 {
        if from >= self.communities || to >= self.communities {
            return 0;
        }
        self.counts.get(from * self.communities + to).copied().unwrap_or(0)
    }

    /// How many of all whom `from` brought and who belong to some community.
    #[must_use]
    pub fn brought(&self, from: usize) -> u64 {
        (0..self.communities).map(|to| self.people(from, to)).sum()
    }

    /// Of those who joined through a member of `from`, the part that belongs to `to`, with its 95 % Wilson interval.
    ///
    /// # Errors
    /// [`Unknown::Nobody`] where nobody joined through `from`.
    pub fn share(&self, from: usize, to: usize) -> Result<Estimate, Unknown> {
        wilson(self.people(from, to), self.brought(from))
    }

    /// Of all who were brought, the part that belongs to another community than who brought them.
    ///
    /// # Errors
    /// [`Unknown::Nobody`] where nobody was brought.
    pub fn crossed(&self) -> Result<Estimate, Unknown> {
        let all: u64 = self.counts.iter().sum();
        let within: u64 = (0..self.communities).map(|own| self.people(own, own)).sum();
        wilson(all - within, all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_counted_from_community_to_community() {
        let pairs = [(0, 0), (0, 0), (0, 1), (1, 0), (1, 0), (1, 1)].map(|(from, to)| (Some(from), Some(to)));
        let outside = [(None, Some(1)), (Some(0), None), (None, None)];
        let found = Crossing::count(2, pairs.into_iter().chain(outside)).unwrap();
        assert_eq!(
            (
                found.people(0, 0),
                found.people(0, 1),
                found.people(1, 0),
                found.outside
            ),
            (2, 1, 2, 3)
        );
        assert_eq!(found.brought(0), 3);
        assert_eq!(found.share(0, 1).unwrap(), wilson(1, 3).unwrap());
        assert_eq!(found.crossed().unwrap(), wilson(3, 6).unwrap());
        assert_eq!((found.people(0, 2), found.people(7, 0)), (0, 0));
    }
}
