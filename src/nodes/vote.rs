//! Wishes, any number of them; a poll with one choice, or several, or an order; and the wishes that fans propose.

use crate::clock::Phase;
use crate::ctx::Ctx;
use crate::parts::field::{Field, field};
use crate::parts::options::{Look, option_row};
use crate::parts::ticket::Face;
use crate::press::Press;
use crate::text::{Key, Many};
use crate::ui::Ui;
use canyu_core::view::{KindView, NodeView, PickView, VoteView};

impl Face for VoteView {
    fn class(&self) -> &'static str {
        "vote"
    }

    fn face(&self, ui: &mut Ui, node: &NodeView) {
        let ctx = ui.ctx.clone();
        let chosen = chosen(&ctx, node);
        let full = self.is_counted() && chosen.len() >= self.most as usize;
        let of = self.shares(&ctx, node, !chosen.is_empty());
        ui.theirs("fieldset.options");
        ui.say("legend.unseen", &self.hint(&ctx));
        for option in &self.options {
            let place = chosen.iter().position(|key| *key == option.key);
            let own = ctx.picks(node).iter().any(|pick| pick.own && pick.key == option.key);
            let look = Look {
                on: place.is_some(),
                off: own || !ctx.is_open(node) || (full && place.is_none()),
                single: self.form == "poll",
                rank: place
                    .filter(|_| self.form == "ranked")
                    .map_or(0, |place| place as u32 + 1),
                of,
            };
            option_row(ui, option, &look, Press::Choose);
        }
        ui.close();
        proposals(ui, node, self);
        crowd(ui, node, self);
    }

    fn act(&self, ui: &mut Ui, _: &NodeView) {
        let hint = self.hint(&ui.ctx);
        ui.say("p.said", &hint);
    }

    fn said(&self, ctx: &Ctx, node: &NodeView) -> String {
        ctx.t(if ctx.is_open(node) {
            Key::VoteChange
        } else {
            Key::VoteOver
        })
    }
}

/// What a vote's form says about it.
trait Form {
    /// Whether only so many may be chosen.
    fn is_counted(&self) -> bool;
    /// What is to be done, in a sentence.
    fn hint(&self, ctx: &Ctx) -> String;
    /// Of what the bars are shares, where totals are shown.
    fn shares(&self, ctx: &Ctx, node: &NodeView, voted: bool) -> Option<u64>;
}

impl Form for VoteView {
    fn is_counted(&self) -> bool {
        matches!(self.form.as_str(), "multiple" | "ranked")
    }

    fn hint(&self, ctx: &Ctx) -> String {
        match self.form.as_str() {
            "poll" => ctx.t(Key::VotePoll),
            "multiple" => ctx.texts.many(Many::VoteMultiple, self.most.into()),
            "ranked" => ctx.texts.many(Many::VoteRanked, self.most.into()),
            _ => ctx.t(Key::VoteWishes),
        }
    }

    fn shares(&self, ctx: &Ctx, node: &NodeView, voted: bool) -> Option<u64> {
        let closed = ctx.phase(node) == Phase::Closed;
        let shows = closed || (self.totals != "after" && (voted || self.form == "wishes"));
        let most = |worth: fn(&PickView) -> u64| self.options.iter().map(worth).max().unwrap_or(0);
        shows.then(|| match self.form.as_str() {
            "poll" | "multiple" => self.voters,
            "ranked" => most(|option| option.score),
            _ => most(|option| option.people),
        })
    }
}

/// What the fan has proposed and others do not see yet, and the field for one more.
fn proposals(ui: &mut Ui, node: &NodeView, vote: &VoteView) {
    if vote.propose == 0 {
        return ui.gap();
    }
    let ctx = ui.ctx.clone();
    let mut own = 0;
    ui.open("div.proposals");
    for pick in ctx.picks(node) {
        own += u32::from(pick.own);
        if pick.own && !vote.options.iter().any(|option| option.key == pick.key) {
            ui.open("p.pending");
            ui.say("span.own", &pick.label);
            ui.key_if(vote.moderated, "span.small", Key::Waiting);
            ui.close();
        }
    }
    if ctx.is_open(node) && own < vote.propose {
        let ask = Field {
            label: Key::Propose,
            send: Key::ProposeSend,
            example: "",
            longest: vote.longest,
            mode: "text",
            unit: "",
        };
        field(ui, node, &ask);
    } else {
        ui.gap();
    }
    ui.close();
}

fn crowd(ui: &mut Ui, node: &NodeView, vote: &VoteView) {
    if vote.totals == "after" && ui.ctx.phase(node) != Phase::Closed {
        ui.time("p.crowd", Key::TotalsAfter, node.closes);
    } else if vote.totals == "rounded" {
        ui.some("p.crowd", Many::VotersAbout, vote.voters);
    } else {
        ui.some("p.crowd", Many::Voters, vote.voters);
    }
}

/// The keys that the fan has chosen, the best first where they are ranked. What he has proposed himself he stands behind anyway.
fn chosen<'a>(ctx: &'a Ctx, node: &NodeView) -> Vec<&'a str> {
    let mut picks: Vec<(u32, &str)> = Vec::new();
    for pick in &ctx.state.mine.picks {
        if pick.node == node.id {
            let place = picks.iter().take_while(|(rank, _)| *rank <= pick.rank).count();
            picks.insert(place, (pick.rank, &pick.key));
        }
    }
    picks.into_iter().map(|(_, key)| key).collect()
}

/// The whole choice after a tap.
#[must_use]
pub fn choose(ctx: &Ctx, node: &NodeView, key: &str) -> Vec<String> {
    let single = matches!(&node.kind, KindView::Vote(vote) if vote.form == "poll");
    after(&chosen(ctx, node), key, single)
}

fn after(chosen: &[&str], key: &str, single: bool) -> Vec<String> {
    let had = chosen.contains(&key);
    let mut picks = Vec::new();
    for pick in chosen {
        if !single && *pick != key {
            picks.push((*pick).to_owned());
        }
    }
    if single || !had {
        picks.push(key.to_owned());
    }
    picks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tap_on_a_wish_adds_it_and_a_second_one_takes_it_back() {
        assert_eq!(after(&[], "a", false), ["a"]);
        assert_eq!(after(&["a"], "b", false), ["a", "b"]);
        assert_eq!(after(&["a", "b"], "a", false), ["b"]);
    }

    #[test]
    fn a_poll_has_one_choice_that_can_be_changed() {
        assert_eq!(after(&["a"], "b", true), ["b"]);
    }
}
