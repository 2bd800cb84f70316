//! Somebody who takes part in a simulation, and all that he is going to do.

use super::{attack::Kind, mailbox::Mailbox};
use canyu_core::{act::Act, moment::Moment};
use std::net::IpAddr;

/// To which people somebody belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Two to five people behind one address.
    Homes,
    /// Twenty to two hundred behind one address, with a mail domain of their own.
    Offices,
    /// A thousand behind a carrier's shared addresses.
    Carrier,
    /// Hundreds behind one address, with the school's mail domain, at school hours.
    Schools,
    /// Those who follow an influencer's post.
    Burst,
    /// Somebody's false person.
    Attack(Kind),
}

impl Group {
    /// The honest ones.
    pub const HONEST: [Self; 5] = [Self::Homes, Self::Offices, Self::Carrier, Self::Schools, Self::Burst];

    /// Its name in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Homes => "homes",
            Self::Offices => "offices",
            Self::Carrier => "carrier",
            Self::Schools => "schools",
            Self::Burst => "burst",
            Self::Attack(kind) => kind.name(),
        }
    }

    /// Whether they are honest.
    #[must_use]
    pub fn is_honest(self) -> bool {
        !matches!(self, Self::Attack(_))
    }
}

/// The link that somebody follows.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The number of the person whose link it is.
    pub of: u32,
    /// The channel.
    pub channel: String,
}

/// Something that somebody does.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// Opens the page, perhaps by a friend's link, and sees what there is.
    Come(Option<Link>),
    /// Sees the page once more.
    See,
    /// An act; where it takes part a visit is asked for first.
    Act(Act),
    /// An act with the visit and the proof that somebody (perhaps he himself) used last.
    Replay {
        /// The act.
        act: Act,
        /// Whose visit.
        of: u32,
    },
    /// Asks for a mail to his address.
    Mail,
    /// Types the code of the last mail, after so many wrong ones.
    Confirm {
        /// Wrong ones before.
        wrong: u32,
    },
    /// Types codes by chance.
    Guess {
        /// How many.
        tries: u32,
    },
    /// Types the code that somebody else was sent.
    Borrow {
        /// Whose.
        of: u32,
    },
}

/// A deed and its moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// When, at the earliest.
    pub at: Moment,
    /// From which address.
    pub from: IpAddr,
    /// What.
    pub deed: Deed,
}

/// A token with what is done by it: a person in the eyes of whoever does not look closely.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// His number: his place in the plan.
    pub number: u32,
    /// To whom he belongs.
    pub group: Group,
    /// The number of the first person of the human behind him: of himself, for honest people with one device.
    pub human: u32,
    /// The fan's token.
    pub token: String,
    /// His address, if he gives one.
    pub mail: Option<Mailbox>,
    /// What he does, in this order.
    pub steps: Vec<Step>,
}

impl Person {
    /// Who brought him.
    #[must_use]
    pub fn brought_by(&self) -> Option<u32> {
        self.steps.iter().find_map(|step| match &step.deed {
            Deed::Come(link) => link.as_ref().map(|link| link.of),
            _ => None,
        })
    }

    /// The acts that take part, with what was planned to forge them.
    pub fn acts(&self) -> impl Iterator<Item = (Moment, &Act)> {
        self.steps.iter().filter_map(|step| match &step.deed {
            Deed::Act(act) | Deed::Replay { act, .. } if takes_part(act) => Some((step.at, act)),
            _ => None,
        })
    }
}

/// Whether an act takes part, and so needs a visit.
#[must_use]
pub fn takes_part(act: &Act) -> bool {
    !matches!(
        act,
        Act::Arrive { .. } | Act::See { .. } | Act::Start { .. } | Act::Share { .. }
    )
}
