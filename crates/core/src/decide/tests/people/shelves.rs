//! Where the counts of somebody's events stand, when what he is worth or where he descends from changes.

use super::*;
use crate::world::{Moved, Seed, Worth};

fn shelf(worth: Worth, origin: &str) -> Shelf {
    Shelf {
        worth,
        origin: origin.to_owned(),
    }
}

fn seeded() -> Play {
    let mut play = strict();
    play.world.load_seed(Seed {
        code: referral::fan_code(77),
        group: "testers".to_owned(),
        fan: None,
    });
    let code = Some(referral::share_code(&referral::fan_code(77), 0));
    play.act(
        "ann",
        Act::Arrive {
            code,
            channel: None,
            utm: None,
        },
    )
    .unwrap();
    play
}

#[test]
fn what_happened_before_moves_and_what_happens_in_the_same_group_counts_where_it_ends() {
    let mut play = strict();
    play.come("bob", None);
    let delta = play.world.take_delta();
    assert!(delta.moved.is_empty(), "somebody new has nothing to move");
    let id = play.fan("bob").id.clone();
    play.act("bob", tap()).unwrap();
    play.verify("bob", "p-bob").unwrap();
    let delta = play.world.take_delta();
    let (from, into) = (shelf(Worth::Open, ""), shelf(Worth::Verified, ""));
    assert_eq!(delta.moved[&id], Moved { from, into });
    assert!(delta.rollups.keys().all(|key| key.shelf == shelf(Worth::Verified, "")));
    assert_eq!(delta.rollups.values().sum::<i64>(), 4);
    // Held and let go in one group: nothing has happened.
    play.stand("bob", Standing::Held, false);
    play.stand("bob", Standing::Cleared, true);
    assert!(play.world.take_delta().moved.is_empty());
}

#[test]
fn who_is_claimed_by_a_link_descends_from_its_seed_with_all_that_he_did() {
    let mut play = seeded();
    play.come("bob", None);
    play.world.take_delta();
    play.come("bob", Some(("ann", 0, "qr")));
    let bob = play.fan("bob").clone();
    let delta = play.world.take_delta();
    let (from, into) = (shelf(Worth::Open, ""), shelf(Worth::Open, "testers"));
    assert_eq!(delta.moved[&bob.id], Moved { from, into });
}

#[test]
fn the_counts_of_a_device_become_those_of_the_person_whose_it_is_also_when_it_was_refused() {
    let mut play = strict();
    let laptop = play.come("laptop", None);
    play.verify("laptop", "p").unwrap();
    play.stand("laptop", Standing::Refused, true);
    let phone = play.come("phone", None);
    play.act("phone", tap()).unwrap();
    play.world.take_delta();
    play.act("phone", enter()).unwrap();
    play.verify("phone", "p").unwrap();
    let delta = play.world.take_delta();
    let (from, into) = (shelf(Worth::Open, ""), shelf(Worth::Excluded, ""));
    assert_eq!(
        delta.moved[&phone],
        Moved {
            from,
            into: into.clone()
        }
    );
    assert!(!delta.moved.contains_key(&laptop), "he was excluded before, too");
    assert!(delta.rollups.keys().all(|key| key.shelf == into));
}

#[test]
fn the_invitation_of_a_device_becomes_the_persons() {
    let mut play = seeded();
    play.come("laptop", None);
    play.act("laptop", tap()).unwrap();
    play.verify("laptop", "p").unwrap();
    play.verify("ann", "p").unwrap();
    assert_eq!(play.fan("ann").token, "laptop", "the device is the person's");
    assert_eq!(play.fan("ann").origin, "testers");
}

#[test]
fn who_leaves_leaves_his_counts_where_they_stand() {
    let mut play = seeded();
    let ann = play.fan("ann").id.clone();
    play.world.take_delta();
    play.act("ann", tap()).unwrap();
    let stub = "0123456789abc".to_owned();
    play.order(Order::Erase { fan: ann, stub }).unwrap();
    let delta = play.world.take_delta();
    assert!(delta.moved.is_empty());
    assert!(
        delta
            .rollups
            .keys()
            .all(|key| key.shelf == shelf(Worth::Open, "testers"))
    );
    assert_eq!(delta.rollups.values().sum::<i64>(), 4);
}

#[test]
fn worth_follows_from_standing_and_verification() {
    let of = |standing, is_verified| Worth::of(standing, is_verified).name();
    assert_eq!(of(Standing::Open, false), "open");
    assert_eq!(of(Standing::Cleared, false), "open");
    assert_eq!(of(Standing::Cleared, true), "verified");
    assert_eq!(of(Standing::Held, true), "held");
    assert_eq!(of(Standing::Refused, true), "excluded");
    assert_eq!(of(Standing::Merged, false), "excluded");
    assert!(
        Worth::ALL
            .into_iter()
            .all(|worth| Worth::from_name(worth.name()) == Some(worth))
    );
}
