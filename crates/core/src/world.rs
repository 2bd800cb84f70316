//! The facts that acts are decided from, and what changes in them.
//!
//! A store loads a [`World`] with what a group of acts needs, [`crate::decide::decide`] answers each act with [`Change`]s,
//! [`World::apply`] makes them true for the next act of the group, and [`World::take_delta`] hands over what is to be written,
//! all of it in one transaction.

mod change;
mod facts;

pub use change::{Change, Delta, Event, Grant, PickRow, RollupKey, Tally, counter};
pub use facts::{EventKind, Fan, FanId, Pick, Reason, Referrer, Step, Wants, missing_steps};

use crate::moment::Moment;
use std::collections::{HashMap, HashSet};

/// Loaded facts, and the changes made to them.
#[derive(Clone, Debug, Default)]
pub struct World {
    fans: HashMap<FanId, Fan>,
    by_token: HashMap<String, FanId>,
    by_code: HashMap<String, FanId>,
    known_picks: HashSet<(String, String)>,
    list_closed: bool,
    delta: Delta,
}

impl World {
    /// Takes in a fan that was loaded.
    pub fn load_fan(&mut self, fan: Fan) {
        self.by_token.insert(fan.token.clone(), fan.id.clone());
        self.by_code.insert(fan.code.clone(), fan.id.clone());
        self.fans.insert(fan.id.clone(), fan);
    }

    /// Takes in that somebody stands, or has stood, behind a pick.
    pub fn load_pick(&mut self, node: String, key: String) {
        self.known_picks.insert((node, key));
    }

    /// Takes in that the list of the draw has been closed: nobody's tickets may change any more.
    pub fn load_closed_list(&mut self) {
        self.list_closed = true;
    }

    /// Whether the list of the draw has been closed.
    #[must_use]
    pub fn is_list_closed(&self) -> bool {
        self.list_closed
    }

    /// The fan who bears a token, by its hash.
    #[must_use]
    pub fn fan_by_token(&self, token: &str) -> Option<&Fan> {
        self.by_token.get(token).and_then(|id| self.fans.get(id))
    }

    /// The fan of a code.
    #[must_use]
    pub fn fan_by_code(&self, code: &str) -> Option<&Fan> {
        self.by_code.get(code).and_then(|id| self.fans.get(id))
    }

    /// A fan.
    #[must_use]
    pub fn fan(&self, id: &str) -> Option<&Fan> {
        self.fans.get(id)
    }

    /// Whether a pick is known at a node.
    #[must_use]
    pub fn knows_pick(&self, node: &str, key: &str) -> bool {
        self.known_picks.contains(&(node.to_owned(), key.to_owned()))
    }

    /// Makes changes true, and notes what has to be written.
    pub fn apply(&mut self, changes: Vec<Change>) {
        for change in changes {
            self.apply_one(change);
        }
    }

    /// Everything that has changed since the last time.
    pub fn take_delta(&mut self) -> Delta {
        std::mem::take(&mut self.delta)
    }

    fn apply_one(&mut self, change: Change) {
        match change {
            Change::Arrive(fan) => {
                self.befriend(fan.referrer.as_ref(), |friend| friend.friends_arrived += 1);
                self.delta.fans.insert(fan.id.clone(), fan.clone());
                self.load_fan(fan);
            }
            Change::Claim {
                fan,
                referrer,
                channel,
                generation,
            } => {
                self.befriend(Some(&referrer), |friend| friend.friends_arrived += 1);
                self.change(&fan, |fan| {
                    fan.referrer = Some(referrer);
                    fan.channel = channel;
                    fan.generation = generation;
                });
            }
            Change::Join { fan, at } => {
                self.count(counter::JOINED.to_owned(), 1);
                self.change(&fan, |fan| fan.joined = Some(at));
                let referrer = self.fan(&fan).and_then(|fan| fan.referrer.clone());
                self.befriend(referrer.as_ref(), |friend| friend.friends_joined += 1);
            }
            Change::EnterDraw { fan, nonce } => {
                let tickets = self.fan(&fan).map_or(0, Fan::tickets);
                self.count(counter::TICKETS.to_owned(), i64::from(tickets));
                self.delta.weighed.insert(fan.clone());
                self.change(&fan, |fan| fan.nonce = Some(nonce));
            }
            Change::Record(event) => self.record(event),
            Change::Grant(grant) => self.grant(grant),
            Change::Pick {
                fan,
                node,
                key,
                pick,
                at,
            } => self.pick(fan, node, key, pick, at),
            Change::Unpick { fan, node, key } => self.unpick(fan, node, key),
        }
    }

    fn record(&mut self, event: Event) {
        let step = [Step::Seen, Step::Started, Step::Completed]
            .into_iter()
            .find(|&step| event.kind == step.into());
        if let Some(step) = step {
            if step == Step::Completed {
                self.count(counter::done(&event.node), 1);
            }
            // Steps are read back from the events, so the fan's own row does not change.
            if let Some(fan) = self.fans.get_mut(&event.fan) {
                fan.steps.insert((event.node.clone(), step));
            }
        }
        let key = RollupKey {
            hour: event.at.hour(),
            node: event.node.clone(),
            channel: event.channel.clone(),
            generation: event.generation,
            kind: event.kind,
        };
        *self.delta.rollups.entry(key).or_default() += 1;
        self.delta.events.push(event);
    }

    fn grant(&mut self, grant: Grant) {
        let Some(fan) = self.fans.get_mut(&grant.fan) else {
            return;
        };
        *fan.earned.entry((grant.node.clone(), grant.reason)).or_default() += grant.amount;
        if fan.in_draw() {
            self.delta.weighed.insert(grant.fan.clone());
            self.count(counter::TICKETS.to_owned(), i64::from(grant.amount));
        }
        self.delta.grants.push(grant);
    }

    fn pick(&mut self, fan: FanId, node: String, key: String, pick: Pick, at: Moment) {
        if let Some(fan) = self.fans.get_mut(&fan) {
            fan.picks.insert((node.clone(), key.clone()), pick.clone());
        }
        let tally = self.delta.tallies.entry((node.clone(), key.clone())).or_default();
        tally.people += 1;
        if tally.label.is_empty() {
            tally.label.clone_from(&pick.label);
        }
        if pick.own && !self.knows_pick(&node, &key) {
            self.count(counter::groups(&node), 1);
        }
        self.load_pick(node.clone(), key.clone());
        self.delta.picks.push(PickRow {
            fan,
            node,
            key,
            at,
            pick: Some(pick),
        });
    }

    fn unpick(&mut self, fan: FanId, node: String, key: String) {
        if let Some(fan) = self.fans.get_mut(&fan) {
            fan.picks.remove(&(node.clone(), key.clone()));
        }
        self.delta
            .tallies
            .entry((node.clone(), key.clone()))
            .or_default()
            .people -= 1;
        self.delta.picks.push(PickRow {
            fan,
            node,
            key,
            at: Moment(0),
            pick: None,
        });
    }

    fn befriend(&mut self, referrer: Option<&Referrer>, change: impl FnOnce(&mut Fan)) {
        if let Some(referrer) = referrer {
            self.change(&referrer.fan, change);
        }
    }

    fn change(&mut self, id: &str, change: impl FnOnce(&mut Fan)) {
        if let Some(fan) = self.fans.get_mut(id) {
            change(fan);
            self.delta.fans.insert(id.to_owned(), fan.clone());
        }
    }

    fn count(&mut self, name: String, by: i64) {
        *self.delta.counters.entry(name).or_default() += by;
    }
}
