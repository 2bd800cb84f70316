//! Events, news, the wall of honour, assembling, and what opens for some.

use super::*;
use crate::checkin;

fn check_in(code: &str) -> Act {
    Act::CheckIn {
        node: "party".to_owned(),
        code: code.to_owned(),
    }
}

#[test]
fn the_code_of_an_event_is_valid_there_and_then() {
    let mut play = Play::new();
    play.come("a", None);
    let secret = play.secrets.checkin("party");
    let shown = |place: &str, now: i64| {
        let place = checkin::Place {
            node: "party",
            place,
            turns: 1,
        };
        checkin::shown(&secret, place, Moment(now))
    };
    assert_eq!(
        play.act("a", check_in(&shown("south", 5_000))),
        Err(Refusal::EventCodeWrong),
        "not open yet"
    );
    assert_eq!(play.act("a", check_in("ABCDEF")), Err(Refusal::EventCodeWrong));
    assert_eq!(play.act("a", check_in(&shown("north", 5_000).to_lowercase())), Ok(1));
    assert_eq!(
        play.act("a", check_in(&shown("north", 5_000))),
        Ok(0),
        "again is no fault"
    );
    play.now = 5_000 + 2 * 60_000;
    play.come("b", None);
    assert_eq!(
        play.act("b", check_in(&shown("north", 5_000))),
        Err(Refusal::EventCodeWrong),
        "it has turned"
    );
    let delta = play.world.take_delta();
    assert_eq!(delta.tallies[&("party".to_owned(), "north".to_owned())].people, 1);
}

#[test]
fn news_are_seconded_once_they_are_out() {
    let mut play = Play::new();
    play.come("a", None);
    let second = |pick: &str| Act::Second {
        node: "paper".to_owned(),
        pick: pick.to_owned(),
    };
    play.act("a", second("first")).unwrap();
    assert_eq!(play.act("a", second("later")).unwrap_err().code(), "unknown_pick");
    play.now = 400_000;
    play.act("a", second("later")).unwrap();
    assert_eq!(play.me("a").picks.len(), 2);
}

fn sign(name: &str) -> Act {
    Act::Sign {
        node: "wall".to_owned(),
        name: name.to_owned(),
    }
}

#[test]
fn the_wall_holds_the_first_by_names_they_choose_and_can_take_back() {
    let mut play = Play::new();
    for fan in ["a", "b", "c"] {
        play.come(fan, None);
    }
    let locked = Refusal::Locked {
        node: "wall".to_owned(),
        first: "guess".to_owned(),
    };
    assert_eq!(play.act("a", sign("Mei")), Err(locked));
    for (fan, text) in [("a", "kettle"), ("b", "torch"), ("c", "lamp")] {
        play.guess(fan, text).unwrap();
    }
    play.act("a", sign("Mei")).unwrap();
    assert_eq!(play.fan("a").points(), 7);
    play.act("b", sign("小明")).unwrap();
    assert_eq!(play.act("c", sign("Late")), Err(Refusal::WallFull(2)));
    play.act("a", sign("Mei Li")).unwrap();
    play.act("a", sign("")).unwrap();
    play.act("c", sign("Late")).unwrap();
    assert_eq!(
        play.act("c", sign("A very long name")).unwrap_err().code(),
        "text_too_long"
    );
    let mine: Vec<_> = play
        .me("a")
        .picks
        .into_iter()
        .filter(|pick| pick.node == "wall")
        .collect();
    assert!(mine.is_empty(), "{mine:?}");
}

#[test]
fn every_part_has_to_be_in_place_once() {
    let mut play = Play::new();
    play.come("a", None);
    let assemble = |parts: &[&str]| Act::Assemble {
        node: "build".to_owned(),
        parts: parts.iter().map(|&part| part.to_owned()).collect(),
    };
    for parts in [
        &["lid"][..],
        &["lid", "lid"],
        &["lid", "pot", "lid"],
        &["lid", "pot", "cat"],
    ] {
        assert_eq!(play.act("a", assemble(parts)), Err(Refusal::PartsWrong));
    }
    play.act("a", assemble(&["pot", "lid"])).unwrap();
    assert!(play.fan("a").has_done("build"));
}
