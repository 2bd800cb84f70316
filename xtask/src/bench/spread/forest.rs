//! How long the forest of sharing of ten million people takes.

use std::time::Instant;

use anyhow::Result;
use canyu_spread::{Forest, ROOT};

/// Builds it from referrals in no order that would help, and prints the seconds.
///
/// # Errors
/// Never, as they are a forest.
pub fn run() -> Result<()> {
    const PEOPLE: u32 = 10_000_000;
    let mut state = 1_u64;
    let mut parents = Vec::with_capacity(PEOPLE as usize);
    for person in 0..PEOPLE {
        // Knuth's MMIX generator: any will do.
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let other = (state >> 33) % u64::from(person.max(1));
        parents.push(if person % 10 == 0 { ROOT } else { u32::try_from(other)? });
    }
    // Places are shuffled by a stride without a common factor.
    let place = |person: u32| (u64::from(person) * 7_368_787 % u64::from(PEOPLE)) as usize;
    let mut shuffled = vec![ROOT; parents.len()];
    for (person, parent) in (0..).zip(&parents) {
        if let (Some(to), true) = (shuffled.get_mut(place(person)), *parent != ROOT) {
            *to = u32::try_from(place(*parent))?;
        }
    }
    let start = Instant::now();
    let forest = Forest::new(shuffled)?;
    let built = start.elapsed();
    let largest = forest.largest(10);
    let people = largest.first().map_or(0, |tree| tree.people);
    println!(
        "a forest of {PEOPLE} people: {:.1} s, its ten largest trees with their virality {:.1} s more (the largest has {people})",
        built.as_secs_f64(),
        (start.elapsed() - built).as_secs_f64()
    );
    Ok(())
}
