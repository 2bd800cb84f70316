//! Campaigns, as staff see them in a list.

use crate::moment::Moment;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How far a campaign is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Published, not open yet.
    Announced,
    /// People take part.
    Open,
    /// Nobody takes part any more.
    Closed,
    /// It was drawn.
    Drawn,
    /// Every prize is claimed or forfeited.
    HandedOut,
    /// Put away: it can only be read.
    Archived,
}

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// It opens by itself.
    Open,
    /// An answer is told, by itself.
    Reveal,
    /// It closes by itself.
    Close,
    /// It is drawn, by itself.
    Draw,
    /// Prizes are neither claimed nor forfeited.
    HandOut,
    /// It can be put away.
    Archive,
}

/// The next step of a campaign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct NextStep {
    /// What comes.
    pub step: Step,
    /// The node, where it is one's.
    pub node: Option<String>,
    /// When, if that is known.
    pub at: Option<Moment>,
}

/// How many people a campaign has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Counts {
    /// Have taken part.
    pub people: u64,
    /// Have confirmed who they are.
    pub verified: u64,
    /// Do not count, since they are held as cheats.
    pub held: u64,
}

/// A campaign in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct CampaignLine {
    /// Its name in addresses.
    pub slug: String,
    /// Its title by language (`en`, `zh-Hans`, `zh-Hant`), in those that it was written in.
    pub title: BTreeMap<String, String>,
    /// How far it is. Left out for who may see names alone, as everything below.
    pub state: Option<State>,
    /// When it opens.
    pub opens: Option<Moment>,
    /// When it closes.
    pub closes: Option<Moment>,
    /// What comes next.
    pub next: Option<NextStep>,
    /// How many people it has, for who may see numbers.
    pub counts: Option<Counts>,
}
