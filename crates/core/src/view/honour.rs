//! A wall of honour on the wire.

use super::PickView;

/// The names of those who were there first.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct HonourView {
    /// How many names it holds.
    pub places: u32,
    /// How many of them are free.
    pub left: u32,
    /// Longest name in characters.
    pub longest: u32,
    /// Whether a name is shown only after staff have looked at it.
    pub moderated: bool,
    /// The names that are shown, at most 200, in the order in which they were signed.
    pub names: Vec<PickView>,
}
