//! Who was brought by whom, as lists.

use super::meant::{Meant, joined};
use canyu_core::{
    moment::Moment,
    staff::{Filter, study::SharingTree},
    world::Worth,
};
use canyu_spread::ROOT;
use std::cmp::Reverse;

/// The largest chains, until there are so many people.
pub(super) fn tree(meant: &Meant<'_>, filter: &Filter, rehearsal: bool, most: u32, ids: bool) -> SharingTree {
    let mut roots = meant.roots();
    let people = roots.iter().map(|root| u64::from(meant.forest.size(*root))).sum();
    let chains = roots.len() as u64;
    roots.sort_by_key(|root| (Reverse(meant.forest.size(*root)), *root));
    let shown = shown(meant, &roots, most);
    let told = shown
        .iter()
        .filter(|member| meant.forest.parent(**member).is_none())
        .count() as u64;
    let mut places = vec![ROOT; meant.members.len()];
    for (place, member) in (0..).zip(&shown) {
        if let Some(own) = places.get_mut(*member as usize) {
            *own = place;
        }
    }
    let persons: Vec<_> = shown.iter().filter_map(|member| meant.person(*member)).collect();
    let first = persons
        .iter()
        .map(|person| joined(person))
        .min()
        .unwrap_or(Moment(meant.now.now.0));
    let parent = |member: &u32| {
        let parent = meant
            .forest
            .parent(*member)
            .and_then(|parent| places.get(parent as usize));
        parent.and_then(|place| i32::try_from(*place).ok()).unwrap_or(-1)
    };
    let minutes = |moment: Moment| u32::try_from((moment.0 - first.0) / 60_000).unwrap_or(u32::MAX);
    SharingTree {
        rehearsal,
        as_of: meant.now.now,
        filter: filter.clone(),
        people,
        chains,
        told,
        first,
        parents: shown.iter().map(parent).collect(),
        generations: persons.iter().map(|person| u32::from(person.generation)).collect(),
        minutes: persons.iter().map(|person| minutes(joined(person))).collect(),
        flags: persons
            .iter()
            .map(|person| {
                let worth = match person.worth {
                    Worth::Open => 0,
                    Worth::Verified => SharingTree::VERIFIED,
                    Worth::Held => SharingTree::HELD,
                    Worth::Excluded => SharingTree::EXCLUDED,
                };
                worth | if person.is_seed() { SharingTree::SEED } else { 0 }
            })
            .collect(),
        ids: ids.then(|| shown.iter().map(|member| meant.id(*member)).collect()),
    }
}

/// Chain after chain, each by generation and then by who joined first; so the last one is cut where it is furthest from its root.
fn shown(meant: &Meant<'_>, roots: &[u32], most: u32) -> Vec<u32> {
    let most = most as usize;
    let mut ranks = vec![ROOT; meant.members.len()];
    let mut so_far = 0;
    for (rank, root) in (0..).zip(roots) {
        if so_far >= most {
            break;
        }
        so_far += meant.forest.size(*root) as usize;
        if let Some(own) = ranks.get_mut(*root as usize) {
            *own = rank;
        }
    }
    let rank = |member: u32| {
        let root = meant.forest.root(member)?;
        ranks.get(root as usize).copied().filter(|rank| *rank != ROOT)
    };
    let mut shown: Vec<(u32, u32, Moment, u32)> = meant
        .all()
        .filter_map(|(member, person)| Some((rank(member)?, meant.forest.depth(member), joined(person), member)))
        .collect();
    shown.sort_unstable();
    shown.truncate(most);
    shown.into_iter().map(|(_, _, _, member)| member).collect()
}
