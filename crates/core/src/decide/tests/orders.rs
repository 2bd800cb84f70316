//! What is done without a fan's own act.

use super::*;
use crate::campaign::Role;

fn give(fan: &str, given: Given) -> Order {
    Order::Give {
        fan: fan.to_owned(),
        given,
        reason: "broken on arrival".to_owned(),
        by: "li".to_owned(),
        role: Role::Staff,
        gift: "G1".to_owned(),
    }
}

#[test]
fn staff_give_within_their_cap_of_the_day_and_with_a_reason() {
    let mut play = Play::new();
    let a = play.come("a", None);
    play.act("a", enter()).unwrap();
    play.order(give(&a, Given::Tickets(8))).unwrap();
    let over = play.order(give(&a, Given::Tickets(3)));
    let refused = Refusal::OverCap {
        what: "tickets",
        by: "li".to_owned(),
        asked: 3,
        left: 2,
    };
    assert_eq!(over, Err(refused));
    play.order(give(&a, Given::Points(40))).unwrap();
    assert_eq!((play.fan("a").tickets(), play.fan("a").points()), (9, 40));
    let delta = play.world.take_delta();
    assert_eq!(
        delta.counters[&counter::TICKETS.to_owned()],
        9,
        "gifts count in the draw"
    );
    assert_eq!(delta.grants.last().unwrap().about.as_deref(), Some("G1"));
    play.now += 86_400_000;
    play.order(give(&a, Given::Tickets(3))).unwrap();
    let silent = Order::Give {
        fan: a.clone(),
        given: Given::Points(1),
        reason: "  ".to_owned(),
        by: "li".to_owned(),
        role: Role::Staff,
        gift: "G2".to_owned(),
    };
    assert_eq!(play.order(silent), Err(Refusal::ReasonMissing));
    let administrator = Order::Give {
        fan: a,
        given: Given::Points(1),
        reason: "because".to_owned(),
        by: "wu".to_owned(),
        role: Role::Administrator,
        gift: "G3".to_owned(),
    };
    assert_eq!(
        play.order(administrator).unwrap_err().code(),
        "over_cap",
        "no cap in the file: nothing"
    );
    assert_eq!(
        play.order(give("nobody", Given::Points(1))).unwrap_err().code(),
        "unknown_fan"
    );
}

#[test]
fn a_code_that_is_given_is_one_of_those_set_aside() {
    let mut play = Play::new();
    let a = play.come("a", None);
    let code = Given::Code {
        node: "shelf".to_owned(),
        item: "toy".to_owned(),
    };
    play.order(give(&a, code.clone())).unwrap();
    assert_eq!(play.code("a").origin.name(), "gift");
    assert_eq!(play.world.stock("shelf", "toy").unwrap().issued, 1);
    play.now += 86_400_000;
    let b = play.come("b", None);
    assert_eq!(play.order(give(&b, code)), Err(Refusal::PoolEmpty("toy".to_owned())));
}

#[test]
fn who_was_right_gets_the_bonus_once_and_never_after_the_close_of_the_list() {
    let mut play = Play::new();
    let a = play.come("a", None);
    let b = play.come("b", None);
    let right = |fan: &str| Order::Right {
        node: "number".to_owned(),
        fan: fan.to_owned(),
    };
    play.order(right(&a)).unwrap();
    play.order(right(&a)).unwrap();
    assert_eq!(play.fan("a").tickets(), 4);
    play.world.load_closed_list();
    assert_eq!(play.order(right(&b)).unwrap_err().code(), "closed");
    play.order(right(&a)).unwrap();
    assert_eq!(play.fan("a").points(), 0);
    assert_eq!(
        play.fan("a")
            .earned
            .keys()
            .filter(|(_, _, unit)| *unit == Unit::Tickets)
            .count(),
        1
    );
}
