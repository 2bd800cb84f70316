//! An assembly on the wire.

/// A product that is put together from its parts.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct AssembleView {
    /// The scene, its address relative to the server; empty before the opening.
    pub picture: String,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// What the scene shows, in words.
    pub alt: String,
    /// What stands on the picture that a fan shares.
    pub words: String,
    /// The parts; none before the opening.
    pub parts: Vec<PartView>,
    /// How many people have put it together.
    pub people: u64,
}

/// A part, and where it belongs.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct PartView {
    /// Its name in acts.
    pub key: String,
    /// What it is called.
    pub label: String,
    /// Its picture (PNG), the address relative to the server.
    pub picture: String,
    /// The left edge of its place, in percent of the scene's width.
    pub x: f64,
    /// The upper edge of its place, in percent of the scene's height.
    pub y: f64,
    /// Its width in percent of the scene's width.
    pub width: f64,
    /// Its height in percent of the scene's height.
    pub height: f64,
}
