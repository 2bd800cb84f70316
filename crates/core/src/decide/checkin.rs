//! Having been there.

use super::{Context, Refusal};
use crate::{
    campaign::{CheckIn, Node},
    checkin::{self, Place},
    world::{Change, Pick, Ruling},
};

/// The code says which of the places it was. Checking in again is no fault, and changes nothing.
pub(super) fn check_in(
    context: &Context<'_>,
    node: &Node,
    rules: &CheckIn,
    code: &str,
) -> Result<Vec<Change>, Refusal> {
    context.open_node(&node.id)?;
    let (opens, closes) = context.campaign.window(node);
    let secret = context.rules.secrets.checkin(&node.id);
    let place = rules.places.iter().find(|place| {
        let is_open = place.opens.unwrap_or(opens) <= context.now && context.now < place.closes.unwrap_or(closes);
        let shown = Place {
            node: &node.id,
            place: &place.key,
            turns: rules.turns,
        };
        is_open && checkin::is_valid(&secret, shown, context.now, code)
    });
    let place = place.ok_or(Refusal::EventCodeWrong)?;
    let mut changes = Vec::new();
    if context.picked(node, &place.key).is_none() {
        changes.push(context.pick(node, place.key.clone(), Pick::tapped(), Ruling::Shown));
    }
    changes.extend(context.complete(node));
    Ok(changes)
}
