//! What keeps referrals from being a forest.

use std::fmt;

/// Referrals that are no forest. The campaign's own never are; imported ones may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// The referrer of this participant is not in the list.
    Dangling {
        /// Whose referrer, by his place in the list.
        person: u32,
    },
    /// This participant is among his own descendants.
    Cycle {
        /// Somebody on the circle, by his place in the list.
        person: u32,
    },
    /// There are more than 4,294,967,294 people.
    TooMany,
}

impl Broken {
    /// A stable name for machines.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Dangling { .. } => "dangling",
            Self::Cycle { .. } => "cycle",
            Self::TooMany => "too_many",
        }
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dangling { person } => write!(f, "the referrer of person {person} is nobody of the list"),
            Self::Cycle { person } => write!(f, "person {person} is among his own descendants"),
            Self::TooMany => f.write_str("there are too many people"),
        }
    }
}

impl std::error::Error for Broken {}
