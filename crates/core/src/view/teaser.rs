//! A teaser on the wire.

use crate::moment::Moment;

/// A teaser as far as it is revealed.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct TeaserView {
    /// The picture as it may be seen now, its address relative to the server.
    pub picture: String,
    /// The same, 160 pixels wide and 2 to 3 KB: shown first.
    pub preview: String,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// What the picture shows, in words.
    pub alt: String,
    /// Columns of tiles.
    pub columns: u32,
    /// Rows of tiles.
    pub rows: u32,
    /// Tiles laid by the latest stage, from 0 in reading order: those that turn over.
    pub fresh: Vec<u32>,
    /// How many stages have been reached, from 1; 0 before the opening.
    pub stage: u32,
    /// How many there are.
    pub stages: u32,
    /// When the next one comes, if it comes by time.
    pub next: Option<Moment>,
    /// How many people have to want to know for the next one, if it comes by that.
    pub next_taps: Option<u64>,
    /// The node that a fan has to do for the next one, if it comes by that.
    pub next_after: Option<String>,
    /// Hints that have been given, newest last.
    pub hints: Vec<HintView>,
    /// How many people have tapped "I want to know".
    pub taps: u64,
}

/// A hint that has been given.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct HintView {
    /// When, if it came by time.
    pub at: Option<Moment>,
    /// The hint.
    pub text: String,
}
