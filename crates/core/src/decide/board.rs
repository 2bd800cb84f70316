//! The leaderboard of a share node: who likes to be on it does so under a name of his choice.

use super::{
    Context, Refusal,
    pick::{first_ruling, tidy},
};
use crate::{
    campaign::{Node, Share},
    crockford,
    world::{Change, Pick},
};

/// Characters of a name's key: it says nothing about the fan, since his code would let others trace him.
const KEY: u32 = 12;

/// Puts the fan's name on the leaderboard; the name before goes. An empty name takes it off, as long as the campaign is there.
pub(super) fn sign(context: &Context<'_>, node: &Node, share: &Share, name: &str) -> Result<Vec<Change>, Refusal> {
    let label = tidy(name, share.longest)?;
    let before = context.fan.picks_at(&node.id);
    let mut changes: Vec<Change> = before.map(|(key, _)| context.unpick(node, key)).collect();
    if label.is_empty() {
        return Ok(changes);
    }
    if share.board == 0 {
        return Err(Refusal::NoBoard);
    }
    context.open_node(&node.id)?;
    let [random, _] = context.entropy;
    let key = crockford::write(random, KEY);
    changes.push(context.pick(node, key, Pick::written(label), first_ruling(share.moderated)));
    Ok(changes)
}
