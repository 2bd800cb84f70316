//! What fans write, and what staff say about it.

use serde::{Deserialize, Serialize};

/// What staff say about something that fans wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// Nothing any more: it waits to be looked at, and is not shown before.
    Waiting,
    /// Everybody may see it.
    Shown,
    /// Nobody may.
    Hidden,
    /// It counts as the right answer. That cannot be taken back: tickets follow from it.
    Right,
}

/// Something that fans wrote: equal words are one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct WrittenLine {
    /// The node.
    pub node: String,
    /// Its key at the node; of a picture, its name.
    pub key: String,
    /// Its first spelling; of a picture, what was written below it.
    pub label: String,
    /// How many people stand behind it.
    pub people: u64,
    /// [`Said::Waiting`], [`Said::Shown`] or [`Said::Hidden`].
    pub said: Said,
    /// Whether it counts as right.
    pub correct: bool,
    /// Whether it is a picture: under `/api/v1/campaigns/{slug}/nodes/{node}/uploads/{key}`, while it is not hidden.
    pub picture: bool,
    /// Whether staff may say that it is right.
    pub may_be_right: bool,
}

/// What fans wrote, the strongest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Written {
    /// The lines.
    pub lines: Vec<WrittenLine>,
    /// Whether there are more than were asked for.
    pub more: bool,
}

/// What somebody says, about what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Saying {
    /// The node.
    pub node: String,
    /// The key there.
    pub key: String,
    /// What.
    pub said: Said,
    /// Why; may be empty.
    #[serde(default)]
    pub reason: String,
}
