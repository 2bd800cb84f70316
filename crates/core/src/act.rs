//! What a fan can do. One act, one request.

use crate::{moment::Moment, utm::Utm};

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
        /// What the page's address said about an advertisement: `utm_source` and the others.
        #[cfg_attr(feature = "server", serde(default, skip_serializing_if = "Option::is_none"))]
        utm: Option<Utm>,
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
    /// A guess.
    Guess {
        /// Where.
        node: String,
        /// The guess: words, a number, the key of an option, or the caption of a picture.
        text: String,
        /// The name of the uploaded picture, where a guess is one.
        #[cfg_attr(feature = "server", serde(default, skip_serializing_if = "Option::is_none"))]
        picture: Option<String>,
    },
    /// Stands behind somebody else's guess, or a piece of news.
    Second {
        /// Where.
        node: String,
        /// The key of the group of guesses, or of the post.
        pick: String,
    },
    /// Chooses: the whole choice, which replaces the one before. An empty one takes it back.
    Vote {
        /// Where.
        node: String,
        /// The keys of the wishes or options; where they are ranked, the best first.
        picks: Vec<String>,
    },
    /// Proposes a wish.
    Propose {
        /// Where.
        node: String,
        /// The wish.
        text: String,
    },
    /// Has put the parts together.
    Assemble {
        /// Where.
        node: String,
        /// The keys of the parts in the order in which they were put in place.
        parts: Vec<String>,
    },
    /// Reserves a unit: by the line, or by a code. Takes up an offer, too.
    Reserve {
        /// Where.
        node: String,
        /// The key of the item.
        item: String,
        /// A code that somebody has handed to the fan, as he typed it.
        #[cfg_attr(feature = "server", serde(default, skip_serializing_if = "Option::is_none"))]
        code: Option<String>,
    },
    /// Gives a reservation back, or leaves the waiting list.
    Cancel {
        /// Where.
        node: String,
        /// The key of the item.
        item: String,
    },
    /// Lets a code go, so that whoever has it can take it: how it is handed to a friend.
    Release {
        /// Where.
        node: String,
        /// The key of the item.
        item: String,
    },
    /// Plays for an instant win.
    Play {
        /// Where.
        node: String,
    },
    /// Was there: the code of an event.
    CheckIn {
        /// Where.
        node: String,
        /// The code, as typed or scanned.
        code: String,
    },
    /// Puts a name on the wall of honour, or takes it off.
    Sign {
        /// Where.
        node: String,
        /// The name; empty: none any more.
        name: String,
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
            | Self::Propose { node, .. }
            | Self::Assemble { node, .. }
            | Self::Reserve { node, .. }
            | Self::Cancel { node, .. }
            | Self::Release { node, .. }
            | Self::Play { node }
            | Self::CheckIn { node, .. }
            | Self::Sign { node, .. }
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
            Self::Propose { .. } => "propose",
            Self::Assemble { .. } => "assemble",
            Self::Reserve { .. } => "reserve",
            Self::Cancel { .. } => "cancel",
            Self::Release { .. } => "release",
            Self::Play { .. } => "play",
            Self::CheckIn { .. } => "check_in",
            Self::Sign { .. } => "sign",
            Self::Enter { .. } => "enter",
            Self::Share { .. } => "share",
        }
    }
}
