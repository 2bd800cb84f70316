//! Instant wins on the wire.

use crate::moment::Moment;

/// Prizes that are won on the spot.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct InstantView {
    /// What can be won.
    pub prizes: Vec<InstantPrizeView>,
    /// `once` or `daily`.
    pub plays: String,
    /// The name of the round that is played now: who has it among his picks at this node has played.
    pub round: String,
    /// When the next round begins, if there is one.
    pub next: Option<Moment>,
    /// SHA-256 of the seed that all winning moments follow from, 64 hexadecimal digits.
    pub seal: String,
    /// The seed, once the node has closed, 64 hexadecimal digits.
    pub seed: String,
    /// How many people have played.
    pub people: u64,
}

/// Something to win on the spot.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct InstantPrizeView {
    /// What it is.
    pub name: String,
    /// How many of them there are.
    pub quantity: u32,
    /// How many of them have not been won.
    pub left: u32,
    /// `code`, `tickets` or `points`.
    pub gives: String,
    /// Tickets or points that one of them is.
    pub amount: u32,
}
