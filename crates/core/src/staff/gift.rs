//! What staff give away, and to whom.

use super::Texts;
use crate::moment::Moment;
use serde::{Deserialize, Serialize};

/// Who is meant: those who have taken part and for whom all of this holds. Where nothing is said and `everybody` is not, nobody is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Meant {
    /// These, by their ids, whether or not they have taken part.
    pub fans: Vec<String>,
    /// All who have taken part.
    pub everybody: bool,
    /// Who have done this node.
    pub done: Option<String>,
    /// Who came by this channel.
    pub channel: Option<String>,
    /// Who took part from this moment on.
    pub joined_from: Option<Moment>,
    /// Who took part before this moment.
    pub joined_before: Option<Moment>,
    /// Who have redeemed a code of this node.
    pub redeemed: Option<String>,
    /// And of this item of it.
    pub item: Option<String>,
}

/// What is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum GiftWhat {
    /// Tickets for the draw.
    #[default]
    Tickets,
    /// Points.
    Points,
    /// A code for a unit that is set aside.
    Codes,
}

impl GiftWhat {
    /// Everything that can be given.
    pub const ALL: [Self; 3] = [Self::Tickets, Self::Points, Self::Codes];

    /// Its name on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Tickets => "tickets",
            Self::Points => "points",
            Self::Codes => "codes",
        }
    }
}

/// Something to be given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct NewGift {
    /// Random, 16 to 64 letters, digits, `-` and `_`: the same again gives nothing again. Where people are only counted it says nothing.
    #[serde(default)]
    pub key: String,
    /// To whom.
    pub to: Meant,
    /// What.
    pub what: GiftWhat,
    /// How many each of them gets; of codes one.
    #[serde(default)]
    pub amount: u32,
    /// Codes: of which node.
    #[serde(default)]
    pub node: String,
    /// And of which item.
    #[serde(default)]
    pub item: String,
    /// Why: 3 to 200 characters. Where people are only counted it says nothing.
    #[serde(default)]
    pub reason: String,
}

/// How many people are meant, and whether it is not too much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct GiftCount {
    /// People.
    pub people: u64,
    /// Of what is given, all of them together.
    pub sum: u64,
    /// What one may still give of it today.
    pub left: u32,
    /// Codes: units that are set aside and have none.
    pub aside: Option<u32>,
}

/// Something that was given, to whomever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Gift {
    /// Its name.
    pub id: String,
    /// When it was begun.
    pub at: Moment,
    /// Who gave: the address of an account, or a name on the command line.
    pub by: String,
    /// As what: `administrator` or `staff`.
    pub role: String,
    /// To whom.
    pub to: Meant,
    /// What.
    pub what: GiftWhat,
    /// How many each of them got.
    pub amount: u32,
    /// Codes: of which node; else empty.
    pub node: String,
    /// And of which item.
    pub item: String,
    /// Why.
    pub reason: String,
    /// For how many people.
    pub people: u64,
    /// How many of them have it.
    pub got: u64,
    /// When the last one had it; `null`: it is on its way, or was left half-way.
    pub done: Option<Moment>,
    /// The code of what has stopped it; `null`: nothing has.
    pub stopped: Option<String>,
}

/// What one may give in a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Cap {
    /// Of what.
    pub what: GiftWhat,
    /// So many.
    pub most: u32,
    /// Of these today (by UTC) so many are left.
    pub left: u32,
}

/// A node, to choose from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct NodeName {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Texts,
}

/// Something that can be reserved, to choose from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ItemName {
    /// The node.
    pub node: String,
    /// Its key there.
    pub item: String,
    /// What it is called.
    pub text: Texts,
    /// Units that are set aside for codes and have none.
    pub aside: u32,
}

/// What was given, and what can be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Gifts {
    /// What was given, the newest first.
    pub lines: Vec<Gift>,
    /// What one may give oneself.
    pub caps: Vec<Cap>,
    /// The campaign's nodes.
    pub nodes: Vec<NodeName>,
    /// What codes can be for.
    pub items: Vec<ItemName>,
}
