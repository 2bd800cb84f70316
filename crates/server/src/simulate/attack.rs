//! Those who want more than their part: one file a kind says how they go about it. All know the documented rules, none knows the weights.
//!
//! Each is one human (a ring: several) who wants tickets in the draw or votes for an option. He takes part once as himself, which is his
//! right; what his false persons get besides is fraud.

mod click_farm;
mod code_guessing;
mod datacenter;
mod disposable;
mod own_domain;
mod plus_tags;
mod regular_votes;
mod replay;
mod residential;
mod ring;
mod single_host;
mod slow_drip;

use super::{
    chance::{MINUTE, SECOND, lognormal},
    crowd::{Crowd, Pace, Visit},
    ground::What,
    hours::Rhythm,
    mailbox::Mailbox,
    net::{self, Net},
    person::{Deed, Group, Link},
};
use crate::rehearse::dice::Dice;
use canyu_core::{
    act::Act,
    moment::{HOUR, Moment},
};

/// How somebody cheats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, clap::ValueEnum)]
pub enum Kind {
    /// Many spellings of one mailbox.
    PlusTags,
    /// Mailboxes of ten minutes.
    Disposable,
    /// Addresses at domains of his own.
    OwnDomain,
    /// Many mailboxes at one small mail host.
    SingleHost,
    /// Scripts in rented data centres.
    Datacenter,
    /// Scripts behind the lines of other people's homes.
    Residential,
    /// People who bring nobody but each other.
    Ring,
    /// Hired hands with real phones.
    ClickFarm,
    /// Requests that were recorded once and are sent again.
    Replay,
    /// Codes tried by chance.
    CodeGuessing,
    /// Votes at an even pace.
    RegularVotes,
    /// A few false persons a day.
    SlowDrip,
}

impl Kind {
    /// All.
    pub const ALL: [Self; 12] = [
        Self::PlusTags,
        Self::Disposable,
        Self::OwnDomain,
        Self::SingleHost,
        Self::Datacenter,
        Self::Residential,
        Self::Ring,
        Self::ClickFarm,
        Self::Replay,
        Self::CodeGuessing,
        Self::RegularVotes,
        Self::SlowDrip,
    ];

    /// Its name on the command line and in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::PlusTags => "plus-tags",
            Self::Disposable => "disposable",
            Self::OwnDomain => "own-domain",
            Self::SingleHost => "single-host",
            Self::Datacenter => "datacenter",
            Self::Residential => "residential",
            Self::Ring => "ring",
            Self::ClickFarm => "click-farm",
            Self::Replay => "replay",
            Self::CodeGuessing => "code-guessing",
            Self::RegularVotes => "regular-votes",
            Self::SlowDrip => "slow-drip",
        }
    }
}

/// How hard he tries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub enum Intensity {
    /// An evening's work by hand.
    Low,
    /// Somebody who can write a script and spends some money.
    #[default]
    Medium,
    /// Somebody who does it for a living.
    High,
}

impl Intensity {
    /// All.
    pub const ALL: [Self; 3] = [Self::Low, Self::Medium, Self::High];

    /// Its name on the command line and in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }

    /// One of three.
    fn of<T>(self, low: T, medium: T, high: T) -> T {
        match self {
            Self::Low => low,
            Self::Medium => medium,
            Self::High => high,
        }
    }
}

/// What an attacker's persons vote for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub enum Votes {
    /// All for the option that he wants to win.
    #[default]
    Same,
    /// As they like: he is after tickets, and hides. Those of [`Kind::RegularVotes`] are after votes all the same.
    Any,
}

impl Votes {
    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Any => "any",
        }
    }
}

/// An attacker: how he cheats, how hard he tries, and what his persons vote for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attack {
    /// How he cheats.
    pub kind: Kind,
    /// How hard he tries.
    pub intensity: Intensity,
    /// What his persons vote for.
    pub votes: Votes,
}

/// One attacker at work.
struct Attacker<'a, 'b> {
    crowd: &'a mut Crowd<'b>,
    kind: Kind,
    intensity: Intensity,
    votes: Votes,
    /// For what is none of his persons' own.
    dice: Dice,
    /// His next person's stream.
    stream: u64,
    /// He himself.
    master: u32,
    /// When he starts.
    starts: Moment,
}

/// Adds an attacker of that kind to the crowd.
pub(super) fn attack(crowd: &mut Crowd<'_>, seed: u64, attack: Attack) {
    let Attack { kind, intensity, votes } = attack;
    let stream = (kind as u64 + 2) << 44;
    let mut dice = Dice::new(seed, stream);
    // The campaign has to be known first.
    let starts = crowd.span.within(
        crowd
            .span
            .opens
            .plus(6 * HOUR + dice.below((18 * HOUR).unsigned_abs()).cast_signed()),
    );
    let mut attacker = Attacker {
        crowd,
        kind,
        intensity,
        votes,
        dice,
        stream,
        master: 0,
        starts,
    };
    attacker.himself();
    match kind {
        Kind::PlusTags => plus_tags::run(&mut attacker),
        Kind::Disposable => disposable::run(&mut attacker),
        Kind::OwnDomain => own_domain::run(&mut attacker),
        Kind::SingleHost => single_host::run(&mut attacker),
        Kind::Datacenter => datacenter::run(&mut attacker),
        Kind::Residential => residential::run(&mut attacker),
        Kind::Ring => ring::run(&mut attacker),
        Kind::ClickFarm => click_farm::run(&mut attacker),
        Kind::Replay => replay::run(&mut attacker),
        Kind::CodeGuessing => code_guessing::run(&mut attacker),
        Kind::RegularVotes => regular_votes::run(&mut attacker),
        Kind::SlowDrip => slow_drip::run(&mut attacker),
    }
}

/// Dice for what happens later, so that it does not change what happens now.
fn fork(dice: &mut Dice) -> Dice {
    Dice::new(dice.bits(), 0)
}

/// What a false person does in his visit.
#[derive(Clone, Copy)]
struct Errand {
    pace: Pace,
    /// Whether he votes for the attacker's option, and enters the draw.
    votes: bool,
    enters: bool,
    /// How many of the other nodes he does.
    others: f64,
    /// Median time until the code is typed, in milliseconds.
    reads: i64,
}

impl Errand {
    /// A script that does what brings tickets.
    const SCRIPT: Self = Self {
        pace: Pace {
            median: 4 * SECOND,
            deviation: 1.3,
        },
        votes: true,
        enters: true,
        others: 1.0,
        reads: 8 * SECOND,
    };
    /// A human being who does it for tickets.
    const HAND: Self = Self {
        pace: Pace {
            median: 7 * SECOND,
            deviation: 2.0,
        },
        votes: true,
        enters: true,
        others: 0.8,
        reads: 30 * SECOND,
    };
}

impl Attacker<'_, '_> {
    /// A new person of his.
    fn face(&mut self) -> (u32, Dice) {
        self.stream += 1;
        let (number, dice) = self.crowd.person(Group::Attack(self.kind), self.stream);
        let master = self.master;
        self.crowd.same_human(number, master);
        (number, dice)
    }

    /// The attacker himself takes part like anybody else, from his own line.
    fn himself(&mut self) {
        let (number, mut dice) = self.face();
        self.master = number;
        self.crowd.same_human(number, number);
        let mailbox = self.crowd.post.big(&mut dice);
        self.crowd.mailbox(number, mailbox);
        let at = self
            .crowd
            .span
            .awake(self.starts.plus(-2 * HOUR), Rhythm::Everybody, &mut dice);
        let mut visit = Visit {
            person: number,
            net: net::home(&mut dice),
            at,
        };
        let errand = Errand {
            pace: Pace::HUMAN,
            ..Errand::HAND
        };
        self.errand(&mut visit, None, errand, &mut dice);
        self.starts = Moment(self.starts.0.max(visit.at.plus(10 * MINUTE).0));
    }

    /// The option that he wants to win: the last one, which few would choose. None where his persons vote as they like.
    fn option(&self) -> Option<String> {
        if self.votes == Votes::Any && self.kind != Kind::RegularVotes {
            return None;
        }
        self.crowd.ground.places.iter().find_map(|place| match &place.what {
            What::Vote(options) => options.last().cloned(),
            _ => None,
        })
    }

    /// His link.
    fn link(&self, channel: &str) -> Option<Link> {
        Some(Link {
            of: self.master,
            channel: channel.to_owned(),
        })
    }

    /// A whole visit: comes, does what brings something, confirms his address.
    fn errand(&mut self, visit: &mut Visit, link: Option<Link>, errand: Errand, dice: &mut Dice) {
        self.crowd.comes(visit, link, dice);
        self.acts(visit, errand, dice);
        let delay = lognormal(dice, errand.reads, errand.pace.deviation);
        self.crowd.confirms(visit, delay, 0, errand.pace, dice);
    }

    /// What brings something.
    fn acts(&mut self, visit: &mut Visit, errand: Errand, dice: &mut Dice) {
        let option = self.option();
        let ground = self.crowd.ground;
        for place in &ground.places {
            let wants = match place.what {
                What::Vote(_) => errand.votes,
                What::Enter => errand.enters,
                What::CheckIn => false,
                _ => dice.chance(errand.others),
            };
            if wants {
                self.crowd.plays(visit, place, option.as_deref(), errand.pace, dice);
            }
        }
    }

    /// Somebody of his with an address, brought by him, on an errand from a network at a time.
    fn sends(
        &mut self,
        mailbox: Mailbox,
        net: Net,
        at: Moment,
        errand: Errand,
        (number, mut dice): (u32, Dice),
    ) -> Moment {
        self.crowd.mailbox(number, mailbox);
        let mut visit = Visit {
            person: number,
            net,
            at,
        };
        let link = self.link("messenger");
        self.errand(&mut visit, link, errand, &mut dice);
        visit.at
    }

    /// One of several networks, each as often as another.
    fn one_of(&mut self, nets: &[Net]) -> Net {
        let own = net::home(&mut self.dice);
        self.dice.one(nets).copied().unwrap_or(own)
    }

    /// When each of so many begins: one after another with that mean between them, exponential (no rhythm to be seen).
    fn times(&mut self, count: usize, mean: i64) -> Vec<Moment> {
        let mut at = self.starts;
        (0..count)
            .map(|_| {
                at = at.plus(2 * SECOND + self.dice.wait(mean));
                at
            })
            .collect()
    }

    /// When each of so many begins, spread over the rest of the campaign at people's hours.
    fn spread(&mut self, count: usize, rhythm: Rhythm) -> Vec<Moment> {
        let mut span = self.crowd.span;
        span.opens = self.starts;
        let mut times: Vec<Moment> = (0..count).map(|_| span.arrival(rhythm, &mut self.dice)).collect();
        times.sort_unstable();
        times
    }

    /// Comes back on a later day and only looks, or votes once more.
    fn comes_again(&mut self, number: u32, net: Net, after: Moment, dice: &mut Dice) {
        let at = self
            .crowd
            .span
            .days_later(after, 1 + dice.below(2).cast_signed(), Rhythm::Everybody, dice);
        let visit = Visit {
            person: number,
            net,
            at,
        };
        self.crowd.does(&visit, Deed::See, dice);
        let ground = self.crowd.ground;
        let option = self.option();
        if let Some(poll) = ground.with(|what| matches!(what, What::Vote(_))).next()
            && let Some(option) = option
        {
            let act = Act::Vote {
                node: poll.id.clone(),
                picks: vec![option],
            };
            let visit = Visit {
                at: at.plus(Pace::HUMAN.pause(dice)),
                ..visit
            };
            self.crowd.does(&visit, Deed::Act(act), dice);
        }
    }
}
