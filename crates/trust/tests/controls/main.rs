//! Each control, both sides: what it has to notice, and the honest crowd that looks like it.

#![allow(clippy::allow_attributes, clippy::indexing_slicing, reason = "a test may end here")]

mod rings;
mod town;

use canyu_trust::{Network, Reason, Rules, Sign, score};
use town::{DAY, Like, MACHINES, MINUTE, PEOPLE, Town, held};

#[test]
fn a_crowd_at_one_place_is_no_offence_and_machines_there_are() {
    let mut town = Town::of(200);
    let office = town.crowd(
        60,
        Like {
            place: Some(7),
            every: 3 * MINUTE,
            ..PEOPLE
        },
    );
    let host = town.crowd(
        60,
        Like {
            place: Some(8),
            every: 3 * MINUTE,
            ..MACHINES
        },
    );
    let verdicts = town.scored();
    assert_eq!(held(&verdicts, &office, Reason::Place).0, 0);
    assert!(
        office.iter().all(|&number| verdicts[number].score >= 20),
        "the crowd is seen"
    );
    assert_eq!(held(&verdicts, &host, Reason::Machine), (60, 60));
    let said = &verdicts[host[0]].findings[0].said;
    assert!(
        said.iter().any(|said| said.sign == Sign::SamePlace && said.count == 60),
        "{said:?}"
    );
    assert!(verdicts.iter().take(200).all(|verdict| verdict.score == 0));
}

#[test]
fn on_a_shared_network_a_crowd_weighs_nothing_and_machines_still_do() {
    let mut town = Town::of(0);
    let campus = town.crowd(
        150,
        Like {
            place: Some(7),
            every: 5 * MINUTE,
            ..PEOPLE
        },
    );
    let host = town.crowd(
        40,
        Like {
            place: Some(7),
            every: MINUTE,
            ..MACHINES
        },
    );
    let rules = Rules {
        network: Network::Shared,
        ..Rules::default()
    };
    let verdicts = score(&town.facts, &rules);
    assert!(campus.iter().all(|&number| verdicts[number].score < 20));
    assert!(held(&verdicts, &host, Reason::Machine).0 >= 39);
}

#[test]
fn a_domain_of_ones_own_is_no_offence_and_machines_with_one_are() {
    let mut town = Town::of(200);
    let firm = town.crowd(
        40,
        Like {
            domain: Some(50),
            ..PEOPLE
        },
    );
    let own = town.crowd(
        40,
        Like {
            domain: Some(51),
            ..MACHINES
        },
    );
    let verdicts = town.scored();
    assert_eq!(held(&verdicts, &firm, Reason::MailDomain).0, 0);
    assert!(firm.iter().all(|&number| verdicts[number].score == 20));
    assert_eq!(held(&verdicts, &own, Reason::Machine).0, 40);
    let mut off = Rules::default();
    off.off
        .extend([Reason::Machine, Reason::Tree, Reason::Ring, Reason::Votes]);
    let without = score(&town.facts, &off);
    assert!(
        own.iter().all(|&number| without[number].score <= 20),
        "a control that is off adds nothing"
    );
}

#[test]
fn a_few_addresses_that_are_thrown_away_hold_nobody_and_many_hold_all() {
    let mut town = Town::of(400);
    let few = town.crowd(
        2,
        Like {
            disposable: true,
            domain: Some(60),
            ..PEOPLE
        },
    );
    assert_eq!(held(&town.scored(), &few, Reason::Disposable).0, 0);
    let many = town.crowd(
        40,
        Like {
            disposable: true,
            domain: Some(60),
            ..PEOPLE
        },
    );
    assert_eq!(held(&town.scored(), &many, Reason::Disposable), (40, 40));
}

#[test]
fn who_mistypes_a_code_is_not_guessing() {
    let mut town = Town::of(100);
    town.facts.fan_mut(3).unwrap().wrong_codes = 3;
    town.facts.fan_mut(4).unwrap().wrong_codes = 9;
    let verdicts = town.scored();
    assert_eq!((verdicts[3].score, verdicts[4].score), (0, 60));
    assert_eq!(verdicts[4].heard(), [canyu_trust::Heard::Codes]);
}

#[test]
fn friends_who_come_by_chance_are_friends_and_others_fall_with_whoever_brought_them() {
    let mut town = Town::of(200);
    let stars = [0, 1, 2, 3];
    town.facts.act(1, 6 * DAY, Some(77), None);
    let burst = town.crowd(
        150,
        Like {
            referrer: Some(0),
            every: 4_000,
            back: 0.1,
            ..PEOPLE
        },
    );
    let framed = town.crowd(
        30,
        Like {
            referrer: Some(3),
            ..MACHINES
        },
    );
    let bought = town.crowd(
        30,
        Like {
            place: Some(77),
            referrer: Some(1),
            ..MACHINES
        },
    );
    let mixed = town.crowd(
        30,
        Like {
            referrer: Some(2),
            ..MACHINES
        },
    );
    town.crowd(
        15,
        Like {
            referrer: Some(2),
            ..PEOPLE
        },
    );
    let verdicts = town.scored();
    assert!(held(&verdicts, &burst, Reason::Tree).0 <= 1);
    assert_eq!(held(&verdicts, &bought, Reason::Tree).0, 30);
    assert!(held(&verdicts, &mixed, Reason::Tree).0 >= 27);
    let fell: Vec<usize> = stars.into_iter().filter(|&star| verdicts[star].score >= 40).collect();
    // Through the link of the third and the fourth somebody else has sent them: one has honest friends too, the other nothing in common with them.
    assert_eq!(fell, [1]);
    assert!(held(&verdicts, &framed, Reason::Tree).0 == 30 && verdicts[3].score > 0);
}

#[test]
fn a_clock_among_the_votes_is_found_and_the_voters_beside_it_stay() {
    let mut town = Town::of(300);
    let fans = town.crowd(60, Like { loyal: 1.0, ..PEOPLE });
    let before = town.scored();
    assert_eq!(held(&before, &fans, Reason::Votes).0, 0);
    let clock = town.crowd(
        40,
        Like {
            loyal: 1.0,
            every: 7 * MINUTE,
            complete: 0.0,
            ..MACHINES
        },
    );
    let verdicts = town.scored();
    assert!(held(&verdicts, &clock, Reason::Votes).0 >= 39);
    assert_eq!(held(&verdicts, &fans, Reason::Votes).0, 0);
}

#[test]
fn programs_from_everywhere_are_found_by_the_heap_of_their_visits() {
    let mut town = Town::of(300);
    let scattered = town.crowd(
        60,
        Like {
            even: false,
            ..MACHINES
        },
    );
    let verdicts = town.scored();
    assert!(held(&verdicts, &scattered, Reason::Machine).0 >= 55);
    assert!(verdicts.iter().take(300).filter(|verdict| verdict.score >= 40).count() <= 1);
}

#[test]
fn whom_a_human_has_judged_is_not_scored_and_a_handful_of_people_is_not_compared() {
    let mut town = Town::of(200);
    let host = town.crowd(
        40,
        Like {
            place: Some(8),
            ..MACHINES
        },
    );
    town.facts.fan_mut(host[0] as u32).unwrap().settled = true;
    let verdicts = town.scored();
    assert_eq!((verdicts[host[0]].score, verdicts[host[1]].score >= 40), (0, true));
    let mut few = Town::of(0);
    few.crowd(
        23,
        Like {
            place: Some(8),
            ..MACHINES
        },
    );
    assert!(few.scored().iter().all(|verdict| verdict.score == 0));
}

#[test]
fn weights_of_the_file_hold() {
    let mut town = Town::of(200);
    let office = town.crowd(
        60,
        Like {
            place: Some(7),
            ..PEOPLE
        },
    );
    let rules = Rules {
        weights: [(Reason::Place, 50)].into(),
        ..Rules::default()
    };
    let verdicts = score(&town.facts, &rules);
    assert!(office.iter().all(|&number| verdicts[number].score == 50));
}
