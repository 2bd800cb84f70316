//! A lottery: entering, once. The draw is in `draw.rs`.

use super::visit::Visit;
use canyu_core::act::Act;

pub(super) fn acts(visit: &mut Visit<'_>) -> Vec<Act> {
    if visit.has_done() {
        return Vec::new();
    }
    let nonce = fairdraw::text::hex(&visit.dice.bytes());
    vec![Act::Enter {
        node: visit.id(),
        nonce,
    }]
}
