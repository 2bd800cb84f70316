//! What a group does: whether it comes back, in which order it does things, what it wants, and whether it finishes.

use super::Evidence;
use crate::{
    Fan, Said, Sign,
    baseline::{Baseline, could_come_back},
    stats,
};

impl Evidence {
    /// Who comes back. Crowds of one occasion come back less: so only nearly all of them, and never much.
    pub(super) fn back(&mut self, members: &[&Fan], baseline: &Baseline, now: i64) {
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
    pub(super) fn order(&mut self, members: &[&Fan], baseline: &Baseline) {
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
            self.order = Some(order).filter(|_| same * 10 >= orders.len() * 9);
            self.add(improbable.min(1.5), Said::counted(Sign::SameOrder, same, orders.len()));
        } else if orders.len() >= 8 && same * 2 < orders.len() {
            self.sum -= 0.5;
        }
    }

    /// Wrong codes of all together: somebody who guesses with many names has few with each.
    pub(super) fn codes(&mut self, members: &[&Fan], baseline: &Baseline) {
        let wrong: u32 = members.iter().map(|fan| fan.wrong_codes).sum();
        let usual = 3.0 * baseline.wrong_codes * members.len() as f64;
        let improbable = stats::poisson(f64::from(wrong), usual.max(2.0));
        if improbable >= 1.0 {
            self.add(improbable.min(2.5), Said::counted(Sign::WrongCodes, wrong as usize, 0));
        }
    }

    /// How many voted for the same. Friends agree, and a fan club agrees much: so only nearly all of them count, and half as much again as the
    /// campaign has it.
    pub(super) fn votes(&mut self, members: &[&Fan], baseline: &Baseline) {
        let mut choices: Vec<u32> = members.iter().filter_map(|fan| fan.choice()).collect();
        choices.sort_unstable();
        let most = choices.chunk_by(|a, b| a == b).max_by_key(|run| run.len());
        let Some((&choice, same)) = most.and_then(|run| Some((run.first()?, run.len()))) else {
            return;
        };
        let usual = (baseline.choice(choice) + 0.25).clamp(0.4, 0.95);
        let improbable = stats::binomial(same, choices.len(), usual);
        if improbable >= 1.0 && same * 10 >= choices.len() * 7 {
            self.choice = Some(choice);
            self.add(improbable.min(2.5), Said::counted(Sign::SameVote, same, choices.len()));
        } else if choices.len() >= 8 && (same as f64) < 0.6 * choices.len() as f64 {
            self.sum -= 0.5;
        }
    }

    /// How many did everything that makes tickets count. People leave half-way; nobody makes up people who do. `most`: the evidence at most.
    pub(super) fn harvest(&mut self, members: &[&Fan], baseline: &Baseline, most: f64) {
        let complete = members.iter().filter(|fan| fan.complete).count();
        // Where hardly anybody does, machines may be why.
        let usual = (baseline.complete + 0.3 * (1.0 - baseline.complete)).max(0.6);
        let improbable = stats::binomial(complete, members.len(), usual);
        if improbable >= 1.0 {
            self.harvest = complete * 10 >= members.len() * 9;
            self.add(
                improbable.min(most),
                Said::counted(Sign::Harvest, complete, members.len()),
            );
        } else if members.len() >= 8 && (complete as f64) < usual * members.len() as f64 {
            self.sum -= 0.5;
        }
    }
}
