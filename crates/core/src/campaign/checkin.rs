//! What a check-in is in a campaign file.

use crate::{lang::Text, moment::Moment};

/// Codes that are shown at events, and are valid there and then.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)
)]
pub struct CheckIn {
    /// The events, or the places of one.
    pub places: Vec<Place>,
    /// Minutes after which the code on the screen changes; 0: never.
    #[cfg_attr(feature = "server", serde(default))]
    pub turns: u32,
}

/// An event, or a place of one. It names the community whose people meet there.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)
)]
pub struct Place {
    /// Its name in acts and exports, unique in the node.
    pub key: String,
    /// What it is called.
    pub text: Text,
    /// From when its code is valid; left out: with the node.
    #[cfg_attr(feature = "server", serde(default))]
    pub opens: Option<Moment>,
    /// Until when.
    #[cfg_attr(feature = "server", serde(default))]
    pub closes: Option<Moment>,
}
