//! A week of a campaign beside the one before: what a report is made of besides the figures of that time.

use super::{Estimate, study::Known};
use crate::moment::Moment;
use serde::{Deserialize, Serialize};

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WeekCount {
    /// Came.
    Came,
    /// Took part for the first time.
    Joined,
    /// Those of them who are verified now.
    Verified,
    /// Uses of share buttons.
    Shared,
    /// Units reserved, in the line or from the waiting list; those that were given back later, too.
    Reserved,
    /// Units redeemed.
    Redeemed,
}

impl WeekCount {
    /// All there are.
    pub const ALL: [Self; 6] = [
        Self::Came,
        Self::Joined,
        Self::Verified,
        Self::Shared,
        Self::Reserved,
        Self::Redeemed,
    ];

    /// Its name on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Came => "came",
            Self::Joined => "joined",
            Self::Verified => "verified",
            Self::Shared => "shared",
            Self::Reserved => "reserved",
            Self::Redeemed => "redeemed",
        }
    }
}

/// A count of the week, beside that of the same part of the week before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct WeekLine {
    /// What is counted.
    pub count: WeekCount,
    /// For each of [`Week::days`]; those to come have 0.
    pub by_day: Vec<u64>,
    /// In the week, as far as it has gone.
    pub now: u64,
    /// In the same part of the week before.
    pub before: u64,
    /// `now` by `before`, with its 95 % interval: where that holds 1, no change can be told from chance. Or why nothing can be said: nobody did it in
    /// the week before (`too_few`) or in either (`nobody`), or the campaign was not running all of it (`not_whole`).
    pub change: Known<Estimate>,
}

/// People of the week who do not count, by the reason that weighed most.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Doubt {
    /// The reason; empty: staff have said so, or it is not kept.
    pub reason: String,
    /// Held until somebody has looked.
    pub held: u64,
    /// Refused.
    pub refused: u64,
}

/// A week, from Monday on, by the server's zone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Week {
    /// Whether nothing of it is real.
    pub rehearsal: bool,
    /// When it was read, campaign time.
    pub as_of: Moment,
    /// The IANA name of the zone that days are of.
    pub zone: String,
    /// Its name by ISO 8601: `2024-W31`.
    pub week: String,
    /// When it begins.
    pub from: Moment,
    /// When it ends.
    pub to: Moment,
    /// Until when it is counted: its end, the close, the last whole hour, or now where it is held against no week before.
    pub until: Moment,
    /// Whether it goes on.
    pub running: bool,
    /// The week before, if the campaign had begun.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earlier: Option<String>,
    /// The week after, if it has begun.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub later: Option<String>,
    /// When its seven days begin.
    pub days: Vec<Moment>,
    /// What is compared; reservations where something can be reserved.
    pub lines: Vec<WeekLine>,
    /// Who of those that took part in the week does not count, those with most people first.
    pub doubts: Vec<Doubt>,
}
