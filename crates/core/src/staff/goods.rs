//! Stock, codes, and who redeems them.

use super::Texts;
use crate::moment::Moment;
use serde::{Deserialize, Serialize};

/// How the units of one item are spread, and what has become of its codes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct StockLine {
    /// The node.
    pub node: String,
    /// Its key there.
    pub item: String,
    /// What it is called.
    pub text: Texts,
    /// Units there are.
    pub stock: u32,
    /// Units that the line has taken.
    pub taken: u32,
    /// Units that are set aside for priority codes.
    pub aside: u32,
    /// Units of these for which there is a code.
    pub issued: u32,
    /// People who wait.
    pub waiting: u32,
    /// Codes that whoever has them can take or redeem.
    pub free: u64,
    /// Codes that somebody holds.
    pub held: u64,
    /// Codes that a till has taken.
    pub redeemed: u64,
    /// Codes whose time has passed.
    pub expired: u64,
}

/// What there is to have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Stock {
    /// Everything that can be reserved, in the order of the file.
    pub items: Vec<StockLine>,
    /// Whether the campaign gives any codes, so that a till has something to redeem.
    pub redeems: bool,
}

/// A code, by its last four characters: whoever has the others has what it stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct CodeLine {
    /// The last four characters.
    pub end: String,
    /// The node.
    pub node: String,
    /// The item, or the place of the prize.
    pub item: String,
    /// `free`, `held`, `redeemed`, `cancelled`, `expired`.
    pub state: String,
    /// Where it comes from: `line`, `waiting`, `priority`, `gift`, `prize`.
    pub origin: String,
    /// Who holds it; left out for who may not see persons.
    pub fan: Option<String>,
    /// How often it may still be handed on.
    pub transfers: u32,
    /// When it was made.
    pub made: Moment,
    /// When it expires.
    pub expires: Moment,
    /// When it was redeemed.
    pub redeemed: Option<Moment>,
    /// And at which till.
    pub till: Option<String>,
}

/// Codes, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Codes {
    /// The codes.
    pub lines: Vec<CodeLine>,
    /// Whether there are more than were asked for.
    pub more: bool,
}

/// A code that somebody reads out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct CodeLook {
    /// The code, as it was typed.
    pub code: String,
}

/// Codes to be made for units that are set aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct NewCodes {
    /// Random, 16 to 64 letters, digits, `-` and `_`: the same again makes nothing again.
    pub key: String,
    /// The node.
    pub node: String,
    /// The item.
    pub item: String,
    /// How many: 1 to 10,000.
    pub count: u32,
}

/// Codes that were made. They are told this once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct IssuedCodes {
    /// The codes, as they are printed.
    pub codes: Vec<String>,
    /// The same with all that is known of them, as comma-separated values.
    pub csv: String,
}

/// A till.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct TillLine {
    /// Its name, which stands beside what it has redeemed.
    pub name: String,
    /// When its link was made.
    pub made: Moment,
    /// When it was closed.
    pub closed: Option<Moment>,
    /// What it has redeemed.
    pub redeemed: u64,
    /// Whether it is an account that redeems as itself: it has no link, and ends with the session.
    pub account: bool,
}

/// A till to be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct NewTill {
    /// Its name: 1 to 40 characters.
    pub name: String,
}

/// A till that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct MadeTill {
    /// Its name.
    pub name: String,
    /// What opens it. It is told this once.
    pub link: String,
}

/// One's own till.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct OwnTill {
    /// Its name.
    pub name: String,
    /// Its page's address on this server, with what opens it. It is good as long as one is signed in.
    pub path: String,
}
