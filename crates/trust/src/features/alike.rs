//! `machine`, without anything in common: of those who did the same in the same order, far more took equally long than their neighbours.
//!
//! The lengths of human visits are spread smoothly over a factor of ten; a program's stand in a heap, wherever it comes from. Lengths are
//! counted in steps of 20 %; a step is a heap when it holds more than twice what the steps around it do, by more than chance has (five noughts, of
//! which two are for how many steps there are). The evidence is the heap (at most 5), the pace, and whether they come back; and it is about a member only as far as the heap
//! exceeds what would be there anyway.

use super::mark_members;
use crate::{
    Fan, Reason, Said, Sign,
    baseline::length,
    evidence::{Asked, Evidence},
    groups::{Group, Groups},
    stats,
    weigh::{Board, Scene},
};
use std::collections::BTreeMap;

/// The step of the logarithm of lengths.
const STEP: f64 = 0.2;
/// Fewest in a heap.
const FEWEST: usize = 6;
/// Evidence from which a step is a heap.
const HEAP: f64 = 3.0;
/// Steps of all orders that are looked at, as a power of ten: one of them is strange by chance.
const TRIED: f64 = 2.0;

pub fn look(scene: &Scene<'_>, board: &mut Board) {
    if !scene.uses(Reason::Machine) {
        return;
    }
    let orders = Groups::by(scene.facts, |_, fan| Some((fan.order, 0)));
    for (_, numbers) in orders.each() {
        for heap in heaps(scene, &numbers) {
            let group = Group::coming(scene.facts, &heap.numbers);
            let mut evidence = Evidence::of(scene, &group, Asked::NotAlike);
            evidence.add(
                heap.evidence.min(5.0),
                Said::counted(Sign::Alike, heap.numbers.len(), numbers.len()),
            );
            let value = evidence.value() * heap.part();
            mark_members(scene, board, Reason::Machine, &group, (&evidence, value));
        }
    }
}

/// People whose visits took equally long.
pub struct Heap {
    pub numbers: Vec<u32>,
    /// How many would be there anyway.
    pub usual: f64,
    pub evidence: f64,
}

impl Heap {
    /// The part of it that would not be there anyway.
    pub fn part(&self) -> f64 {
        (1.0 - self.usual / self.numbers.len() as f64).max(0.0)
    }
}

/// The step that a fan's visit is in.
fn step(fan: &Fan) -> Option<i64> {
    Some((length(fan)? / STEP).floor() as i64)
}

/// The heaps among people.
pub fn heaps(scene: &Scene<'_>, numbers: &[u32]) -> Vec<Heap> {
    let mut steps: BTreeMap<i64, Vec<u32>> = BTreeMap::new();
    for &number in numbers {
        if let Some(step) = scene.facts.fan(number).and_then(step) {
            steps.entry(step).or_default().push(number);
        }
    }
    let count = |step: i64| steps.get(&step).map_or(0, Vec::len);
    let mut heaps: Vec<(i64, Heap)> = Vec::new();
    for (&step, inside) in &steps {
        let around: usize = (2..=4).map(|away| count(step - away) + count(step + away)).sum();
        let usual = 2.0 * (around as f64 / 6.0).max(0.5);
        let evidence = stats::poisson(inside.len() as f64, usual) - TRIED;
        if inside.len() < FEWEST || evidence < HEAP {
            continue;
        }
        match heaps.last_mut() {
            // A heap may be two or three steps wide.
            Some((last, heap)) if *last == step - 1 => {
                *last = step;
                heap.numbers.extend(inside);
                heap.usual += usual;
                heap.evidence = heap.evidence.max(evidence);
            }
            _ => heaps.push((
                step,
                Heap {
                    numbers: inside.clone(),
                    usual,
                    evidence,
                },
            )),
        }
    }
    heaps.into_iter().map(|(_, heap)| heap).collect()
}
