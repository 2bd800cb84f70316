//! What a wall of honour is in a campaign file.

/// A wall on which those stand who were there first, by the names they choose, if they want to.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)
)]
pub struct Honour {
    /// How many names it holds.
    #[cfg_attr(feature = "server", serde(default = "hundred"))]
    pub places: u32,
    /// Longest name in characters, 1 to 60.
    #[cfg_attr(feature = "server", serde(default = "twenty_four"))]
    pub longest: u32,
    /// Whether a name is shown only after staff have looked at it.
    #[cfg_attr(feature = "server", serde(default = "yes"))]
    pub moderated: bool,
}

#[cfg(feature = "server")]
fn hundred() -> u32 {
    100
}

#[cfg(feature = "server")]
fn twenty_four() -> u32 {
    24
}

#[cfg(feature = "server")]
fn yes() -> bool {
    true
}
