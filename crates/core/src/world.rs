//! The facts that acts are decided from, and what changes in them.
//!
//! A store loads a [`World`] with what a group of acts needs, [`crate::decide::decide`] answers each act with [`Change`]s,
//! [`World::apply`] makes them true for the next act of the group, and [`World::take_delta`] hands over what is to be written,
//! all of it in one transaction.

use crate::moment::Moment;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// A participant's name: 13 Crockford characters, random.
pub type FanId = String;

/// What a store has to load before a group of acts can be decided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wants {
    /// Hashes of the tokens that act. The fans' referrers are loaded with them.
    pub tokens: BTreeSet<String>,
    /// Fan codes that arrive in links.
    pub codes: BTreeSet<String>,
    /// Guesses (node, key) of which it matters whether somebody has made them.
    pub picks: BTreeSet<(String, String)>,
}

/// What a fan has done at a node, once each. The order is that of the funnel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// It came into sight.
    Seen,
    /// The fan began.
    Started,
    /// The fan did it.
    Completed,
}

impl Step {
    /// The funnel from its beginning to this step.
    fn up_to(self) -> &'static [Self] {
        match self {
            Self::Seen => &[Self::Seen],
            Self::Started => &[Self::Seen, Self::Started],
            Self::Completed => &[Self::Seen, Self::Started, Self::Completed],
        }
    }
}

/// The kinds of event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "snake_case")
)]
pub enum EventKind {
    /// A node came into a fan's sight; once per fan and node.
    Seen,
    /// A fan began at a node; once.
    Started,
    /// A fan did a node; once.
    Completed,
    /// A fan used a node's share button; each time.
    Shared,
    /// Somebody came, by the link of the node (empty: by no fan's link).
    Arrived,
    /// Somebody who had come by the link of the node (empty: by no fan's link) took part for the first time.
    Joined,
}

impl EventKind {
    /// Every kind, in the order of the funnel.
    pub const ALL: [Self; 6] = [
        Self::Seen,
        Self::Started,
        Self::Completed,
        Self::Shared,
        Self::Arrived,
        Self::Joined,
    ];

    /// Its name in exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Seen => "seen",
            Self::Started => "started",
            Self::Completed => "completed",
            Self::Shared => "shared",
            Self::Arrived => "arrived",
            Self::Joined => "joined",
        }
    }
}

impl From<Step> for EventKind {
    fn from(step: Step) -> Self {
        match step {
            Step::Seen => Self::Seen,
            Step::Started => Self::Started,
            Step::Completed => Self::Completed,
        }
    }
}

/// Who brought a fan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Referrer {
    /// The friend.
    pub fan: FanId,
    /// The node whose share button the friend had used; empty when the code named none.
    pub node: String,
}

/// What one fan stands behind at one node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick {
    /// As the fan wrote it; empty where he tapped.
    pub label: String,
    /// Whether he wrote it himself.
    pub own: bool,
}

/// A participant, as far as rules look at him.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fan {
    /// His name.
    pub id: FanId,
    /// SHA-256 of his token, hexadecimal.
    pub token: String,
    /// His ten characters, see [`crate::referral`].
    pub code: String,
    /// Who brought him.
    pub referrer: Option<Referrer>,
    /// The channel he came through.
    pub channel: String,
    /// 0 without a referrer, else the referrer's and one.
    pub generation: u32,
    /// When he came first.
    pub arrived: Moment,
    /// When he took part first.
    pub joined: Option<Moment>,
    /// Whether his tickets are in the draw.
    pub in_draw: bool,
    /// Friends who came by his links.
    pub friends_arrived: u32,
    /// Those of them who took part.
    pub friends_joined: u32,
    /// What he did where.
    pub steps: BTreeSet<(String, Step)>,
    /// Guesses, wishes and options by (node, key).
    pub picks: BTreeMap<(String, String), Pick>,
    /// Tickets by (node, reason).
    pub earned: BTreeMap<(String, Reason), u32>,
}

impl Fan {
    /// All his tickets.
    #[must_use]
    pub fn tickets(&self) -> u32 {
        self.earned.values().sum()
    }
}

/// Why there are tickets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// For doing a node.
    Done,
    /// For a friend who took part.
    Friend,
}

impl Reason {
    /// Its name on the wire and in exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Friend => "friend",
        }
    }

    /// The reason of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Done, Self::Friend]
            .into_iter()
            .find(|reason| reason.name() == name)
    }
}

/// Something that happened, a line of the events table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// When, campaign time.
    pub at: Moment,
    /// To whom.
    pub fan: FanId,
    /// At which node; for arrivals and joins the node whose share button brought him.
    pub node: String,
    /// What.
    pub kind: EventKind,
    /// Through which channel: his own, or for `shared` the one he used.
    pub channel: String,
    /// His generation.
    pub generation: u32,
}

/// A line of the ticket ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// When.
    pub at: Moment,
    /// To whom.
    pub fan: FanId,
    /// By which node.
    pub node: String,
    /// Why.
    pub reason: Reason,
    /// The friend it is for, where it is for one.
    pub about: Option<FanId>,
    /// How many.
    pub amount: u32,
}

/// One change that an act makes.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Somebody new.
    Arrive(Fan),
    /// A link is the first one that touches somebody who had come without.
    Claim {
        /// Who.
        fan: FanId,
        /// By whom.
        referrer: Referrer,
        /// Through which channel.
        channel: String,
        /// The new generation.
        generation: u32,
    },
    /// Somebody took part for the first time.
    Join {
        /// Who.
        fan: FanId,
        /// When.
        at: Moment,
    },
    /// Somebody's tickets are in the draw from now on.
    EnterDraw {
        /// Who.
        fan: FanId,
    },
    /// A line of the events.
    Record(Event),
    /// A line of the ledger.
    Grant(Grant),
    /// Somebody stands behind something.
    Pick {
        /// Who.
        fan: FanId,
        /// Where.
        node: String,
        /// Behind what.
        key: String,
        /// How.
        pick: Pick,
        /// When.
        at: Moment,
    },
    /// And does so no more.
    Unpick {
        /// Who.
        fan: FanId,
        /// Where.
        node: String,
        /// Behind what.
        key: String,
    },
}

/// The key of a rollup.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RollupKey {
    /// The start of the hour.
    pub hour: Moment,
    /// The node.
    pub node: String,
    /// The channel.
    pub channel: String,
    /// The generation.
    pub generation: u32,
    /// The kind of event.
    pub kind: EventKind,
}

/// A change of a fan's pick, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PickRow {
    /// Who.
    pub fan: FanId,
    /// Where.
    pub node: String,
    /// Behind what.
    pub key: String,
    /// When.
    pub at: Moment,
    /// The pick, or `None` when it was taken back.
    pub pick: Option<Pick>,
}

/// How much the support of one pick changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The spelling to show, should the pick be new.
    pub label: String,
    /// People who came or went.
    pub people: i64,
}

/// What a group of acts changed: to be written in one transaction.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Delta {
    /// Fans who are new or have changed, whole.
    pub fans: BTreeMap<FanId, Fan>,
    /// New events, in order.
    pub events: Vec<Event>,
    /// New ledger lines, in order.
    pub grants: Vec<Grant>,
    /// Picks made and taken back, in order.
    pub picks: Vec<PickRow>,
    /// Changes of support by (node, key).
    pub tallies: BTreeMap<(String, String), Tally>,
    /// Events by hour, node, channel, generation and kind.
    pub rollups: BTreeMap<RollupKey, i64>,
    /// Changes of the campaign's counters, see [`counter`].
    pub counters: BTreeMap<String, i64>,
}

/// Names of a campaign's counters.
pub mod counter {
    /// People who have taken part.
    pub const JOINED: &str = "joined";
    /// Tickets in the draw.
    pub const TICKETS: &str = "tickets";

    /// People who have done a node.
    #[must_use]
    pub fn done(node: &str) -> String {
        format!("done/{node}")
    }

    /// Different guesses at a node.
    #[must_use]
    pub fn groups(node: &str) -> String {
        format!("groups/{node}")
    }
}

/// Loaded facts, and the changes made to them.
#[derive(Clone, Debug, Default)]
pub struct World {
    fans: HashMap<FanId, Fan>,
    by_token: HashMap<String, FanId>,
    by_code: HashMap<String, FanId>,
    known_picks: HashSet<(String, String)>,
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
            Change::EnterDraw { fan } => {
                let tickets = self.fan(&fan).map_or(0, Fan::tickets);
                self.count(counter::TICKETS.to_owned(), i64::from(tickets));
                self.change(&fan, |fan| fan.in_draw = true);
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
        if fan.in_draw {
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

/// The events of reaching a step: those of the funnel that are missing, so that nobody completes what he never saw.
#[must_use]
pub fn missing_steps(fan: &Fan, node: &str, step: Step) -> Vec<Step> {
    step.up_to()
        .iter()
        .copied()
        .filter(|&step| !fan.steps.contains(&(node.to_owned(), step)))
        .collect()
}
