//! What the widget knows besides the server: what was said last, what the fan has in hand, which picture hangs where.

use canyu_core::act::Act;

/// Something to say about a fan's act.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// It earned so many tickets; may be none.
    Earned(u32),
    /// It was refused, with the server's code.
    Refused(String),
}

/// Whether nothing is shown or said about an act.
#[must_use]
pub fn is_quiet(act: &Act) -> bool {
    matches!(act, Act::Start { .. } | Act::Share { .. })
}

/// What was said at a node last.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// Where.
    pub node: String,
    /// What.
    pub said: Said,
}

/// What a fan has in hand at a node, which the server does not know.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Local {
    /// What stands in the field.
    pub draft: String,
    /// Whether the server has been told that the fan began here.
    pub begun: bool,
    /// Whether the whole wall is shown.
    pub all: bool,
    /// Whether the ways to share are shown.
    pub sharing: bool,
    /// The channel whose link was copied last.
    pub copied: Option<String>,
    /// Whether the browser has refused to copy.
    pub failed: bool,
    /// Whether the QR code is shown.
    pub code: bool,
    /// Whether the poster's desk is open.
    pub poster: bool,
    /// The item of which it is asked whether it is really to be given back.
    pub asks: String,
    /// What is open of the draw's desk.
    pub desk: Desk,
    /// Whether a script of its own could not be loaded.
    pub missing: bool,
}

/// A desk that is loaded when a fan asks for it: that of a draw, or that of the fan's own data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Desk {
    /// Not open.
    #[default]
    Closed,
    /// Open at the check.
    Check,
    /// Open at the claim of the prize.
    Claim,
    /// The fan's own data.
    Mine,
    /// The same, at the address that is to be confirmed.
    Confirm,
    /// The same, at why his entries do not count for now.
    Standing,
}

/// The picture of a teaser on the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Canvas {
    /// The node.
    pub node: String,
    /// The picture that is shown.
    pub shown: String,
    /// The one before, while tiles turn from it to the other.
    pub before: Option<String>,
}
