//! What there is to have, and who has it: stock, codes, waiting lists, winning moments.

use super::FanId;
use crate::{campaign::Item, moment::Moment};
use std::collections::VecDeque;

/// How the units of one item are spread. `taken` + `aside` never exceed what there is, and `issued` never exceeds `aside`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stock {
    /// Units reserved by the line, or redeemed by those who had been.
    pub taken: u32,
    /// Units set aside for priority codes.
    pub aside: u32,
    /// Units of these for which there is a code.
    pub issued: u32,
    /// People who wait.
    pub waiting: u32,
    /// The place that the next one in the waiting list gets.
    pub next_place: u32,
    /// The number of the next code.
    pub next_code: u32,
}

impl Stock {
    /// That of an item which nobody has touched yet.
    #[must_use]
    pub fn of(item: &Item) -> Self {
        Self {
            aside: item.priority.min(item.stock),
            ..Self::default()
        }
    }

    /// Units that the line can have.
    #[must_use]
    pub fn left(&self, stock: u32) -> u32 {
        stock.saturating_sub(self.taken).saturating_sub(self.aside)
    }
}

/// Where a code comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The fan was in time.
    Line,
    /// A unit became free while he waited.
    Waiting,
    /// It was handed out as a priority code.
    Priority,
    /// Staff gave it to him.
    Gift,
    /// He won it on the spot.
    Prize,
}

impl Origin {
    /// Every origin.
    pub const ALL: [Self; 5] = [Self::Line, Self::Waiting, Self::Priority, Self::Gift, Self::Prize];

    /// Its name on the wire and in exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Waiting => "waiting",
            Self::Priority => "priority",
            Self::Gift => "gift",
            Self::Prize => "prize",
        }
    }

    /// The origin of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|origin| origin.name() == name)
    }

    /// Whether its unit is one of those that are set aside for codes.
    #[must_use]
    pub fn is_aside(self) -> bool {
        matches!(self, Self::Priority | Self::Gift)
    }
}

/// What has become of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeState {
    /// Whoever has it can take or redeem it.
    Free,
    /// A fan holds it.
    Held,
    /// The till has taken it.
    Redeemed,
    /// It was given back, or handed on under a new code.
    Cancelled,
    /// Its time has passed.
    Expired,
}

impl CodeState {
    /// Every state.
    pub const ALL: [Self; 5] = [Self::Free, Self::Held, Self::Redeemed, Self::Cancelled, Self::Expired];

    /// Its name on the wire and in exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::Held => "held",
            Self::Redeemed => "redeemed",
            Self::Cancelled => "cancelled",
            Self::Expired => "expired",
        }
    }

    /// The state of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// Whether somebody can still make use of it.
    #[must_use]
    pub fn is_alive(self) -> bool {
        matches!(self, Self::Free | Self::Held)
    }
}

/// A code and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The code, compact: 16 characters.
    pub code: String,
    /// The node.
    pub node: String,
    /// The item, or the place of the prize as a number.
    pub item: String,
    /// What has become of it.
    pub state: CodeState,
    /// Where it comes from.
    pub origin: Origin,
    /// Who holds it, or has let it go.
    pub fan: Option<FanId>,
    /// How often it can still be handed on.
    pub transfers: u32,
    /// When it was made.
    pub made: Moment,
    /// Until when it can be redeemed, or an offer taken up.
    pub expires: Moment,
    /// Whether it is an offer from the waiting list that is not taken up yet.
    pub offered: bool,
    /// When and at which till it was redeemed.
    pub redeemed: Option<(Moment, String)>,
}

/// A fan's place in a waiting list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wait {
    /// The node.
    pub node: String,
    /// The item.
    pub item: String,
    /// His place; lower ones come first.
    pub place: u32,
    /// How many people are before him.
    pub ahead: u32,
}

/// Something won on the spot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Win {
    /// The node.
    pub node: String,
    /// The winning moment, from 0.
    pub moment: u32,
    /// The place of the prize among the node's, from 0.
    pub prize: u32,
    /// When.
    pub at: Moment,
}

/// A winning moment that nobody has taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenMoment {
    /// Its number, from 0.
    pub moment: u32,
    /// When it comes.
    pub at: Moment,
    /// The place of its prize among the node's, from 0.
    pub prize: u32,
}

/// The head of a waiting list, as much of it as a group of acts can need.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The first in it: place and fan.
    pub heads: VecDeque<(u32, FanId)>,
    /// Whether that is all of it.
    pub whole: bool,
}
