//! Entering a draw.

use super::{Context, Refusal};
use crate::{campaign::Node, world::Change};

/// Entering again is no fault, and changes nothing: the first nonce stays.
pub(super) fn enter(context: &Context<'_>, node: &Node, nonce: &str) -> Result<Vec<Change>, Refusal> {
    context.open_node(&node.id)?;
    if nonce.len() != 64 || !nonce.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
        return Err(Refusal::NonceMalformed);
    }
    let mut changes = context.complete(node);
    if !context.fan.in_draw() {
        changes.push(Change::EnterDraw {
            fan: context.fan.id.clone(),
            nonce: nonce.to_owned(),
        });
    }
    Ok(changes)
}
