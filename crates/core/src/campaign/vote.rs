//! What a vote is in a campaign file.

use super::Choice;
use crate::lang::Text;

/// One-tap wishes, or a poll.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)
)]
pub struct Vote {
    /// How many choices a voter has, and whether their order counts.
    pub form: VoteForm,
    /// What can be chosen.
    #[cfg_attr(feature = "server", serde(default))]
    pub options: Vec<Choice>,
    /// `multiple` and `ranked`: choices of one voter, at most; left out: all.
    #[cfg_attr(feature = "server", serde(default))]
    pub most: Option<u32>,
    /// When and how exactly totals are shown.
    #[cfg_attr(feature = "server", serde(default))]
    pub totals: Totals,
    /// Wishes that one fan may propose.
    #[cfg_attr(feature = "server", serde(default))]
    pub propose: u32,
    /// Longest proposal in characters, 1 to 200.
    #[cfg_attr(feature = "server", serde(default = "eighty"))]
    pub longest: u32,
    /// Whether a proposal is shown to others only after staff have looked at it.
    #[cfg_attr(feature = "server", serde(default))]
    pub moderated: bool,
    /// What staff have answered, in public; can be added to after publishing.
    #[cfg_attr(feature = "server", serde(default))]
    pub answers: Vec<StaffAnswer>,
}

/// How many choices a voter has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema),
    serde(rename_all = "snake_case")
)]
pub enum VoteForm {
    /// Any number: "I need this too".
    Wishes,
    /// One.
    Poll,
    /// Several.
    Multiple,
    /// Several, in the order of preference: of `n` options the first choice gets `n` points, the second `n` − 1, and so on (Borda's count).
    Ranked,
}

impl VoteForm {
    /// Its name on the wire and in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Wishes => "wishes",
            Self::Poll => "poll",
            Self::Multiple => "multiple",
            Self::Ranked => "ranked",
        }
    }
}

/// When and how exactly totals are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema),
    serde(rename_all = "snake_case")
)]
pub enum Totals {
    /// At once, exactly.
    #[default]
    Live,
    /// At once, with two leading digits.
    Rounded,
    /// When the node has closed.
    After,
}

impl Totals {
    /// Its name on the wire and in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Rounded => "rounded",
            Self::After => "after",
        }
    }
}

/// What staff say to a wish.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)
)]
pub struct StaffAnswer {
    /// The key of an option, or the words of a wish that a fan has proposed.
    pub to: String,
    /// What becomes of it.
    pub status: WishStatus,
    /// Why, or when.
    #[cfg_attr(feature = "server", serde(default))]
    pub text: Text,
}

/// What becomes of a wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema),
    serde(rename_all = "snake_case")
)]
pub enum WishStatus {
    /// It will be done.
    Planned,
    /// It has been done.
    Done,
    /// It will not be done.
    No,
}

impl WishStatus {
    /// Its name on the wire and in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Done => "done",
            Self::No => "no",
        }
    }
}

#[cfg(feature = "server")]
fn eighty() -> u32 {
    80
}
