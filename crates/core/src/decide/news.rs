//! Standing behind news.

use super::{Context, Refusal};
use crate::{
    campaign::{News, Node},
    world::{Change, Pick, Ruling},
};

/// Seconding again is no fault, and changes nothing.
pub(super) fn second(context: &Context<'_>, node: &Node, news: &News, key: &str) -> Result<Vec<Change>, Refusal> {
    context.open_node(&node.id)?;
    if !news.posts.iter().any(|post| post.key == key && post.at <= context.now) {
        return Err(Refusal::UnknownPick(key.to_owned()));
    }
    let mut changes = Vec::new();
    if context.picked(node, key).is_none() {
        changes.push(context.pick(node, key.to_owned(), Pick::tapped(), Ruling::Shown));
    }
    changes.extend(context.complete(node));
    Ok(changes)
}
