//! Who is a person, whether he counts, and what is owed for friends.

use super::{FanId, Reason};
use crate::moment::Moment;

/// Whether somebody counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// He does: nobody has said anything against him.
    #[default]
    Open,
    /// Not for now: he looks like a cheat.
    Held,
    /// Not at all, as staff have decided.
    Refused,
    /// He does, as staff have decided: he is not scored any more.
    Cleared,
    /// He is another device of somebody, who counts instead.
    Merged,
}

impl Standing {
    /// Every standing.
    pub const ALL: [Self; 5] = [Self::Open, Self::Held, Self::Refused, Self::Cleared, Self::Merged];

    /// Its name in the store and in exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Held => "held",
            Self::Refused => "refused",
            Self::Cleared => "cleared",
            Self::Merged => "merged",
        }
    }

    /// The standing of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.name() == name)
    }

    /// Whether somebody of that standing counts.
    #[must_use]
    pub fn counts(self) -> bool {
        matches!(self, Self::Open | Self::Cleared)
    }
}

/// Why somebody's tickets are not in the draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeptOut {
    /// He is another device of somebody.
    Duplicate,
    /// He is held, or was refused.
    Fraud,
    /// He has not confirmed who he is.
    Unconfirmed,
    /// He has had his data deleted.
    Withdrawn,
}

impl KeptOut {
    /// Every reason.
    pub const ALL: [Self; 4] = [Self::Duplicate, Self::Fraud, Self::Unconfirmed, Self::Withdrawn];

    /// Its name, as in `excluded.txt` of a draw.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Duplicate => "duplicate",
            Self::Fraud => "fraud",
            Self::Unconfirmed => "unconfirmed",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The reason of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }
}

/// What is owed to somebody for a friend, until it is earned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credit {
    /// The friend.
    pub friend: FanId,
    /// To whom.
    pub to: FanId,
    /// [`Reason::Friend`] or [`Reason::Second`].
    pub reason: Reason,
    /// How it stands.
    pub why: Why,
    /// When it is earned at the earliest.
    pub due: Moment,
}

/// Why a credit is not earned yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// The friend has not confirmed who he is.
    Unconfirmed,
    /// Its time has not come.
    Waits,
    /// The friend is held.
    Checked,
    /// It is earned: what it brought stands in the ledger.
    Earned,
    /// It never will be: the friend is the same person, or was refused, or came too late.
    Void,
}

impl Why {
    /// Every reason.
    pub const ALL: [Self; 5] = [Self::Unconfirmed, Self::Waits, Self::Checked, Self::Earned, Self::Void];

    /// Its name on the wire and in exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Unconfirmed => "unconfirmed",
            Self::Waits => "waits",
            Self::Checked => "checked",
            Self::Earned => "earned",
            Self::Void => "void",
        }
    }

    /// The reason of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.name() == name)
    }

    /// Whether it may still be earned.
    #[must_use]
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Earned | Self::Void)
    }
}

/// Friends for whom the same is owed, and for the same reason not earned yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Owed {
    /// How many.
    pub friends: u32,
    /// When the first of them counts at the earliest.
    pub due: Moment,
}

/// An invitation of staff: whoever opens its link first is a seed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seed {
    /// Its ten characters, which become the seed's own.
    pub code: String,
    /// The group that staff have invited him into.
    pub group: String,
    /// Who has taken it.
    pub fan: Option<FanId>,
}
