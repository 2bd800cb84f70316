//! Who somebody is: he is verified, and devices that are the same person become one.

use super::{
    Refusal, Rules,
    reserve::{given_back, left_waiting},
    stand::{follow, kept_out, people},
};
use crate::{
    campaign::{Campaign, Kind, Node, Proof, VoteForm},
    moment::Moment,
    world::{Change, Credit, Fan, Grant, Held, KeptOut, PersonRow, Reason, Referrer, Ruling, Unit, Why, World},
};

/// Somebody has proved who he is. A person who is known already is that one, on another device: it is merged into the older identity.
pub(super) fn verify(
    rules: Rules<'_>,
    world: &World,
    now: Moment,
    (id, person, how): (&str, &str, Proof),
) -> Result<Vec<Change>, Refusal> {
    let fan = world.fan(id).ok_or_else(|| Refusal::UnknownFan(id.to_owned()))?;
    match world.person(person) {
        Some(known) if known.id != fan.id => merge(rules, world, now, fan, known),
        known => {
            let mut changes = Vec::new();
            if known.is_none() {
                changes.push(Change::Person(PersonRow {
                    person: person.to_owned(),
                    fan: id.to_owned(),
                    how,
                    at: now,
                }));
            }
            changes.extend(verified(rules.campaign, world, fan, now));
            Ok(changes)
        }
    }
}

fn verified(campaign: &Campaign, world: &World, fan: &Fan, now: Moment) -> Vec<Change> {
    if fan.verified.is_some() {
        return Vec::new();
    }
    let after = Fan {
        verified: Some(now),
        ..fan.clone()
    };
    let mut changes = vec![Change::Verify {
        fan: fan.id.clone(),
        at: now,
    }];
    changes.extend(follow(campaign, world, fan, &after, now));
    changes
}

/// What a person has done on either device he has done, once: tickets, choices, codes and friends go over as far as he has none of them yet.
fn merge(rules: Rules<'_>, world: &World, now: Moment, device: &Fan, person: &Fan) -> Result<Vec<Change>, Refusal> {
    // The list says for ever who has which tickets.
    if world.is_list_closed() {
        return Err(Refusal::Closed(rules.campaign.slug.clone()));
    }
    let mut changes = origin(world, device, person);
    changes.extend(withdraw_credits(device, person));
    changes.extend(choices(rules.campaign, device, person));
    changes.extend(codes(rules, world, now, device, person));
    changes.push(Change::Merge {
        from: device.id.clone(),
        into: person.id.clone(),
    });
    changes.extend(tickets(rules.campaign, device, person, now));
    if let (Some(nonce), None) = (&device.nonce, &person.nonce) {
        changes.push(Change::EnterDraw {
            fan: person.id.clone(),
            nonce: nonce.clone(),
        });
    }
    if person.joined.is_none()
        && let Some(at) = device.joined
    {
        changes.push(Change::Join {
            fan: person.id.clone(),
            at,
        });
    }
    if kept_out(rules.campaign, person) != person.kept_out {
        changes.push(Change::KeepOut {
            fan: person.id.clone(),
            why: kept_out(rules.campaign, person),
        });
    }
    Ok(changes)
}

/// Nobody descends from himself: where the person was brought by his own device, or by somebody whom it had brought, he was in truth brought by
/// whoever brought the device.
fn origin(world: &World, device: &Fan, person: &Fan) -> Vec<Change> {
    if !world.descends(&person.id, &device.id) {
        return Vec::new();
    }
    let referrer: Option<Referrer> = device.referrer.clone().filter(|referrer| referrer.fan != person.id);
    vec![Change::Refer {
        fan: person.id.clone(),
        generation: device.generation,
        referrer,
    }]
}

/// Who is the same person is nobody's friend: what was owed for the device, and what the device was owed for the person, is not.
fn withdraw_credits(device: &Fan, person: &Fan) -> Vec<Change> {
    let own = person.credits.iter().filter(|credit| credit.to == device.id);
    device
        .credits
        .iter()
        .chain(own)
        .filter(|credit| credit.why.is_open())
        .map(|credit| {
            Change::Credit(Credit {
                why: Why::Void,
                ..credit.clone()
            })
        })
        .collect()
}

/// Choices go over where the person has made none; at a list of wishes each by itself.
fn choices(campaign: &Campaign, device: &Fan, person: &Fan) -> Vec<Change> {
    let mut changes = Vec::new();
    for ((id, key), pick) in &device.picks {
        changes.push(Change::Unpick {
            fan: device.id.clone(),
            node: id.clone(),
            key: key.clone(),
        });
        let Some(node) = campaign.node(id) else { continue };
        let many = matches!(&node.kind, Kind::Vote(vote) if vote.form == VoteForm::Wishes);
        let has = person.picks_at(id).any(|(known, _)| known == key);
        if has || (!many && person.picks_at(id).next().is_some()) {
            continue;
        }
        let mut pick = pick.clone();
        pick.people = people(campaign, node, person);
        changes.push(Change::Pick {
            fan: person.id.clone(),
            node: id.clone(),
            key: key.clone(),
            pick,
            ruling: Ruling::Shown,
            at: device.arrived,
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
    let held = person
        .codes
        .values()
        .filter(|held| held.node == node && held.state.is_alive());
    held.count() + person.waits.iter().filter(|wait| wait.node == node).count()
}

/// Tickets and points go over: what is given once, if the person has not had it; what friends bring, up to what they may bring; gifts as they are.
fn tickets(campaign: &Campaign, device: &Fan, person: &Fan, now: Moment) -> Vec<Change> {
    let mut changes = Vec::new();
    for ((node, reason, unit), &amount) in &device.earned {
        let has = person.earned.get(&(node.clone(), *reason, *unit)).copied().unwrap_or(0);
        let amount = match reason {
            Reason::Gift => amount,
            Reason::Friend | Reason::Second => most_for(campaign, *reason, *unit).saturating_sub(has).min(amount),
            Reason::Done | Reason::Right | Reason::Won | Reason::Milestone if has > 0 => 0,
            Reason::Done | Reason::Right | Reason::Won | Reason::Milestone => amount,
        };
        if amount > 0 {
            changes.push(Change::Grant(Grant {
                at: now,
                fan: person.id.clone(),
                node: node.clone(),
                reason: *reason,
                about: Some(device.id.clone()),
                unit: *unit,
                amount,
            }));
        }
    }
    changes
}

fn most_for(campaign: &Campaign, reason: Reason, unit: Unit) -> u32 {
    let Some((node, share)) = campaign.share() else {
        return 0;
    };
    match (reason, unit) {
        (Reason::Friend, Unit::Tickets) => share.most_for_friends(node.tickets),
        (Reason::Friend, Unit::Points) => node.points.saturating_mul(share.most),
        _ => share.second.saturating_mul(share.most),
    }
}

/// Somebody has his data deleted. His choices and reservations go, his tickets are kept out of the draw if it is still open, and what remains of
/// the counts bears another name.
pub(super) fn erase(
    rules: Rules<'_>,
    world: &World,
    now: Moment,
    (id, stub): (&str, &str),
) -> Result<Vec<Change>, Refusal> {
    let fan = world.fan(id).ok_or_else(|| Refusal::UnknownFan(id.to_owned()))?;
    let mut scratch = world.clone();
    let mut changes: Vec<Change> = Vec::new();
    let mut add = |next: Vec<Change>, scratch: &mut World| {
        scratch.apply(next.clone());
        changes.extend(next);
    };
    for (node, key) in fan.picks.keys() {
        let unpick = Change::Unpick {
            fan: id.to_owned(),
            node: node.clone(),
            key: key.clone(),
        };
        add(vec![unpick], &mut scratch);
    }
    for wait in &fan.waits {
        let left = left_waiting(rules.campaign, &scratch, now, fan, wait);
        add(left, &mut scratch);
    }
    for held in fan.codes.values().filter(|held| held.state.is_alive()) {
        let ended = given_back(rules, &scratch, now, held);
        add(ended, &mut scratch);
    }
    let void = fan.credits.iter().filter(|credit| credit.why.is_open());
    let void: Vec<Change> = void
        .map(|credit| {
            Change::Credit(Credit {
                why: Why::Void,
                ..credit.clone()
            })
        })
        .collect();
    add(void, &mut scratch);
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
