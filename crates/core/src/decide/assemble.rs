//! Putting a product together.

use super::{Context, Refusal};
use crate::{
    campaign::{Assemble, Node},
    world::Change,
};
use std::collections::BTreeSet;

/// Done when every part has been put in place once. Doing it again is no fault.
pub(super) fn assemble(
    context: &Context<'_>,
    node: &Node,
    rules: &Assemble,
    parts: &[String],
) -> Result<Vec<Change>, Refusal> {
    context.open_node(&node.id)?;
    let placed: BTreeSet<&str> = parts.iter().map(String::as_str).collect();
    let needed: BTreeSet<&str> = rules.parts.iter().map(|part| part.key.as_str()).collect();
    if placed != needed || parts.len() != placed.len() {
        return Err(Refusal::PartsWrong);
    }
    Ok(context.complete(node))
}
