//! What is done without a fan's own act: staff give, a till redeems, time passes. Orders go the way of acts, so nothing else changes the facts.

use super::{
    Refusal, Rules, credit, person,
    reserve::{alive, end, find, known_code, new_code, spread, stock},
    stand,
};
use crate::{
    campaign::{Campaign, Kind, Node, Proof, Reserve, Role},
    fold,
    moment::Moment,
    world::{Change, CodeState, FanId, Grant, Held, Origin, Reason, Standing, Unit, World, counter},
};

/// Longest reason of a gift in characters.
pub const LONGEST_REASON: usize = 200;

/// An order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// Staff give somebody something.
    Give {
        /// Who gets it.
        fan: FanId,
        /// What.
        given: Given,
        /// Why: 3 to 200 characters.
        reason: String,
        /// Who gives: the name of an account.
        by: String,
        /// As what.
        role: Role,
        /// The name of the gift, which stands in the ledger.
        gift: String,
    },
    /// Somebody was right: he gets the node's bonus, once.
    Right {
        /// Where.
        node: String,
        /// Who.
        fan: FanId,
    },
    /// A code is made for a unit that is set aside, for paper or a letter: whoever has it can take it.
    Issue {
        /// Where.
        node: String,
        /// The item.
        item: String,
    },
    /// A till takes a code.
    Redeem {
        /// The code, as it was typed or scanned.
        code: String,
        /// The till's name.
        till: String,
    },
    /// A code's time has passed: its unit goes to the next in the waiting list, or back.
    Lapse {
        /// The code, compact.
        code: String,
    },
    /// Somebody has proved who he is.
    Verify {
        /// Who.
        fan: FanId,
        /// The person's key, see [`crate::secrets::Secrets::person`].
        person: String,
        /// What has proved it.
        how: Proof,
    },
    /// Somebody counts from now on, or does not.
    Stand {
        /// Who.
        fan: FanId,
        /// How he stands.
        standing: Standing,
        /// Whether staff have decided it: what they have, no score changes.
        by_staff: bool,
    },
    /// What is owed for somebody may be due.
    Settle {
        /// The friend.
        friend: FanId,
    },
    /// Somebody has his data deleted.
    Erase {
        /// Who.
        fan: FanId,
        /// The name that what remains of the counts bears: random, 13 characters.
        stub: FanId,
    },
}

/// What is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// Tickets.
    Tickets(u32),
    /// Points.
    Points(u32),
    /// A code for a unit that is set aside.
    Code {
        /// The node.
        node: String,
        /// The item.
        item: String,
    },
}

impl Given {
    /// Its name in counters and exports.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Tickets(_) => "tickets",
            Self::Points(_) => "points",
            Self::Code { .. } => "codes",
        }
    }

    /// How many.
    #[must_use]
    pub fn amount(&self) -> u32 {
        match self {
            Self::Tickets(amount) | Self::Points(amount) => *amount,
            Self::Code { .. } => 1,
        }
    }
}

/// Decides an order.
///
/// # Errors
/// The refusal, when the rules do not allow it; nothing changes then.
pub fn decide_order(rules: Rules<'_>, world: &World, now: Moment, order: &Order) -> Result<Vec<Change>, Refusal> {
    match order {
        Order::Give { .. } => give(rules, world, now, order),
        Order::Right { node, fan } => right(rules.campaign, world, now, node, fan),
        Order::Issue { node, item } => {
            issue(rules, world, now, (node, item), Origin::Priority).map(|(_, changes)| changes)
        }
        Order::Redeem { code, till } => redeem(rules, world, now, code, till),
        Order::Lapse { code } => lapse(rules, world, now, code),
        Order::Verify { fan, person, how } => person::verify(rules, world, now, (fan, person, *how)),
        Order::Stand {
            fan,
            standing,
            by_staff,
        } => stand::stand(rules.campaign, world, now, (fan, *standing, *by_staff)),
        Order::Settle { friend } => Ok(world
            .fan(friend)
            .map_or_else(Vec::new, |friend| credit::settle(rules.campaign, world, friend, now))),
        Order::Erase { fan, stub } => person::erase(rules, world, now, (fan, stub)),
    }
}

fn give(rules: Rules<'_>, world: &World, now: Moment, order: &Order) -> Result<Vec<Change>, Refusal> {
    let Order::Give {
        fan,
        given,
        reason,
        by,
        role,
        gift,
    } = order
    else {
        return Ok(Vec::new());
    };
    let fan = &world.survivor(fan).ok_or_else(|| Refusal::UnknownFan(fan.clone()))?.id;
    let length = fold::tidy(reason).chars().count();
    if !(3..=LONGEST_REASON).contains(&length) {
        return Err(Refusal::ReasonMissing);
    }
    within_cap(rules.campaign, world, now, (by, *role), given)?;
    let mut changes = vec![Change::Count {
        name: counter::given(by, given.name(), now.day()),
        by: i64::from(given.amount()),
    }];
    let unit = match given {
        Given::Tickets(_) => Unit::Tickets,
        Given::Points(_) => Unit::Points,
        Given::Code { node, item } => {
            let (held, more) = issue(rules, world, now, (node, item), Origin::Gift)?;
            changes.extend(more);
            changes.push(Change::Code(Held {
                state: CodeState::Held,
                fan: Some(fan.clone()),
                ..held
            }));
            return Ok(changes);
        }
    };
    if unit == Unit::Tickets && world.is_list_closed() {
        return Err(Refusal::Closed(rules.campaign.slug.clone()));
    }
    changes.push(Change::Grant(Grant {
        at: now,
        fan: fan.clone(),
        node: String::new(),
        reason: Reason::Gift,
        about: Some(gift.clone()),
        unit,
        amount: given.amount(),
    }));
    Ok(changes)
}

/// What a role may give in a day stands in the campaign file; without a line there it may give nothing.
fn within_cap(
    campaign: &Campaign,
    world: &World,
    now: Moment,
    (by, role): (&str, Role),
    given: &Given,
) -> Result<(), Refusal> {
    let cap = campaign.gifts.iter().find(|cap| cap.role == role);
    let cap = cap.map_or(0, |cap| match given {
        Given::Tickets(_) => cap.tickets,
        Given::Points(_) => cap.points,
        Given::Code { .. } => cap.codes,
    });
    let so_far = world.counter(&counter::given(by, given.name(), now.day()));
    let left = (i64::from(cap) - so_far).clamp(0, i64::from(u32::MAX));
    let left = u32::try_from(left).unwrap_or(0);
    if given.amount() > left {
        return Err(Refusal::OverCap {
            what: given.name(),
            by: by.to_owned(),
            asked: given.amount(),
            left,
        });
    }
    Ok(())
}

fn right(campaign: &Campaign, world: &World, now: Moment, node: &str, fan: &str) -> Result<Vec<Change>, Refusal> {
    let node = campaign
        .node(node)
        .ok_or_else(|| Refusal::UnknownNode(node.to_owned()))?;
    let fan = world.fan(fan).ok_or_else(|| Refusal::UnknownFan(fan.to_owned()))?;
    let Kind::Guess(rules) = &node.kind else {
        return Ok(Vec::new());
    };
    let key = (node.id.clone(), Reason::Right, Unit::Tickets);
    if rules.bonus == 0 || fan.earned.contains_key(&key) {
        return Ok(Vec::new());
    }
    if world.is_list_closed() {
        return Err(Refusal::Closed(node.id.clone()));
    }
    Ok(vec![Change::Grant(Grant {
        at: now,
        fan: fan.id.clone(),
        node: node.id.clone(),
        reason: Reason::Right,
        about: None,
        unit: Unit::Tickets,
        amount: rules.bonus,
    })])
}

/// A code for a unit that is set aside, free for whoever has it, and the changes that make it.
fn issue(
    rules: Rules<'_>,
    world: &World,
    now: Moment,
    (node, item): (&str, &str),
    origin: Origin,
) -> Result<(Held, Vec<Change>), Refusal> {
    let (node, reserve) = reserve_node(rules.campaign, node)?;
    let (place, item) = find(reserve, item)?;
    let mut stock = stock(world, node, item);
    if stock.issued >= stock.aside {
        return Err(Refusal::PoolEmpty(item.key.clone()));
    }
    stock.issued += 1;
    let held = Held {
        state: CodeState::Free,
        origin,
        transfers: reserve.transfers,
        expires: reserve.expires,
        ..new_code(rules, now, node, &item.key, place, &mut stock)
    };
    Ok((held.clone(), vec![Change::Code(held), spread(node, item, stock)]))
}

/// Redeeming again at the same till is no fault, and changes nothing.
fn redeem(rules: Rules<'_>, world: &World, now: Moment, code: &str, till: &str) -> Result<Vec<Change>, Refusal> {
    let held = known_code(rules, world, code)?;
    if held.redeemed.as_ref().is_some_and(|(_, by)| by == till) {
        return Ok(Vec::new());
    }
    alive(held, now)?;
    Ok(vec![Change::Code(Held {
        state: CodeState::Redeemed,
        offered: false,
        redeemed: Some((now, till.to_owned())),
        ..held.clone()
    })])
}

/// A code that lives on is left alone: an offer may have been taken up meanwhile.
fn lapse(rules: Rules<'_>, world: &World, now: Moment, code: &str) -> Result<Vec<Change>, Refusal> {
    let held = world.code(code).ok_or(Refusal::CodeUnknown)?;
    if !held.state.is_alive() || held.expires > now {
        return Ok(Vec::new());
    }
    let expired = Held {
        state: CodeState::Expired,
        ..held.clone()
    };
    let Ok((node, reserve)) = reserve_node(rules.campaign, &held.node) else {
        return Ok(vec![Change::Code(expired)]);
    };
    let Ok((_, item)) = find(reserve, &held.item) else {
        return Ok(vec![Change::Code(expired)]);
    };
    Ok(end(rules, world, now, (node, reserve, item), held, CodeState::Expired))
}

fn reserve_node<'a>(campaign: &'a Campaign, id: &str) -> Result<(&'a Node, &'a Reserve), Refusal> {
    let node = campaign.node(id).ok_or_else(|| Refusal::UnknownNode(id.to_owned()))?;
    match &node.kind {
        Kind::Reserve(reserve) => Ok((node, reserve)),
        kind => Err(Refusal::WrongKind {
            act: "code",
            node: id.to_owned(),
            kind: kind.name(),
        }),
    }
}
