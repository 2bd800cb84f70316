//! How cheats are dealt with, as a campaign file may say.

use std::collections::BTreeMap;

/// From which score on somebody does not count for now, where the file says nothing.
pub const HOLD: u8 = 40;
/// From which score on a human looks, where the file says nothing.
pub const REVIEW: u8 = 70;

/// What stands at the door and what is looked at, each of which can be switched off.
pub const CONTROLS: [&str; 14] = [
    "visits",
    "proof",
    "rates",
    "guesses",
    "same_person",
    "disposable",
    "mail_host",
    "mail_domain",
    "place",
    "machine",
    "ring",
    "tree",
    "guessing",
    "votes",
];

/// How cheats are dealt with.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)
)]
pub struct Trust {
    /// What kind of network most people come from.
    #[cfg_attr(feature = "server", serde(default))]
    pub network: Network,
    /// From which score on somebody does not count for now, 1 to 100.
    #[cfg_attr(feature = "server", serde(default = "hold"))]
    pub hold: u8,
    /// From which score on a human looks, `hold` to 100.
    #[cfg_attr(feature = "server", serde(default = "review"))]
    pub review: u8,
    /// Controls that are switched off, of [`CONTROLS`].
    #[cfg_attr(feature = "server", serde(default))]
    pub off: Vec<String>,
    /// Points that a reason adds at most, 0 to 100, by its name.
    #[cfg_attr(feature = "server", serde(default))]
    pub weights: BTreeMap<String, u8>,
}

impl Default for Trust {
    fn default() -> Self {
        Self {
            network: Network::Open,
            hold: HOLD,
            review: REVIEW,
            off: Vec::new(),
            weights: BTreeMap::new(),
        }
    }
}

impl Trust {
    /// Whether a control is on.
    #[must_use]
    pub fn is_on(&self, control: &str) -> bool {
        self.off.iter().all(|off| off != control)
    }
}

/// What kind of network most people come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema),
    serde(rename_all = "snake_case")
)]
pub enum Network {
    /// All kinds.
    #[default]
    Open,
    /// One that they share, as at an event or on a campus: addresses say nothing there.
    Shared,
}

#[cfg(feature = "server")]
fn hold() -> u8 {
    HOLD
}

#[cfg(feature = "server")]
fn review() -> u8 {
    REVIEW
}
