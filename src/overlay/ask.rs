//! Questions about a campaign and its fan.

use canyu_core::moment::Moment;
use canyu_core::view::{KindView, LotteryView, Me, NodeView, View};

/// Whether the fan's tickets are in the draw.
#[must_use]
pub fn is_in_draw(view: &View, me: &Me) -> bool {
    view.nodes
        .iter()
        .any(|node| matches!(node.kind, KindView::Lottery(_)) && has_done(me, &node.id))
}

/// Whether the fan has done a node.
#[must_use]
pub fn has_done(me: &Me, node: &str) -> bool {
    me.done.iter().any(|done| done == node)
}

/// Whether the fan stands behind a guess, wish or option.
#[must_use]
pub fn has_picked(me: &Me, node: &str, key: &str) -> bool {
    me.picks.iter().any(|pick| pick.node == node && pick.key == key)
}

/// The lottery of a campaign, if it has one.
#[must_use]
pub fn lottery(view: &View) -> Option<(&NodeView, &LotteryView)> {
    view.nodes.iter().find_map(|node| match &node.kind {
        KindView::Lottery(lottery) => Some((node, lottery)),
        _ => None,
    })
}

/// How far the draw of a campaign is; empty where there is none.
#[must_use]
pub fn stage(view: &View) -> &str {
    lottery(view).map_or("", |(_, lottery)| &lottery.draw.stage)
}

/// What has come out in a campaign that says something of each fan: how far the draw is, and which answers are revealed.
#[must_use]
pub fn outcome(view: &View) -> String {
    let mut outcome = stage(view).to_owned();
    for node in &view.nodes {
        if let KindView::Guess(guess) = &node.kind
            && guess.revealed.is_some()
        {
            outcome.push(' ');
            outcome.push_str(&node.id);
        }
    }
    outcome
}

/// Every moment at which the campaign changes by itself.
pub fn moments(view: &View) -> impl Iterator<Item = Moment> + '_ {
    [view.opens, view.closes]
        .into_iter()
        .chain(view.nodes.iter().flat_map(node_moments))
}

fn node_moments(node: &NodeView) -> impl Iterator<Item = Moment> {
    let own = match &node.kind {
        KindView::Teaser(teaser) => teaser.next,
        KindView::Guess(guess) => guess.reveals,
        KindView::Lottery(lottery) => Some(lottery.draws),
        KindView::Instant(instant) => instant.next,
        _ => None,
    };
    [Some(node.opens), Some(node.closes), own].into_iter().flatten()
}

/// The chance, from 0 to 1, that one of so many winners is among a fan's tickets when winners are drawn from all tickets one after
/// another.
#[must_use]
pub fn chance(mine: u64, all: u64, winners: u32) -> f64 {
    if mine == 0 || all == 0 {
        return 0.0;
    }
    let mut none = 1.0;
    for drawn in 0..u64::from(winners.min(10_000)) {
        let left = all.saturating_sub(drawn);
        if left <= mine {
            return 1.0;
        }
        none *= (left - mine) as f64 / left as f64;
    }
    1.0 - none
}
