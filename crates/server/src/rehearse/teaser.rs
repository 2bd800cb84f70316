//! A teaser: one tap.

use super::visit::Visit;
use canyu_core::act::Act;

pub(super) fn acts(visit: &mut Visit<'_>) -> Vec<Act> {
    if visit.has_done() {
        return Vec::new();
    }
    vec![Act::Tap { node: visit.id() }]
}
