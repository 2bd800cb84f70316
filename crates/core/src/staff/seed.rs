//! The first people, who are invited by name.

use crate::moment::Moment;
use serde::{Deserialize, Serialize};

/// An invitation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct SeedLine {
    /// The group.
    pub group: String,
    /// Whom it is for, as staff call him.
    pub label: String,
    /// The link. Whoever opens it first is that seed; from then on it is his personal link.
    pub link: String,
    /// When it was made.
    pub made: Moment,
    /// Who has taken it; left out for who may not see persons.
    pub fan: Option<String>,
    /// Whether somebody has.
    pub came: bool,
    /// How many people descend from him.
    pub people: u64,
    /// In how many generations.
    pub generations: u32,
}

/// The invitations of a campaign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Seeds {
    /// By group and label.
    pub lines: Vec<SeedLine>,
    /// Whether there are more than are told.
    pub more: bool,
}

/// Invitations to be made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct NewSeeds {
    /// Random, 16 to 64 letters, digits, `-` and `_`: the same again makes nothing again.
    pub key: String,
    /// What they belong to: 1 to 60 characters.
    pub group: String,
    /// Whom they are for: 1 to 60 characters.
    pub label: String,
    /// So many, 1 to 500, with numbers behind the label.
    pub count: u32,
}
