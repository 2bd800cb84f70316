//! What everybody would get if nobody's tickets and votes were doubted: by the campaign's rules, each token taken for a human being of his own.

use super::{
    ground::{Ground, What},
    person::{Deed, Person},
    plan::Plan,
};
use canyu_core::act::Act;
use std::collections::{BTreeMap, BTreeSet};

/// What somebody is after.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sought {
    /// Tickets for what he does himself, and for his friends.
    pub tickets: u32,
    /// Those for his friends alone.
    pub friends: u32,
    /// Polls in which he votes.
    pub votes: u32,
}

/// What everybody is after, by number. An honest human's second device stands with zeros: what it does is his first one's.
pub(super) fn sought(ground: &Ground, plan: &Plan) -> Vec<Sought> {
    let takes_part: Vec<bool> = plan.people.iter().map(|person| counts(ground, person)).collect();
    let has_part = |number: u32| takes_part.get(number as usize).copied().unwrap_or(false);
    let mut friends: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for person in plan.people.iter().filter(|person| has_part(person.number)) {
        if let Some(of) = person.brought_by() {
            friends.entry(of).or_default().push(person.number);
        }
    }
    let none = Vec::new();
    let of = |number: u32| friends.get(&number).unwrap_or(&none);
    let mut devices: BTreeMap<u32, Vec<&Person>> = BTreeMap::new();
    for person in &plan.people {
        let first = if person.group.is_honest() {
            person.human
        } else {
            person.number
        };
        devices.entry(first).or_default().push(person);
    }
    let mut all = vec![Sought::default(); plan.people.len()];
    for (first, devices) in &devices {
        let Some(slot) = all.get_mut(*first as usize).filter(|_| has_part(*first)) else {
            continue;
        };
        let done: BTreeSet<&str> = devices.iter().flat_map(|device| done(ground, device)).collect();
        slot.tickets = done.iter().map(|node| ground.tickets(node)).sum();
        let polls = ground.with(|what| matches!(what, What::Vote(_)));
        slot.votes = polls.filter(|poll| done.contains(poll.id.as_str())).count() as u32;
        if let Some(sharing) = &ground.sharing {
            let second = of(*first).iter().map(|&friend| of(friend).len()).sum();
            slot.friends = sharing.tickets(of(*first).len(), second);
            slot.tickets += slot.friends;
        }
    }
    all
}

/// The nodes that somebody does. A code that is only tried counts for whoever cheats: it is what he is after.
fn done<'a>(ground: &'a Ground, person: &'a Person) -> impl Iterator<Item = &'a str> {
    let is_honest = person.group.is_honest();
    let acts = person
        .acts()
        .filter(move |(_, act)| !is_honest || !matches!(act, Act::CheckIn { .. }));
    acts.filter_map(|(_, act)| act.node())
        .filter(|node| ground.places.iter().any(|place| place.id == *node))
}

/// Whether somebody takes part, and confirms as far as the campaign asks for it (or tries to, by whatever means).
fn counts(ground: &Ground, person: &Person) -> bool {
    let tries = |deed: &Deed| matches!(deed, Deed::Confirm { .. } | Deed::Guess { .. } | Deed::Borrow { .. });
    person.acts().next().is_some() && (!ground.confirm || person.steps.iter().any(|step| tries(&step.deed)))
}
