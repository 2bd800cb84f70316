//! A share node on the wire.

/// Personal links.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct ShareView {
    /// Friends that bring tickets, at most.
    pub most: u32,
    /// Tickets for each friend of a friend.
    pub second: u32,
    /// The channels that are offered, as `messenger`.
    pub channels: Vec<String>,
}
