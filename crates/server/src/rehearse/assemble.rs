//! An assembly: part by part, and some give up on the way.

use super::visit::Visit;
use canyu_core::{act::Act, campaign::Assemble};

const FINISHES: f64 = 0.8;

pub(super) fn acts(visit: &mut Visit<'_>, rules: &Assemble) -> Vec<Act> {
    if visit.has_done() {
        return Vec::new();
    }
    let node = visit.id();
    let mut acts = vec![Act::Start { node: node.clone() }];
    if visit.dice.chance(FINISHES) {
        let parts = rules.parts.iter().map(|part| part.key.clone()).collect();
        acts.push(Act::Assemble { node, parts });
    }
    acts
}
