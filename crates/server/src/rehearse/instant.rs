//! An instant win: everybody plays who may.

use super::visit::Visit;
use canyu_core::{
    act::Act,
    campaign::{Campaign, Instant, Node},
    instant::{Supply, winnings},
    secrets::Secrets,
    world::OpenMoment,
};

pub(super) fn acts(visit: &mut Visit<'_>, rules: &Instant) -> Vec<Act> {
    let node = visit.id();
    let round = rules.plays.round(visit.now);
    if visit.fan.picks.contains_key(&(node.clone(), round)) {
        return Vec::new();
    }
    vec![Act::Play { node }]
}

/// All winning moments of a node, in their order.
pub(super) fn moments(campaign: &Campaign, secrets: &Secrets, node: &Node, rules: &Instant) -> Vec<OpenMoment> {
    let prizes: Vec<Supply> = rules
        .prizes
        .iter()
        .map(|prize| Supply {
            quantity: prize.quantity,
            per_day: prize.per_day,
        })
        .collect();
    let (opens, closes) = campaign.window(node);
    // What does not fit has been found when the file was checked.
    let all = winnings(&secrets.seed(&node.id), opens, closes, &prizes).unwrap_or_default();
    (0..)
        .zip(all)
        .map(|(moment, winning)| OpenMoment {
            moment,
            at: winning.at,
            prize: winning.prize as u32,
        })
        .collect()
}
