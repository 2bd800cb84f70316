//! A vote on the wire.

use super::PickView;

/// Wishes or a poll.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct VoteView {
    /// `wishes`, `poll`, `multiple` or `ranked`.
    pub form: String,
    /// Choices of one voter, at most.
    pub most: u32,
    /// `live`, `rounded` or `after` (the close).
    pub totals: String,
    /// Wishes that one fan may propose.
    pub propose: u32,
    /// Longest proposal in characters.
    pub longest: u32,
    /// Whether others see a proposal only after staff have looked at it.
    pub moderated: bool,
    /// What can be chosen: those of the campaign file in its order, then what fans have proposed, the strongest first.
    pub options: Vec<PickView>,
    /// How many people have voted.
    pub voters: u64,
}

/// What staff say to a wish.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct StaffAnswerView {
    /// `planned`, `done` or `no`.
    pub status: String,
    /// Why, or when; may be empty.
    pub text: String,
}
