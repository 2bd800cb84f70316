//! What is usual in the campaign: measured on those who stand alone, with few others at their places and few fellow friends. A machine that
//! wants to be usual would have to come from everywhere; and the bounds below keep it from making everybody else look unusual. Those who were found
//! to be machines are left out (see [`crate::score`]).

use crate::{Facts, Fan, Network, stats, weigh::Crowds};
use std::collections::BTreeMap;

/// People at a place up to whom they count as standing alone: a household.
const HOUSEHOLD: u32 = 5;
/// Fellow friends up to whom somebody counts as standing alone.
const FELLOWS: u32 = 10;
/// With fewer who stand alone, what people are like elsewhere fills in.
const ENOUGH: usize = 40;

/// First visits are told apart by their acts: 2–3, 4–6, 7–10, and more. Sums of more pauses differ less.
const KINDS: usize = 4;

/// What is fast in milliseconds where it is not known better, by how many acts the visit had: for one in ten and for one in four.
const ELSEWHERE: [[f64; 2]; KINDS] = [
    [1_500.0, 3_000.0],
    [4_000.0, 8_000.0],
    [10_000.0, 18_000.0],
    [20_000.0, 35_000.0],
];

fn kind(fan: &Fan) -> usize {
    match fan.first_acts {
        0..=3 => 0,
        4..=6 => 1,
        7..=10 => 2,
        _ => 3,
    }
}

/// What is usual.
#[derive(Clone, Debug)]
pub struct Baseline {
    /// How many of all first visits fall into the same stretch of length at most, a unit of the logarithm: by how many acts they had.
    density: [f64; KINDS],
    /// The logarithms of first visits' lengths below which one in ten and one in four lie, by how many acts they had.
    fast: [[f64; 2]; KINDS],
    /// The part of people who do not come back.
    pub never_back: f64,
    /// Wrong codes a person.
    pub wrong_codes: f64,
    /// The part of people who do everything that makes tickets count.
    pub complete: f64,
    /// How often each option was chosen first, among those who voted.
    choices: BTreeMap<u32, u32>,
    voted: u32,
    /// How often each order is, among those who have one.
    orders: BTreeMap<u64, u32>,
    ordered: u32,
}

impl Baseline {
    /// Measures it. `at_place` and `friends`: how many of those who took part acted at each place, and were brought by each fan. On a shared
    /// network nobody is alone at his place, so that only friends are looked at. `found`: who is left out, by number.
    pub fn measure(facts: &Facts, network: Network, at_place: &Crowds, friends: &[u32], found: &[bool]) -> Self {
        let alone = |fan: &&Fan| {
            let crowd = facts.places(fan).iter().map(|place| at_place.at(*place)).max();
            let fellows = fan.referrer().and_then(|by| friends.get(by as usize));
            let apart = network == Network::Shared || crowd.is_none_or(|crowd| crowd <= HOUSEHOLD);
            apart && fellows.is_none_or(|&fellows| fellows <= FELLOWS)
        };
        let is_found = |number: usize| found.get(number).copied().unwrap_or(false);
        let joined = facts.fans().iter().enumerate().filter(|(_, fan)| fan.joined);
        let others = joined.filter(|(number, _)| !is_found(*number)).map(|(_, fan)| fan);
        let chosen: Vec<&Fan> = others.filter(alone).collect();
        Self::of(&chosen, facts.now)
    }

    fn of(fans: &[&Fan], now: i64) -> Self {
        let visits = sorted(fans.iter().filter_map(|fan| length(fan)));
        let mut orders = BTreeMap::new();
        let mut ordered = 0;
        for order in fans.iter().filter_map(|fan| fan.order()) {
            *orders.entry(order).or_insert(0) += 1;
            ordered += 1;
        }
        let mut choices = BTreeMap::new();
        let mut voted = 0;
        for choice in fans.iter().filter_map(|fan| fan.choice()) {
            *choices.entry(choice).or_insert(0) += 1;
            voted += 1;
        }
        let complete = fans.iter().filter(|fan| fan.complete).count();
        let could: Vec<_> = fans.iter().filter(|fan| could_come_back(fan, now)).collect();
        let never = could.iter().filter(|fan| !fan.came_back()).count();
        // Three of ten come back at least, and three of ten do not: as if twenty more people had been seen of whom half did.
        let never_back = (never as f64 + 10.0) / (could.len() as f64 + 20.0);
        let wrong: u32 = fans.iter().map(|fan| fan.wrong_codes.min(3)).sum();
        let quick = |lengths: &[f64]| [0.1, 0.25].map(|part| stats::quantile(lengths, part));
        // Where too few stand alone: half of what is usual, as people need some seconds for anything; and their visits differ by a factor of three.
        let mut fast = ELSEWHERE.map(|[very, quite]: [f64; 2]| [very.ln(), quite.ln()]);
        let mut density = [0.0; KINDS];
        for (of, (density, fast)) in density.iter_mut().zip(&mut fast).enumerate() {
            let lengths = sorted(fans.iter().filter(|fan| kind(fan) == of).filter_map(|fan| length(fan)));
            *density = dense(&lengths).unwrap_or_else(|| dense(&visits).map_or(0.6, |all| 1.3 * all));
            if lengths.len() >= ENOUGH {
                *fast = quick(&lengths);
            }
        }
        Self {
            density,
            fast,
            never_back,
            wrong_codes: f64::from(wrong + 1) / (fans.len() as f64 + 10.0),
            complete: (complete as f64 + 10.0) / (fans.len() as f64 + 20.0),
            choices,
            voted,
            orders,
            ordered,
        }
    }

    /// The part of first visits like these that falls into the same stretch of length at most, a unit of the logarithm.
    pub fn density(&self, members: &[&Fan]) -> f64 {
        let of = |fan: &&Fan| self.density.get(kind(fan)).copied().unwrap_or(1.0);
        members.iter().map(of).sum::<f64>() / members.len().max(1) as f64
    }

    /// Whether a first visit was faster than nine in ten like it, and than three in four.
    pub fn fast(&self, fan: &Fan) -> Option<[bool; 2]> {
        let length = length(fan)?;
        self.fast.get(kind(fan)).map(|fast| fast.map(|fast| length < fast))
    }

    /// How probable a choice is among people who stand alone.
    pub fn choice(&self, choice: u32) -> f64 {
        let known = self.choices.get(&choice).copied().unwrap_or(0);
        f64::from(known + 1) / f64::from(self.voted + 4)
    }

    /// How probable an order is among people who stand alone.
    pub fn order(&self, order: u64) -> f64 {
        let known = self.orders.get(&order).copied().unwrap_or(0);
        f64::from(known + 1) / f64::from(self.ordered + 10)
    }
}

fn sorted(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_unstable_by(f64::total_cmp);
    values
}

/// The part of values a unit where they are densest: where a quarter of them is.
fn dense(sorted: &[f64]) -> Option<f64> {
    if sorted.len() < ENOUGH {
        return None;
    }
    let (_, width) = stats::shortest(sorted, sorted.len().div_ceil(4))?;
    Some(0.25 / width.max(0.01))
}

/// The logarithm of the length of the first visit in milliseconds. Below a twentieth of a second the network decides, not the visitor.
pub fn length(fan: &Fan) -> Option<f64> {
    Some((fan.visit()?.max(50) as f64).ln())
}

/// Whether a fan has had a whole day to come back.
pub fn could_come_back(fan: &Fan, now: i64) -> bool {
    now - fan.arrived >= 24 * crate::HOUR
}
