//! What a fan can do. One act, one request.

use crate::moment::Moment;

/// An act and when it was done.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct ActRequest {
    /// When the fan did it by the campaign's clock, if that was not just now (acts wait while a phone is offline).
    #[cfg_attr(feature = "server", serde(default, skip_serializing_if = "Option::is_none"))]
    pub at: Option<Moment>,
    /// What.
    #[cfg_attr(feature = "server", serde(flatten))]
    pub act: Act,
}

/// What was done, and at which node.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "server",
    derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema),
    serde(tag = "act", rename_all = "snake_case")
)]
pub enum Act {
    /// The widget was opened: always the first act. With the code and channel of a link where there was one.
    Arrive {
        /// The code of a friend's link.
        #[cfg_attr(feature = "server", serde(default, skip_serializing_if = "Option::is_none"))]
        code: Option<String>,
        /// The channel it came through.
        #[cfg_attr(feature = "server", serde(default, skip_serializing_if = "Option::is_none"))]
        channel: Option<String>,
    },
    /// Nodes came into sight.
    See {
        /// Which ones.
        nodes: Vec<String>,
    },
    /// The fan began: put the finger into the field, opened the links.
    Start {
        /// Where.
        node: String,
    },
    /// "I want to know", at a teaser.
    Tap {
        /// Where.
        node: String,
    },
    /// A guess in words.
    Guess {
        /// Where.
        node: String,
        /// The guess.
        text: String,
    },
    /// Stands behind somebody else's guess.
    Second {
        /// Where.
        node: String,
        /// The key of the group of guesses.
        pick: String,
    },
    /// Chooses: the whole choice, which replaces the one before. An empty one takes it back.
    Vote {
        /// Where.
        node: String,
        /// The keys of the wishes or the option.
        picks: Vec<String>,
    },
    /// Puts all tickets, now and later ones, into the draw.
    Enter {
        /// Where.
        node: String,
        /// 32 random bytes as 64 hexadecimal digits, made in the fan's browser: what hides his name in the public list.
        nonce: String,
    },
    /// Used the share button of a node.
    Share {
        /// The node whose button it was.
        node: String,
        /// The channel.
        channel: String,
    },
}

impl Act {
    /// The node that the act is about, if it is about one.
    #[must_use]
    pub fn node(&self) -> Option<&str> {
        match self {
            Self::Arrive { .. } | Self::See { .. } => None,
            Self::Start { node }
            | Self::Tap { node }
            | Self::Guess { node, .. }
            | Self::Second { node, .. }
            | Self::Vote { node, .. }
            | Self::Enter { node, .. }
            | Self::Share { node, .. } => Some(node),
        }
    }

    /// The act's name on the wire.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Arrive { .. } => "arrive",
            Self::See { .. } => "see",
            Self::Start { .. } => "start",
            Self::Tap { .. } => "tap",
            Self::Guess { .. } => "guess",
            Self::Second { .. } => "second",
            Self::Vote { .. } => "vote",
            Self::Enter { .. } => "enter",
            Self::Share { .. } => "share",
        }
    }
}
