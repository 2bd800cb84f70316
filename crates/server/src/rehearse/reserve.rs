//! A reservation: the first items are the most wanted. What becomes of it later (given back, handed on, redeemed) is decided in `after.rs`.

use super::visit::{Visit, ranked};
use canyu_core::{act::Act, campaign::Reserve};

pub(super) fn acts(visit: &mut Visit<'_>, rules: &Reserve) -> Vec<Act> {
    let node = visit.id();
    let waits = visit.fan.waits.iter().any(|wait| wait.node == node);
    if waits || visit.held().any(|held| held.state.is_alive()) {
        return Vec::new();
    }
    let item = ranked(visit.dice, rules.items.len()).and_then(|place| rules.items.get(place));
    let item = item.map(|item| item.key.clone());
    item.map(|item| Act::Reserve { node, item, code: None })
        .into_iter()
        .collect()
}
