//! Which community infects which.

use super::{known, meant::Meant, people::Words, within};
use canyu_core::staff::study::{Community, Crossing};
use std::{cmp::Reverse, collections::HashMap};

/// Communities that are told apart, at most.
const MOST: usize = 12;

/// By the channels that people came by, then by what they have chosen at each vote.
pub(super) fn crossings(meant: &Meant<'_>) -> Vec<Crossing> {
    let by_channel: Vec<Option<u16>> = meant.all().map(|(_, person)| Some(person.channel)).collect();
    let mut crossings = vec![crossing(meant, None, &by_channel, &meant.people.channels)];
    for vote in &meant.people.votes {
        let chosen: Vec<Option<u16>> = meant.members.iter().map(|place| vote.choice(*place)).collect();
        crossings.push(crossing(meant, Some(&vote.node), &chosen, &vote.choices));
    }
    crossings
}

fn crossing(meant: &Meant<'_>, node: Option<&str>, of: &[Option<u16>], words: &Words) -> Crossing {
    let mut counts: HashMap<u16, u64> = HashMap::new();
    for community in of.iter().flatten() {
        *counts.entry(*community).or_default() += 1;
    }
    let mut counts: Vec<(u16, u64)> = counts.into_iter().collect();
    counts.sort_by_key(|(community, people)| (Reverse(*people), words.text(*community)));
    let apart = if counts.len() > MOST { MOST - 1 } else { counts.len() };
    let mut communities: Vec<Community> = Vec::with_capacity(MOST);
    let mut places: HashMap<u16, usize> = HashMap::new();
    for (place, (community, people)) in counts.iter().enumerate() {
        places.insert(*community, place.min(apart));
        match communities.get_mut(apart) {
            Some(rest) => rest.people += people,
            None if place < apart => communities.push(Community {
                key: words.text(*community).to_owned(),
                label: words.label(*community).to_owned(),
                people: *people,
            }),
            None => communities.push(Community {
                key: String::new(),
                label: String::new(),
                people: *people,
            }),
        }
    }
    let place = |member: u32| places.get(&(*of.get(member as usize)?)?).copied();
    let pairs = (0..meant.len()).filter_map(|friend| {
        let by = meant.forest.parent(friend)?;
        meant.is_meant(by).then(|| (place(by), place(friend)))
    });
    let size = communities.len();
    let matrix = canyu_spread::Crossing::count(size, pairs);
    let people = |from: usize| {
        let to = |to: usize| matrix.as_ref().map_or(0, |matrix| matrix.people(from, to));
        (0..size).map(to).collect()
    };
    Crossing {
        node: node.map(str::to_owned),
        people: (0..size).map(people).collect(),
        outside: matrix.as_ref().map_or(0, |matrix| matrix.outside),
        crossed: known(
            matrix
                .as_ref()
                .map_err(|why| *why)
                .and_then(|matrix| matrix.crossed())
                .map(within),
        ),
        communities,
    }
}
