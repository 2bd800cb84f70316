//! What doing a node brings.

use super::Context;
use crate::{
    campaign::Node,
    world::{Change, EventKind, Grant, Reason, Step, Unit},
};

impl Context<'_> {
    /// The node is done: its tickets and points, once; and if this is the first one, the fan has joined, and his friends are thanked.
    pub(super) fn complete(&self, node: &Node) -> Vec<Change> {
        let mut changes = self.steps(node, Step::Completed);
        if changes.is_empty() {
            return changes;
        }
        if self.fan.joined.is_none() {
            changes.push(Change::Join {
                fan: self.fan.id.clone(),
                at: self.at,
            });
            let via = self.fan.referrer.as_ref().map_or("", |referrer| &referrer.node);
            changes.push(Change::Record(self.event(via, EventKind::Joined)));
            changes.extend(super::credit::owe(self.campaign, self.world, self.fan, self.now));
        }
        for (unit, amount) in [(Unit::Tickets, node.tickets), (Unit::Points, node.points)] {
            if amount > 0 {
                changes.push(Change::Grant(Grant {
                    at: self.at,
                    fan: self.fan.id.clone(),
                    node: node.id.clone(),
                    reason: Reason::Done,
                    about: None,
                    unit,
                    amount,
                }));
            }
        }
        changes
    }
}
