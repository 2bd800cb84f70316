//! A vote as everybody may see it. Totals that are not shown yet are left out here.

use super::Around;
use canyu_core::{
    campaign::{Node, StaffAnswer, Totals, Vote},
    decide::proposal_key,
    view::{PickView, StaffAnswerView, VoteView},
};

impl Around<'_> {
    pub(super) fn vote(&self, node: &Node, vote: &Vote) -> VoteView {
        let closes = self.campaign.window(node).1;
        let shown = |count: u64| match vote.totals {
            Totals::Live => count,
            Totals::Rounded => round(count),
            Totals::After if self.now >= closes => count,
            Totals::After => 0,
        };
        let option = |key: &str, label: &str, answer: Option<&StaffAnswer>| {
            let pick = self.picks(node).iter().find(|pick| pick.key == key);
            PickView {
                key: key.to_owned(),
                label: label.to_owned(),
                people: shown(pick.map_or(0, |pick| pick.people)),
                score: shown(pick.map_or(0, |pick| pick.score)),
                answer: answer.map(|answer| self.staff_answer(answer)),
                ..PickView::default()
            }
        };
        let answer = |key: &str| {
            vote.answers
                .iter()
                .find(|answer| answer.to == key || proposal_key(&answer.to) == key)
        };
        let mut options: Vec<PickView> = vote
            .options
            .iter()
            .map(|choice| option(&choice.key, choice.text.to(self.lang), answer(&choice.key)))
            .collect();
        let is_option = |key: &str| vote.options.iter().any(|choice| choice.key == key);
        let proposed = self.picks(node).iter().filter(|pick| !is_option(&pick.key));
        options.extend(proposed.map(|pick| option(&pick.key, &pick.label, answer(&pick.key))));
        VoteView {
            form: vote.form.name().to_owned(),
            most: vote
                .most
                .unwrap_or_else(|| u32::try_from(vote.options.len()).unwrap_or(u32::MAX)),
            totals: vote.totals.name().to_owned(),
            propose: vote.propose,
            longest: vote.longest,
            moderated: vote.moderated,
            options,
            voters: shown(self.done(node)),
        }
    }

    fn staff_answer(&self, answer: &StaffAnswer) -> StaffAnswerView {
        StaffAnswerView {
            status: answer.status.name().to_owned(),
            text: answer.text.to(self.lang).to_owned(),
        }
    }
}

/// A count down to its two leading digits: 2,140 is 2,100.
fn round(count: u64) -> u64 {
    let digits = count.checked_ilog10().unwrap_or(0);
    let unit = 10_u64.pow(digits.saturating_sub(1));
    count / unit * unit
}

#[cfg(test)]
mod tests {
    use super::round;

    #[test]
    fn rounded_totals_keep_two_digits() {
        for (count, shown) in [(0, 0), (7, 7), (42, 42), (199, 190), (2_140, 2_100), (99_999, 99_000)] {
            assert_eq!(round(count), shown);
        }
    }
}
