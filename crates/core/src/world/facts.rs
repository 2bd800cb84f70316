//! The facts that acts are decided from.

use super::{Credit, Held, KeptOut, Owed, Standing, Wait, Why, Win};
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
    /// Fans by their ids.
    pub ids: BTreeSet<FanId>,
    /// Whether the referrers of the referrers are needed too.
    pub second: bool,
    /// Guesses and proposals (node, key) of which it matters whether somebody has made them.
    pub picks: BTreeSet<(String, String)>,
    /// Items (node, item) whose stock matters, and how many units of each may become free.
    pub stocks: BTreeMap<(String, String), u32>,
    /// Codes (compact) that are taken, redeemed or lapse. Their holders are loaded with them.
    pub held: BTreeSet<String>,
    /// Uploaded pictures of which it matters whose they are.
    pub uploads: BTreeSet<String>,
    /// Nodes whose winning moments matter, and how many plays there are.
    pub moments: BTreeMap<String, u32>,
    /// Counters of which the value matters.
    pub counters: BTreeSet<String>,
    /// People by their keys.
    pub people: BTreeSet<String>,
    /// Whether it matters what is owed for friends.
    pub credits: bool,
    /// Whether it matters who holds codes, waits, or has won.
    pub goods: bool,
    /// Whether it matters from whom those people descend.
    pub lineage: bool,
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
    /// How many people stand behind it by him: 1, or 0 as long as he does not count; at a leaderboard his friends, too.
    pub people: u32,
    /// Where choices are ranked: the points that it gives. Else 0.
    pub score: u32,
}

impl Pick {
    /// One that was tapped.
    #[must_use]
    pub fn tapped() -> Self {
        Self {
            label: String::new(),
            own: false,
            people: 1,
            score: 0,
        }
    }

    /// One that the fan wrote himself.
    #[must_use]
    pub fn written(label: String) -> Self {
        Self {
            label,
            own: true,
            people: 1,
            score: 0,
        }
    }
}

/// What staff have said about something that a fan wrote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ruling {
    /// They have not looked at it, and it is not shown before.
    Waiting,
    /// Others see it.
    #[default]
    Shown,
    /// Nobody sees it.
    Hidden,
}

impl Ruling {
    /// How it is kept.
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Self::Waiting => 0,
            Self::Shown => 1,
            Self::Hidden => 2,
        }
    }

    /// The ruling of that number; what is not known is hidden.
    #[must_use]
    pub fn from_number(number: u8) -> Self {
        match number {
            0 => Self::Waiting,
            1 => Self::Shown,
            _ => Self::Hidden,
        }
    }
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
    /// The seed group of the root of his chain, as it was when he came: the group of his own invitation, or his referrer's origin; empty where
    /// nobody was invited.
    pub origin: String,
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
    /// Those of them who count: what was owed for them is earned.
    pub friends_counted: u32,
    /// Since when he is verified.
    pub verified: Option<Moment>,
    /// Whether he counts.
    pub standing: Standing,
    /// Whose device he turned out to be.
    pub merged_into: Option<FanId>,
    /// Why his tickets are not in the draw; `None`: they are, once he enters.
    pub kept_out: Option<KeptOut>,
    /// What others are owed for him, or were.
    pub credits: Vec<Credit>,
    /// What he is owed for friends and friends' friends.
    pub owed: BTreeMap<(Reason, Why), Owed>,
    /// What he did where.
    pub steps: BTreeSet<(String, Step)>,
    /// Guesses, wishes and options by (node, key).
    pub picks: BTreeMap<(String, String), Pick>,
    /// Tickets and points by (node, reason, unit).
    pub earned: BTreeMap<(String, Reason, Unit), u32>,
    /// Codes that he holds, has held or has let go, by code.
    pub codes: BTreeMap<String, Held>,
    /// Waiting lists that he stands in.
    pub waits: Vec<Wait>,
    /// What he has won on the spot.
    pub wins: Vec<Win>,
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
        self.sum(Unit::Tickets)
    }

    /// All his points.
    #[must_use]
    pub fn points(&self) -> u32 {
        self.sum(Unit::Points)
    }

    /// Whether he has done a node.
    #[must_use]
    pub fn has_done(&self, node: &str) -> bool {
        self.steps.contains(&(node.to_owned(), Step::Completed))
    }

    /// What he stands behind at a node, by key.
    pub fn picks_at<'a>(&'a self, node: &'a str) -> impl Iterator<Item = (&'a str, &'a Pick)> {
        self.picks
            .iter()
            .filter(move |((at, _), _)| at == node)
            .map(|((_, key), pick)| (key.as_str(), pick))
    }

    fn sum(&self, unit: Unit) -> u32 {
        let of_unit = self.earned.iter().filter(|((_, _, of), _)| *of == unit);
        of_unit.fold(0, |sum, (_, amount)| sum.saturating_add(*amount))
    }
}

/// What is earned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Tickets for the draw.
    #[default]
    Tickets,
    /// Points.
    Points,
}

impl Unit {
    /// Its name on the wire and in exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Tickets => "tickets",
            Self::Points => "points",
        }
    }

    /// The unit of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Tickets, Self::Points]
            .into_iter()
            .find(|unit| unit.name() == name)
    }
}

/// Why there are tickets or points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// For doing a node.
    Done,
    /// For a friend who took part.
    Friend,
    /// For a friend of a friend who took part.
    Second,
    /// For so many friends.
    Milestone,
    /// For the right guess.
    Right,
    /// Won on the spot.
    Won,
    /// Given by staff.
    Gift,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 7] = [
        Self::Done,
        Self::Friend,
        Self::Second,
        Self::Milestone,
        Self::Right,
        Self::Won,
        Self::Gift,
    ];

    /// Its name on the wire and in exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Friend => "friend",
            Self::Second => "second",
            Self::Milestone => "milestone",
            Self::Right => "right",
            Self::Won => "won",
            Self::Gift => "gift",
        }
    }

    /// The reason of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
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
