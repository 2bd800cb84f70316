//! `votes`: the votes for one option come like clockwork.
//!
//! The evidence of `evidence.rs`, with the times of the votes for those of the arrivals: of those for one option from one place; by one person's
//! friends; and of those in a heap of equally long first visits (see `alike.rs`), which picks a program's votes out of an honest crowd's.
//! Supporters vote in crowds, after a call, by chance.

use super::{alike::heaps, mark_members};
use crate::{
    Fan, Reason, Said, Sign, Vote,
    evidence::{Asked, Evidence},
    groups::{FEWEST, members},
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
    let mut votes: Vec<Cast> = Vec::new();
    for vote in &scene.facts.votes {
        if let Some(fan) = scene.facts.fans.get(vote.fan as usize) {
            votes.extend(keys(scene, vote, fan).map(|key| (key, vote.at, vote.fan)));
        }
    }
    votes.sort_unstable();
    for group in votes.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() >= FEWEST) {
        if group.first().is_some_and(|((_, way, _), _, _)| *way == ALL) {
            in_heaps(scene, board, group);
        } else {
            let evidence = evidence(scene, group, Asked::Everything);
            mark_members(
                scene,
                board,
                Reason::Votes,
                &numbers(group),
                &evidence,
                evidence.value(),
            );
        }
    }
}

const ALL: u8 = 0;

fn keys<'a>(scene: &'a Scene<'_>, vote: &'a Vote, fan: &'a Fan) -> impl Iterator<Item = Key> + 'a {
    let by_place = fan
        .places()
        .iter()
        .filter(|_| scene.uses(Reason::Place))
        .map(|&place| (1, u64::from(place)));
    let by_friend = fan
        .referrer
        .filter(|_| scene.uses(Reason::Tree))
        .map(|by| (2, u64::from(by)));
    let all = std::iter::once((ALL, 0)).chain(by_place).chain(by_friend);
    all.map(|(way, key)| (vote.option, way, key))
}

fn numbers(group: &[Cast]) -> Vec<u32> {
    group.iter().map(|&(_, _, fan)| fan).collect()
}

fn in_heaps(scene: &Scene<'_>, board: &mut Board, group: &[Cast]) {
    for heap in heaps(scene, &numbers(group)) {
        let inside: BTreeSet<u32> = heap.numbers.iter().copied().collect();
        let votes: Vec<Cast> = group
            .iter()
            .filter(|(_, _, fan)| inside.contains(fan))
            .copied()
            .collect();
        let mut evidence = evidence(scene, &votes, Asked::NotAlike);
        evidence.add(
            heap.evidence.min(4.0),
            Said::counted(Sign::Alike, heap.numbers.len(), group.len()),
        );
        let part = (1.0 - heap.usual / heap.numbers.len() as f64).max(0.0);
        mark_members(
            scene,
            board,
            Reason::Votes,
            &heap.numbers,
            &evidence,
            evidence.value() * part,
        );
    }
}

fn evidence(scene: &Scene<'_>, group: &[Cast], asked: Asked) -> Evidence {
    let times: Vec<i64> = group.iter().map(|&(_, at, _)| at).collect();
    let fans = members(scene.facts, &numbers(group));
    let mut evidence = Evidence::of(&fans, &times, &scene.baseline, scene.facts.now, asked);
    evidence.said.insert(0, Said::counted(Sign::SameOption, group.len(), 0));
    evidence
}
