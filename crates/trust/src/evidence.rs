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
    /// The part of members who came back.
    pub back: f64,
}

/// Which tests a group is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// All.
    Everything,
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
        if asked == Asked::Everything {
            evidence.visits(members, baseline);
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
        if lengths.len() < 4 || baseline.spread < 0.25 {
            // Where everybody is equally fast it says nothing.
            return;
        }
        lengths.sort_unstable_by(f64::total_cmp);
        // A crowd with one situation is a little narrower than everybody together.
        let ratio = stats::spread(&lengths) / (0.85 * baseline.spread);
        // The standard error of the logarithm of an interquartile range is 1.17/√n.
        let improbable = stats::tail(-ratio.max(0.02).ln() * (lengths.len() as f64 / 1.36).sqrt());
        if improbable >= 1.0 {
            let middle = stats::quantile(&lengths, 0.5);
            let reach = 4.0 * stats::spread(&lengths).max(0.05);
            self.narrow = Some((middle - reach, middle + reach));
            self.add(
                improbable.min(4.0),
                Said::measured(Sign::EqualVisits, ratio, lengths.len()),
            );
        } else if lengths.len() >= 8 && ratio > 0.7 {
            self.sum -= 1.5;
        }
        let fast = lengths.iter().filter(|&&length| length < baseline.fast).count();
        let improbable = stats::binomial(fast, lengths.len(), 0.2);
        if improbable >= 1.0 {
            self.add(improbable.min(2.0), Said::counted(Sign::Fast, fast, lengths.len()));
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
    pub fn about(&self, fan: &Fan) -> f64 {
        let alike = match (self.narrow, length(fan)) {
            (Some((from, to)), Some(length)) => (from..=to).contains(&length),
            _ => true,
        };
        let stays = !fan.came_back() || self.back > 0.5;
        match (alike, stays) {
            (true, true) => 1.0,
            (false, true) | (true, false) => 0.3,
            (false, false) => 0.1,
        }
    }
}
