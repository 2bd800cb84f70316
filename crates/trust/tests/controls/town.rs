//! Towns to try controls in.

use canyu_trust::{Facts, Mail, Reason, Rules, Verdicts, score};

pub const MINUTE: i64 = 60_000;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;

/// xorshift: enough for tests.
pub struct Dice(u64);

impl Dice {
    pub fn part(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 11) as f64 + 0.5) / (1u64 << 53) as f64
    }

    pub fn wait(&mut self, mean: i64) -> i64 {
        (-self.part().ln() * mean as f64) as i64
    }

    /// Spread over a factor of ten.
    pub fn wide(&mut self, median: i64) -> i64 {
        let normal = (-2.0 * self.part().ln()).sqrt() * (std::f64::consts::TAU * self.part()).cos();
        (median as f64 * (0.9 * normal).exp()) as i64
    }
}

/// What a crowd is like.
#[derive(Clone, Copy)]
pub struct Like {
    /// One place for all, or each his own.
    pub place: Option<u32>,
    pub domain: Option<u32>,
    pub disposable: bool,
    pub referrer: Option<u32>,
    /// From one to the next, in milliseconds, and whether like clockwork.
    pub every: i64,
    pub even: bool,
    /// Whether visits are equally long.
    pub equal: bool,
    /// How many come back, do everything, and vote for option 9 rather than for any.
    pub back: f64,
    pub complete: f64,
    pub loyal: f64,
}

pub const PEOPLE: Like = Like {
    place: None,
    domain: None,
    disposable: false,
    referrer: None,
    every: 20 * MINUTE,
    even: false,
    equal: false,
    back: 0.4,
    complete: 0.5,
    loyal: 0.0,
};
pub const MACHINES: Like = Like {
    even: true,
    equal: true,
    back: 0.0,
    complete: 1.0,
    ..PEOPLE
};

pub struct Town {
    pub facts: Facts,
    pub dice: Dice,
    pub key: u32,
}

impl Town {
    /// People who stand alone.
    pub fn of(people: usize) -> Self {
        let facts = Facts::as_of(12 * DAY);
        let mut town = Self {
            facts,
            dice: Dice(0x5EED),
            key: 1_000,
        };
        town.crowd(people, PEOPLE);
        town
    }

    /// More of them; their numbers.
    pub fn crowd(&mut self, count: usize, like: Like) -> Vec<usize> {
        let mut at = DAY + self.dice.wait(HOUR);
        (0..count)
            .map(|_| {
                at += if like.even {
                    like.every
                } else {
                    self.dice.wait(like.every)
                };
                self.one(at, like)
            })
            .collect()
    }

    pub fn one(&mut self, begin: i64, like: Like) -> usize {
        self.key += 1;
        let place = like.place.unwrap_or(self.key);
        let own = self.facts.arrive(begin);
        let mut at = begin;
        self.facts.act(own, at, Some(place.into()), None);
        for node in 0..4u8 {
            at += if like.equal {
                2_000 + self.dice.wait(20)
            } else {
                self.dice.wide(10_000)
            };
            if node == 0 || like.equal || self.dice.part() < 0.7 {
                self.facts.act(own, at, Some(place.into()), Some(node));
            }
        }
        let option = if self.dice.part() < like.loyal {
            9
        } else {
            (self.dice.part() * 6.0) as u32
        };
        self.facts.vote(own, option, at);
        if self.dice.part() < like.back {
            self.facts.act(own, at + DAY, Some((self.key + 500_000).into()), None);
        }
        let domain = like.domain.unwrap_or(1);
        let big = like.domain.is_none() && !like.disposable;
        let complete = self.dice.part() < like.complete;
        if let Some(fan) = self.facts.fan_mut(own) {
            fan.confirmed(Some(Mail {
                host: domain,
                domain,
                mx: Some(domain),
                disposable: like.disposable,
                big,
            }));
            fan.joined = true;
            fan.complete = complete;
            fan.brought_by(like.referrer);
        }
        own as usize
    }

    pub fn scored(&self) -> Verdicts {
        score(&self.facts, &Rules::default())
    }
}

/// How many of them are held, and how many for a reason.
pub fn held(verdicts: &Verdicts, numbers: &[usize], reason: Reason) -> (usize, usize) {
    let rules = Rules::default();
    let held = numbers.iter().filter(|&&number| verdicts[number].score >= rules.hold);
    let because = |number: &&usize| {
        let found = verdicts[**number].findings.iter();
        found
            .clone()
            .any(|finding| finding.reason == reason && finding.points > 0)
    };
    (held.clone().count(), held.filter(because).count())
}
