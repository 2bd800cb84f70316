//! `tree`: the friends of one person move alike, or are all of one small domain, of thrown-away addresses, from one place.
//!
//! The evidence is that of `evidence.rs` about the friends, and at most 1.5 more for what they have in common beyond what a crowd has (place 0.5,
//! domain 0.5, thrown-away addresses 1.5). An influencer's post brings hundreds within minutes, an office fifty from one door: both come by
//! chance and take their own time, which counts for them. Of the friends from one place the same is asked again.
//!
//! The one who brought them is scored as they are when eight in ten of at least six friends who could bring him something (who have done all that makes
//! tickets count) are found to be machines, and at least three of those share a place or a small mail domain with him. A link is public: anybody can send
//! programs through it. So without more in common than the link he gets 18 points, which hold nobody by themselves.

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
/// So many of those who were found have to have more in common with the one who brought them than his link ...
const LINKS: usize = 3;
/// ... at a place of so many people at most; else he is only shown to staff, and held by this alone never.
const SMALL_PLACE: u32 = 200;
const LOOK_ONLY: f64 = 0.3;
/// ... and from which value on one is.
const IS_FOUND: f64 = 0.5;

pub fn look(scene: &Scene<'_>, board: &mut Board) {
    if !scene.uses(Reason::Tree) {
        return;
    }
    let by = |fan: &Fan| fan.referrer().map(u64::from);
    let friends = Groups::by(scene.facts, |_, fan| by(fan).map(|by| (by, 0)));
    for (_, numbers) in friends.each() {
        test(scene, board, &numbers);
    }
    if scene.uses(Reason::Place) {
        let near = Groups::by(scene.facts, |_, fan| {
            let by = by(fan);
            let places = scene.facts.places(fan).iter();
            places.filter_map(move |place| Some((by?, *place)))
        });
        for (_, numbers) in near.each() {
            test(scene, board, &numbers);
        }
    }
    for ((by, _), numbers) in friends.each() {
        judge(scene, board, by, &numbers);
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
    let places = group.iter().flat_map(|fan| scene.facts.places(fan).iter().copied());
    let crowd = |place: u64| f64::from(scene.at_place.at(place)) / scene.people.max(1) as f64;
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
        .filter_map(|fan| fan.mail())
        .filter(|mail| !mail.big && !mail.disposable);
    if scene.uses(Reason::MailDomain)
        && let Some((_, count)) = most(small.map(|mail| u64::from(mail.domain)))
    {
        let improbable = stats::binomial(count, of, 0.4);
        if improbable >= 0.5 {
            evidence.add(improbable.min(0.5), Said::counted(Sign::SameDomain, count, of));
        }
    }
    let thrown = group
        .iter()
        .filter(|fan| fan.mail().is_some_and(|mail| mail.disposable))
        .count();
    let improbable = stats::binomial(thrown, of, 0.1);
    if scene.uses(Reason::Disposable) && improbable >= 0.5 {
        evidence.add(improbable.min(1.5), Said::counted(Sign::ThrownAway, thrown, of));
    }
}

/// The key that most have, and how many.
fn most(keys: impl Iterator<Item = u64>) -> Option<(u64, usize)> {
    let mut counts: BTreeMap<u64, usize> = BTreeMap::new();
    keys.for_each(|key| *counts.entry(key).or_insert(0) += 1);
    counts
        .into_iter()
        .max_by_key(|&(key, count)| (count, std::cmp::Reverse(key)))
}

/// Judges the one who brought them, by the friends who could bring him something.
fn judge(scene: &Scene<'_>, board: &mut Board, by: u64, numbers: &[u32]) {
    let Ok(by) = u32::try_from(by) else { return };
    let Some(head) = scene.facts.fan(by) else {
        return;
    };
    let how = [Reason::Tree, Reason::Machine];
    let value = |number: u32| {
        how.iter()
            .map(|&reason| board.value(number, reason))
            .fold(0.0, f64::max)
    };
    let known = numbers
        .iter()
        .filter_map(|&number| Some((number, scene.facts.fan(number)?)));
    let counting: Vec<(u32, &Fan)> = known.filter(|(_, fan)| fan.complete).collect();
    let found: Vec<(f64, &Fan)> = counting
        .iter()
        .map(|&(number, fan)| (value(number), fan))
        .filter(|(value, _)| *value >= IS_FOUND)
        .collect();
    if counting.len() < FEWEST_FRIENDS || (found.len() as f64) < FOUND * counting.len() as f64 {
        return;
    }
    let near = found
        .iter()
        .filter(|(_, fan)| has_more_in_common(scene, head, fan))
        .count();
    let mean = found.iter().map(|(value, _)| value).sum::<f64>() / found.len() as f64;
    let value = if near >= LINKS { mean } else { mean.min(LOOK_ONLY) };
    let said: Arc<[Said]> = Arc::new([Said::counted(Sign::SameReferrer, found.len(), counting.len())]);
    board.mark(by, Reason::Tree, value, &said);
}

/// Whether two have more in common than that one brought the other: a place that is no crowd's, or a small mail domain or its servers.
fn has_more_in_common(scene: &Scene<'_>, one: &Fan, other: &Fan) -> bool {
    let is_small = |place: &&u64| scene.at_place.at(**place) <= SMALL_PLACE;
    let small = |fan: &Fan| fan.mail().filter(|mail| !mail.big && !mail.disposable);
    let places = |fan: &Fan| scene.facts.places(fan);
    let same_place = scene.uses(Reason::Place)
        && places(one)
            .iter()
            .filter(is_small)
            .any(|place| places(other).contains(place));
    let same_mail = scene.uses(Reason::MailDomain)
        && small(one)
            .zip(small(other))
            .is_some_and(|(one, other)| one.domain == other.domain || (one.mx.is_some() && one.mx == other.mx));
    same_place || same_mail
}
