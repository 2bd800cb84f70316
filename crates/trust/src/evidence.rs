//! How improbable it would be that honest people look like a group does.
//!
//! Five tests, each of which says `-log10 p` and is capped, so that no one of them decides alone; and each of which speaks *for* the group
//! where it looks human. Their sum is the evidence. What honest crowds share by their situation (a class does the same things in the same
//! order and never comes back) is capped low; what only machines share (even pace, equal visits) is capped high.

use crate::{
    Fan, Said, Sign,
    baseline::{Baseline, could_come_back, length},
    stats,
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
    /// Whether nearly all were fast.
    pub quick: bool,
    /// Where nearly all did the same: what.
    pub order: Option<u64>,
    /// The part of members who came back.
    pub back: f64,
}

/// Which tests a group is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// All.
    Everything,
    /// Not the order, by which its members were chosen.
    NotOrder,
    /// Not those by which its members were chosen: order and length of visits.
    NotAlike,
}

impl Evidence {
    /// Tests a group. `times` are the moments whose pace is looked at, sorted: arrivals, or votes.
    pub fn of(members: &[&Fan], times: &[i64], baseline: &Baseline, now: i64, asked: Asked) -> Self {
        let mut evidence = Self::default();
        evidence.pace(times);
        evidence.back(members, baseline, now);
        evidence.codes(members, baseline);
        if asked != Asked::NotAlike {
            evidence.visits(members, baseline);
        }
        if asked == Asked::Everything {
            evidence.order(members, baseline);
        }
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

    /// The pace of arrivals: see [`stats::pace`]. Crowds come by chance, at whatever rate: at a bell, after a post, through the day.
    fn pace(&mut self, times: &[i64]) {
        let Some(pace) = stats::pace(times) else { return };
        if pace.evidence >= 1.0 {
            self.add(
                pace.evidence.min(4.0),
                Said::measured(Sign::EvenPace, pace.variation, times.len()),
            );
        } else if pace.pairs >= 10 && pace.variation >= 0.8 {
            self.sum -= 1.0;
        }
    }

    /// The lengths of first visits: how narrow they are (people differ by a factor of ten, whatever they have in common), and how short.
    fn visits(&mut self, members: &[&Fan], baseline: &Baseline) {
        let mut lengths: Vec<f64> = members.iter().filter_map(|fan| length(fan)).collect();
        if lengths.len() < 4 {
            return;
        }
        lengths.sort_unstable_by(f64::total_cmp);
        // A crowd with one situation is a little denser than everybody together.
        let density = 1.3 * baseline.density(members);
        let found = [(0.8, 0.9), (0.5, 2.0)]
            .map(|(part, reach)| heap(&lengths, part, reach, density))
            .into_iter()
            .flatten();
        let most = found.max_by(|a, b| a.improbable.total_cmp(&b.improbable));
        if let Some(heap) = most.filter(|heap| heap.improbable >= 1.0) {
            // The others of the heap lie around its densest part.
            let reach = heap.reach * heap.width + 0.1;
            self.narrow = Some((heap.from - reach, heap.from + heap.width + reach));
            let percent = 100.0 * (heap.width.exp() - 1.0);
            self.add(
                heap.improbable.min(4.0),
                Said {
                    value: percent as f32,
                    ..Said::counted(Sign::EqualVisits, heap.count, lengths.len())
                },
            );
        } else if lengths.len() >= 8
            && stats::shortest(&lengths, lengths.len().div_ceil(2)).is_some_and(|(_, width)| width * density > 0.35)
        {
            self.sum -= 1.5;
        }
        self.fast(members, baseline);
    }

    /// How many are faster than nine in ten, or than three in four, of those who did as much. A crowd with fast phones is a little faster.
    fn fast(&mut self, members: &[&Fan], baseline: &Baseline) {
        let known: Vec<[bool; 2]> = members.iter().filter_map(|fan| baseline.fast(fan)).collect();
        let very = known.iter().filter(|[very, _]| *very).count();
        let quite = known.iter().filter(|[_, quite]| *quite).count();
        let (most, less) = (
            stats::binomial(very, known.len(), 0.2),
            stats::binomial(quite, known.len(), 0.45),
        );
        if most.max(less) >= 1.0 {
            self.quick = quite * 5 >= known.len() * 4;
            let (sign, count) = if most > less {
                (Sign::Fast, very)
            } else {
                (Sign::Quick, quite)
            };
            self.add(most.max(less).min(2.0), Said::counted(sign, count, known.len()));
        }
    }

    /// Who comes back. Crowds of one occasion come back less: so only nearly all of them, and never much.
    fn back(&mut self, members: &[&Fan], baseline: &Baseline, now: i64) {
        let could = members.iter().filter(|fan| could_come_back(fan, now)).count();
        let never = members
            .iter()
            .filter(|fan| could_come_back(fan, now) && !fan.came_back())
            .count();
        self.back = if could == 0 {
            0.0
        } else {
            1.0 - never as f64 / could as f64
        };
        let usual = baseline.never_back + 0.3 * (1.0 - baseline.never_back);
        let improbable = stats::binomial(never, could, usual);
        if improbable >= 0.5 {
            self.add(improbable.min(1.5), Said::counted(Sign::NeverBack, never, could));
        } else if could >= 8 && self.back >= 0.7 * (1.0 - baseline.never_back) {
            self.sum -= 1.0;
        }
    }

    /// How many do the same in the same order. A class does what the teacher says: so never much.
    fn order(&mut self, members: &[&Fan], baseline: &Baseline) {
        let mut orders: Vec<u64> = members.iter().filter_map(|fan| fan.order()).collect();
        if orders.len() < 4 {
            return;
        }
        orders.sort_unstable();
        let most = orders.chunk_by(|a, b| a == b).max_by_key(|run| run.len());
        let Some((&order, same)) = most.and_then(|run| Some((run.first()?, run.len()))) else {
            return;
        };
        // A crowd agrees more than strangers do.
        let usual = (1.5 * baseline.order(order)).clamp(0.3, 0.95);
        let improbable = stats::binomial(same, orders.len(), usual);
        if improbable >= 1.0 {
            self.order = (same * 5 >= orders.len() * 4).then_some(order);
            self.add(improbable.min(1.5), Said::counted(Sign::SameOrder, same, orders.len()));
        } else if orders.len() >= 8 && same * 2 < orders.len() {
            self.sum -= 0.5;
        }
    }

    /// Wrong codes of all together: somebody who guesses with many names has few with each.
    fn codes(&mut self, members: &[&Fan], baseline: &Baseline) {
        let wrong: u32 = members.iter().map(|fan| fan.wrong_codes).sum();
        let usual = 3.0 * baseline.wrong_codes * members.len() as f64;
        let improbable = stats::poisson(f64::from(wrong), usual.max(2.0));
        if improbable >= 1.0 {
            self.add(improbable.min(2.5), Said::counted(Sign::WrongCodes, wrong as usize, 0));
        }
    }

    /// How much of the group's evidence is about one member, 0–1. Somebody honest may stand among machines (a carrier's network, a link that
    /// was posted): then his own visit is not theirs, or he comes back and they do not.
    pub fn about(&self, fan: &Fan, baseline: &Baseline) -> f64 {
        let is_inside = |length: f64| self.narrow.is_none_or(|(from, to)| (from..=to).contains(&length));
        let is_quick = self.quick && baseline.fast(fan).is_none_or(|[_, quite]| quite);
        let is_slow = self.quick && !is_quick;
        let same_order = self
            .order
            .is_none_or(|order| fan.order().is_none_or(|his| his == order));
        let alike = (is_quick || (!is_slow && length(fan).is_none_or(is_inside))) && same_order;
        let stays = !fan.came_back() || self.back > 0.5;
        match (alike, stays) {
            (true, true) => 1.0,
            (false, true) | (true, false) => 0.3,
            (false, false) => 0.1,
        }
    }
}

/// Values in a heap.
struct Heap {
    from: f64,
    width: f64,
    count: usize,
    /// How far the others lie around it, in widths: where they are normal.
    reach: f64,
    improbable: f64,
}

/// The shortest window with a part of the sorted values. That some window of this width, beginning at one of n values, holds so many of the others
/// has at most n times the probability that one does, each falling into it with at most width × density.
fn heap(sorted: &[f64], part: f64, reach: f64, density: f64) -> Option<Heap> {
    let count = ((sorted.len() as f64 * part).ceil() as usize).max(3);
    let (from, width) = stats::shortest(sorted, count)?;
    let each = (width * density).clamp(0.002, 1.0);
    let one = stats::binomial(count - 1, sorted.len() - 1, each);
    let improbable = one - (sorted.len() as f64).log10();
    Some(Heap {
        from,
        width,
        count,
        reach,
        improbable,
    })
}
