//! What an assembly is in a campaign file.

use crate::lang::Text;

/// A product that is put together from its parts.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)
)]
pub struct Assemble {
    /// The scene: an SVG, PNG or JPEG file, relative to the campaign file.
    pub picture: String,
    /// What the scene shows, for people who cannot see it.
    pub alt: Text,
    /// What stands on the picture that a fan shares when it is done.
    #[cfg_attr(feature = "server", serde(default))]
    pub words: Text,
    /// The parts, 2 to 24.
    pub parts: Vec<Part>,
}

/// A part, and where it belongs.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)
)]
pub struct Part {
    /// Its name in acts, unique in the node.
    pub key: String,
    /// What it is called.
    pub text: Text,
    /// An SVG or PNG file, transparent around the part.
    pub picture: String,
    /// The left edge of its place, in percent of the scene's width, 0 to 100.
    pub x: f64,
    /// The upper edge of its place, in percent of the scene's height, 0 to 100.
    pub y: f64,
    /// Its width in percent of the scene's width.
    pub width: f64,
    /// Its height in percent of the scene's height.
    pub height: f64,
}
