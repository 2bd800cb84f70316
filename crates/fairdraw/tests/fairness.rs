//! The chances are what the weights say: χ² over many draws with fixed seeds, against the exact expectations.
//!
//! The critical values are those of the χ² distribution for a level of 0.1 %: 20.515 for 5 degrees of freedom, 42.312 for 19. As the seeds
//! are fixed, a test that passes once passes always; with a wrong rule (say, an interval off by one, or a modulus without rejection of
//! what is above) it fails.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed; clippy knows only the test functions themselves"
)]

use fairdraw::{Hash, draw::run, hash::sha256, roll::Row, tree::Blocks};
use std::convert::Infallible;

const DRAWS: u32 = 200_000;

fn rows(weights: &[u32]) -> Vec<Row> {
    let row = |(entry, weight): (u8, &u32)| Row {
        commit: [entry; 32],
        weight: *weight,
    };
    (0..).zip(weights).map(row).collect()
}

fn seed(number: u32) -> Hash {
    sha256(&[b"fairness".as_slice(), &number.to_be_bytes()].concat())
}

/// The entries drawn with one seed.
fn winners(rows: &[Row], blocks: &Blocks, number: u32, count: u32) -> Vec<usize> {
    let draws = run(&seed(number), blocks, count, |_| Ok::<_, Infallible>(rows)).unwrap();
    draws.iter().map(|draw| draw.index as usize).collect()
}

fn chi_square(observed: &[u32], expected: &[f64]) -> f64 {
    let part = |(observed, expected): (&u32, &f64)| (f64::from(*observed) - expected).powi(2) / expected;
    observed.iter().zip(expected).map(part).sum()
}

#[test]
fn the_first_prize_is_won_with_the_chance_of_ones_tickets() {
    let weights = [1, 2, 3, 10, 25, 100];
    let rows = rows(&weights);
    let blocks = Blocks::build(&rows, 100).unwrap();
    let mut observed = [0; 6];
    for number in 0..DRAWS {
        observed[winners(&rows, &blocks, number, 1)[0]] += 1;
    }
    let expected = weights.map(|weight| f64::from(DRAWS) * f64::from(weight) / 141.0);
    let found = chi_square(&observed, &expected);
    assert!(found < 20.515, "χ² is {found} with 5 degrees of freedom: {observed:?}");
}

/// Draws without replacement: the chance of an ordered pair (i, j) is w_i/W · w_j/(W − w_i). Five entries make 20 pairs.
#[test]
fn later_prizes_are_won_with_the_chance_of_ones_tickets_among_those_left() {
    let weights = [1, 2, 4, 7, 12];
    let total: u32 = weights.iter().sum();
    let rows = rows(&weights);
    let blocks = Blocks::build(&rows, 12).unwrap();
    let mut observed = [[0; 5]; 5];
    for number in 0..DRAWS {
        let winners = winners(&rows, &blocks, number, 2);
        observed[winners[0]][winners[1]] += 1;
    }
    let (mut all, mut expected) = (Vec::new(), Vec::new());
    for i in 0..5 {
        for j in (0..5).filter(|j| *j != i) {
            let (first, second) = (f64::from(weights[i]), f64::from(weights[j]));
            all.push(observed[i][j]);
            expected.push(f64::from(DRAWS) * first / f64::from(total) * second / (f64::from(total) - first));
        }
    }
    let found = chi_square(&all, &expected);
    assert!(found < 42.312, "χ² is {found} with 19 degrees of freedom: {all:?}");
}
