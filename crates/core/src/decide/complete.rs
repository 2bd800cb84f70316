//! What doing a node brings.

use super::Context;
use crate::{
    campaign::Node,
    world::{Change, EventKind, Fan, Grant, Reason, Step, Unit},
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
            changes.extend(self.thank_friends());
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

    /// Tickets for the friend who brought the fan, and for the one who brought that friend. Nobody further: a reward for more generations would
    /// be a pyramid scheme.
    fn thank_friends(&self) -> Vec<Change> {
        let Some((node, share)) = self.campaign.share() else {
            return Vec::new();
        };
        let Some(friend) = self.referrer(self.fan) else {
            return Vec::new();
        };
        let mut thanks = Vec::new();
        if node.tickets > 0 && friend.friends_joined < share.most {
            thanks.push(self.thank(node, friend, Reason::Friend, node.tickets));
        }
        if let Some(second) = self.referrer(friend).filter(|_| share.second > 0) {
            let key = (node.id.clone(), Reason::Second, Unit::Tickets);
            let so_far = second.earned.get(&key).copied().unwrap_or(0);
            if so_far < share.second.saturating_mul(share.most) {
                thanks.push(self.thank(node, second, Reason::Second, share.second));
            }
        }
        thanks
    }

    fn referrer(&self, fan: &Fan) -> Option<&Fan> {
        self.world.fan(&fan.referrer.as_ref()?.fan)
    }

    fn thank(&self, node: &Node, friend: &Fan, reason: Reason, amount: u32) -> Change {
        Change::Grant(Grant {
            at: self.now,
            fan: friend.id.clone(),
            node: node.id.clone(),
            reason,
            about: Some(self.fan.id.clone()),
            unit: Unit::Tickets,
            amount,
        })
    }
}
