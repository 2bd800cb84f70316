//! Whether somebody counts.

use super::*;

#[test]
fn who_is_held_counts_for_nobody_until_he_is_let_go() {
    let mut play = strict();
    play.come("ann", None);
    play.verify("ann", "p-ann").unwrap();
    play.come("bob", Some(("ann", 0, "qr")));
    play.act("bob", tap()).unwrap();
    play.verify("bob", "p-bob").unwrap();
    play.vote("bob", "poll", &["warm"]).unwrap();
    play.act("bob", enter()).unwrap();
    assert_eq!(play.people("poll", "warm"), 1);
    play.stand("bob", Standing::Held, false);
    let delta = play.world.take_delta();
    assert_eq!(delta.tallies[&("poll".to_owned(), "warm".to_owned())].people, -1);
    assert_eq!(delta.kept_out[&play.fan("bob").id], Some(KeptOut::Fraud));
    assert_eq!(delta.counters[counter::TICKETS], -i64::from(play.fan("bob").tickets()));
    play.now += HOUR;
    play.settle("bob");
    assert_eq!(play.owed("ann"), [("checked".to_owned(), 1, 3)]);
    play.vote("bob", "poll", &["quiet"]).unwrap();
    assert_eq!(play.people("poll", "quiet"), 0, "he may choose, and it does not count");
    play.stand("bob", Standing::Cleared, true);
    assert_eq!(play.people("poll", "quiet"), 1);
    assert_eq!(play.fan("ann").tickets(), 3);
    assert_eq!(play.fan("bob").kept_out, None);
    play.stand("bob", Standing::Held, false);
    assert_eq!(
        play.fan("bob").standing,
        Standing::Cleared,
        "what staff have decided no score changes"
    );
}

#[test]
fn a_list_that_is_closed_takes_nobody_out_and_nothing_in() {
    let mut play = strict();
    play.come("ann", None);
    play.come("bob", Some(("ann", 0, "qr")));
    play.act("bob", tap()).unwrap();
    play.verify("bob", "p-bob").unwrap();
    play.act("bob", enter()).unwrap();
    play.world.take_delta();
    play.world.load_closed_list();
    play.now += HOUR;
    play.settle("bob");
    assert_eq!(play.fan("ann").tickets(), 0);
    assert_eq!(play.fan("bob").credits[0].why, Why::Void);
    play.stand("bob", Standing::Held, false);
    assert!(play.world.take_delta().kept_out.is_empty());
    play.come("cid", None);
    assert!(matches!(play.verify("cid", "p-bob"), Err(Refusal::Closed(_))));
}

#[test]
fn from_the_close_on_nobody_begins_to_count() {
    let mut play = strict();
    play.come("ann", None);
    play.vote("ann", "poll", &["warm"]).unwrap();
    play.act("ann", enter()).unwrap();
    play.come("bob", None);
    play.verify("bob", "p").unwrap();
    play.world.take_delta();
    play.now = play.campaign.closes.0;
    play.verify("ann", "q").unwrap();
    assert!(play.fan("ann").verified.is_some());
    let delta = play.world.take_delta();
    assert!(
        delta.tallies.is_empty() && delta.kept_out.is_empty(),
        "nobody could look at it any more"
    );
    play.come("cid", None);
    assert!(matches!(play.verify("cid", "p"), Err(Refusal::Closed(_))));
}
