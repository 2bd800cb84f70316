//! The crate against a second implementation of steps 3 to 6, written for this test only, without looking at speed or memory: plain
//! recursion for the tree, one ticket after the other for the draw. It shares no code with the crate but SHA-256.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed; clippy knows only the test functions themselves"
)]

use fairdraw::{
    draw::{run, sample, seed},
    roll::Row,
    tree::{Blocks, Builder, Side, check_path},
};
use proptest::prelude::*;
use sha2::{Digest as _, Sha256};
use std::convert::Infallible;

fn h(parts: &[&[u8]]) -> Vec<u8> {
    Sha256::digest(parts.concat()).to_vec()
}

/// A sibling: whether it stands on the left, its sum, its hash.
type Step = (bool, u64, Vec<u8>);

/// Hash and sum of the tree over some leaves, by RFC 6962's recursion; and the siblings on the way from one of the leaves to the root.
fn tree(leaves: &[(Vec<u8>, u64)], of: usize) -> (Vec<u8>, u64, Vec<Step>) {
    if let [(commit, weight)] = leaves {
        let hash = h(&[&[0], commit, &(*weight as u32).to_be_bytes()]);
        return (hash, *weight, vec![]);
    }
    let mut split = 1;
    while split * 2 < leaves.len() {
        split *= 2;
    }
    let (left, right) = leaves.split_at(split);
    let is_left = of < split;
    let (left_hash, left_sum, left_path) = tree(left, of);
    let (right_hash, right_sum, right_path) = tree(right, of.wrapping_sub(split));
    let hash = h(&[
        &[1],
        &left_hash,
        &left_sum.to_be_bytes(),
        &right_hash,
        &right_sum.to_be_bytes(),
    ]);
    let mut path = if is_left { left_path } else { right_path };
    path.push(if is_left {
        (false, right_sum, right_hash)
    } else {
        (true, left_sum, left_hash)
    });
    (hash, left_sum + right_sum, path)
}

/// The seed of one source.
fn naive_seed(commitment: &[u8], source: &[u8]) -> Vec<u8> {
    let (count, length) = (1_u32.to_be_bytes(), (source.len() as u32).to_be_bytes());
    h(&[b"fairdraw/v1/seed\0", commitment, &count, &length, source])
}

/// The winners: every ticket that is left stands in a list, and the drawn one is looked up there. Attempt, ticket and entry of each.
fn naive_draws(seed: &[u8], weights: &[u64], count: u32) -> Vec<(u32, u64, usize)> {
    let owners = weights
        .iter()
        .enumerate()
        .flat_map(|(entry, weight)| vec![entry; *weight as usize]);
    let mut tickets: Vec<(u64, usize)> = (0..).zip(owners).collect();
    let mut winners = Vec::new();
    for k in 0..count {
        if tickets.is_empty() {
            break;
        }
        let left = tickets.len() as u128;
        let mut attempt = 0_u32;
        let place = loop {
            let hash = h(&[b"fairdraw/v1/draw\0", seed, &k.to_be_bytes(), &attempt.to_be_bytes()]);
            let u = u128::from_be_bytes(std::array::from_fn(|i| if i < 8 { 0 } else { hash[i - 8] }));
            if u < (1 << 64) - (1 << 64) % left {
                break (u % left) as usize;
            }
            attempt += 1;
        };
        let (ticket, entry) = tickets[place];
        winners.push((attempt, ticket, entry));
        tickets.retain(|(_, owner)| *owner != entry);
    }
    winners
}

/// Compares everything on one list.
fn compare(weights: &[u32], salt: u64, count: u32) {
    let mut rows: Vec<Row> = (0..)
        .zip(weights)
        .map(|(entry, weight): (u64, &u32)| Row {
            commit: h(&[&salt.to_be_bytes(), &entry.to_be_bytes()]).try_into().unwrap(),
            weight: *weight,
        })
        .collect();
    fairdraw::roll::sort(&mut rows);
    let leaves: Vec<_> = rows
        .iter()
        .map(|row| (row.commit.to_vec(), u64::from(row.weight)))
        .collect();
    let sorted: Vec<u64> = leaves.iter().map(|(_, weight)| *weight).collect();

    let blocks = Blocks::build(&rows, u32::MAX).unwrap();
    let mut builder = Builder::new(u32::MAX);
    rows.iter().try_for_each(|row| builder.push(*row)).unwrap();
    assert_eq!(builder.finish().unwrap().root(), blocks.root());
    let some = salt as usize % rows.len();
    let (hash, sum, path) = tree(&leaves, some);
    assert_eq!((blocks.root().hash.to_vec(), blocks.root().sum), (hash, sum));
    let found = blocks.path(some as u64, &rows).unwrap();
    let found: Vec<_> = found
        .iter()
        .map(|step| (step.side == Side::Left, step.sum, step.hash.to_vec()))
        .collect();
    assert_eq!(found, path);

    let commitment = h(&[&salt.to_be_bytes()]);
    let seed = seed(&commitment.clone().try_into().unwrap(), &[b"source".to_vec()]);
    assert_eq!(seed.to_vec(), naive_seed(&commitment, b"source"));
    let draws = run(&seed, &blocks, count, |_| Ok::<_, Infallible>(&rows)).unwrap();
    let found: Vec<_> = draws
        .iter()
        .map(|draw| (draw.attempt, draw.x, draw.index as usize))
        .collect();
    assert_eq!(found, naive_draws(&seed, &sorted, count));
    for draw in draws {
        let row = rows[draw.index as usize];
        assert_eq!((draw.commit, draw.weight), (row.commit, row.weight));
        assert_eq!(draw.start, sorted[..draw.index as usize].iter().sum::<u64>());
        let checked = check_path(
            &row,
            draw.index,
            blocks.entries(),
            draw.start,
            &draw.path,
            &blocks.root(),
        );
        assert_eq!(checked, Ok(()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn small_lists(weights in prop::collection::vec(1_u32..=40, 1..70), salt: u64, count in 0_u32..80) {
        compare(&weights, salt, count);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn lists_around_powers_of_two(power in 0_u32..9, around in 0_usize..3, weight in 1_u32..5, salt: u64) {
        let length = ((1 << power) + around).saturating_sub(1).max(1);
        compare(&vec![weight; length], salt, 20);
    }

    #[test]
    fn weights_at_the_cap_of_one_and_in_between(heavy in 0_usize..20, salt: u64) {
        let weights: Vec<u32> = (0..20).map(|entry| if entry == heavy { 10_000 } else { 1 + entry as u32 % 2 }).collect();
        compare(&weights, salt, 20);
    }
}

/// The naive tree and the crate's beyond one block of 4096 rows, where the crate keeps only labels.
#[test]
fn lists_of_several_blocks() {
    for length in [4095, 4096, 4097, 8192, 8193, 12_289] {
        let rows: Vec<Row> = (0..length)
            .map(|entry: u64| Row {
                commit: std::array::from_fn(|i| if i < 8 { entry.to_be_bytes()[i] } else { i as u8 }),
                weight: 1 + (entry % 7) as u32,
            })
            .collect();
        let leaves: Vec<_> = rows
            .iter()
            .map(|row| (row.commit.to_vec(), u64::from(row.weight)))
            .collect();
        let blocks = Blocks::build(&rows, 7).unwrap();
        for of in [0, 4095, length as usize / 2, length as usize - 1] {
            let of = of.min(length as usize - 1);
            let (hash, sum, path) = tree(&leaves, of);
            assert_eq!((blocks.root().hash.to_vec(), blocks.root().sum), (hash, sum));
            let range = blocks.rows_of(of as u64 / 4096);
            let found = blocks
                .path(of as u64, &rows[range.start as usize..range.end as usize])
                .unwrap();
            let found: Vec<_> = found
                .iter()
                .map(|step| (step.side == Side::Left, step.sum, step.hash.to_vec()))
                .collect();
            assert_eq!(found, path, "{of} of {length}");
        }
    }
}

/// Weights whose sum is nearly 2^63, where a list of tickets is impossible: the sampler alone.
#[test]
fn the_sampler_is_right_up_to_the_largest_sums() {
    for m in [1_u64, 2, 3, 1 << 32, (1 << 62) + 1, (1 << 63) - 1, (1 << 63) - 25] {
        for k in 0..200 {
            let seed: [u8; 32] = h(&[&m.to_be_bytes()]).try_into().unwrap();
            let found = sample(&seed, k, m).unwrap();
            let mut attempt = 0_u32;
            let expected = loop {
                let hash = h(&[b"fairdraw/v1/draw\0", &seed, &k.to_be_bytes(), &attempt.to_be_bytes()]);
                let u = hash[..8].iter().fold(0_u128, |u, byte| u * 256 + u128::from(*byte));
                if u < (1 << 64) - (1 << 64) % u128::from(m) {
                    break (u % u128::from(m)) as u64;
                }
                attempt += 1;
            };
            assert_eq!((found.r, found.attempt), (expected, attempt), "{m} {k}");
        }
    }
}
