//! What a share node is in a campaign file.

/// Personal links.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)
)]
pub struct Share {
    /// Friends that bring tickets, at most; of friends' friends as many again.
    #[cfg_attr(feature = "server", serde(default = "ten"))]
    pub most: u32,
    /// Tickets for each friend of a friend who takes part.
    #[cfg_attr(feature = "server", serde(default))]
    pub second: u32,
    /// The channels that are offered, best first; left out: messenger, microblog, friends.
    #[cfg_attr(feature = "server", serde(default))]
    pub offer: Vec<String>,
}

#[cfg(feature = "server")]
fn ten() -> u32 {
    10
}
