//! What becomes of codes: offers are taken up or lapse, reservations are given back, handed on, redeemed.

use super::{
    assume::{CANCELS, DAY, HANDS_ON, REDEEMS, TAKES_OFFER, USES_CODE},
    dice::Dice,
    queue::{Queue, Task},
};
use canyu_core::{
    act::Act,
    campaign::{Campaign, Kind, Reserve},
    decide::Order,
    moment::{HOUR, Moment},
    world::{CodeState, Held, Origin},
};

/// The till of a rehearsal.
const TILL: &str = "rehearsal";

/// A code that is new or has changed, with what it was before and the number of whoever holds it.
pub(super) struct Changed<'a> {
    pub held: &'a Held,
    pub before: Option<&'a Held>,
    pub holder: Option<u32>,
    /// People in all.
    pub people: u32,
}

/// Plans what comes of it.
pub(super) fn plan(campaign: &Campaign, changed: &Changed<'_>, now: Moment, dice: &mut Dice, queue: &mut Queue) {
    let held = changed.held;
    if !held.state.is_alive() {
        return;
    }
    if changed.before.is_none_or(|before| before.expires != held.expires) {
        let code = held.code.clone();
        queue.push(held.expires, Task::Order(Order::Lapse { code }));
    }
    let rules = campaign.node(&held.node).and_then(|node| match &node.kind {
        Kind::Reserve(reserve) => Some(reserve),
        _ => None,
    });
    match (held.state, changed.holder) {
        (CodeState::Held, Some(person)) if held.offered => offer(held, person, rules, now, dice, queue),
        (CodeState::Held, Some(person)) if changed.before.is_none_or(|before| before.offered) => {
            hold(campaign, held, person, now, dice, queue);
        }
        (CodeState::Free, _) => free(held, changed, now, dice, queue),
        _ => {}
    }
}

/// An offer from the waiting list.
fn offer(held: &Held, person: u32, rules: Option<&Reserve>, now: Moment, dice: &mut Dice, queue: &mut Queue) {
    let hours = rules.map_or(1, |rules| i64::from(rules.offer_hours));
    let at = now.plus(dice.wait(hours * HOUR / 3));
    if dice.chance(TAKES_OFFER) {
        let (node, item) = (held.node.clone(), held.item.clone());
        queue.push(at, Task::Act(person, Act::Reserve { node, item, code: None }));
    }
}

fn hold(campaign: &Campaign, held: &Held, person: u32, now: Moment, dice: &mut Dice, queue: &mut Queue) {
    let (node, item) = (held.node.clone(), held.item.clone());
    let is_reservation = held.origin != Origin::Prize;
    let left = (campaign.closes.0 - now.0).max(1);
    let later = now.plus(dice.wait((2 * DAY).min(left / 3)));
    if is_reservation && dice.chance(CANCELS) {
        queue.push(later, Task::Act(person, Act::Cancel { node, item }));
    } else if is_reservation && held.transfers > 0 && dice.chance(HANDS_ON) {
        queue.push(later, Task::Act(person, Act::Release { node, item }));
    } else if dice.chance(REDEEMS) {
        let from = if is_reservation { now.max(campaign.closes) } else { now };
        let at = from.plus(dice.wait((held.expires.0 - from.0).max(1) / 4));
        if at < held.expires {
            let (code, till) = (held.code.clone(), TILL.to_owned());
            queue.push(at, Task::Order(Order::Redeem { code, till }));
        }
    }
}

/// A code that whoever has it can take: it finds its way to somebody, or not.
fn free(held: &Held, changed: &Changed<'_>, now: Moment, dice: &mut Dice, queue: &mut Queue) {
    let somebody = dice.below(changed.people.into()) as u32;
    if Some(somebody) == changed.holder || !dice.chance(USES_CODE) {
        return;
    }
    let (node, item) = (held.node.clone(), held.item.clone());
    let code = Some(held.code.clone());
    queue.push(
        now.plus(dice.wait(DAY)),
        Task::Act(somebody, Act::Reserve { node, item, code }),
    );
}
