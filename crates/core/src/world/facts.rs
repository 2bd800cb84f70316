//! The facts that acts are decided from.

use crate::moment::Moment;
use std::collections::{BTreeMap, BTreeSet};

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
    /// What hides him in the public list of the draw, 64 hexadecimal digits; `None` while his tickets are not in it.
    pub nonce: Option<String>,
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
    /// Whether his tickets are in the draw.
    #[must_use]
    pub fn in_draw(&self) -> bool {
        self.nonce.is_some()
    }

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

/// The events of reaching a step: those of the funnel that are missing, so that nobody completes what he never saw.
#[must_use]
pub fn missing_steps(fan: &Fan, node: &str, step: Step) -> Vec<Step> {
    step.up_to()
        .iter()
        .copied()
        .filter(|&step| !fan.steps.contains(&(node.to_owned(), step)))
        .collect()
}
