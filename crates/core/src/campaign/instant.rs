//! What an instant win is in a campaign file.

use crate::{
    lang::Text,
    moment::{HOUR, Moment},
};

/// Milliseconds of 30 days.
const MONTH: i64 = 30 * 24 * HOUR;

/// Prizes that are won on the spot, at moments that were sealed before the start.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)
)]
pub struct Instant {
    /// What can be won, 1 to 32.
    pub prizes: Vec<InstantPrize>,
    /// How often a fan may play.
    #[cfg_attr(feature = "server", serde(default))]
    pub plays: Plays,
    /// Until when codes have to be redeemed; left out: 30 days after the close.
    #[cfg_attr(feature = "server", serde(default))]
    pub expires: Option<Moment>,
}

impl Instant {
    /// Until when codes have to be redeemed, given when the node closes.
    #[must_use]
    pub fn expires(&self, closes: Moment) -> Moment {
        self.expires.unwrap_or_else(|| closes.plus(MONTH))
    }

    /// Tickets that one person can win at most, given when the node opens and closes.
    #[must_use]
    pub fn most_tickets(&self, (opens, closes): (Moment, Moment)) -> u32 {
        let tickets = self.prizes.iter().filter(|prize| prize.gives == InstantGives::Tickets);
        let best = tickets.clone().map(|prize| prize.amount).max().unwrap_or(0);
        let all = tickets.fold(0, |sum: u32, prize| {
            sum.saturating_add(prize.amount.saturating_mul(prize.quantity))
        });
        let rounds = match self.plays {
            Plays::Once => 1,
            Plays::Daily => u32::try_from(closes.day() - opens.day() + 1).unwrap_or(1),
        };
        all.min(best.saturating_mul(rounds))
    }
}

/// Something to win on the spot.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)
)]
pub struct InstantPrize {
    /// What it is.
    pub name: Text,
    /// How many of them there are.
    #[cfg_attr(feature = "server", serde(default = "one"))]
    pub quantity: u32,
    /// How many of them can be won on one day (by UTC); left out: all.
    #[cfg_attr(feature = "server", serde(default))]
    pub per_day: Option<u32>,
    /// How a winner gets it.
    #[cfg_attr(feature = "server", serde(default))]
    pub gives: InstantGives,
    /// Tickets or points that one of them is.
    #[cfg_attr(feature = "server", serde(default = "one"))]
    pub amount: u32,
}

/// How a winner gets what he has won on the spot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema),
    serde(rename_all = "snake_case")
)]
pub enum InstantGives {
    /// A code that the till redeems.
    #[default]
    Code,
    /// Tickets.
    Tickets,
    /// Points.
    Points,
}

impl InstantGives {
    /// Its name on the wire and in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Tickets => "tickets",
            Self::Points => "points",
        }
    }
}

/// How often a fan may play.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema),
    serde(rename_all = "snake_case")
)]
pub enum Plays {
    /// Once in the campaign.
    #[default]
    Once,
    /// Once a day (by UTC).
    Daily,
}

impl Plays {
    /// Its name on the wire and in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Once => "once",
            Self::Daily => "daily",
        }
    }

    /// The name of the round that a moment belongs to: who has played in it waits for the next.
    #[must_use]
    pub fn round(self, now: Moment) -> String {
        match self {
            Self::Once => "once".to_owned(),
            Self::Daily => format!("day-{}", now.day()),
        }
    }
}

#[cfg(feature = "server")]
fn one() -> u32 {
    1
}
