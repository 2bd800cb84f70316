//! `votes`: the votes for one option come like clockwork.
//!
//! The evidence of `evidence.rs`, with the times of the votes for those of the arrivals: of those for one option from one place; by one person's
//! friends; by people who did the same in the same order; and of those in a heap of equally long first visits (see `alike.rs`), which picks a program's votes out of an honest crowd's.
//! Supporters vote in crowds, after a call, by chance.

use super::{alike::heaps, mark_members};
use crate::{
    Fan, Reason, Said, Sign,
    evidence::{Asked, Evidence},
    groups::{Group, Rough},
    weigh::{Board, Scene},
};
use std::collections::BTreeSet;

/// What a vote is grouped by: the option, the way of grouping, and a key.
type Key = (u32, u8, u64);
/// A vote: its group, when, whose.
type Cast = (Key, i64, u32);

pub fn look(scene: &Scene<'_>, board: &mut Board) {
    if !scene.uses(Reason::Votes) {
        return;
    }
    let mut votes = votes(scene);
    votes.sort_unstable();
    for cast in votes.chunk_by(|a, b| a.0 == b.0) {
        let way = cast.first().map_or(ORDER, |((_, way, _), _, _)| *way);
        if way == ORDER {
            in_heaps(scene, board, cast);
        }
        if cast.len() >= FEWEST_VOTES {
            let group = group(scene, cast);
            let evidence = evidence(
                scene,
                &group,
                if way == ORDER { Asked::AlikeVotes } else { Asked::Votes },
            );
            let value = evidence.value();
            mark_members(scene, board, Reason::Votes, &group, (&evidence, value));
        }
    }
}

/// All votes by all that they are grouped by, but for those that hardly any others share it with: of most groups there is one vote.
fn votes(scene: &Scene<'_>) -> Vec<Cast> {
    let all = || {
        let votes = scene.facts.votes().iter();
        votes.filter_map(|vote| Some((vote, keys(scene, vote.option, scene.facts.fan(vote.fan)?))))
    };
    let mixed = |(option, way, key): Key| (u64::from(option) << 8 | u64::from(way), key);
    let mut rough = Rough::new(scene.facts.votes().len());
    for (_, keys) in all() {
        keys.for_each(|key| rough.count(mixed(key)));
    }
    let mut votes = Vec::new();
    for (vote, keys) in all() {
        let shared = keys.filter(|key| rough.is_enough(mixed(*key)));
        votes.extend(shared.map(|key| (key, vote.at, vote.fan)));
    }
    votes
}

/// Fewer votes say nothing: a group that was chosen by two things is strange by chance now and then.
const FEWEST_VOTES: usize = 8;
const ORDER: u8 = 0;

fn keys<'a>(scene: &'a Scene<'_>, option: u32, fan: &'a Fan) -> impl Iterator<Item = Key> + 'a {
    let by_place = scene
        .facts
        .places(fan)
        .iter()
        .filter(|_| scene.uses(Reason::Place))
        .map(|&place| (1, place));
    let by_friend = fan
        .referrer()
        .filter(|_| scene.uses(Reason::Tree))
        .map(|by| (2, u64::from(by)));
    let by_order = std::iter::once((ORDER, fan.order));
    let all = by_order.chain(by_place).chain(by_friend);
    all.map(move |(way, key)| (option, way, key))
}

fn group<'a>(scene: &Scene<'a>, cast: &[Cast]) -> Group<'a> {
    Group::doing(scene.facts, cast.iter().map(|&(_, at, fan)| (at, fan)))
}

fn in_heaps(scene: &Scene<'_>, board: &mut Board, cast: &[Cast]) {
    let numbers: Vec<u32> = cast.iter().map(|&(_, _, fan)| fan).collect();
    for heap in heaps(scene, &numbers) {
        let inside: BTreeSet<u32> = heap.numbers.iter().copied().collect();
        let cast_inside = cast.iter().filter(|(_, _, fan)| inside.contains(fan));
        let group = Group::doing(scene.facts, cast_inside.map(|&(_, at, fan)| (at, fan)));
        let mut evidence = evidence(scene, &group, Asked::AlikeVotes);
        evidence.add(
            heap.evidence.min(5.0),
            Said::counted(Sign::Alike, heap.numbers.len(), cast.len()),
        );
        let value = evidence.value() * heap.part();
        mark_members(scene, board, Reason::Votes, &group, (&evidence, value));
    }
}

fn evidence(scene: &Scene<'_>, group: &Group<'_>, asked: Asked) -> Evidence {
    let mut evidence = Evidence::of(scene, group, asked);
    evidence.said.insert(0, Said::counted(Sign::SameOption, group.len(), 0));
    evidence
}
