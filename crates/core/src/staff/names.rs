//! What the parts of a campaign are called, for those who read its figures.

use super::Texts;
use crate::moment::Moment;
use serde::{Deserialize, Serialize};

/// A node's name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct NodeTitle {
    /// Its id.
    pub id: String,
    /// What kind it is: `guess`, `share` …
    pub kind: String,
    /// Its title.
    pub title: Texts,
}

/// The names in a campaign: whatever its figures can be filtered by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Names {
    /// Its title.
    pub title: Texts,
    /// Its nodes in their order.
    pub nodes: Vec<NodeTitle>,
    /// The channels that links can be given, and those of people without one.
    pub channels: Vec<String>,
    /// The groups into which staff have invited seed users, by name.
    pub groups: Vec<String>,
    /// When it opens.
    pub opens: Moment,
    /// When it closes.
    pub closes: Moment,
}
