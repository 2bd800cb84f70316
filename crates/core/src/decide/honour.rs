//! The wall of honour.

use super::{
    Context, Refusal,
    pick::{first_ruling, tidy},
};
use crate::{
    campaign::{Honour, Node},
    crockford,
    world::{Change, Pick, counter},
};

/// Puts the fan's name on the wall; the name before goes. An empty name takes it off: that is possible as long as the campaign is there, since
/// a consent can be taken back.
pub(super) fn sign(context: &Context<'_>, node: &Node, rules: &Honour, name: &str) -> Result<Vec<Change>, Refusal> {
    let label = tidy(name, rules.longest)?;
    let before: Vec<&str> = context.fan.picks_at(&node.id).map(|(key, _)| key).collect();
    let mut changes: Vec<Change> = Vec::new();
    for key in &before {
        changes.push(context.unpick(node, key));
        changes.push(Change::Count {
            name: counter::groups(&node.id),
            by: -1,
        });
    }
    if label.is_empty() {
        return Ok(changes);
    }
    context.open_node(&node.id)?;
    if before.is_empty() && context.world.counter(&counter::groups(&node.id)) >= i64::from(rules.places) {
        return Err(Refusal::WallFull(rules.places));
    }
    // The key says nothing about the fan, since his code would let others trace him. It begins with the time, so that names stand in the order
    // in which they were signed.
    let [random, _] = context.entropy;
    let seconds = context.now.0.div_euclid(1_000).unsigned_abs();
    let key = crockford::write(seconds, SECONDS) + &crockford::write(random, RANDOM);
    changes.push(context.pick(node, key, Pick::written(label), first_ruling(rules.moderated)));
    changes.extend(context.complete(node));
    Ok(changes)
}

/// Characters of a name's key that say when: enough for a thousand years.
const SECONDS: u32 = 7;
/// And of those that say nothing.
const RANDOM: u32 = 6;
