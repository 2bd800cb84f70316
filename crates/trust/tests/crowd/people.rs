//! Honest people.

use canyu_trust::{Facts, Mail};

pub const MINUTE: i64 = 60_000;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;
/// How long the campaign is.
pub const DAYS: i64 = 10;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Crowd {
    Home,
    Office,
    Carrier,
    School,
    Burst,
    Alone,
    Cheat,
}

pub struct Town {
    pub facts: Facts,
    pub crowds: Vec<Crowd>,
    pub tickets: Vec<u32>,
    pub dice: Dice,
    next_key: u32,
}

/// xorshift: enough for tests.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        let mut dice = Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5851_F42D_4C95_7F2D);
        (0..20).for_each(|_| _ = dice.part());
        dice
    }

    /// Even between 0 and 1.
    pub fn part(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 11) as f64 + 0.5) / (1u64 << 53) as f64
    }

    pub fn chance(&mut self, p: f64) -> bool {
        self.part() < p
    }

    pub fn below(&mut self, n: i64) -> i64 {
        (self.part() * n as f64) as i64
    }

    pub fn waiting(&mut self, mean: i64) -> i64 {
        (-self.part().ln() * mean as f64) as i64
    }

    pub fn normal(&mut self) -> f64 {
        (-2.0 * self.part().ln()).sqrt() * (std::f64::consts::TAU * self.part()).cos()
    }

    pub fn lognormal(&mut self, median: i64, sigma: f64) -> i64 {
        (median as f64 * (sigma * self.normal()).exp()) as i64
    }
}

/// What somebody is like.
#[derive(Clone, Copy)]
pub struct Person {
    pub crowd: Crowd,
    pub returns: f64,
    pub place: u32,
    pub mail: Option<Mail>,
    pub referrer: Option<u32>,
    pub arrived: i64,
}

impl Town {
    pub fn key(&mut self) -> u32 {
        self.next_key += 1;
        self.next_key
    }

    pub fn big_mail(&mut self) -> Mail {
        // Twelve large providers, and one in ten has a small one of his own.
        let small = self.dice.chance(0.1);
        let host = if small {
            self.key()
        } else {
            1 + self.dice.below(12) as u32
        };
        Mail {
            host,
            domain: host,
            mx: Some(host),
            disposable: false,
            big: !small,
        }
    }

    /// An hour of the day when people are awake, on any day: more at the beginning.
    pub fn moment(&mut self) -> i64 {
        loop {
            let day = (self.dice.part().powi(2) * DAYS as f64) as i64;
            let hour = self.dice.below(24);
            if self.dice.chance(
                [1, 1, 1, 1, 1, 1, 2, 4, 6, 6, 6, 7, 9, 8, 6, 6, 6, 7, 8, 9, 10, 10, 8, 4][hour as usize] as f64 / 10.0,
            ) {
                return day * DAY + hour * HOUR + self.dice.below(HOUR);
            }
        }
    }

    /// The address key of a place in the period of a moment: it changes every day.
    pub fn seen_from(place: u32, at: i64) -> u64 {
        u64::from(place) * 64 + (at / DAY) as u64 % 64
    }

    pub fn honest(&mut self, person: Person) -> u32 {
        let fan = self.facts.arrive(person.arrived);
        let hurry = self.dice.lognormal(1_000, 0.5);
        let mut at = person.arrived;
        let mobile = self.key();
        let mut tickets = 0;
        let mut votes = Vec::new();
        let mut visits = 0;
        let mut done = 0u8;
        let least = if person.crowd == Crowd::Cheat { 0.85 } else { 0.3 };
        let plays = least + (1.0 - least) * self.dice.part();
        loop {
            let place = if visits > 0 && self.dice.chance(0.4) {
                mobile
            } else {
                person.place
            };
            self.facts.act(fan, at, Some(Self::seen_from(place, at)), None);
            at += self.dice.lognormal(300, 0.5);
            self.facts.act(fan, at, Some(Self::seen_from(place, at)), None);
            for node in 0..5u8 {
                if done & (1 << node) == 0 && self.dice.chance(plays) {
                    done |= 1 << node;
                    at += (self.dice.lognormal(12_000, 0.9) * hurry / 1_000).max(300);
                    self.facts.act(fan, at, Some(Self::seen_from(place, at)), Some(node));
                    if let Some(one) = self.facts.fan_mut(fan) {
                        one.joined = true;
                    }
                    tickets += 1;
                    if node == 2 {
                        let option = if person.crowd == Crowd::Cheat {
                            3
                        } else {
                            self.dice.below(6) as u32
                        };
                        votes.push((option, at));
                    }
                }
            }
            visits += 1;
            if !self.dice.chance(person.returns) || at > (DAYS - 1) * DAY {
                break;
            }
            at += HOUR + self.dice.waiting(DAY);
        }
        let wrong = [0, 0, 0, 0, 0, 0, 0, 0, 1, 2][self.dice.below(10) as usize];
        if let Some(one) = self.facts.fan_mut(fan) {
            one.wrong_codes = wrong;
        }
        self.add(fan, person, tickets, &votes)
    }

    pub fn add(&mut self, number: u32, person: Person, tickets: u32, votes: &[(u32, i64)]) -> u32 {
        let complete = person.mail.is_some() && tickets >= 2 && (person.crowd == Crowd::Cheat || self.dice.chance(0.6));
        if let Some(fan) = self.facts.fan_mut(number) {
            fan.complete = complete;
            fan.brought_by(person.referrer);
            fan.confirmed(person.mail);
        }
        for &(option, at) in votes {
            self.facts.vote(number, option, at);
        }
        self.crowds.push(person.crowd);
        self.tickets.push(tickets);
        number
    }
}

/// A town of about so many honest people.
pub fn town(seed: u64, people: usize) -> Town {
    let mut town = Town {
        facts: Facts::as_of(DAYS * DAY),
        crowds: Vec::new(),
        tickets: Vec::new(),
        dice: Dice::new(seed),
        next_key: 1_000,
    };
    let part = |share: f64| (people as f64 * share) as usize;
    homes(&mut town, part(0.3));
    crowd(&mut town, Crowd::Office, 20 + seed as usize * 9, false);
    crowd(&mut town, Crowd::Office, 40, true);
    carrier(&mut town, part(0.2).min(1_000));
    crowd(&mut town, Crowd::School, part(0.08).min(300), false);
    crowd(&mut town, Crowd::School, part(0.05).min(300), true);
    burst(&mut town, part(0.15));
    for _ in 0..part(0.2) {
        let (arrived, place) = (town.moment(), town.key());
        one(&mut town, Crowd::Alone, place, arrived, None, 0.35);
    }
    town
}

fn one(town: &mut Town, crowd: Crowd, place: u32, arrived: i64, referrer: Option<u32>, returns: f64) -> u32 {
    let mail = Some(town.big_mail());
    town.honest(Person {
        crowd,
        returns,
        place,
        mail,
        referrer,
        arrived,
    })
}

fn homes(town: &mut Town, people: usize) {
    let mut left = people as i64;
    while left > 0 {
        let size = 2 + town.dice.below(4);
        left -= size;
        let (place, mut first) = (town.key(), None);
        let begin = town.moment();
        for n in 0..size {
            let arrived = if n > 0 && town.dice.chance(0.5) {
                begin + town.dice.waiting(3 * HOUR)
            } else if n == 0 {
                begin
            } else {
                town.moment()
            };
            let referrer = first.filter(|_| town.dice.chance(0.6));
            let number = one(town, Crowd::Home, place, arrived, referrer, 0.35);
            first = first.or(Some(number));
        }
    }
}

/// Offices: one tells his colleagues. Schools: hundreds in the same hour, who seldom come back, all with the school's own addresses.
fn crowd(town: &mut Town, crowd: Crowd, people: usize, by_one: bool) {
    let (place, domain) = (town.key(), town.key());
    let day = town.dice.below(DAYS - 1);
    let mut first = None;
    for n in 0..people {
        let (arrived, returns) = match crowd {
            Crowd::School => (
                day * DAY + 10 * HOUR + (n as i64 / 30) * 50 * MINUTE / 8 + town.dice.waiting(3 * MINUTE),
                0.1,
            ),
            _ => (day * DAY + 9 * HOUR + town.dice.waiting(3 * HOUR), 0.35),
        };
        let own = crowd == Crowd::School || town.dice.chance(0.6);
        let mail = if own {
            Mail {
                host: domain,
                domain,
                mx: Some(domain),
                disposable: false,
                big: false,
            }
        } else {
            town.big_mail()
        };
        let referrer = first.filter(|_| by_one);
        let person = Person {
            crowd,
            returns,
            place,
            mail: Some(mail),
            referrer,
            arrived,
        };
        let number = town.honest(person);
        first = first.or(Some(number));
    }
}

fn carrier(town: &mut Town, people: usize) {
    let place = town.key();
    for _ in 0..people {
        let arrived = town.moment();
        one(town, Crowd::Carrier, place, arrived, None, 0.35);
    }
}

/// Hundreds of friends of one person within minutes.
fn burst(town: &mut Town, people: usize) {
    let post = 3 * DAY + 20 * HOUR;
    let place = town.key();
    let star = one(town, Crowd::Burst, place, post - DAY, None, 0.9);
    for _ in 0..people {
        let arrived = post + town.dice.waiting(12 * MINUTE);
        let place = town.key();
        one(town, Crowd::Burst, place, arrived, Some(star), 0.12);
    }
}
