//! `tree`: the friends of one person move alike, or are all of one small domain, of thrown-away addresses, from one place.
//!
//! The evidence is that of `evidence.rs` about the friends, and at most 1.5 more for what they have in common beyond what a crowd has (place 0.5,
//! domain 0.5, thrown-away addresses 1.5). An influencer's post brings hundreds within minutes, an office fifty from one door: both come by
//! chance and take their own time, which counts for them. Of the friends from one place the same is asked again.
//!
//! The one who brought them is scored as they are, when eight in ten of at least six friends are found to be machines. So nobody can have an
//! honest sharer held by sending programs through his link, unless hardly anybody else follows it; and staff see the reason.

use super::mark_members;
use crate::{
    Fan, Reason, Said, Sign,
    evidence::{Asked, Evidence},
    groups::{Group, Groups},
    stats,
    weigh::{Board, Scene},
};
use std::{collections::BTreeMap, sync::Arc};

/// Fewest friends by whom the one who brought them is judged ...
const FEWEST_FRIENDS: usize = 6;
/// ... how many of them have to be found out ...
const FOUND: f64 = 0.8;
/// ... and from which value on one is.
const IS_FOUND: f64 = 0.5;

pub fn look(scene: &Scene<'_>, board: &mut Board) {
    if !scene.uses(Reason::Tree) {
        return;
    }
    let by = |fan: &Fan| fan.referrer.map(u64::from);
    let friends = Groups::by(scene.facts, |fan| by(fan).map(|by| (by, 0)));
    for (_, numbers) in friends.each() {
        test(scene, board, &numbers);
    }
    if scene.uses(Reason::Place) {
        let near = Groups::by(scene.facts, |fan| {
            let by = by(fan);
            fan.places()
                .iter()
                .filter_map(|&place| Some((by?, 1 + u64::from(place))))
                .collect::<Vec<_>>()
        });
        for (_, numbers) in near.each() {
            test(scene, board, &numbers);
        }
    }
    for ((by, _), numbers) in friends.each() {
        judge(board, by, &numbers);
    }
}

fn test(scene: &Scene<'_>, board: &mut Board, numbers: &[u32]) {
    let group = Group::coming(scene.facts, numbers);
    let mut evidence = Evidence::of(scene, &group, Asked::Everything);
    evidence
        .said
        .insert(0, Said::counted(Sign::SameReferrer, numbers.len(), 0));
    in_common(scene, &group.fans, &mut evidence);
    let value = evidence.value();
    mark_members(scene, board, Reason::Tree, &group, (&evidence, value));
}

/// What the friends have in common, beyond what a crowd has.
fn in_common(scene: &Scene<'_>, group: &[&Fan], evidence: &mut Evidence) {
    let of = group.len();
    let places = group.iter().flat_map(|fan| fan.places().iter().copied());
    let crowd = |place: u32| f64::from(scene.at_place.get(&place).copied().unwrap_or(0)) / scene.people.max(1) as f64;
    if scene.uses(Reason::Place)
        && let Some((place, count)) = most(places)
    {
        let improbable = stats::binomial(count, of, (crowd(place) + 0.4).min(0.95));
        if improbable >= 0.5 {
            evidence.add(improbable.min(0.5), Said::counted(Sign::SamePlace, count, of));
        }
    }
    let small = group
        .iter()
        .filter_map(|fan| fan.mail)
        .filter(|mail| !mail.big && !mail.disposable);
    if scene.uses(Reason::MailDomain)
        && let Some((_, count)) = most(small.map(|mail| mail.domain))
    {
        let improbable = stats::binomial(count, of, 0.4);
        if improbable >= 0.5 {
            evidence.add(improbable.min(0.5), Said::counted(Sign::SameDomain, count, of));
        }
    }
    let thrown = group
        .iter()
        .filter(|fan| fan.mail.is_some_and(|mail| mail.disposable))
        .count();
    let improbable = stats::binomial(thrown, of, 0.1);
    if scene.uses(Reason::Disposable) && improbable >= 0.5 {
        evidence.add(improbable.min(1.5), Said::counted(Sign::ThrownAway, thrown, of));
    }
}

/// The key that most have, and how many.
fn most(keys: impl Iterator<Item = u32>) -> Option<(u32, usize)> {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    keys.for_each(|key| *counts.entry(key).or_insert(0) += 1);
    counts
        .into_iter()
        .max_by_key(|&(key, count)| (count, std::cmp::Reverse(key)))
}

fn judge(board: &mut Board, by: u64, numbers: &[u32]) {
    let Ok(by) = u32::try_from(by) else { return };
    let how = [Reason::Tree, Reason::Machine];
    let value = |number: u32| {
        how.iter()
            .map(|&reason| board.value(number, reason))
            .fold(0.0, f64::max)
    };
    let values: Vec<f64> = numbers
        .iter()
        .map(|&number| value(number))
        .filter(|&value| value >= IS_FOUND)
        .collect();
    if numbers.len() >= FEWEST_FRIENDS && values.len() as f64 >= FOUND * numbers.len() as f64 {
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let said: Arc<[Said]> = Arc::new([Said::counted(Sign::SameReferrer, values.len(), numbers.len())]);
        board.mark(by, Reason::Tree, mean, &said);
    }
}
