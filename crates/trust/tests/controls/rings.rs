//! Trees of people who bring nobody but each other.

use crate::town::{Like, MACHINES, MINUTE, PEOPLE, Town, held};
use canyu_trust::Reason;

/// Each is brought by the one before.
fn tree(town: &mut Town, count: usize, like: Like) -> Vec<usize> {
    let mut all: Vec<usize> = Vec::new();
    for _ in 0..count {
        let referrer = all.last().map(|&last| last as u32);
        all.extend(town.crowd(1, Like { referrer, ..like }));
    }
    all
}

const RING: Like = Like {
    place: Some(7),
    complete: 1.0,
    loyal: 1.0,
    back: 0.3,
    ..PEOPLE
};

#[test]
fn a_ring_wants_one_thing_and_a_family_does_not() {
    let mut town = Town::of(200);
    let ring = tree(&mut town, 12, RING);
    let family = tree(
        &mut town,
        5,
        Like {
            place: Some(8),
            complete: 0.8,
            ..PEOPLE
        },
    );
    let friends = tree(
        &mut town,
        20,
        Like {
            complete: 0.7,
            ..PEOPLE
        },
    );
    let verdicts = town.scored();
    assert_eq!(held(&verdicts, &ring, Reason::Ring), (12, 12));
    assert_eq!(held(&verdicts, &family, Reason::Ring).0, 0);
    assert_eq!(held(&verdicts, &friends, Reason::Ring).0, 0);
}

#[test]
fn a_large_ring_is_found_though_its_votes_differ_and_a_small_one_is_taken_for_a_family() {
    let like = Like { loyal: 0.0, ..RING };
    let mut town = Town::of(200);
    let large = tree(&mut town, 40, Like { place: Some(9), ..like });
    let small = tree(&mut town, 6, like);
    let verdicts = town.scored();
    assert_eq!(held(&verdicts, &large, Reason::Ring), (40, 40));
    assert_eq!(held(&verdicts, &small, Reason::Ring).0, 0);
}

#[test]
fn machines_in_great_numbers_do_not_make_a_ring_look_ordinary() {
    let mut town = Town::of(100);
    // From everywhere, by nobody's link: they stand alone, as far as one can see at first.
    let machines = town.crowd(
        400,
        Like {
            every: MINUTE,
            loyal: 1.0,
            ..MACHINES
        },
    );
    let ring = tree(&mut town, 12, RING);
    let verdicts = town.scored();
    assert_eq!(held(&verdicts, &machines, Reason::Machine).0, 400);
    assert_eq!(held(&verdicts, &ring, Reason::Ring), (12, 12));
    assert!(verdicts.iter().take(100).filter(|verdict| verdict.score >= 40).count() <= 1);
}
