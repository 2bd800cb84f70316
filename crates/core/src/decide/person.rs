//! Who somebody is: he is verified, and devices that are the same person become one.

use super::{
    Refusal, Rules,
    arrive::can_be_claimed,
    reserve::{given_back, left_waiting},
    stand::{follow, people},
};
use crate::{
    campaign::{Campaign, Kind, Node, Proof, VoteForm},
    moment::Moment,
    world::{
        Change, CodeState, Credit, Fan, Grant, Held, KeptOut, PersonRow, Reason, Standing, Unit, Why, World, counter,
    },
};

/// Somebody has proved who he is. A person who is known already is that one, on another device: it is merged into the older identity.
///
/// From the close on nobody counts who did not before: what nobody has looked at could not be looked at any more.
pub(super) fn verify(
    rules: Rules<'_>,
    world: &World,
    now: Moment,
    (id, person, how): (&str, &str, Proof),
) -> Result<Vec<Change>, Refusal> {
    // A device that turned out to be somebody's proves who that one is.
    let fan = world.survivor(id).ok_or_else(|| Refusal::UnknownFan(id.to_owned()))?;
    let known = world.person(person);
    one_user(world, fan, (person, how))?;
    match known {
        Some(known) if known.id != fan.id => merge(rules, world, now, fan, known),
        known => {
            let mut changes = Vec::new();
            if known.is_none() {
                changes.push(Change::Person(PersonRow {
                    person: person.to_owned(),
                    fan: fan.id.clone(),
                    how,
                    at: now,
                }));
            }
            changes.extend(verified(rules.campaign, world, fan, person, now));
            Ok(changes)
        }
    }
}

/// A device that several users of the host site use belongs to the first of them: they are not one person, unless they show that one mailbox is
/// theirs.
fn one_user(world: &World, fan: &Fan, (person, how): (&str, Proof)) -> Result<(), Refusal> {
    let mut users = world.hosts(&fan.id).peekable();
    if how == Proof::Host && users.peek().is_some() && users.all(|user| user != person) {
        return Err(Refusal::OtherUser);
    }
    Ok(())
}

fn verified(campaign: &Campaign, world: &World, fan: &Fan, person: &str, now: Moment) -> Vec<Change> {
    if fan.verified.is_some() {
        return Vec::new();
    }
    let mut changes = Vec::new();
    // Who had left and comes again is no new friend.
    if world.has_departed(person) {
        changes.extend(fan.credits.iter().filter(|credit| credit.why.is_open()).map(void));
    }
    changes.push(Change::Verify {
        fan: fan.id.clone(),
        at: now,
    });
    if now >= campaign.closes {
        return changes;
    }
    let mut scratch = world.clone();
    scratch.apply(changes.clone());
    let Some(after) = scratch.fan(&fan.id) else {
        return changes;
    };
    changes.extend(follow(campaign, &scratch, fan, after, now));
    changes
}

/// What a person has done on either device he has done, once: tickets, choices, codes and friends go over as far as he has none of them yet.
fn merge(rules: Rules<'_>, world: &World, now: Moment, device: &Fan, person: &Fan) -> Result<Vec<Change>, Refusal> {
    let campaign = rules.campaign;
    // The list says for ever who has which tickets.
    if world.is_list_closed() || now >= campaign.closes {
        return Err(Refusal::Closed(campaign.slug.clone()));
    }
    let friends = world.friends_counted_after(device, &person.id);
    let mut changes = origin(world, device, person);
    changes.extend(credits(world, device, person));
    let mut scratch = world.clone();
    scratch.apply(changes.clone());
    let standing = graver(person.standing, device.standing);
    if standing != person.standing {
        changes.push(Change::Stand {
            fan: person.id.clone(),
            standing,
        });
    }
    let settled = scratch.fan(&person.id).cloned().unwrap_or_else(|| person.clone());
    let after = Fan {
        standing,
        friends_counted: friends,
        ..settled
    };
    changes.extend(follow(campaign, &scratch, person, &after, now));
    changes.extend(choices(campaign, device, &after));
    changes.extend(codes(rules, world, now, device, person));
    changes.push(Change::Merge {
        from: device.id.clone(),
        into: person.id.clone(),
    });
    changes.extend(tickets(campaign, device, person, friends, now));
    if let (Some(nonce), None) = (&device.nonce, &person.nonce) {
        changes.push(Change::EnterDraw {
            fan: person.id.clone(),
            nonce: nonce.clone(),
        });
    }
    Ok(changes)
}

/// What is known against one device is known against the person: a fresh one cleans nobody. Where staff have cleared the other, a human looks again.
fn graver(person: Standing, device: Standing) -> Standing {
    let either = |standing| person == standing || device == standing;
    if either(Standing::Refused) && !either(Standing::Cleared) {
        Standing::Refused
    } else if either(Standing::Refused) || either(Standing::Held) {
        Standing::Held
    } else {
        person
    }
}

/// Who has brought the person. Nobody descends from himself: where the person was brought by his own device, or by somebody whom it had brought, he
/// was in truth brought by whoever brought the device. And where nobody has brought the person, and a link could still claim him, the device's does.
fn origin(world: &World, device: &Fan, person: &Fan) -> Vec<Change> {
    let of_device = device.referrer.clone().filter(|referrer| referrer.fan != person.id);
    let is_claimed = of_device.is_some() && can_be_claimed(person);
    if is_claimed || world.descends(&person.id, &device.id) {
        return vec![Change::Refer {
            fan: person.id.clone(),
            generation: device.generation,
            referrer: of_device,
            origin: device.origin.clone(),
        }];
    }
    // The device's invitation becomes the person's.
    if person.referrer.is_none() && device.referrer.is_none() && person.origin.is_empty() && !device.origin.is_empty() {
        return vec![Change::Refer {
            fan: person.id.clone(),
            generation: person.generation,
            referrer: None,
            origin: device.origin.clone(),
        }];
    }
    Vec::new()
}

/// What was owed for either. Who is the same person is nobody's friend: what the device was owed for the person, or the other way round, is not.
/// What others were owed for the device is owed for the person, if its link claims him; else he was here before.
fn credits(world: &World, device: &Fan, person: &Fan) -> Vec<Change> {
    let claims = can_be_claimed(person) && !world.descends(&person.id, &device.id);
    let own = person.credits.iter().filter(|credit| credit.to == device.id);
    let mut changes: Vec<Change> = own
        .chain(&device.credits)
        .filter(|credit| credit.why.is_open())
        .map(void)
        .collect();
    for credit in device.credits.iter().filter(|credit| credit.why.is_open() && claims) {
        let known = person.credits.iter().any(|known| known.reason == credit.reason);
        if credit.to != person.id && !known {
            changes.push(Change::Owe(Credit {
                friend: person.id.clone(),
                ..credit.clone()
            }));
        }
    }
    changes
}

fn void(credit: &Credit) -> Change {
    Change::Credit(Credit {
        why: Why::Void,
        ..credit.clone()
    })
}

/// Choices go over where the person has made none; at a list of wishes each by itself.
fn choices(campaign: &Campaign, device: &Fan, person: &Fan) -> Vec<Change> {
    let mut changes = Vec::new();
    for (id, key) in device.picks.keys() {
        let node = campaign.node(id);
        let many = node.is_some_and(|node| matches!(&node.kind, Kind::Vote(vote) if vote.form == VoteForm::Wishes));
        let has = person.picks_at(id).any(|(known, _)| known == key);
        match node {
            Some(node) if !has && (many || person.picks_at(id).next().is_none()) => changes.push(Change::MovePick {
                from: device.id.clone(),
                into: person.id.clone(),
                node: id.clone(),
                key: key.clone(),
                people: people(campaign, node, person),
            }),
            _ => changes.extend(dropped(campaign, &device.id, id, key)),
        }
    }
    changes
}

/// Somebody does not stand behind something any more. A place on a wall of honour is free again.
fn dropped(campaign: &Campaign, fan: &str, node: &str, key: &str) -> Vec<Change> {
    let mut changes = vec![Change::Unpick {
        fan: fan.to_owned(),
        node: node.to_owned(),
        key: key.to_owned(),
    }];
    if campaign
        .node(node)
        .is_some_and(|node| matches!(node.kind, Kind::Honour(_)))
    {
        changes.push(Change::Count {
            name: counter::groups(node),
            by: -1,
        });
    }
    changes
}

/// Codes go over; what is more than one person may hold is given back, to whoever waits for it. So it is with places in waiting lists.
fn codes(rules: Rules<'_>, world: &World, now: Moment, device: &Fan, person: &Fan) -> Vec<Change> {
    let mut scratch = world.clone();
    let mut changes = Vec::new();
    for held in device.codes.values() {
        let most = rules.campaign.node(&held.node).and_then(Node::reserve);
        let most = most.map_or(u32::MAX, |(_, reserve)| reserve.each);
        let next = if held.state.is_alive() && has(&scratch, person, &held.node) >= most as usize {
            given_back(rules, &scratch, now, held)
        } else {
            vec![Change::Code(Held {
                fan: Some(person.id.clone()),
                ..held.clone()
            })]
        };
        scratch.apply(next.clone());
        changes.extend(next);
    }
    for wait in &device.waits {
        let most = rules.campaign.node(&wait.node).and_then(Node::reserve);
        if most.is_some_and(|(_, reserve)| has(&scratch, person, &wait.node) >= reserve.each as usize) {
            let next = left_waiting(rules.campaign, &scratch, now, device, wait);
            scratch.apply(next.clone());
            changes.extend(next);
        }
    }
    changes
}

/// How much of a node somebody holds or waits for.
fn has(world: &World, person: &Fan, node: &str) -> usize {
    let Some(person) = world.fan(&person.id) else { return 0 };
    let counts = |held: &&Held| held.node == node && (held.state.is_alive() || held.state == CodeState::Redeemed);
    let held = person.codes.values().filter(counts);
    held.count() + person.waits.iter().filter(|wait| wait.node == node).count()
}

/// Tickets and points go over: what is given once, if the person has not had it; gifts as they are; and what friends bring as if all of them had
/// come to one person.
fn tickets(campaign: &Campaign, device: &Fan, person: &Fan, friends: u32, now: Moment) -> Vec<Change> {
    let mut given: Vec<(String, Reason, Unit, u32)> = Vec::new();
    for ((node, reason, unit), &amount) in &device.earned {
        let has = person.earned.contains_key(&(node.clone(), *reason, *unit));
        match reason {
            Reason::Gift => given.push((node.clone(), *reason, *unit, amount)),
            Reason::Done | Reason::Right | Reason::Won if !has => given.push((node.clone(), *reason, *unit, amount)),
            _ => {}
        }
    }
    given.extend(for_friends(campaign, device, person, friends));
    let grant = |(node, reason, unit, amount)| {
        Change::Grant(Grant {
            at: now,
            fan: person.id.clone(),
            node,
            reason,
            about: Some(device.id.clone()),
            unit,
            amount,
        })
    };
    given
        .into_iter()
        .filter(|(_, _, _, amount)| *amount > 0)
        .map(grant)
        .collect()
}

fn for_friends(campaign: &Campaign, device: &Fan, person: &Fan, friends: u32) -> Vec<(String, Reason, Unit, u32)> {
    let Some((node, share)) = campaign.share() else {
        return Vec::new();
    };
    let had = |fan: &Fan, reason, unit| {
        let key = (node.id.clone(), reason, unit);
        fan.earned.get(&key).copied().unwrap_or(0)
    };
    let counted = friends.min(share.most);
    let tickets = (1..=counted).fold(0, |sum: u32, number| {
        sum.saturating_add(share.tickets_for(number, node.tickets))
    });
    // What his own friends have brought his device as friends' friends was his own already.
    let own = if person.credits.iter().any(|credit| credit.to == device.id) {
        share.second.saturating_mul(person.friends_counted)
    } else {
        0
    };
    let seconds = had(device, Reason::Second, Unit::Tickets).saturating_sub(own);
    let most = share.second.saturating_mul(share.most);
    let reached = share
        .milestones
        .iter()
        .filter(|one| (person.friends_counted + 1..=friends).contains(&one.friends));
    let (mut tickets_on_top, mut points_on_top) = (0, 0);
    for milestone in reached {
        tickets_on_top += milestone.tickets;
        points_on_top += milestone.points;
    }
    let left = |sum: u32, reason, unit| sum.saturating_sub(had(person, reason, unit));
    let row = |reason, unit, amount| (node.id.clone(), reason, unit, amount);
    vec![
        row(
            Reason::Friend,
            Unit::Tickets,
            left(tickets, Reason::Friend, Unit::Tickets),
        ),
        row(
            Reason::Friend,
            Unit::Points,
            left(node.points.saturating_mul(counted), Reason::Friend, Unit::Points),
        ),
        row(
            Reason::Second,
            Unit::Tickets,
            seconds.min(left(most, Reason::Second, Unit::Tickets)),
        ),
        row(Reason::Milestone, Unit::Tickets, tickets_on_top),
        row(Reason::Milestone, Unit::Points, points_on_top),
    ]
}

/// Somebody has his data deleted. His choices and reservations go, his tickets are kept out of the draw if it is still open, and what remains of
/// the counts bears another name.
pub(super) fn erase(
    rules: Rules<'_>,
    world: &World,
    now: Moment,
    (id, stub): (&str, &str),
) -> Result<Vec<Change>, Refusal> {
    let fan = world.survivor(id).ok_or_else(|| Refusal::UnknownFan(id.to_owned()))?;
    let id = fan.id.as_str();
    let mut scratch = world.clone();
    let mut changes: Vec<Change> = Vec::new();
    let mut add = |next: Vec<Change>, scratch: &mut World| {
        scratch.apply(next.clone());
        changes.extend(next);
    };
    for (node, key) in fan.picks.keys() {
        add(dropped(rules.campaign, id, node, key), &mut scratch);
    }
    for wait in &fan.waits {
        let left = left_waiting(rules.campaign, &scratch, now, fan, wait);
        add(left, &mut scratch);
    }
    for held in fan.codes.values().filter(|held| held.state.is_alive()) {
        let ended = given_back(rules, &scratch, now, held);
        add(ended, &mut scratch);
    }
    let open = fan.credits.iter().filter(|credit| credit.why.is_open());
    add(open.map(void).collect(), &mut scratch);
    if !world.is_list_closed() {
        let out = Change::KeepOut {
            fan: id.to_owned(),
            why: Some(KeptOut::Withdrawn),
        };
        add(vec![out], &mut scratch);
    }
    changes.push(Change::Erase {
        fan: id.to_owned(),
        stub: stub.to_owned(),
    });
    Ok(changes)
}
