//! Reserving, waiting, handing on, giving back.

use super::*;

fn reserve(code: Option<String>) -> Act {
    Act::Reserve {
        node: "shelf".to_owned(),
        item: "toy".to_owned(),
        code,
    }
}

fn cancel() -> Act {
    Act::Cancel {
        node: "shelf".to_owned(),
        item: "toy".to_owned(),
    }
}

fn release() -> Act {
    Act::Release {
        node: "shelf".to_owned(),
        item: "toy".to_owned(),
    }
}

fn issue() -> Order {
    Order::Issue {
        node: "shelf".to_owned(),
        item: "toy".to_owned(),
    }
}

/// The code that was made last.
fn made(play: &mut Play) -> String {
    let delta = play.world.take_delta();
    let free = delta.codes.into_values().find(|held| held.state == CodeState::Free);
    free.unwrap().code
}

#[test]
fn the_last_unit_goes_to_one_and_the_next_waits() {
    let mut play = Play::new();
    for fan in ["a", "b", "c"] {
        play.come(fan, None);
    }
    assert_eq!(play.act("a", reserve(None)), Ok(1));
    assert_eq!(play.act("b", reserve(None)), Ok(1), "who waits has taken part");
    play.act("c", reserve(None)).unwrap();
    assert_eq!(play.code("a").state, CodeState::Held);
    assert_eq!(play.me("b").waits[0].ahead, 0);
    assert_eq!(play.me("c").waits[0].ahead, 1);
    assert_eq!(play.act("a", reserve(None)), Err(Refusal::HoldsEnough(1)));
    assert_eq!(play.act("b", reserve(None)), Ok(0), "waiting again is no fault");
    let stock = play.world.stock("shelf", "toy").unwrap();
    assert_eq!((stock.taken, stock.aside, stock.waiting), (1, 1, 2));
}

#[test]
fn a_unit_given_back_is_offered_to_the_next_and_then_to_the_one_behind_him() {
    let mut play = Play::new();
    for fan in ["a", "b", "c"] {
        play.come(fan, None);
        play.act(fan, reserve(None)).unwrap();
    }
    play.act("a", cancel()).unwrap();
    let offer = play.code("b");
    assert!(offer.offered && play.fan("b").waits.is_empty());
    assert_eq!(offer.expires, Moment(5_000 + 3_600_000));
    play.now += 3_600_000;
    play.order(Order::Lapse {
        code: offer.code.clone(),
    })
    .unwrap();
    assert_eq!(play.fan("b").codes[&offer.code].state, CodeState::Expired);
    assert_eq!(
        play.act("c", reserve(None)),
        Ok(0),
        "an offer is taken up, after the close, too"
    );
    let taken = play.code("c");
    assert_eq!((taken.offered, taken.expires), (false, Moment(90_000_000)));
    play.order(Order::Lapse {
        code: taken.code.clone(),
    })
    .unwrap();
    assert_eq!(play.code("c").state, CodeState::Held, "what lives on is left alone");
    let stock = play.world.stock("shelf", "toy").unwrap();
    assert_eq!((stock.taken, stock.waiting), (1, 0));
}

#[test]
fn a_priority_code_is_taken_once_and_the_one_on_paper_dies() {
    let mut play = Play::new();
    play.come("a", None);
    play.come("b", None);
    play.order(issue()).unwrap();
    assert_eq!(play.order(issue()), Err(Refusal::PoolEmpty("toy".to_owned())));
    let paper = made(&mut play);
    let typed = crate::code::Code::read(&paper).unwrap().to_string().to_lowercase();
    assert_eq!(play.act("a", reserve(Some(typed.clone()))), Ok(1));
    assert_ne!(play.code("a").code, paper);
    assert_eq!(play.act("b", reserve(Some(typed.clone()))), Err(Refusal::CodeCancelled));
    let till = Order::Redeem {
        code: typed,
        till: "shop".to_owned(),
    };
    assert_eq!(play.order(till), Err(Refusal::CodeCancelled));
    let mut slip = paper.into_bytes();
    slip[3] = if slip[3] == b'7' { b'8' } else { b'7' };
    let slip = String::from_utf8(slip).unwrap();
    assert_eq!(play.act("b", reserve(Some(slip))).unwrap_err().code(), "code_malformed");
}

#[test]
fn a_code_is_handed_on_as_often_as_it_may_and_no_more() {
    let mut play = Play::new();
    for fan in ["a", "b", "c"] {
        play.come(fan, None);
    }
    play.act("a", reserve(None)).unwrap();
    play.act("a", release()).unwrap();
    let handed = play.code("a");
    assert_eq!((handed.state, handed.transfers), (CodeState::Free, 0));
    play.act("a", reserve(Some(handed.code.clone()))).unwrap();
    assert_eq!(
        (play.code("a").state, play.code("a").transfers),
        (CodeState::Held, 1),
        "taken back"
    );
    play.act("a", release()).unwrap();
    play.act("b", reserve(Some(handed.code.clone()))).unwrap();
    assert_eq!(play.act("c", reserve(Some(handed.code))), Err(Refusal::CodeCancelled));
    assert_eq!(play.act("b", release()), Err(Refusal::NoTransfersLeft));
    assert!(play.fan("a").codes.values().all(|held| !held.state.is_alive()));
    assert_eq!(
        play.world.stock("shelf", "toy").unwrap().taken,
        1,
        "it is the same unit"
    );
}

#[test]
fn a_priority_unit_that_comes_back_goes_to_who_waits_and_else_among_the_codes() {
    let mut play = Play::new();
    play.come("a", None);
    play.order(issue()).unwrap();
    let paper = made(&mut play);
    play.act("a", reserve(Some(paper))).unwrap();
    play.act("a", cancel()).unwrap();
    let stock = play.world.stock("shelf", "toy").unwrap();
    assert_eq!((stock.aside, stock.issued, stock.taken), (1, 0, 0));
    play.order(issue()).unwrap();
    let paper = made(&mut play);
    play.act("a", reserve(Some(paper))).unwrap();
    for fan in ["b", "c"] {
        play.come(fan, None);
        play.act(fan, reserve(None)).unwrap();
    }
    play.act("a", cancel()).unwrap();
    assert!(play.code("c").offered);
    let stock = play.world.stock("shelf", "toy").unwrap();
    assert_eq!((stock.aside, stock.issued, stock.taken, stock.waiting), (0, 0, 2, 0));
}

#[test]
fn a_till_redeems_once_and_tells_another_till_when_and_where() {
    let mut play = Play::new();
    play.come("a", None);
    play.act("a", reserve(None)).unwrap();
    let redeem = |play: &Play, till: &str| Order::Redeem {
        code: play.fan("a").codes.keys().next().unwrap().clone(),
        till: till.to_owned(),
    };
    let (north, south) = (redeem(&play, "north"), redeem(&play, "south"));
    play.order(north.clone()).unwrap();
    play.order(north).unwrap();
    let elsewhere = Refusal::CodeRedeemed {
        at: Stamp(Moment(5_000)),
        till: "north".to_owned(),
    };
    assert_eq!(play.order(south), Err(elsewhere));
    assert_eq!(play.act("a", cancel()).unwrap_err().code(), "nothing_reserved");
    assert_eq!(
        play.act("a", reserve(None)),
        Err(Refusal::HoldsEnough(1)),
        "redeemed is had"
    );
}
