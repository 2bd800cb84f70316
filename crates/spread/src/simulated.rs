//! Campaigns whose truth is known, person by person: what estimates are held against, by tests and by `cargo xtask bench spread`.

use std::collections::BTreeMap;

use crate::{Brought, Delay, Exposed, Observed, Past, ROOT, random::Random};

/// More people are not made: a campaign that explodes ends there.
const MOST: usize = 5_000_000;

/// How a campaign spreads.
#[derive(Clone, Debug, PartialEq)]
pub struct Truth {
    /// Friends whom a root brings, on average, in all the time he takes.
    pub r: f64,
    /// How unequal people are.
    pub k: f64,
    /// R of each generation, as a part of R of the one before.
    pub decay: f64,
    /// Roots that are expected on each day. After the last one it goes on by word of mouth alone.
    pub roots: Vec<f64>,
    /// The median of the delay from joining to bringing somebody in days, log-normal.
    pub delay_median: f64,
    /// The standard deviation of the delay's logarithm.
    pub delay_sigma: f64,
}

impl Truth {
    /// R of a generation.
    #[must_use]
    pub fn r_of(&self, generation: u32) -> f64 {
        self.r * self.decay.powi(generation.try_into().unwrap_or(i32::MAX))
    }
}

/// Somebody who joined.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Person {
    /// When, in days from the opening.
    pub joined: f64,
    /// Who brought him, by his place in the list; [`ROOT`] for nobody.
    pub referrer: u32,
    /// 0 for a root.
    pub generation: u32,
}

/// Everybody who joins in the first `days` days, referrers before those whom they bring.
#[must_use]
pub fn simulate(truth: &Truth, days: usize, seed: u64) -> Vec<Person> {
    let mut random = Random::new(seed);
    let mut people: Vec<Person> = Vec::new();
    for (day, mean) in truth.roots.iter().enumerate().take(days) {
        for _ in 0..random.poisson(*mean) {
            let joined = day as f64 + random.part();
            people.push(Person {
                joined,
                referrer: ROOT,
                generation: 0,
            });
        }
    }
    let mut next = 0;
    while let Some(person) = people.get(next).copied() {
        for _ in 0..random.negative_binomial(truth.r_of(person.generation), truth.k) {
            let delay = truth.delay_median * (truth.delay_sigma * random.normal()).exp();
            let joined = person.joined + delay;
            if joined < days as f64 && people.len() < MOST {
                let referrer = u32::try_from(next).unwrap_or(ROOT);
                people.push(Person {
                    joined,
                    referrer,
                    generation: person.generation + 1,
                });
            }
        }
        next += 1;
    }
    people
}

/// Arrivals by hour of a stream in which nothing happens: `busy` are expected an hour from seven in the morning to midnight, a twentieth of it at
/// night, and days differ by a fifth (gamma distributed).
#[must_use]
pub fn stream(busy: f64, days: usize, seed: u64) -> Vec<u64> {
    let mut random = Random::new(seed);
    let mut hours = Vec::with_capacity(24 * days);
    for _ in 0..days {
        let day = busy * random.gamma(25.0, 1.0 / 25.0);
        hours.extend((0..24).map(|hour| random.poisson(if hour < 7 { day / 20.0 } else { day })));
    }
    hours
}

/// What a server would have counted at the end of a day.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Days that are over.
    pub days: usize,
    /// By generation and day, as [`crate::forecast`] takes it.
    pub past: Past,
    /// Who joined on each day by no fan's link, and who was brought.
    pub roots: Vec<u64>,
    /// See above.
    pub brought: Vec<u64>,
    /// All delays.
    pub delays: Vec<Observed>,
    /// Who has joined.
    people: Vec<Joined>,
}

/// The day on which somebody joined, how many he has brought, and his generation.
#[derive(Clone, Copy, Debug)]
struct Joined {
    day: usize,
    friends: u32,
    generation: usize,
}

impl Joined {
    fn of(person: &Person, friends: u32) -> Self {
        Self {
            day: person.joined as usize,
            friends,
            generation: person.generation as usize,
        }
    }
}

impl Seen {
    /// Counts.
    #[must_use]
    pub fn at(people: &[Person], days: usize) -> Self {
        let is_there = |person: &&Person| person.joined < days as f64;
        let generations = people
            .iter()
            .filter(is_there)
            .map(|person| person.generation as usize + 1)
            .max()
            .unwrap_or(0);
        let none = vec![vec![0; days]; generations];
        let mut past = Past {
            joined: none.clone(),
            brought: none,
        };
        let mut friends = vec![0; people.len()];
        let mut delays = Vec::new();
        for person in people.iter().filter(is_there) {
            let (generation, day) = (person.generation as usize, person.joined as usize);
            add(&mut past.joined, generation, day);
            let Some(referrer) = people.get(person.referrer as usize) else {
                continue;
            };
            let his_day = referrer.joined as usize;
            add(&mut past.brought, generation - 1, his_day);
            delays.push(Observed {
                delay: day - his_day,
                horizon: days - 1 - his_day,
                count: 1,
            });
            if let Some(friends) = friends.get_mut(person.referrer as usize) {
                *friends += 1;
            }
        }
        let sum = |of: &[Vec<u64>]| -> Vec<u64> {
            (0..days)
                .map(|day| of.iter().filter_map(|generation| generation.get(day)).sum())
                .collect()
        };
        let all = people.iter().zip(friends).filter(|(person, _)| is_there(person));
        Self {
            days,
            roots: sum(past.joined.get(..1).unwrap_or_default()),
            brought: sum(past.joined.get(1..).unwrap_or_default()),
            delays,
            people: all.map(|(person, friends)| Joined::of(person, friends)).collect(),
            past,
        }
    }

    /// Who has joined.
    #[must_use]
    pub fn people(&self) -> u64 {
        self.people.len() as u64
    }

    /// The exposure of those who joined on a day.
    fn exposure(&self, day: usize, delay: &Delay) -> f64 {
        delay.exposure((self.days - day) as f64)
    }

    /// The time that all together have had.
    #[must_use]
    pub fn exposed(&self, delay: &Delay) -> Exposed {
        let mut all = Exposed::default();
        for Joined { day, .. } in &self.people {
            all.add(1, self.exposure(*day, delay));
        }
        all
    }

    /// That of each generation.
    #[must_use]
    pub fn layers(&self, delay: &Delay) -> Vec<Exposed> {
        self.past
            .joined
            .iter()
            .map(|joined| Exposed::so_far(joined, delay, 1.0))
            .collect()
    }

    /// Friends and exposure of everybody, by generation; equal people together.
    #[must_use]
    pub fn groups(&self, delay: &Delay) -> Vec<Vec<Brought>> {
        let mut counts = vec![BTreeMap::new(); self.past.joined.len()];
        for Joined {
            day,
            friends,
            generation,
        } in &self.people
        {
            if let Some(counts) = counts.get_mut(*generation) {
                *counts.entry((*day, *friends)).or_insert(0) += 1;
            }
        }
        let group = |((day, friends), people)| Brought {
            friends,
            exposure: self.exposure(day, delay),
            people,
        };
        counts
            .into_iter()
            .map(|counts| counts.into_iter().map(group).collect())
            .collect()
    }
}

fn add(counts: &mut [Vec<u64>], generation: usize, day: usize) {
    if let Some(count) = counts.get_mut(generation).and_then(|days| days.get_mut(day)) {
        *count += 1;
    }
}
