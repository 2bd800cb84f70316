use super::*;
use crate::{beacon::Chain, tree::check_path, vectors};
use std::convert::Infallible;

#[test]
fn the_seed_is_that_of_the_vectors() {
    let randomness = &vectors::drand()[5].2;
    assert_eq!(Chain::QUICKNET.time_of(10_000_000), Some(1_722_803_364));
    let seed = seed(&vectors::hash(vectors::COMMITMENT_HASH), &[randomness.to_vec()]);
    assert_eq!(seed, vectors::hash(vectors::SEED));
}

#[test]
fn the_sampler_gives_the_numbers_of_the_vectors() {
    let seed = sha256(b"rejection test");
    for line in include_str!("../../vectors/sampler.txt").lines() {
        let fields: Vec<u64> = line
            .split(|c: char| !c.is_ascii_digit())
            .filter_map(|field| field.parse().ok())
            .collect();
        let [m, k, r, attempt] = fields[..] else {
            panic!("{line}")
        };
        let expected = Sample {
            r,
            attempt: attempt as u32,
        };
        assert_eq!(sample(&seed, k as u32, m), Some(expected), "{line}");
    }
    assert_eq!(sample(&seed, 0, 0), None);
    assert_eq!(sample(&seed, 0, 1).map(|sample| sample.r), Some(0));
}

#[test]
fn the_draws_are_those_of_the_vectors_and_go_on_until_no_ticket_is_left() {
    let entries = vectors::entries();
    let rows: Vec<Row> = entries.iter().map(|entry| entry.row).collect();
    let blocks = Blocks::build(&rows, 100).unwrap();
    let run = |count| {
        run(&vectors::hash(vectors::SEED), &blocks, count, |_| {
            Ok::<_, Infallible>(&rows)
        })
        .unwrap()
    };
    let expected = [
        (0, 20, 5, 13, "jo@example.org"),
        (0, 144, 10, 57, "dinh@example.org"),
        (0, 11, 3, 5, "bob@example.org"),
        (0, 33, 8, 31, "gaia@example.org"),
        (0, 30, 7, 27, "hélène@example.org"),
    ];
    let draws = run(5);
    for (draw, (attempt, x, index, start, contact)) in draws.iter().zip(expected) {
        assert_eq!(
            (draw.attempt, draw.x, draw.index, draw.start),
            (attempt, x, index, start)
        );
        let entry = &entries[index as usize];
        assert_eq!((entry.contact, entry.row.commit), (contact, draw.commit));
        assert_eq!(
            check_path(&entry.row, draw.index, 11, draw.start, &draw.path, &blocks.root()),
            Ok(())
        );
    }
    assert_eq!(draws.len(), 5);
    let mut all: Vec<u64> = run(100).iter().map(|draw| draw.index).collect();
    all.sort_unstable();
    assert_eq!(all, (0..11).collect::<Vec<u64>>());
}

#[test]
fn rows_that_are_not_the_trees_are_noticed() {
    let mut rows: Vec<Row> = vectors::entries().iter().map(|entry| entry.row).collect();
    let blocks = Blocks::build(&rows, 100).unwrap();
    rows[0].commit[0] ^= 1;
    let seed = vectors::hash(vectors::SEED);
    let other = run(&seed, &blocks, 1, |_| Ok::<_, Infallible>(&rows));
    assert_eq!(other.err(), Some(RunError::Tree(TreeError::OtherRows)));
    let failed = run(&seed, &blocks, 1, |_| Err::<Vec<Row>, _>("disk"));
    assert_eq!(failed.err(), Some(RunError::Read("disk")));
}

#[test]
fn drawn_intervals_are_skipped_and_never_meet() {
    let mut drawn = Drawn::default();
    for (start, weight, is_new) in [
        (10, 5, true),
        (12, 1, false),
        (8, 3, false),
        (8, 2, true),
        (15, 1, true),
        (15, 1, false),
        (u64::MAX - 1, 1, true),
        (u64::MAX, 1, false),
    ] {
        assert_eq!(drawn.add(start, weight), is_new, "{start} {weight}");
    }
    assert_eq!(drawn.tickets(), 9);
    assert_eq!(
        (drawn.ticket(7), drawn.ticket(8), drawn.ticket(9)),
        (Some(7), Some(16), Some(17))
    );
    assert_eq!(drawn.ticket(u64::MAX), None);
}

#[test]
fn the_bundle_of_the_vectors_holds_these_draws() {
    let rows: Vec<Row> = vectors::entries().iter().map(|entry| entry.row).collect();
    let blocks = Blocks::build(&rows, 100).unwrap();
    let seed = vectors::hash(vectors::SEED);
    let draws = run(&seed, &blocks, 5, |_| Ok::<_, Infallible>(&rows)).unwrap();
    let result = crate::result::ResultFile { seed, draws }.to_json();
    assert_eq!(result, include_str!("../../vectors/bundle/result.json"));
    let roll: Vec<u8> = rows.iter().flat_map(Row::to_bytes).collect();
    assert_eq!(roll, include_bytes!("../../vectors/bundle/roll.bin"));
}
