//! Rewards that nobody can earn, that everybody gets, or that have no end.

use super::{Placed, Whole};
use crate::campaign::{Campaign, Instant, InstantGives, Kind, Lottery, Node, Share};

/// Friends beyond which a limit is none: nobody has so many who take part.
const MANY: u32 = 100;
/// Tickets of one giver in a day beyond which a limit is none.
const MANY_A_DAY: u32 = 10_000;
/// Milliseconds between winning moments under which practically every play wins.
const DENSE: i64 = 2_000;

pub(super) fn check(whole: &Whole<'_>) {
    tickets(whole);
    for placed in &whole.nodes {
        match &placed.node.kind {
            Kind::Lottery(lottery) => check_lottery(whole, placed, lottery),
            Kind::Instant(instant) => check_instant(whole, placed, instant),
            Kind::Share(share) => check_share(whole, placed, share),
            _ => {}
        }
    }
    gifts(whole);
}

/// Tickets without a lottery, a lottery without tickets.
fn tickets(whole: &Whole<'_>) {
    let lottery = whole
        .nodes
        .iter()
        .find(|placed| matches!(placed.node.kind, Kind::Lottery(_)));
    let is_written = whole
        .cursor
        .peek("nodes")
        .iter()
        .any(|table| table.peek_text("kind") == Some("lottery"));
    let first = whole
        .nodes
        .iter()
        .find_map(|placed| Some((placed, source(placed.node)?)));
    match (lottery, first) {
        (Some(lottery), None) if !staff_give(whole.campaign) => lottery.table.warn(
            "kind",
            "odds_never_win",
            "the lottery never wins: nothing gives tickets".to_owned(),
            "Give `tickets = 1` to some nodes.",
        ),
        (None, Some((placed, key))) if !is_written => placed.table.warn(
            key,
            "tickets_for_nothing",
            "there are tickets, but no lottery".to_owned(),
            "Add a node of kind lottery, or give no tickets.",
        ),
        _ => {}
    }
}

fn staff_give(campaign: &Campaign) -> bool {
    campaign.gifts.iter().any(|cap| cap.tickets > 0)
}

/// The key under which a node gives tickets, if it does.
fn source(node: &Node) -> Option<&'static str> {
    match &node.kind {
        Kind::Share(share) if share.most == 0 => None,
        Kind::Share(share) if node.tickets == 0 && share.second > 0 => Some("second"),
        Kind::Guess(guess) if node.tickets == 0 && guess.bonus > 0 && guess.answer.is_some() => Some("bonus"),
        Kind::Instant(instant)
            if node.tickets == 0 && instant.prizes.iter().any(|prize| prize.gives == InstantGives::Tickets) =>
        {
            Some("prizes")
        }
        _ => (node.tickets > 0).then_some("tickets"),
    }
}

fn check_lottery(whole: &Whole<'_>, placed: &Placed<'_>, lottery: &Lottery) {
    if let Some(most) = lottery.max_weight {
        let given = whole
            .campaign
            .nodes
            .iter()
            .filter(|node| !matches!(node.kind, Kind::Share(_)));
        if let Some(node) = given.max_by_key(|node| node.tickets).filter(|node| node.tickets > most) {
            placed.table.warn(
                "max_weight",
                "reward_beyond_cap",
                format!(
                    "`{}` gives {} tickets, of which only {most} count",
                    node.id, node.tickets
                ),
                "Let `max_weight` be larger, or give fewer tickets.",
            );
        }
    }
    if let Some((node, places)) =
        narrowest(whole, placed.node).filter(|(_, places)| *places <= lottery.quantity().into())
    {
        placed.table.warn(
            "prizes",
            "odds_always_win",
            format!(
                "everybody wins: at most {places} people get past `{}`, and there are {} prizes",
                node.id,
                lottery.quantity()
            ),
            "Have fewer prizes, or let more people enter.",
        );
    }
}

/// The node before this one that lets the fewest people past, where one does.
fn narrowest<'a>(whole: &'a Whole<'_>, node: &'a Node) -> Option<(&'a Node, u64)> {
    let mut at = node;
    let mut found: Option<(&Node, u64)> = None;
    for _ in &whole.campaign.nodes {
        let Some(next) = at.after.as_ref().and_then(|after| whole.campaign.node(after)) else {
            break;
        };
        let places = match &next.kind {
            Kind::Honour(honour) => Some(u64::from(honour.places)),
            Kind::Reserve(reserve) if !reserve.waits => {
                Some(reserve.items.iter().map(|item| u64::from(item.stock)).sum())
            }
            _ => None,
        };
        let narrower = places.filter(|places| found.is_none_or(|(_, so_far)| *places < so_far));
        found = narrower.map(|places| (next, places)).or(found);
        at = next;
    }
    found
}

fn check_instant(whole: &Whole<'_>, placed: &Placed<'_>, instant: &Instant) {
    let (opens, closes) = whole.campaign.window(placed.node);
    let prizes: i64 = instant.prizes.iter().map(|prize| i64::from(prize.quantity)).sum();
    if closes > opens && prizes > 0 && closes.0.saturating_sub(opens.0) / prizes < DENSE {
        placed.table.warn(
            "prizes",
            "odds_always_win",
            format!("practically every play wins: there are {prizes} winning moments, one after the other"),
            "Have fewer prizes, or more time.",
        );
    }
}

fn check_share(whole: &Whole<'_>, placed: &Placed<'_>, share: &Share) {
    let cap = whole.campaign.lottery().and_then(|(_, lottery)| lottery.max_weight);
    let is_rewarded = placed.node.tickets > 0 || share.second > 0;
    if is_rewarded && share.most > MANY && cap.is_none_or(|cap| cap > MANY) {
        placed.table.warn(
            "most",
            "reward_without_cap",
            format!(
                "each of {} friends brings tickets: that is no limit, and pays those who spam",
                share.most
            ),
            "Let `most` be 10 or so, or give the lottery a `max_weight`.",
        );
    }
    if share.second > placed.node.tickets {
        let key = if placed.table.has("second") {
            "second"
        } else {
            "generations"
        };
        placed.table.warn(
            key,
            "second_beyond_first",
            "a friend’s friend brings more than a friend".to_owned(),
            "Give more for friends than for their friends.",
        );
    }
    let others = whole
        .campaign
        .nodes
        .iter()
        .filter(|node| !matches!(node.kind, Kind::Share(_)));
    if is_rewarded && !others.into_iter().any(|node| whole.can_be_done(node)) {
        placed.table.warn(
            "tickets",
            "never_earned",
            "a friend counts when he takes part, and there is nothing that he could do".to_owned(),
            "Add a node that can be done.",
        );
    }
}

fn gifts(whole: &Whole<'_>) {
    let campaign = whole.campaign;
    let has_aside = campaign.nodes.iter().any(|node| match &node.kind {
        Kind::Reserve(reserve) => reserve.items.iter().any(|item| item.priority > 0),
        _ => false,
    });
    for (table, cap) in whole.cursor.peek("gifts").iter().zip(&campaign.gifts) {
        if cap.tickets > 0 && campaign.lottery().is_none() {
            table.warn(
                "tickets",
                "tickets_for_nothing",
                "staff may give tickets, but there is no lottery".to_owned(),
                "Add a node of kind lottery, or give no tickets.",
            );
        }
        if cap.codes > 0 && !has_aside {
            table.warn(
                "codes",
                "never_earned",
                "staff may give codes, but no unit is set aside for them".to_owned(),
                "Give `priority = 20` to an item of a reserve node.",
            );
        }
        for (key, amount) in [("tickets", cap.tickets), ("points", cap.points), ("codes", cap.codes)] {
            if amount > MANY_A_DAY {
                table.warn(
                    key,
                    "reward_without_cap",
                    format!("{amount} a day from each giver is no limit"),
                    "Give what one person may decide about in a day.",
                );
            }
        }
        if cap.tickets == 0 && cap.points == 0 && cap.codes == 0 {
            table.warn(
                "role",
                "gift_of_nothing",
                "this role may give nothing".to_owned(),
                "Add `tickets`, `points` or `codes`: how many a day. Or remove the table.",
            );
        }
    }
}
