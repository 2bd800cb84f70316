//! `votes`: the votes for one option come like clockwork.
//!
//! The evidence of `evidence.rs`, with the times of the votes for those of the arrivals: of all votes for an option; of those from one place; of
//! one person's friends; and of those whose first visits fall into the same step of length (20 %), which picks a program's votes out of an honest
//! crowd's. Supporters vote in crowds, after a call, by chance.

use super::{alike::step, mark_members};
use crate::{
    Fan, Reason, Said, Sign, Vote,
    evidence::{Asked, Evidence},
    groups::{FEWEST, members},
    weigh::{Board, Scene},
};

/// What a vote is grouped by: the option, the way of grouping, and a key.
type Key = (u32, u8, u64);

pub fn look(scene: &Scene<'_>, board: &mut Board) {
    if !scene.uses(Reason::Votes) {
        return;
    }
    let mut votes: Vec<(Key, i64, u32)> = Vec::new();
    for vote in &scene.facts.votes {
        if let Some(fan) = scene.facts.fans.get(vote.fan as usize) {
            votes.extend(keys(scene, vote, fan).map(|key| (key, vote.at, vote.fan)));
        }
    }
    votes.sort_unstable();
    for group in votes.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() >= FEWEST) {
        test(scene, board, group);
    }
}

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
    let by_length = step(fan).map(|step| (3, step.unsigned_abs()));
    let all = std::iter::once((0, 0))
        .chain(by_place)
        .chain(by_friend)
        .chain(by_length);
    all.map(|(way, key)| (vote.option, way, key))
}

fn test(scene: &Scene<'_>, board: &mut Board, group: &[(Key, i64, u32)]) {
    let numbers: Vec<u32> = group.iter().map(|&(_, _, fan)| fan).collect();
    let times: Vec<i64> = group.iter().map(|&(_, at, _)| at).collect();
    let by_length = group.first().is_some_and(|((_, way, _), _, _)| *way == 3);
    let asked = if by_length { Asked::NotAlike } else { Asked::Everything };
    let fans = members(scene.facts, &numbers);
    let mut evidence = Evidence::of(&fans, &times, &scene.baseline, scene.facts.now, asked);
    evidence
        .said
        .insert(0, Said::counted(Sign::SameOption, numbers.len(), 0));
    mark_members(scene, board, Reason::Votes, &numbers, &evidence, evidence.value());
}
