//! What news are in a campaign file.

use crate::{lang::Text, moment::Moment};

/// What staff tell: posts that can be seconded.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)
)]
pub struct News {
    /// The posts; more can be added after publishing.
    #[cfg_attr(feature = "server", serde(default))]
    pub posts: Vec<Post>,
}

/// Something that staff tell.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)
)]
pub struct Post {
    /// Its name in acts and exports, unique in the node.
    pub key: String,
    /// From when it is shown.
    pub at: Moment,
    /// The headline.
    pub title: Text,
    /// What there is to tell.
    #[cfg_attr(feature = "server", serde(default))]
    pub text: Text,
}
