//! A lottery on the wire.

use crate::moment::Moment;

/// A lottery.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct LotteryView {
    /// When it is drawn.
    pub draws: Moment,
    /// The prizes, in the order in which they are drawn.
    pub prizes: Vec<PrizeView>,
    /// The rules in short, which a fan agrees to by entering.
    pub terms: String,
    /// How many people are in.
    pub entrants: u64,
    /// How far the draw is.
    pub draw: DrawView,
}

/// How far a draw is, and what was published of it, so that a widget can keep it before the random value exists.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct DrawView {
    /// `open`: people can enter; `closed`: the list is being closed; `committed`: it is frozen and published; `drawn`.
    pub stage: String,
    /// SHA-256 of the manifest, hexadecimal.
    pub manifest: String,
    /// SHA-256 of the commitment's text, hexadecimal; empty before there is one.
    pub commitment: String,
    /// People in the committed list; 0 before.
    pub entries: u64,
    /// Tickets in the committed list; 0 before.
    pub tickets: u64,
    /// Days in which a winner has to claim.
    pub claim_days: u32,
}

/// A prize.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct PrizeView {
    /// What it is.
    pub name: String,
    /// How many of them.
    pub quantity: u32,
}
