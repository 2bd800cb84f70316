//! Cheats.

use crate::people::{Crowd, DAY, DAYS, HOUR, MINUTE, Person, Town};
use canyu_trust::Mail;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Disposable,
    OwnDomain,
    SingleHost,
    Datacenter,
    Residential,
    Ring,
    Votes,
    Guessing,
    SlowDrip,
}

impl Kind {
    pub const ALL: [Self; 9] = [
        Self::Disposable,
        Self::OwnDomain,
        Self::SingleHost,
        Self::Datacenter,
        Self::Residential,
        Self::Ring,
        Self::Votes,
        Self::Guessing,
        Self::SlowDrip,
    ];
}

/// How a program waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// The same each time, and a little more or less.
    Clock,
    /// Evenly at random: arrivals over a window, pauses of one to five seconds.
    Uniform,
    /// Everything at once.
    Rush,
    /// As people do.
    Human,
}

impl Style {
    pub const ALL: [Self; 4] = [Self::Clock, Self::Uniform, Self::Rush, Self::Human];
}

pub fn add(town: &mut Town, kind: Kind, style: Style, count: usize, seed: u64) {
    if kind == Kind::Ring {
        return rings(town, style, count);
    }
    let begin = 2 * DAY + 13 * HOUR;
    let pace = if kind == Kind::SlowDrip {
        (DAYS - 3) * DAY / count as i64
    } else {
        [20_000, 90_000, 6 * MINUTE][seed as usize % 3]
    };
    let window = pace * count as i64;
    let (host, domain) = (town.key(), town.key());
    let prefixes: Vec<u32> = (0..if kind == Kind::Datacenter {
        (count / 12).max(3)
    } else {
        1
    })
        .map(|_| town.key())
        .collect();
    let with_head = seed.is_multiple_of(2);
    let mut head = None;
    for n in 0..count {
        let arrived = begin
            + match style {
                Style::Clock => n as i64 * pace + town.dice.below(pace / 2),
                Style::Rush => n as i64 * 700,
                _ => town.dice.below(window),
            };
        let arrived = arrived.min((DAYS - 1) * DAY + town.dice.below(DAY));
        let place = match kind {
            Kind::SingleHost | Kind::OwnDomain | Kind::Guessing => host,
            Kind::Datacenter | Kind::Disposable => prefixes[n % prefixes.len()],
            _ => town.key(),
        };
        let mail = match kind {
            Kind::Disposable => Mail {
                host: 50 + n as u32 % 5,
                domain: 50 + n as u32 % 5,
                mx: None,
                disposable: true,
                big: false,
            },
            Kind::OwnDomain => Mail {
                host: domain + n as u32 % 3,
                domain: domain + n as u32 % 3,
                mx: Some(domain),
                disposable: false,
                big: false,
            },
            _ => Mail {
                host: 1,
                domain: 1,
                mx: Some(1),
                disposable: false,
                big: true,
            },
        };
        let person = Person {
            crowd: Crowd::Cheat,
            returns: 0.0,
            place,
            mail: Some(mail),
            referrer: head.filter(|_| with_head),
            arrived,
        };
        let number = program(town, person, kind, style);
        head = head.or(Some(number));
    }
}

fn program(town: &mut Town, person: Person, kind: Kind, style: Style) -> u32 {
    if style == Style::Human {
        return town.honest(person);
    }
    let fan = town.facts.arrive(person.arrived);
    let mut at = person.arrived;
    let mut votes = Vec::new();
    town.facts.act(fan, at, Some(Town::seen_from(person.place, at)), None);
    let nodes: &[u8] = if kind == Kind::Votes { &[2] } else { &[0, 1, 2, 3] };
    for &node in nodes {
        at += match style {
            Style::Clock => 2_000 + town.dice.below(400),
            Style::Uniform => 1_000 + town.dice.below(4_000),
            _ => 5 + town.dice.below(40),
        };
        town.facts
            .act(fan, at, Some(Town::seen_from(person.place, at)), Some(node));
        if let Some(one) = town.facts.fan_mut(fan) {
            one.joined = true;
        }
        if node == 2 {
            votes.push((3, at));
        }
    }
    if kind == Kind::Guessing {
        let wrong = 3 + town.dice.below(8) as u32;
        if let Some(one) = town.facts.fan_mut(fan) {
            one.wrong_codes = wrong;
        }
    }
    town.add(fan, person, nodes.len() as u32, &votes)
}

/// One human each with some names: one after the other from one door, each brought by the one before or by the first.
fn rings(town: &mut Town, style: Style, count: usize) {
    let mut left = count as i64;
    while left > 0 {
        let size = 6 + town.dice.below(7);
        left -= size;
        let (place, mut at) = (town.key(), town.moment());
        let (chain, mut before, mut first) = (town.dice.chance(0.5), None, None);
        for _ in 0..size {
            let referrer = if chain { before } else { first };
            let mail = Some(town.big_mail());
            let person = Person {
                crowd: Crowd::Cheat,
                returns: 0.0,
                place,
                mail,
                referrer,
                arrived: at,
            };
            let number = program(town, person, Kind::Ring, style);
            before = Some(number);
            first = first.or(before);
            at += 3 * MINUTE + town.dice.waiting(5 * MINUTE);
        }
    }
}
