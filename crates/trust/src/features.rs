//! What is looked at, a control a file. Each says what it counts, and why honest crowds do not trip it.

mod alike;
mod disposable;
mod guessing;
mod machine;
mod mail;
mod place;
mod ring;
mod tree;
mod votes;

use crate::{
    Reason, Said,
    evidence::Evidence,
    groups::Group,
    weigh::{Board, Scene},
};
use std::sync::Arc;

/// A control.
type Look = fn(&Scene<'_>, &mut Board);

/// Those that look at everybody by himself.
pub const OF_EACH: [Look; 2] = [disposable::look, guessing::look];

/// Those that compare groups. The order matters once: whoever brought friends is judged after they are.
pub const OF_GROUPS: [Look; 7] = [
    place::look,
    mail::look,
    machine::look,
    alike::look,
    tree::look,
    ring::look,
    votes::look,
];

/// Notes a group's evidence about each of its members, as far as it is about him.
fn mark_members(
    scene: &Scene<'_>,
    board: &mut Board,
    reason: Reason,
    group: &Group<'_>,
    (evidence, value): (&Evidence, f64),
) {
    if value <= 0.0 {
        return;
    }
    let said: Arc<[Said]> = evidence.said.clone().into();
    for ((&number, fan), &at) in group.numbers.iter().zip(&group.fans).zip(&group.times) {
        board.mark(number, reason, value * evidence.about(fan, at, &scene.baseline), &said);
    }
}
