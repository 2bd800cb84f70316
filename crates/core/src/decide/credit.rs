//! What is owed for friends: pending with its reason, until it is earned.

use crate::{
    campaign::{Campaign, Counts, Node, Share},
    moment::Moment,
    world::{Change, Credit, Fan, Grant, Reason, Unit, Why, World},
};

/// What is owed to the friend who has brought somebody, and to the one who has brought that friend, when he takes part. Nobody further: a reward
/// for more generations would be a pyramid scheme.
pub(super) fn owe(campaign: &Campaign, world: &World, fan: &Fan, now: Moment) -> Vec<Change> {
    let Some((_, share)) = campaign.share() else {
        return Vec::new();
    };
    let Some(friend) = referrer(world, fan) else {
        return Vec::new();
    };
    let mut owed = vec![(friend, Reason::Friend)];
    owed.extend(
        referrer(world, friend)
            .filter(|_| share.second > 0)
            .map(|second| (second, Reason::Second)),
    );
    let due = now.plus(share.hold());
    let mut changes = Vec::new();
    for (to, reason) in owed {
        let credit = Credit {
            friend: fan.id.clone(),
            to: to.id.clone(),
            reason,
            why: Why::Waits,
            due,
        };
        let why = standing(campaign, fan, &credit, now);
        changes.push(Change::Owe(Credit { why, ..credit.clone() }));
        if why == Why::Earned {
            changes.extend(earn(campaign, world, &credit, now));
        }
    }
    changes
}

/// What is owed for somebody, looked at again, after he was verified, held or let go, or when its time has come.
pub(super) fn settle(campaign: &Campaign, world: &World, friend: &Fan, now: Moment) -> Vec<Change> {
    let mut changes = Vec::new();
    for credit in friend.credits.iter().filter(|credit| credit.why.is_open()) {
        let why = match standing(campaign, friend, credit, now) {
            // What nobody can use any more is not earned.
            Why::Earned if world.is_list_closed() => Why::Void,
            why => why,
        };
        if why != credit.why {
            changes.push(Change::Credit(Credit { why, ..credit.clone() }));
        }
        if why == Why::Earned {
            changes.extend(earn(campaign, world, credit, now));
        }
    }
    changes
}

/// How a credit stands. After the close of the campaign nobody waits any more.
fn standing(campaign: &Campaign, friend: &Fan, credit: &Credit, now: Moment) -> Why {
    if !friend.standing.counts() {
        Why::Checked
    } else if campaign.asks_for(Counts::Friends) && friend.verified.is_none() {
        Why::Unconfirmed
    } else if now < credit.due.min(campaign.closes) {
        Why::Waits
    } else {
        Why::Earned
    }
}

fn earn(campaign: &Campaign, world: &World, credit: &Credit, now: Moment) -> Vec<Change> {
    let (Some((node, share)), Some(to)) = (campaign.share(), world.fan(&credit.to)) else {
        return Vec::new();
    };
    let grant = |reason, unit, amount| {
        Change::Grant(Grant {
            at: now,
            fan: to.id.clone(),
            node: node.id.clone(),
            reason,
            about: Some(credit.friend.clone()),
            unit,
            amount,
        })
    };
    let given = match credit.reason {
        Reason::Friend => for_friend(node, share, to),
        _ => for_second(node, share, to),
    };
    let mut changes: Vec<Change> = given
        .into_iter()
        .filter(|(_, _, amount)| *amount > 0)
        .map(|(reason, unit, amount)| grant(reason, unit, amount))
        .collect();
    if credit.reason == Reason::Friend {
        changes.push(Change::FriendCounts { fan: to.id.clone() });
        // His name on the leaderboard moves with him.
        changes.extend(
            to.picks_at(&node.id)
                .filter(|(_, pick)| pick.people > 0)
                .map(|(key, pick)| Change::Repick {
                    fan: to.id.clone(),
                    node: node.id.clone(),
                    key: key.to_owned(),
                    people: pick.people + 1,
                }),
        );
    }
    changes
}

fn for_friend(node: &Node, share: &Share, to: &Fan) -> Vec<(Reason, Unit, u32)> {
    let number = to.friends_counted + 1;
    let points = if number <= share.most { node.points } else { 0 };
    let mut given = vec![
        (Reason::Friend, Unit::Tickets, share.tickets_for(number, node.tickets)),
        (Reason::Friend, Unit::Points, points),
    ];
    for milestone in share.milestones.iter().filter(|one| one.friends == number) {
        given.push((Reason::Milestone, Unit::Tickets, milestone.tickets));
        given.push((Reason::Milestone, Unit::Points, milestone.points));
    }
    given
}

fn for_second(node: &Node, share: &Share, to: &Fan) -> Vec<(Reason, Unit, u32)> {
    let key = (node.id.clone(), Reason::Second, Unit::Tickets);
    let so_far = to.earned.get(&key).copied().unwrap_or(0);
    let left = share.second.saturating_mul(share.most).saturating_sub(so_far);
    vec![(Reason::Second, Unit::Tickets, share.second.min(left))]
}

fn referrer<'a>(world: &'a World, fan: &Fan) -> Option<&'a Fan> {
    world.fan(&fan.referrer.as_ref()?.fan)
}
