//! The verdicts about everybody, of whom most have none.

use crate::Verdict;
use std::ops::Index;

/// What is said of those about whom there is nothing to say.
static NOTHING: Verdict = Verdict {
    score: 0,
    findings: Vec::new(),
};

/// The verdicts, in the order of the fans: only those that say anything take memory.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdicts {
    /// In the order of the numbers.
    said: Vec<(u32, Verdict)>,
    people: usize,
}

impl Verdicts {
    /// Of so many people, those who have one by their numbers, in ascending order.
    pub(crate) fn new(people: usize, said: Vec<(u32, Verdict)>) -> Self {
        Self { said, people }
    }

    /// Of somebody; a score of 0 where there is nothing to say of him.
    #[must_use]
    pub fn of(&self, number: u32) -> &Verdict {
        let place = self.said.binary_search_by_key(&number, |(number, _)| *number);
        let said = place.ok().and_then(|place| self.said.get(place));
        said.map_or(&NOTHING, |(_, verdict)| verdict)
    }

    /// Those that say anything, with the fans' numbers, in their order.
    pub fn said(&self) -> impl Iterator<Item = (u32, &Verdict)> {
        self.said.iter().map(|(number, verdict)| (*number, verdict))
    }

    /// Everybody's, in the order of the fans.
    pub fn iter(&self) -> impl Iterator<Item = &Verdict> {
        (0u32..).take(self.people).map(|number| self.of(number))
    }
}

impl Index<usize> for Verdicts {
    type Output = Verdict;

    fn index(&self, number: usize) -> &Verdict {
        u32::try_from(number).map_or(&NOTHING, |number| self.of(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_has_a_verdict_and_most_say_nothing() {
        let verdict = |score| Verdict {
            score,
            ..Verdict::default()
        };
        let verdicts = Verdicts::new(5, vec![(1, verdict(20)), (3, verdict(60))]);
        let scores: Vec<u8> = verdicts.iter().map(|verdict| verdict.score).collect();
        assert_eq!(scores, [0, 20, 0, 60, 0]);
        assert_eq!((verdicts[3].score, verdicts[7].score), (60, 0));
        assert_eq!(verdicts.said().map(|(number, _)| number).collect::<Vec<_>>(), [1, 3]);
    }
}
