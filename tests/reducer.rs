//! What a fan sees after what happens.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::indexing_slicing, reason = "a test may fail in any way")]

mod common;

use canyu::hand::{Local, Said};
use canyu::outbox::{Entry, Verdict};
use canyu::overlay::{chance, has_done, has_picked};
use canyu::reduce::reduce;
use canyu::state::{Action, State};
use canyu_core::act::Act;
use canyu_core::view::{ActAnswer, KindView, Me, MyPick, View};
use common::{hour, me, view};
use std::rc::Rc;

fn start() -> State {
    State::new(Rc::new(view(2)), Vec::new(), 0.0)
}

fn did(state: &State, key: &str, act: Act) -> State {
    reduce(
        state,
        Action::Did(Entry {
            key: key.into(),
            at: None,
            act,
        }),
    )
}

fn tap() -> Act {
    Act::Tap { node: "toy".into() }
}

fn taps(view: &View) -> u64 {
    match &view.nodes[0].kind {
        KindView::Teaser(teaser) => teaser.taps,
        _ => 0,
    }
}

fn people(view: &View, node: usize, option: usize) -> u64 {
    match &view.nodes[node].kind {
        KindView::Vote(vote) => vote.options[option].people,
        KindView::Guess(guess) => guess.wall[option].people,
        _ => 0,
    }
}

fn vote(keys: &[&str]) -> Act {
    Act::Vote {
        node: "wishes".into(),
        picks: keys.iter().map(|&key| key.into()).collect(),
    }
}

fn refused(state: &State, key: &str, code: &str, verdict: Verdict) -> State {
    let fresh = ["fresh-1".into(), "fresh-2".into()];
    reduce(
        state,
        Action::Refused {
            key: key.into(),
            code: code.into(),
            verdict,
            fresh,
        },
    )
}

#[test]
fn a_tap_is_seen_at_once_with_its_ticket() {
    let state = did(&start(), "k", tap());
    assert_eq!((taps(&state.shown), state.mine.tickets), (141, 1));
    assert!(has_done(&state.mine, "toy") && state.pending("toy"));
    assert_eq!(state.torn.as_deref(), Some("toy"), "its stub is torn off");
}

#[test]
fn a_refusal_takes_back_what_the_tap_had_shown_and_says_why() {
    let state = refused(&did(&start(), "k", tap()), "k", "closed", Verdict::Drop);
    assert_eq!((taps(&state.shown), state.mine.tickets), (140, 0));
    assert!(!state.pending("toy"));
    assert_eq!(state.note("toy"), Some(&Said::Refused("closed".into())));
}

#[test]
fn the_count_does_not_jump_back_between_the_answer_and_the_next_view() {
    let state = did(&start(), "k", tap());
    let answer = ActAnswer {
        earned: 1,
        me: Me {
            tickets: 1,
            done: vec!["toy".into()],
            ..Me::default()
        },
    };
    let state = reduce(
        &state,
        Action::Accepted {
            key: "k".into(),
            answer,
        },
    );
    assert_eq!((taps(&state.shown), state.mine.tickets), (141, 1));
    assert_eq!(state.note("toy"), Some(&Said::Earned(1)));
    let mut later = view(3);
    if let KindView::Teaser(teaser) = &mut later.nodes[0].kind {
        teaser.taps = 144;
    }
    let state = reduce(&state, Action::Viewed(Rc::new(later), 1_000.0));
    assert_eq!(taps(&state.shown), 144, "the server counts the tap now");
}

#[test]
fn an_offline_tap_waits_and_is_still_shown() {
    let state = reduce(&did(&start(), "k", tap()), Action::Online(false));
    assert!(state.stuck() && state.pending("toy"));
    assert_eq!(taps(&state.shown), 141);
    let state = reduce(&state, Action::Online(true));
    assert!(!state.stuck());
}

#[test]
fn acts_of_an_earlier_visit_are_shown_from_the_start() {
    let kept = vec![Entry {
        key: "k".into(),
        at: Some(hour(1)),
        act: tap(),
    }];
    assert_eq!(taps(&State::new(Rc::new(view(2)), kept, 0.0).shown), 141);
}

#[test]
fn wishes_are_counted_by_their_difference() {
    let state = did(&start(), "1", vote(&["walls", "quiet"]));
    assert_eq!((people(&state.shown, 2, 0), people(&state.shown, 2, 1)), (8, 4));
    let state = did(&state, "2", vote(&["quiet"]));
    assert_eq!((people(&state.shown, 2, 0), people(&state.shown, 2, 1)), (7, 4));
    let state = did(&state, "3", vote(&[]));
    assert_eq!((people(&state.shown, 2, 0), people(&state.shown, 2, 1)), (7, 3));
}

#[test]
fn seconding_a_guess_counts_once_however_often_it_is_tapped() {
    let second = || Act::Second {
        node: "guess".into(),
        pick: "kettle".into(),
    };
    let state = did(&did(&start(), "1", second()), "2", second());
    assert_eq!(people(&state.shown, 1, 0), 13);
    assert!(has_picked(&state.mine, "guess", "kettle"));
}

#[test]
fn entering_puts_all_tickets_into_the_draw_and_later_ones_follow() {
    let state = reduce(
        &start(),
        Action::Known(Me {
            tickets: 3,
            ..Me::default()
        }),
    );
    let state = did(
        &state,
        "1",
        Act::Enter {
            node: "draw".into(),
            nonce: "0f".repeat(32),
        },
    );
    assert_eq!(state.shown.tickets_in_draw, 25_017);
    let state = did(
        &state,
        "2",
        Act::Guess {
            node: "guess".into(),
            text: "lamp".into(),
            picture: None,
        },
    );
    assert_eq!((state.shown.tickets_in_draw, state.mine.tickets), (25_019, 5));
    let own = MyPick {
        node: "guess".into(),
        key: String::new(),
        label: "lamp".into(),
        own: true,
        rank: 0,
        right: false,
    };
    assert_eq!(state.mine.picks, [own]);
}

#[test]
fn an_unknown_fan_arrives_first_and_the_act_follows_under_a_new_key() {
    let state = refused(&did(&start(), "k", tap()), "k", "arrive_first", Verdict::ArriveFirst);
    let waiting: Vec<_> = state
        .outbox
        .entries()
        .iter()
        .map(|entry| (entry.key.as_str(), entry.act.name()))
        .collect();
    assert_eq!(waiting, [("fresh-1", "arrive"), ("fresh-2", "tap")]);
    assert_eq!(taps(&state.shown), 141);
}

#[test]
fn a_clock_that_is_ahead_sends_the_act_again_without_its_time() {
    let kept = vec![Entry {
        key: "k".into(),
        at: Some(hour(90)),
        act: tap(),
    }];
    let state = refused(
        &State::new(Rc::new(view(2)), kept, 0.0),
        "k",
        "from_the_future",
        Verdict::Undate,
    );
    assert_eq!(
        state.outbox.entries(),
        [Entry {
            key: "fresh-1".into(),
            at: None,
            act: tap()
        }]
    );
}

#[test]
fn a_view_from_a_cache_does_not_set_the_clock_back() {
    let state = start();
    let known = state.clock.read(20_000.0);
    let state = reduce(&state, Action::Viewed(Rc::new(view(2)), 20_000.0));
    assert_eq!(state.clock.read(20_000.0), known);
}

#[test]
fn a_new_picture_is_hung_only_when_it_has_been_loaded() {
    let mut next = view(11);
    if let KindView::Teaser(teaser) = &mut next.nodes[0].kind {
        teaser.picture = "/pictures/3.jpg".into();
    }
    let state = reduce(&start(), Action::Viewed(Rc::new(next), 0.0));
    assert_eq!(state.canvas("toy").unwrap().shown, "/pictures/2.jpg");
    let loaded = Action::Turning {
        node: "toy".into(),
        picture: "/pictures/3.jpg".into(),
        loaded: true,
    };
    let state = reduce(&state, loaded);
    let canvas = state.canvas("toy").unwrap();
    assert_eq!(
        (canvas.shown.as_str(), canvas.before.as_deref()),
        ("/pictures/3.jpg", Some("/pictures/2.jpg"))
    );
    assert_eq!(reduce(&state, Action::Turned).canvas("toy").unwrap().before, None);
}

#[test]
fn sharing_is_no_step_of_a_node_and_shows_nothing() {
    let state = reduce(&start(), Action::Known(me()));
    let state = did(
        &state,
        "k",
        Act::Share {
            node: "toy".into(),
            channel: "qr".into(),
        },
    );
    assert!(!state.pending("toy") && state.torn.is_none());
    assert_eq!(state.shown, state.view);
}

#[test]
fn what_is_in_the_hand_stays_there_whatever_the_server_says() {
    let local = Local {
        draft: "a lamp".into(),
        ..Local::default()
    };
    let state = reduce(&start(), Action::Held("guess".into(), local.clone()));
    let state = reduce(&state, Action::Viewed(Rc::new(view(3)), 0.0));
    assert_eq!(state.local("guess"), local);
}

#[test]
fn the_next_change_is_the_next_piece_before_the_close() {
    assert_eq!(start().next_change(), Some(hour(10)));
    let state = reduce(&start(), Action::Ticked(hour(11)));
    assert_eq!(state.next_change(), Some(hour(48)));
}

#[test]
fn the_chance_of_several_prizes_is_that_none_is_missed() {
    assert_eq!(chance(0, 100, 5), 0.0);
    assert_eq!(chance(1, 4, 1), 0.25);
    assert!((chance(1, 4, 2) - 0.5).abs() < 1e-12);
    assert_eq!(chance(3, 4, 2), 1.0);
    assert_eq!(chance(4, 4, 1), 1.0);
}
