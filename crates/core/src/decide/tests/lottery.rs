//! Entering the draw.

use super::*;

#[test]
fn all_tickets_of_those_who_entered_are_in_the_draw_and_no_others() {
    let mut play = Play::new();
    play.come("a", None);
    play.come("b", None);
    play.guess("a", "kettle").unwrap();
    play.guess("b", "torch").unwrap();
    play.act("a", enter()).unwrap();
    play.act("a", enter()).unwrap();
    play.act("a", tap()).unwrap();
    let delta = play.world.take_delta();
    assert_eq!(play.fan("a").tickets(), 4);
    assert_eq!(delta.counters[counter::TICKETS], 4);
}

#[test]
fn whoever_has_entered_is_owed_a_receipt_for_every_change_of_his_weight() {
    let mut play = Play::new();
    play.come("a", None);
    play.guess("a", "kettle").unwrap();
    assert!(play.world.take_delta().weighed.is_empty(), "he is not in the draw yet");
    play.act("a", enter()).unwrap();
    let a = play.fan("a").id.clone();
    assert_eq!(play.world.take_delta().weighed, BTreeSet::from([a.clone()]));
    play.come("b", Some(("a", 1, "messenger")));
    assert_eq!(play.act("b", tap()), Ok(1));
    assert_eq!(
        play.world.take_delta().weighed,
        BTreeSet::from([a]),
        "his friend's taking part gives him tickets"
    );
    let other = Act::Enter {
        node: "draw".to_owned(),
        nonce: "cd".repeat(32),
    };
    play.act("a", other).unwrap();
    assert_eq!(
        play.fan("a").nonce.as_deref(),
        Some("ab".repeat(32).as_str()),
        "the first nonce stays"
    );
    assert!(play.world.take_delta().weighed.is_empty());
    for nonce in ["", "AB", &"AB".repeat(32), &"ab".repeat(33)] {
        let enter = Act::Enter {
            node: "draw".to_owned(),
            nonce: nonce.to_owned(),
        };
        assert_eq!(play.act("b", enter).unwrap_err().code(), "nonce_malformed");
    }
}

#[test]
fn once_the_list_is_closed_nobodys_tickets_change_whatever_the_clock_says() {
    let mut play = Play::new();
    play.come("a", None);
    play.act("a", enter()).unwrap();
    play.world.load_closed_list();
    assert_eq!(play.act("a", tap()), Err(Refusal::Closed("picture".to_owned())));
    play.come("b", Some(("a", 1, "messenger")));
    assert_eq!(play.act("b", enter()), Err(Refusal::Closed("draw".to_owned())));
}
