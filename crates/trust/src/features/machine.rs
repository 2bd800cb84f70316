//! `machine`: groups that move alike: those of one place, of one place and one order of nodes, of one mail host, domain or servers.
//!
//! The evidence is that of `evidence.rs`; points from 2.5 noughts on, all of them from 5.5. Honest crowds share where they are and what brought
//! them, so they share an hour, an order of nodes, and that they do not come back. They do not share the length of their visits, nor an even
//! pace; both count *for* them. Smaller groups inside a large one (the place and the order) find machines that hide in an honest crowd.

use super::{mail, mark_members};
use crate::{
    Reason, Said, Sign,
    evidence::{Asked, Evidence},
    groups::{Group, Groups},
    weigh::{Board, Scene},
};

pub fn look(scene: &Scene<'_>, board: &mut Board) {
    if !scene.uses(Reason::Machine) {
        return;
    }
    if scene.uses(Reason::Place) {
        let places = Groups::by(scene.facts, |_, fan| {
            scene.facts.places(fan).iter().map(|place| (*place, 0))
        });
        test(scene, board, &places, Sign::SamePlace, Asked::Everything);
        // There need not be room for both.
        drop(places);
        let ordered = Groups::by(scene.facts, |_, fan| {
            let order = fan.order;
            scene.facts.places(fan).iter().map(move |place| (*place, order))
        });
        test(scene, board, &ordered, Sign::SamePlace, Asked::NotOrder);
    }
    for (reason, sign, by) in mail::KINDS {
        if scene.uses(reason) {
            test(scene, board, &mail::groups(scene, by), sign, Asked::Everything);
        }
    }
}

fn test(scene: &Scene<'_>, board: &mut Board, groups: &Groups, sign: Sign, asked: Asked) {
    // Among many small groups that were chosen by two things there are some that look strange by chance.
    let fewest = if asked == Asked::Everything { 0 } else { 8 };
    for (_, numbers) in groups.each().filter(|(_, numbers)| numbers.len() >= fewest) {
        let group = Group::coming(scene.facts, &numbers);
        let mut evidence = Evidence::of(scene, &group, asked);
        evidence.said.insert(0, Said::counted(sign, group.len(), scene.people));
        let value = evidence.value();
        mark_members(scene, board, Reason::Machine, &group, (&evidence, value));
    }
}
