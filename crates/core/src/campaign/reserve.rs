//! What a reservation is in a campaign file.

use crate::{lang::Text, moment::Moment};

/// Things that can be reserved before they are sold.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)
)]
pub struct Reserve {
    /// What can be reserved, 1 to 32.
    pub items: Vec<Item>,
    /// Units that one person may hold.
    #[cfg_attr(feature = "server", serde(default = "one"))]
    pub each: u32,
    /// Whether there is a waiting list when all is taken.
    #[cfg_attr(feature = "server", serde(default = "yes"))]
    pub waits: bool,
    /// Until when a reservation has to be redeemed: after the close.
    pub expires: Moment,
    /// How often a code may be handed on, 0 to 5.
    #[cfg_attr(feature = "server", serde(default))]
    pub transfers: u32,
    /// Hours for which a unit that has become free is kept for the next in the waiting list, 1 to 336.
    #[cfg_attr(feature = "server", serde(default = "two_days"))]
    pub offer_hours: u32,
}

/// Something that can be reserved.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)
)]
pub struct Item {
    /// Its name in acts, unique in the node.
    pub key: String,
    /// What it is called.
    pub text: Text,
    /// Units there are.
    pub stock: u32,
    /// Units of them that are set aside for priority codes.
    #[cfg_attr(feature = "server", serde(default))]
    pub priority: u32,
}

#[cfg(feature = "server")]
fn one() -> u32 {
    1
}

#[cfg(feature = "server")]
fn yes() -> bool {
    true
}

#[cfg(feature = "server")]
fn two_days() -> u32 {
    48
}
