//! A share node on the wire.

use super::PickView;

/// Personal links.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct ShareView {
    /// Friends that bring tickets, at most.
    pub most: u32,
    /// Tickets for each friend of a friend.
    pub second: u32,
    /// The channels that are offered, as `messenger`.
    pub channels: Vec<String>,
    /// What friends bring by how many there have been, where that is not the same for all.
    pub rates: Vec<RateView>,
    /// What so many friends bring on top.
    pub milestones: Vec<MilestoneView>,
    /// Hours between a friend's taking part and his counting.
    pub hold_hours: u32,
    /// Places of the leaderboard; 0: there is none.
    pub places: u32,
    /// Characters that a name on it may have.
    pub longest: u32,
    /// Whether staff look at the names first.
    pub moderated: bool,
    /// The names on it, the first one first; `people`: friends who count.
    pub board: Vec<PickView>,
}

/// What friends bring up to a number of them.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct RateView {
    /// The last friend who brings this.
    pub upto: u32,
    /// Tickets for each.
    pub tickets: u32,
}

/// What a number of friends brings on top.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct MilestoneView {
    /// So many friends who count.
    pub friends: u32,
    /// Tickets.
    pub tickets: u32,
    /// Points.
    pub points: u32,
    /// What it is called.
    pub text: String,
}
