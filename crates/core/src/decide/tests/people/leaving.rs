//! Whoever has his data deleted.

use super::*;

#[test]
fn whoever_leaves_takes_his_choices_and_reservations_with_him() {
    let mut play = Play::new();
    play.come("ann", None);
    play.come("bob", None);
    let reserve = || Act::Reserve {
        node: "shelf".to_owned(),
        item: "toy".to_owned(),
        code: None,
    };
    play.act("ann", reserve()).unwrap();
    play.vote("ann", "poll", &["warm"]).unwrap();
    play.act("ann", enter()).unwrap();
    let stock = play.world.stock("shelf", "toy").unwrap().taken;
    let fan = play.fan("ann").id.clone();
    play.world.take_delta();
    play.order(Order::Erase {
        fan: fan.clone(),
        stub: "STUB".to_owned(),
    })
    .unwrap();
    let delta = play.world.take_delta();
    assert_eq!(delta.tallies[&("poll".to_owned(), "warm".to_owned())].people, -1);
    assert_eq!(play.world.stock("shelf", "toy").unwrap().taken, stock - 1);
    assert_eq!(delta.kept_out[&fan], Some(KeptOut::Withdrawn));
    assert_eq!(delta.erased, [(fan, "STUB".to_owned())]);
    assert!(delta.weighed.is_empty());
    assert!(
        matches!(play.act("ann", tap()), Err(Refusal::ArriveFirst)),
        "he is nobody here"
    );
}

#[test]
fn who_leaves_and_comes_again_is_no_new_friend() {
    let mut play = strict();
    play.come("ann", None);
    play.come("bob", Some(("ann", 0, "qr")));
    play.act("bob", tap()).unwrap();
    play.world.load_departed("p".to_owned());
    play.verify("bob", "p").unwrap();
    play.now += HOUR;
    play.settle("bob");
    assert_eq!((play.fan("ann").tickets(), play.fan("ann").friends_counted), (0, 0));
    assert_eq!(play.fan("bob").kept_out, None, "he may play");
}

#[test]
fn what_remains_of_somebody_who_left_stays_out_of_the_draw() {
    let mut play = Play::new();
    play.come("ann", None);
    play.act("ann", enter()).unwrap();
    let gone = Fan {
        kept_out: Some(KeptOut::Withdrawn),
        standing: Standing::Held,
        ..play.fan("ann").clone()
    };
    play.world.load_fan(gone);
    play.world.take_delta();
    play.stand("ann", Standing::Open, false);
    assert!(play.world.take_delta().kept_out.is_empty());
}
