//! What can be won, reserved, visited and signed, in every state, as HTML.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use canyu::hand::Local;
use canyu::reduce::reduce;
use canyu::state::{Action, State};
use canyu_core::act::Act;
use canyu_core::view::{ActAnswer, HonourView, InstantView, KindView, Me, MyWait, MyWin, ReserveView};
use common::hour;
use common::kinds::{self, held};
use common::one::{ID, at, done, known, pick, shown};
use common::page::{did, has, has_not, html_of};

fn reserve(change: impl FnOnce(&mut ReserveView)) -> State {
    let mut reserve = kinds::reserve();
    change(&mut reserve);
    at(2, KindView::Reserve(reserve))
}

#[tokio::test]
async fn what_is_left_can_be_reserved_and_what_is_gone_waited_for() {
    let html = shown(&reserve(|_| {})).await;
    has(
        &html,
        &[
            "12 of 20 left",
            "Reserve one",
            "All taken",
            "Join the waiting list",
            "You have a code?",
            "One a person",
        ],
    );
    has_not(
        &shown(&reserve(|it| it.waits = false)).await,
        &["Join the waiting list"],
    );
}

#[tokio::test]
async fn a_code_stands_there_to_be_shown_copied_handed_on_and_given_back_by_two_presses() {
    let state = known(
        &reserve(|_| {}),
        Me {
            codes: vec![held(ID, "blue", "held")],
            ..done(Vec::new())
        },
    );
    let html = shown(&state).await;
    has(
        &html,
        &[
            "<b>0123-4567-89AB-CDEF</b>",
            "Copy",
            "Valid until hour",
            "Give it to a friend",
            "Give it back",
            "Reserved for you",
        ],
    );
    has_not(
        &html,
        &["Really?", "Reserve one", "Join the waiting list", "You have a code?"],
    );
    let asks = Local {
        asks: "blue".into(),
        ..Local::default()
    };
    has(
        &shown(&reduce(&state, Action::Held(ID.into(), asks))).await,
        &["Really?", "Yes", "No"],
    );
    let item = "blue".to_owned();
    let html = shown(&did(&state, Act::Cancel { node: ID.into(), item })).await;
    has(&html, &["Given back or handed on", "is-over"]);
    has_not(&html, &["Give it back"]);
}

#[tokio::test]
async fn a_code_says_what_has_become_of_it() {
    for (state, says) in [
        ("free", "whoever enters it first has it"),
        ("redeemed", "Redeemed. Enjoy it."),
        ("expired", "Expired hour"),
    ] {
        let codes = vec![held(ID, "blue", state)];
        let html = shown(&known(
            &reserve(|_| {}),
            Me {
                codes,
                ..done(Vec::new())
            },
        ))
        .await;
        has(&html, &[says]);
    }
    let codes = vec![held(ID, "blue", "free")];
    let html = shown(&known(
        &reserve(|_| {}),
        Me {
            codes,
            ..done(Vec::new())
        },
    ))
    .await;
    has(&html, &["Take it back"]);
    has_not(&html, &["Give it to a friend", "Give it back"]);
}

#[tokio::test]
async fn who_waits_knows_his_place_and_an_offer_is_taken_by_one_press() {
    let waits = vec![MyWait {
        node: ID.into(),
        item: "red".into(),
        ahead: 2,
    }];
    let html = shown(&known(
        &reserve(|_| {}),
        Me {
            waits,
            ..done(Vec::new())
        },
    ))
    .await;
    has(
        &html,
        &[
            "You are number 3 in the waiting list.",
            "Leave the waiting list",
            "You are on the waiting list",
        ],
    );
    let mut offer = held(ID, "red", "held");
    offer.offered = true;
    let codes = vec![offer];
    let html = shown(&known(
        &reserve(|_| {}),
        Me {
            codes,
            ..done(Vec::new())
        },
    ))
    .await;
    has(
        &html,
        &["One has become free for you. It is kept until hour", "Take it"],
    );
    has_not(&html, &["0123-4567"]);
}

fn instant(change: impl FnOnce(&mut InstantView)) -> State {
    let mut instant = kinds::instant();
    change(&mut instant);
    at(2, KindView::Instant(instant))
}

#[tokio::test]
async fn one_press_plays_and_whoever_wins_a_code_sees_it() {
    let html = shown(&instant(|_| {})).await;
    has(
        &html,
        &[
            "A mug",
            "5 left",
            "Try your luck",
            "Mark: cdcd·cdcd·cdcd·cdcd",
            "31 people have played",
        ],
    );
    let html = shown(&did(&instant(|_| {}), Act::Play { node: ID.into() })).await;
    has(&html, &["Sending", "is-done"]);
    let won = Me {
        wins: vec![MyWin {
            node: ID.into(),
            prize: 0,
            at: hour(1),
        }],
        codes: vec![held(ID, "0", "held")],
        ..done(vec![pick("20000", false)])
    };
    let html = shown(&known(&instant(|_| {}), won)).await;
    has(
        &html,
        &["You have won: A mug", "<b>0123-4567-89AB-CDEF</b>", "Next try in"],
    );
    has_not(&html, &["Try your luck"]);
}

#[tokio::test]
async fn whoever_cannot_see_it_is_told_what_was_won() {
    let won = Me {
        wins: vec![MyWin {
            node: ID.into(),
            prize: 1,
            at: hour(1),
        }],
        ..done(vec![pick("20000", false)])
    };
    let accepted = Action::Accepted {
        key: "k".into(),
        answer: ActAnswer { earned: 2, me: won },
    };
    let state = reduce(&did(&instant(|_| {}), Act::Play { node: ID.into() }), accepted);
    let html = html_of(state).await;
    has(
        &html,
        &["role=\"status\">Counted. 2 more tickets are yours. You have won: Two tickets</p>"],
    );
}

#[tokio::test]
async fn a_new_round_can_be_played_and_nothing_when_all_is_won() {
    let yesterday = done(vec![pick("19999", false)]);
    let html = shown(&known(&instant(|_| {}), yesterday)).await;
    has(&html, &["Not this time.", "Try your luck"]);
    let all_won = instant(|it| it.prizes.iter_mut().for_each(|prize| prize.left = 0));
    let html = shown(&all_won).await;
    has(&html, &["All won"]);
    has_not(&html, &["Try your luck"]);
}

#[tokio::test]
async fn a_code_is_asked_for_only_while_a_place_is_open() {
    let html = shown(&at(2, KindView::CheckIn(kinds::check_in()))).await;
    has(
        &html,
        &[
            "The shop",
            "Open until hour",
            "The fair",
            "Opens hour",
            "Code on site",
            "I am here",
        ],
    );
    let state = known(
        &at(2, KindView::CheckIn(kinds::check_in())),
        done(vec![pick("shop", false)]),
    );
    let html = shown(&state).await;
    has(&html, &["You were here.", "You were there.", "is-on"]);
    has_not(&html, &["<form"]);
    let html = shown(&at(31, KindView::CheckIn(kinds::check_in()))).await;
    has(&html, &["Closed hour"]);
    has_not(&html, &["<form"]);
}

#[tokio::test]
async fn a_code_that_was_scanned_stands_in_the_field() {
    let mut state = at(2, KindView::CheckIn(kinds::check_in()));
    state.bring("4711 0815");
    has(&shown(&state).await, &["value=\"4711 0815\""]);
}

fn honour(change: impl FnOnce(&mut HonourView)) -> State {
    let mut honour = kinds::honour();
    change(&mut honour);
    at(2, KindView::Honour(honour))
}

#[tokio::test]
async fn a_name_can_be_put_on_the_wall_and_taken_off_as_long_as_it_is_there() {
    let html = shown(&honour(|_| {})).await;
    has(
        &html,
        &[
            "Mina",
            "99 places left",
            "The name to stand there",
            "You can take it off at any time",
        ],
    );
    let name = "Ada".to_owned();
    let state = did(&honour(|_| {}), Act::Sign { node: ID.into(), name });
    let html = shown(&state).await;
    has(
        &html,
        &["You signed as", "Ada", "Waiting to be looked at", "Take it off"],
    );
    has_not(&html, &["<form"]);
    let html = shown(&known(&honour(|_| {}), done(vec![pick("k1", true)]))).await;
    has(&html, &["You are number 1 on the wall."]);
    let name = "Ada".to_owned();
    let free = honour(|it| it.moderated = false);
    let html = shown(&did(&free, Act::Sign { node: ID.into(), name })).await;
    has(
        &html,
        &["<li class=\"is-on\">Ada</li>", "98 places left", "You signed as"],
    );
    // Accepted, but not in the campaign's view yet: it can be taken off all the same.
    let name = "Ada".to_owned();
    let free = honour(|it| it.moderated = false);
    let me = done(vec![pick("k9", true)]);
    let key = "k".to_owned();
    let answer = ActAnswer { earned: 0, me };
    let signed = did(&free, Act::Sign { node: ID.into(), name });
    let signed = reduce(&signed, Action::Accepted { key, answer });
    let name = String::new();
    let off = did(&signed, Act::Sign { node: ID.into(), name });
    has_not(&shown(&off).await, &["Ada"]);
    let html = shown(&honour(|it| it.left = 0)).await;
    has(&html, &["All 100 places are taken."]);
    has_not(&html, &["<form"]);
}
