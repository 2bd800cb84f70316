//! How improbable it would be that honest people look like a group does.
//!
//! Eight tests, each of which says `-log10 p` and is capped, so that no one of them decides alone; and each of which speaks *for* the group
//! where it looks human. Their sum is the evidence. What honest crowds share by their situation (a class does the same things in the same
//! order and never comes back) is capped low; what only machines share (even pace, equal visits) is capped high.

mod does;
mod moves;

use crate::{
    Fan, Reason, Said,
    baseline::{Baseline, length},
    groups::Group,
    stats,
    weigh::Scene,
};

/// From this evidence on a group gets points ...
const FROM: f64 = 2.5;
/// ... and from this on all of them.
const FULL: f64 = 5.5;

/// The evidence about a group.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// The sum.
    pub sum: f64,
    /// What was seen.
    pub said: Vec<Said>,
    /// Where the visits were equal: from where to where their logarithms go.
    pub narrow: Option<(f64, f64)>,
    /// Where some keep time: when they did.
    pub strokes: Option<Vec<i64>>,
    /// Whether coming back speaks for nobody: people who cheat by hand do.
    pub lasting: bool,
    /// Whether nearly all were fast.
    pub quick: bool,
    /// Where nearly all did the same in the same order: what.
    pub order: Option<u64>,
    /// Where more than usual voted for the same: for what.
    pub choice: Option<u32>,
    /// Whether nearly all did everything that makes tickets count.
    pub harvest: bool,
    /// The part of members who came back.
    pub back: f64,
}

/// Which tests a group is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// All.
    Everything,
    /// Not those by which its members were chosen: the order, and with it whether they did everything.
    NotOrder,
    /// Not those by which its members were chosen: order and length of visits.
    NotAlike,
    /// Not for what they voted, by which its members were chosen.
    Votes,
    /// Not for what they voted, nor order and length of visits, by which its members were chosen.
    AlikeVotes,
    /// Only what people who cheat by hand have in common too: that they all want the same, and all do what brings it.
    AsPeople,
}

impl Asked {
    /// By what the members were chosen, and must not be asked therefore: order, length of visits, vote.
    fn chosen_by(self) -> [bool; 3] {
        match self {
            Self::Everything | Self::AsPeople => [false, false, false],
            Self::NotOrder => [true, false, false],
            Self::NotAlike => [true, true, false],
            Self::Votes => [false, false, true],
            Self::AlikeVotes => [true, true, true],
        }
    }
}

impl Evidence {
    /// Tests a group.
    pub fn of(scene: &Scene<'_>, group: &Group<'_>, asked: Asked) -> Self {
        let mut evidence = Self::default();
        let (baseline, now) = (&scene.baseline, scene.facts.now);
        let members = group.fans.as_slice();
        let [by_order, by_length, by_vote] = asked.chosen_by();
        if asked != Asked::AsPeople {
            evidence.pace(&group.times);
            evidence.back(members, baseline, now);
            if !by_length {
                evidence.visits(members, baseline);
                evidence.quick |= evidence.are_strokes_quick(group, baseline);
            }
            if !by_order {
                evidence.order(members, baseline);
            }
        }
        if scene.uses(Reason::Guessing) {
            evidence.codes(members, baseline);
        }
        if scene.uses(Reason::Votes) && !by_vote {
            evidence.votes(members, baseline);
        }
        // Who enters the draw shows in the order.
        if !by_order {
            evidence.harvest(members, baseline, if asked == Asked::AsPeople { 3.5 } else { 2.0 });
        }
        evidence.lasting = asked == Asked::AsPeople;
        evidence
    }

    /// 0–1.
    pub fn value(&self) -> f64 {
        stats::ramp(self.sum, FROM, FULL)
    }

    /// Adds what else speaks against the group.
    pub fn add(&mut self, evidence: f64, said: Said) {
        self.sum += evidence;
        self.said.push(said);
    }

    /// How much of the group's evidence is about one member, 0–1. Somebody honest may stand among machines (a carrier's network, a link that
    /// was posted): then his own visit is not theirs, or he comes back and they do not.
    pub fn about(&self, fan: &Fan, at: i64, baseline: &Baseline) -> f64 {
        let length = length(fan);
        let is_quick = self.quick && baseline.fast(fan).is_none_or(|[_, quite]| quite);
        let is_inside = self
            .narrow
            .map(|(from, to)| length.is_none_or(|length| (from..=to).contains(&length)));
        let alike = match is_inside {
            Some(inside) => Some(inside || is_quick),
            None => self.quick.then_some(is_quick),
        };
        let strokes = self.strokes.as_ref();
        let same = [
            alike,
            strokes.map(|strokes| strokes.binary_search(&at).is_ok()),
            self.order.map(|order| fan.order().is_none_or(|his| his == order)),
            self.choice.map(|choice| fan.choice().is_none_or(|his| his == choice)),
            self.harvest.then_some(fan.complete),
            (!self.lasting && self.back <= 0.5).then_some(!fan.came_back()),
        ];
        let asked = same.iter().flatten().count();
        match (asked, same.iter().flatten().filter(|same| !**same).count()) {
            (_, 0) => 1.0,
            (5.., 1) => 0.75,
            (4, 1) => 0.5,
            (_, 1) => 0.3,
            _ => 0.1,
        }
    }
}
