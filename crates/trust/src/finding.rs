//! What comes out: a score, and why.

use std::{fmt, sync::Arc};

/// Why somebody looks like a cheat. The codes are stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// His address is one that is thrown away.
    Disposable,
    /// Many have addresses of one small mail host.
    MailHost,
    /// Many have addresses of one small domain, or of domains with the same servers.
    MailDomain,
    /// Many came from one place.
    Place,
    /// A group of which he is one moves like a machine.
    Machine,
    /// A closed circle behind one door brings itself.
    Ring,
    /// The friends of one person move like a machine.
    Tree,
    /// He tried codes until one was right.
    Guessing,
    /// Votes for one option come like clockwork.
    Votes,
}

/// What a fan is told of a reason: so little that it teaches nobody, and so much that he knows what to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Heard {
    /// The mail address.
    Address,
    /// Many from one place.
    Place,
    /// The rhythm.
    Rhythm,
    /// The friends.
    Friends,
    /// Codes.
    Codes,
}

impl Heard {
    /// Its name on the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Place => "place",
            Self::Rhythm => "rhythm",
            Self::Friends => "friends",
            Self::Codes => "codes",
        }
    }
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 9] = [
        Self::Disposable,
        Self::MailHost,
        Self::MailDomain,
        Self::Place,
        Self::Machine,
        Self::Ring,
        Self::Tree,
        Self::Guessing,
        Self::Votes,
    ];

    /// Its stable code: in campaign files, the log and for staff.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Disposable => "disposable",
            Self::MailHost => "mail_host",
            Self::MailDomain => "mail_domain",
            Self::Place => "place",
            Self::Machine => "machine",
            Self::Ring => "ring",
            Self::Tree => "tree",
            Self::Guessing => "guessing",
            Self::Votes => "votes",
        }
    }

    /// The reason of that code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }

    /// The points that it gives at most, where the campaign's file says nothing else. What a crowd alone gives stays far below the threshold
    /// at which somebody is held.
    #[must_use]
    pub fn weight(self) -> u8 {
        match self {
            Self::MailHost | Self::MailDomain | Self::Place => 20,
            Self::Disposable | Self::Machine | Self::Tree | Self::Votes | Self::Ring | Self::Guessing => 60,
        }
    }

    /// What the fan is told.
    #[must_use]
    pub fn heard(self) -> Heard {
        match self {
            Self::Disposable | Self::MailHost | Self::MailDomain => Heard::Address,
            Self::Place => Heard::Place,
            Self::Machine | Self::Votes => Heard::Rhythm,
            Self::Ring | Self::Tree => Heard::Friends,
            Self::Guessing => Heard::Codes,
        }
    }
}

/// What was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sign {
    /// So many people of so many are behind one address prefix.
    SamePlace,
    /// So many addresses of one host.
    SameHost,
    /// So many addresses of one domain.
    SameDomain,
    /// So many addresses of domains with the same servers.
    SameServers,
    /// So many friends of one person.
    SameReferrer,
    /// So many votes for one option.
    SameOption,
    /// So many people with the same order and the same length of visit, of so many with that order.
    Alike,
    /// They came at an even pace: the value is the local variation of their intervals, 1 for chance, 0 for clockwork.
    EvenPace,
    /// So many of so many keep time: the value is the period in minutes.
    Clock,
    /// The first visits of so many of so many took equally long: within so many per cent.
    EqualVisits,
    /// So many of so many were faster than nine in ten others.
    Fast,
    /// So many of so many were faster than three in four others.
    Quick,
    /// So many of so many never came back, though they could have.
    NeverBack,
    /// So many of so many did the same things in the same order.
    SameOrder,
    /// So many of so many voted for the same.
    SameVote,
    /// So many of so many did everything that makes tickets count.
    Harvest,
    /// So many codes were wrong.
    WrongCodes,
    /// The address is on the list of those that are thrown away.
    ThrownAway,
    /// So many of so many came by a friend from the same small place.
    ClosedCircle,
}

impl Sign {
    /// Every sign.
    pub const ALL: [Self; 19] = [
        Self::SamePlace,
        Self::SameHost,
        Self::SameDomain,
        Self::SameServers,
        Self::SameReferrer,
        Self::SameOption,
        Self::Alike,
        Self::EvenPace,
        Self::Clock,
        Self::EqualVisits,
        Self::Fast,
        Self::Quick,
        Self::NeverBack,
        Self::SameOrder,
        Self::SameVote,
        Self::Harvest,
        Self::WrongCodes,
        Self::ThrownAway,
        Self::ClosedCircle,
    ];

    /// The sign of that code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sign| sign.code() == code)
    }

    /// Its stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::SamePlace => "same_place",
            Self::SameHost => "same_host",
            Self::SameDomain => "same_domain",
            Self::SameServers => "same_servers",
            Self::SameReferrer => "same_referrer",
            Self::SameOption => "same_option",
            Self::Alike => "alike",
            Self::EvenPace => "even_pace",
            Self::Clock => "clock",
            Self::EqualVisits => "equal_visits",
            Self::Fast => "fast",
            Self::Quick => "quick",
            Self::NeverBack => "never_back",
            Self::SameOrder => "same_order",
            Self::SameVote => "same_vote",
            Self::Harvest => "harvest",
            Self::WrongCodes => "wrong_codes",
            Self::ThrownAway => "thrown_away",
            Self::ClosedCircle => "closed_circle",
        }
    }
}

/// Evidence for staff: a sign and its numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Said {
    /// What was seen.
    pub sign: Sign,
    /// How many.
    pub count: u32,
    /// Of how many; 0 where that says nothing.
    pub of: u32,
    /// A ratio where the sign has one.
    pub value: f32,
}

impl Said {
    pub(crate) fn counted(sign: Sign, count: usize, of: usize) -> Self {
        Self {
            sign,
            count: whole(count),
            of: whole(of),
            value: 0.0,
        }
    }

    pub(crate) fn measured(sign: Sign, value: f64, of: usize) -> Self {
        Self {
            sign,
            count: 0,
            of: whole(of),
            value: value as f32,
        }
    }
}

fn whole(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { count, of, value, .. } = self;
        match self.sign {
            Sign::SamePlace => write!(f, "{count} of {of} from one place"),
            Sign::SameHost => write!(f, "{count} of {of} addresses of one mail host"),
            Sign::SameDomain => write!(f, "{count} of {of} addresses of one domain"),
            Sign::SameServers => write!(f, "{count} of {of} addresses of domains with the same mail servers"),
            Sign::SameReferrer => write!(f, "{count} friends of one person"),
            Sign::SameOption => write!(f, "{count} votes for one option"),
            Sign::Alike => write!(
                f,
                "{count} of {of} with this order took equally long, far more than chance has it"
            ),
            Sign::EvenPace => write!(
                f,
                "{of} came at an even pace (variation {value:.2}; chance 1, clockwork 0)"
            ),
            Sign::Clock => write!(f, "{count} of {of} keep time, one every {value:.1} minutes"),
            Sign::EqualVisits => write!(f, "{count} of {of} first visits took equally long, within {value:.0} %"),
            Sign::Fast => write!(f, "{count} of {of} were faster than nine in ten others"),
            Sign::Quick => write!(f, "{count} of {of} were faster than three in four others"),
            Sign::NeverBack => write!(f, "{count} of {of} never came back"),
            Sign::SameOrder => write!(f, "{count} of {of} did the same in the same order"),
            Sign::SameVote => write!(f, "{count} of {of} voted for the same"),
            Sign::Harvest => write!(f, "{count} of {of} did everything that makes tickets count"),
            Sign::WrongCodes => write!(f, "{count} wrong codes"),
            Sign::ThrownAway => write!(f, "an address that is thrown away, as {count} of {of} are"),
            Sign::ClosedCircle => write!(f, "{count} of {of} were brought by somebody from the same small place"),
        }
    }
}

/// A reason, with its points and its evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Why.
    pub reason: Reason,
    /// What it adds to the score.
    pub points: u8,
    /// What was seen. Members of a group share it.
    pub said: Arc<[Said]>,
}

/// The score of a fan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdict {
    /// 0–100.
    pub score: u8,
    /// Why, the weightiest first; empty with a score of 0.
    pub findings: Vec<Finding>,
}

impl Verdict {
    /// What the fan is told, without repeats.
    #[must_use]
    pub fn heard(&self) -> Vec<Heard> {
        let mut heard: Vec<Heard> = self.findings.iter().map(|finding| finding.reason.heard()).collect();
        heard.sort_unstable();
        heard.dedup();
        heard
    }
}
