//! `ring`: a whole tree of referrals that brings nobody else, does all that makes tickets count, wants the same, and sits behind few doors.
//!
//! Who cheats by hand moves like people, so the pace and the length of visits are not asked. Of each tree of 5 to 200 people who took part: how many act
//! from a place, or have an address of a small domain, that another one of the tree has too, and that hardly anybody outside has (at most
//! half as many again, and 12); and of `evidence.rs`: whether they
//! all voted for the same and did everything that makes tickets count. Sharing places gives at most 1.5
//! (from 2 in 10 on, all from 6 in 10; all from 8 people on); points from 2.5 noughts on, all of them from 4.5.
//!
//! A family of five shares a place and gets 0.4 for it; they want different things, and some of them leave half-way. So do the friends of friends of
//! somebody popular. A fan club that agrees about everything and finishes everything looks like a ring: staff see that it is none.

use super::mark_members;
use crate::{
    Facts, Fan, Reason, Said, Sign,
    evidence::{Asked, Evidence},
    groups::{Group, Groups},
    stats,
    weigh::{Board, Scene},
};
use std::collections::BTreeMap;

/// The sizes of trees that are looked at.
const SIZES: std::ops::RangeInclusive<usize> = 5..=200;
/// So many need not be behind one door.
const ENOUGH: usize = 8;

pub fn look(scene: &Scene<'_>, board: &mut Board) {
    if !scene.uses(Reason::Ring) {
        return;
    }
    let roots = roots(scene.facts);
    let trees = Groups::by(scene.facts, |number, _| {
        let root = roots.get(number as usize);
        root.map(|root| (u64::from(*root), 0))
    });
    let at_domain = domains(scene.facts);
    for (_, numbers) in trees.each() {
        if SIZES.contains(&numbers.len()) {
            test(scene, board, &numbers, &at_domain);
        }
    }
}

fn test(scene: &Scene<'_>, board: &mut Board, numbers: &[u32], at_domain: &BTreeMap<u32, usize>) {
    let group = Group::coming(scene.facts, numbers);
    let size = group.len();
    let closed = closed(scene, &group.fans, at_domain);
    let share = closed as f64 / size as f64;
    let circle = 1.5 * stats::ramp(share, 0.2, 0.6) * stats::ramp(size as f64, 4.0, 8.0);
    if circle <= 0.0 && size < ENOUGH {
        return;
    }
    let mut evidence = Evidence::of(scene, &group, Asked::AsPeople);
    evidence.add(circle, Said::counted(Sign::ClosedCircle, closed, size));
    let value = stats::ramp(evidence.sum, 2.5, 4.5);
    mark_members(scene, board, Reason::Ring, &group, (&evidence, value));
}

/// Members who share a small place or domain with another member.
fn closed(scene: &Scene<'_>, group: &[&Fan], at_domain: &BTreeMap<u32, usize>) -> usize {
    let small = |people: usize| people <= (group.len() + group.len() / 2).max(12);
    let mut inside: BTreeMap<(bool, u64), usize> = BTreeMap::new();
    let keys = |fan: &Fan| {
        let places = scene.facts.places(fan).iter().copied();
        let places = places.filter(|place| scene.uses(Reason::Place) && small(scene.at_place.at(*place) as usize));
        let domain = fan
            .mail()
            .filter(|mail| !mail.big && !mail.disposable && scene.uses(Reason::MailDomain));
        let domain = domain.map(|mail| mail.domain);
        let domain = domain.filter(|domain| small(at_domain.get(domain).copied().unwrap_or(0)));
        places
            .map(|place| (true, place))
            .chain(domain.map(|domain| (false, u64::from(domain))))
            .collect::<Vec<_>>()
    };
    for fan in group {
        for key in keys(fan) {
            *inside.entry(key).or_insert(0) += 1;
        }
    }
    let shares = |fan: &&&Fan| {
        keys(fan)
            .iter()
            .any(|key| inside.get(key).is_some_and(|&count| count >= 2))
    };
    group.iter().filter(shares).count()
}

/// The root of each fan's tree. Whoever is met twice on the way up is one, so that facts that cannot be do no harm.
fn roots(facts: &Facts) -> Vec<u32> {
    const UNKNOWN: u32 = u32::MAX;
    const ON_THE_WAY: u32 = u32::MAX - 1;
    let mut roots = vec![UNKNOWN; facts.fans().len()];
    for number in 0..facts.fans().len() {
        let (mut at, mut way) = (number, Vec::new());
        let root = loop {
            match roots.get(at).copied() {
                Some(UNKNOWN) => way.push(at),
                Some(ON_THE_WAY) | None => break u32::try_from(at).unwrap_or(UNKNOWN),
                Some(root) => break root,
            }
            if let Some(slot) = roots.get_mut(at) {
                *slot = ON_THE_WAY;
            }
            let up = facts.fans().get(at).and_then(Fan::referrer).map(|up| up as usize);
            match up.filter(|&up| up < facts.fans().len()) {
                Some(up) => at = up,
                None => break u32::try_from(at).unwrap_or(UNKNOWN),
            }
        };
        for step in way {
            if let Some(slot) = roots.get_mut(step) {
                *slot = root;
            }
        }
    }
    roots
}

/// How many addresses there are of each domain.
fn domains(facts: &Facts) -> BTreeMap<u32, usize> {
    let mut domains = BTreeMap::new();
    for mail in facts.fans().iter().filter_map(Fan::mail) {
        *domains.entry(mail.domain).or_insert(0) += 1;
    }
    domains
}
