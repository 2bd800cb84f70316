//! What an act changes on the screen before the server has answered.

use canyu_core::act::Act;
use canyu_core::moment::Moment;
use canyu_core::view::{KindView, LotteryView, Me, MyPick, NodeView, PickView, View};

/// Applies an act to a campaign and its fan, as the server most probably will.
pub fn apply(view: &mut View, me: &mut Me, act: &Act) {
    match act {
        Act::Arrive { .. } | Act::See { .. } | Act::Start { .. } | Act::Share { .. } => {}
        Act::Tap { node } => tap(view, me, node),
        Act::Guess { node, text } => {
            me.picks.push(MyPick {
                node: node.clone(),
                key: String::new(),
                label: text.clone(),
                own: true,
            });
            did(view, me, node);
        }
        Act::Second { node, pick } => second(view, me, node, pick),
        Act::Vote { node, picks } => vote(view, me, node, picks),
        Act::Enter { node, .. } => enter(view, me, node),
    }
}

fn tap(view: &mut View, me: &mut Me, node: &str) {
    if let Some(KindView::Teaser(teaser)) = kind(view, node)
        && !has_done(me, node)
    {
        teaser.taps += 1;
    }
    did(view, me, node);
}

fn second(view: &mut View, me: &mut Me, node: &str, pick: &str) {
    if has_picked(me, node, pick) {
        return;
    }
    if let Some(KindView::Guess(guess)) = kind(view, node) {
        more(&mut guess.wall, pick);
    }
    me.picks.push(MyPick {
        node: node.to_owned(),
        key: pick.to_owned(),
        label: String::new(),
        own: false,
    });
    did(view, me, node);
}

fn vote(view: &mut View, me: &mut Me, node: &str, picks: &[String]) {
    let had_voted = me.picks.iter().any(|pick| pick.node == node);
    if let Some(KindView::Vote(vote)) = kind(view, node) {
        for option in &mut vote.options {
            match (has_picked(me, node, &option.key), picks.contains(&option.key)) {
                (false, true) => option.people += 1,
                (true, false) => option.people = option.people.saturating_sub(1),
                _ => {}
            }
        }
        vote.voters = match (had_voted, picks.is_empty()) {
            (false, false) => vote.voters + 1,
            (true, true) => vote.voters.saturating_sub(1),
            _ => vote.voters,
        };
    }
    me.picks.retain(|pick| pick.node != node);
    for key in picks {
        me.picks.push(MyPick {
            node: node.to_owned(),
            key: key.clone(),
            label: String::new(),
            own: false,
        });
    }
    if !picks.is_empty() {
        did(view, me, node);
    }
}

fn enter(view: &mut View, me: &mut Me, node: &str) {
    if has_done(me, node) {
        return;
    }
    if let Some(KindView::Lottery(lottery)) = kind(view, node) {
        lottery.entrants += 1;
    }
    view.tickets_in_draw += u64::from(me.tickets);
    did(view, me, node);
}

/// The node is done: its tickets come with the first time.
fn did(view: &mut View, me: &mut Me, node: &str) {
    if has_done(me, node) {
        return;
    }
    me.done.push(node.to_owned());
    me.joined = true;
    let Some(found) = view.nodes.iter().find(|found| found.id == node) else {
        return;
    };
    me.tickets += found.tickets;
    if is_in_draw(view, me) {
        view.tickets_in_draw += u64::from(found.tickets);
    }
}

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

fn kind<'a>(view: &'a mut View, node: &str) -> Option<&'a mut KindView> {
    view.nodes
        .iter_mut()
        .find(|found| found.id == node)
        .map(|found| &mut found.kind)
}

fn more(picks: &mut [PickView], key: &str) {
    if let Some(pick) = picks.iter_mut().find(|pick| pick.key == key) {
        pick.people += 1;
    }
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

/// Every moment at which the campaign changes by itself.
pub fn moments(view: &View) -> impl Iterator<Item = Moment> + '_ {
    [view.opens, view.closes]
        .into_iter()
        .chain(view.nodes.iter().flat_map(node_moments))
}

fn node_moments(node: &NodeView) -> impl Iterator<Item = Moment> {
    let own = match &node.kind {
        KindView::Teaser(teaser) => teaser.next,
        KindView::Lottery(lottery) => Some(lottery.draws),
        KindView::Guess(_) | KindView::Vote(_) | KindView::Share(_) => None,
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
