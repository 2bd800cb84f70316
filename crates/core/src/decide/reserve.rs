//! Reserving, waiting, handing on, giving back. One unit of stock is never promised twice: every way to get one goes through [`Stock`], which is
//! loaded, changed and written within the transaction of the group.

use super::{Context, Refusal, Rules, refusal::Stamp};
use crate::{
    campaign::{Campaign, Item, Node, Reserve},
    code::Code,
    moment::{HOUR, Moment},
    world::{Change, CodeState, Fan, Held, Origin, Stock, Wait, WaitRow, World},
};

/// Takes a unit by the line, takes up an offer, or waits.
pub(super) fn reserve(context: &Context<'_>, node: &Node, rules: &Reserve, item: &str) -> Result<Vec<Change>, Refusal> {
    let (place, item) = find(rules, item)?;
    if let Some(offer) = mine(context, node, item).find(|held| held.offered) {
        return Ok(vec![Change::Code(Held {
            offered: false,
            expires: rules.expires,
            ..offer.clone()
        })]);
    }
    context.open_node(&node.id)?;
    if context
        .fan
        .waits
        .iter()
        .any(|wait| wait.node == node.id && wait.item == item.key)
    {
        return Ok(Vec::new());
    }
    may_hold_one_more(context, node, rules)?;
    let mut stock = stock(context.world, node, item);
    let mut changes = Vec::new();
    if stock.left(item.stock) > 0 {
        stock.taken += 1;
        let mut held = new_code(context.rules, context.now, node, &item.key, place, &mut stock);
        held.fan = Some(context.fan.id.clone());
        held.expires = rules.expires;
        held.transfers = rules.transfers;
        changes.push(Change::Code(held));
    } else if rules.waits {
        changes.push(Change::Wait(WaitRow {
            node: node.id.clone(),
            item: item.key.clone(),
            place: stock.next_place,
            fan: context.fan.id.clone(),
            at: context.now,
            ahead: stock.waiting,
        }));
        stock.next_place += 1;
        stock.waiting += 1;
    } else {
        return Err(Refusal::SoldOut(item.key.clone()));
    }
    changes.push(spread(node, item, stock));
    changes.extend(context.complete(node));
    Ok(changes)
}

/// Takes over a code that somebody has let go, or that was handed out on paper. It gets a new one: who knew the old one cannot redeem it.
pub(super) fn take(context: &Context<'_>, node: &Node, rules: &Reserve, typed: &str) -> Result<Vec<Change>, Refusal> {
    let known = known_code(context.rules, context.world, typed)?;
    let (place, item) = find(rules, &known.item).map_err(|_| Refusal::CodeUnknown)?;
    if known.node != node.id {
        return Err(Refusal::CodeUnknown);
    }
    let is_mine = known.fan.as_ref() == Some(&context.fan.id);
    alive(known, context.now)?;
    match known.state {
        CodeState::Held if is_mine => return Ok(Vec::new()),
        CodeState::Held => return Err(Refusal::CodeTaken),
        // Taken back before anybody else had it: that is no transfer.
        CodeState::Free if is_mine => {
            may_hold_one_more(context, node, rules)?;
            return Ok(vec![Change::Code(Held {
                state: CodeState::Held,
                transfers: known.transfers + 1,
                ..known.clone()
            })]);
        }
        _ => {}
    }
    may_hold_one_more(context, node, rules)?;
    let mut stock = stock(context.world, node, item);
    let fresh = new_code(context.rules, context.now, node, &item.key, place, &mut stock);
    let held = Held {
        fan: Some(context.fan.id.clone()),
        origin: known.origin,
        transfers: known.transfers,
        expires: known.expires,
        ..fresh
    };
    let gone = Held {
        state: CodeState::Cancelled,
        ..known.clone()
    };
    let mut changes = vec![Change::Code(gone), Change::Code(held), spread(node, item, stock)];
    if context.open_node(&node.id).is_ok() {
        changes.extend(context.complete(node));
    }
    Ok(changes)
}

/// Gives a unit back, or leaves the waiting list.
pub(super) fn cancel(context: &Context<'_>, node: &Node, rules: &Reserve, item: &str) -> Result<Vec<Change>, Refusal> {
    let (_, item) = find(rules, item)?;
    let mut waits = context.fan.waits.iter();
    if let Some(wait) = waits.find(|wait| wait.node == node.id && wait.item == item.key) {
        return Ok(left_waiting(
            context.campaign,
            context.world,
            context.now,
            context.fan,
            wait,
        ));
    }
    let held = mine(context, node, item).next();
    let held = held.ok_or_else(|| Refusal::NothingReserved(item.key.clone()))?;
    Ok(end(
        context.rules,
        context.world,
        context.now,
        (node, rules, item),
        held,
        CodeState::Cancelled,
    ))
}

/// Somebody leaves a waiting list.
pub(super) fn left_waiting(campaign: &Campaign, world: &World, now: Moment, fan: &Fan, wait: &Wait) -> Vec<Change> {
    let row = WaitRow {
        node: wait.node.clone(),
        item: wait.item.clone(),
        place: wait.place,
        fan: fan.id.clone(),
        at: now,
        ahead: wait.ahead,
    };
    let mut changes = vec![Change::Leave(row)];
    if let Some((node, item)) = campaign.item(&wait.node, &wait.item) {
        let mut stock = stock(world, node, item);
        stock.waiting = stock.waiting.saturating_sub(1);
        changes.push(spread(node, item, stock));
    }
    changes
}

/// Somebody gives a code back: a unit of stock goes to whoever waits for it.
pub(super) fn given_back(rules: Rules<'_>, world: &World, now: Moment, held: &Held) -> Vec<Change> {
    let node = rules.campaign.node(&held.node);
    if let Some((node, reserve)) = node.and_then(Node::reserve)
        && let Ok((_, item)) = find(reserve, &held.item)
    {
        return end(rules, world, now, (node, reserve, item), held, CodeState::Cancelled);
    }
    vec![Change::Code(Held {
        state: CodeState::Cancelled,
        offered: false,
        ..held.clone()
    })]
}

/// Lets a code go, so that a friend can take it.
pub(super) fn release(context: &Context<'_>, node: &Node, rules: &Reserve, item: &str) -> Result<Vec<Change>, Refusal> {
    let (_, item) = find(rules, item)?;
    let held = mine(context, node, item).find(|held| !held.offered);
    let held = held.ok_or_else(|| Refusal::NothingReserved(item.key.clone()))?;
    if held.state == CodeState::Free {
        return Ok(Vec::new());
    }
    let transfers = held.transfers.checked_sub(1).ok_or(Refusal::NoTransfersLeft)?;
    Ok(vec![Change::Code(Held {
        state: CodeState::Free,
        transfers,
        ..held.clone()
    })])
}

/// Ends a code whose unit becomes free: the next in the waiting list is offered it; a unit of the priority codes that nobody waits for goes back
/// among them.
pub(super) fn end(
    rules: Rules<'_>,
    world: &World,
    now: Moment,
    (node, reserve, item): (&Node, &Reserve, &Item),
    held: &Held,
    state: CodeState,
) -> Vec<Change> {
    let mut stock = stock(world, node, item);
    let mut changes = vec![Change::Code(Held {
        state,
        offered: false,
        ..held.clone()
    })];
    let next = world
        .first_waiting(&node.id, &item.key)
        .filter(|_| now < reserve.expires);
    if held.origin.is_aside() {
        stock.issued = stock.issued.saturating_sub(1);
    } else {
        stock.taken = stock.taken.saturating_sub(1);
    }
    if let Some((place, fan)) = next {
        if held.origin.is_aside() {
            stock.aside = stock.aside.saturating_sub(1);
        }
        stock.taken += 1;
        stock.waiting = stock.waiting.saturating_sub(1);
        let index = reserve.items.iter().position(|known| known.key == item.key);
        let index = index.and_then(|index| u32::try_from(index).ok()).unwrap_or(0);
        let fresh = new_code(rules, now, node, &item.key, index, &mut stock);
        let until = now.plus(i64::from(reserve.offer_hours) * HOUR);
        changes.push(Change::Leave(WaitRow {
            node: node.id.clone(),
            item: item.key.clone(),
            place: *place,
            fan: fan.clone(),
            at: now,
            ahead: 0,
        }));
        changes.push(Change::Code(Held {
            fan: Some(fan.clone()),
            origin: Origin::Waiting,
            offered: true,
            transfers: reserve.transfers,
            expires: until.min(reserve.expires),
            ..fresh
        }));
    }
    changes.push(spread(node, item, stock));
    changes
}

/// A new code for a unit, held by nobody yet.
pub(super) fn new_code(rules: Rules<'_>, now: Moment, node: &Node, item: &str, index: u32, stock: &mut Stock) -> Held {
    let key = rules.secrets.till();
    let place = rules.campaign.index(&node.id).unwrap_or(0);
    let serial = rules.secrets.serial(stock.next_code);
    stock.next_code += 1;
    let byte = |number: u32| u8::try_from(number & 31).unwrap_or(0);
    let code = Code::make(&key, &rules.campaign.slug, byte(place), byte(index), serial);
    Held {
        code: code.compact().to_owned(),
        node: node.id.clone(),
        item: item.to_owned(),
        state: CodeState::Held,
        origin: Origin::Line,
        fan: None,
        transfers: 0,
        made: now,
        expires: now,
        offered: false,
        redeemed: None,
    }
}

/// A code that exists, as somebody typed it.
pub(super) fn known_code<'a>(rules: Rules<'_>, world: &'a World, typed: &str) -> Result<&'a Held, Refusal> {
    let code = Code::read(typed).map_err(Refusal::CodeMalformed)?;
    if !code.is_genuine(&rules.secrets.till(), &rules.campaign.slug) {
        return Err(Refusal::CodeUnknown);
    }
    world.code(code.compact()).ok_or(Refusal::CodeUnknown)
}

/// A code as somebody typed it, if there is such a one.
#[must_use]
pub fn code<'a>(world: &'a World, typed: &str) -> Option<&'a Held> {
    world.code(Code::read(typed).ok()?.compact())
}

/// Whether somebody can still make use of a code.
pub(super) fn alive(held: &Held, now: Moment) -> Result<(), Refusal> {
    match (held.state, &held.redeemed) {
        (CodeState::Redeemed, redeemed) => {
            let (at, till) = redeemed.clone().unwrap_or((now, String::new()));
            Err(Refusal::CodeRedeemed { at: Stamp(at), till })
        }
        (CodeState::Cancelled, _) => Err(Refusal::CodeCancelled),
        (CodeState::Expired, _) => Err(Refusal::CodeExpired(Stamp(held.expires))),
        _ if held.expires <= now => Err(Refusal::CodeExpired(Stamp(held.expires))),
        _ => Ok(()),
    }
}

/// How the units of an item are spread now.
pub(super) fn stock(world: &World, node: &Node, item: &Item) -> Stock {
    world.stock(&node.id, &item.key).unwrap_or_else(|| Stock::of(item))
}

/// The change that writes how they are spread.
pub(super) fn spread(node: &Node, item: &Item, stock: Stock) -> Change {
    Change::Stock {
        node: node.id.clone(),
        item: item.key.clone(),
        stock,
    }
}

/// An item and its place, from 0.
pub(super) fn find<'a>(rules: &'a Reserve, key: &str) -> Result<(u32, &'a Item), Refusal> {
    let mut items = (0..).zip(&rules.items);
    items
        .find(|(_, item)| item.key == key)
        .ok_or_else(|| Refusal::UnknownItem(key.to_owned()))
}

/// What the fan holds, or has let go, of an item.
fn mine<'a>(context: &'a Context<'_>, node: &'a Node, item: &'a Item) -> impl Iterator<Item = &'a Held> {
    context
        .fan
        .codes
        .values()
        .filter(|held| held.node == node.id && held.item == item.key)
        .filter(|held| alive(held, context.now).is_ok())
}

fn may_hold_one_more(context: &Context<'_>, node: &Node, rules: &Reserve) -> Result<(), Refusal> {
    let fan = context.fan;
    let counts = |held: &&Held| {
        held.node == node.id
            && (held.state == CodeState::Redeemed || (held.state == CodeState::Held && held.expires > context.now))
    };
    let held = fan.codes.values().filter(counts).count();
    let waits = fan.waits.iter().filter(|wait| wait.node == node.id).count();
    if held + waits >= rules.each as usize {
        return Err(Refusal::HoldsEnough(rules.each));
    }
    Ok(())
}
