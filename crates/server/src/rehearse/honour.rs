//! A wall of honour: a name, once.

use super::visit::Visit;
use canyu_core::act::Act;

pub(super) fn acts(visit: &mut Visit<'_>) -> Vec<Act> {
    if visit.has_done() {
        return Vec::new();
    }
    vec![Act::Sign {
        node: visit.id(),
        name: format!("F{}", visit.dice.below(100_000)),
    }]
}
