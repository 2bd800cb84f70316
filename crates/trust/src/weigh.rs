//! From findings to a score.
//!
//! Three families, which are independent of each other, are added up: *where* people are (place, mail host, mail domain, thrown-away address: one
//! situation in several guises, so only the weightiest counts), *how* they move (machine, tree, ring, votes: the same rhythm seen in different groups, so only the
//! weightiest counts), and guessed codes. A crowd alone, however large, gives 20 of the 40 points
//! from which somebody is held.

use crate::{Facts, Finding, Reason, Rules, Said, Verdict, Verdicts, baseline::Baseline, features};
use std::{collections::BTreeMap, sync::Arc};

/// What only counts once: the weightiest of each.
const FAMILIES: [&[Reason]; 3] = [
    &[Reason::Disposable, Reason::Place, Reason::MailHost, Reason::MailDomain],
    &[Reason::Machine, Reason::Tree, Reason::Ring, Reason::Votes],
    &[Reason::Guessing],
];

/// With fewer people there is nothing to compare groups with, and a family or a test by staff would look strange.
const FEWEST_PEOPLE: usize = 24;

/// A found reason: how much of it, 0–1, and its evidence.
type Mark = (f64, Arc<[Said]>);

/// What all features look at.
pub struct Scene<'a> {
    pub facts: &'a Facts,
    pub rules: &'a Rules,
    pub baseline: Baseline,
    /// Those who took part.
    pub people: usize,
    /// How many of them acted at each place.
    pub at_place: Crowds,
}

impl Scene<'_> {
    /// Whether a control may be used.
    pub fn uses(&self, reason: Reason) -> bool {
        !self.rules.off.contains(&reason)
    }
}

/// How many people acted at each place. Most places are of one person; those are not kept.
#[derive(Default)]
pub struct Crowds(Vec<(u64, u32)>);

impl Crowds {
    /// From the places of each, without repeats of one person's.
    pub fn of(places: impl Iterator<Item = u64> + Clone) -> Self {
        let mut all: Vec<u64> = Vec::with_capacity(places.clone().count());
        all.extend(places);
        all.sort_unstable();
        let runs = all.chunk_by(|a, b| a == b).filter(|run| run.len() > 1);
        let crowds = runs.filter_map(|run| Some((*run.first()?, u32::try_from(run.len()).ok()?)));
        Self(crowds.collect())
    }

    /// How many; 1 where nobody else was.
    pub fn at(&self, place: u64) -> u32 {
        let found = self.0.binary_search_by_key(&place, |(place, _)| *place);
        found
            .ok()
            .and_then(|at| self.0.get(at))
            .map_or(1, |(_, people)| *people)
    }
}

/// What was found about each fan: how much of a reason, 0–1, and its evidence.
#[derive(Default)]
pub struct Board {
    marks: BTreeMap<(u32, Reason), Mark>,
}

impl Board {
    /// Notes something; of several notes about one reason the strongest stays.
    pub fn mark(&mut self, fan: u32, reason: Reason, value: f64, said: &Arc<[Said]>) {
        if value <= 0.01 {
            return;
        }
        if self.value(fan, reason) < value {
            self.marks.insert((fan, reason), (value, said.clone()));
        }
    }

    /// How much of a reason was found.
    pub fn value(&self, fan: u32, reason: Reason) -> f64 {
        self.marks.get(&(fan, reason)).map_or(0.0, |(value, _)| *value)
    }
}

/// Scores everybody; the verdicts stand in the order of the fans. Whoever has not taken part, or was settled by a human, has the score 0.
///
/// It is done twice where somebody is found: those who were found the first time do not say what is usual the second time. Else machines that come
/// in great numbers would make each other look ordinary.
#[must_use]
pub fn score(facts: &Facts, rules: &Rules) -> Verdicts {
    let first = pass(facts, rules, &[]);
    let found: Vec<bool> = first.iter().map(|verdict| verdict.score >= rules.hold).collect();
    if found.contains(&true) {
        // There need not be room for both.
        drop(first);
        pass(facts, rules, &found)
    } else {
        first
    }
}

/// Scores everybody. `found`: whose ways do not count as usual, by number; nobody's where it is too short.
fn pass(facts: &Facts, rules: &Rules, found: &[bool]) -> Verdicts {
    let scene = scene(facts, rules, found);
    let mut board = Board::default();
    let groups = if scene.people < FEWEST_PEOPLE {
        &[]
    } else {
        features::OF_GROUPS.as_slice()
    };
    for feature in features::OF_EACH.iter().chain(groups) {
        feature(&scene, &mut board);
    }
    drop(scene);
    let mut said: Vec<(u32, Verdict)> = Vec::new();
    let mut marks = board.marks.into_iter().peekable();
    while let Some(((number, reason), mark)) = marks.next() {
        let mut of_one = vec![(reason, mark)];
        while let Some(((_, reason), mark)) = marks.next_if(|((next, _), _)| *next == number) {
            of_one.push((reason, mark));
        }
        if facts.fan(number).is_some_and(|fan| !fan.settled) {
            said.push((number, weigh(&of_one, rules)));
        }
    }
    Verdicts::new(facts.fans().len(), said)
}

fn scene<'a>(facts: &'a Facts, rules: &'a Rules, found: &[bool]) -> Scene<'a> {
    let joined = || facts.fans().iter().filter(|fan| fan.joined);
    let mut friends = vec![0u32; facts.fans().len()];
    for fan in joined() {
        if let Some(count) = fan.referrer().and_then(|by| friends.get_mut(by as usize)) {
            *count += 1;
        }
    }
    let at_place = Crowds::of(joined().flat_map(|fan| facts.places(fan).iter().copied()));
    let baseline = Baseline::measure(facts, rules.network, &at_place, &friends, found);
    let people = joined().count();
    Scene {
        facts,
        rules,
        baseline,
        people,
        at_place,
    }
}

fn weigh(marks: &[(Reason, Mark)], rules: &Rules) -> Verdict {
    let points = |reason: Reason, value: f64| (f64::from(rules.weight(reason)) * value.min(1.0)).round() as u8;
    let mut findings = Vec::new();
    for family in FAMILIES {
        let of_family = marks.iter().filter(|(reason, _)| family.contains(reason));
        let mut found: Vec<Finding> = of_family
            .map(|(reason, (value, said))| Finding {
                reason: *reason,
                points: points(*reason, *value),
                said: said.clone(),
            })
            .filter(|finding| finding.points > 0)
            .collect();
        found.sort_by_key(|finding| (std::cmp::Reverse(finding.points), finding.reason));
        // The others of the family are told, and add nothing.
        found.iter_mut().skip(1).for_each(|finding| finding.points = 0);
        findings.extend(found);
    }
    findings.sort_by_key(|finding| (std::cmp::Reverse(finding.points), finding.reason));
    let sum: u32 = findings.iter().map(|finding| u32::from(finding.points)).sum();
    Verdict {
        score: sum.min(100) as u8,
        findings,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crowds_are_counted_and_who_is_alone_is_one() {
        let crowds = Crowds::of([7, 3, 7, 9, 7, 3].into_iter());
        assert_eq!([3, 7, 9, 11].map(|place| crowds.at(place)), [2, 3, 1, 1]);
    }
}
