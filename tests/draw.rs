//! The lottery after the close, as HTML, and what of it is told to whom.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::string_slice, reason = "a test may fail in any way")]

mod common;

use canyu::hand::{Desk, Local};
use canyu::reduce::reduce;
use canyu::state::{Action, State};
use canyu_core::view::{KindView, Me, View, WonView};
use common::page::{has, has_not, html_of, node};
use common::{hour, me, view};
use std::rc::Rc;

/// The campaign so many hours after its opening, its draw so far.
fn drawn(hours: i64, stage: &str) -> View {
    let mut view = view(hours);
    for node in &mut view.nodes {
        if let KindView::Lottery(lottery) = &mut node.kind {
            lottery.draw.stage = stage.into();
            if stage == "committed" || stage == "drawn" {
                lottery.draw.commitment = "93af80caed4529d9".repeat(4);
                lottery.draw.entries = 3_120;
                lottery.draw.tickets = 25_026;
            }
        }
    }
    view
}

fn entered() -> Me {
    let mut me = me();
    me.done.push("draw".into());
    me
}

fn winner(state: &str, code: Option<&str>) -> Me {
    let won = WonView {
        prize: 0,
        gives: "address".into(),
        until: hour(400),
        state: state.into(),
        code: code.map(str::to_owned),
    };
    Me {
        won: Some(won),
        ..entered()
    }
}

fn told(view: View, me: Me) -> State {
    reduce(&State::new(Rc::new(view), Vec::new(), 0.0), Action::Known(me))
}

async fn shown(hours: i64, stage: &str, me: Me) -> String {
    html_of(told(drawn(hours, stage), me)).await
}

#[tokio::test]
async fn between_the_close_and_the_commitment_the_list_is_being_counted() {
    let html = shown(48, "closed", entered()).await;
    has(
        node(&html, "draw"),
        &["Entries are closed, the list is being counted", "Draw in"],
    );
    has_not(
        node(&html, "draw"),
        &["The odds move", "Check this draw", "The list is frozen"],
    );
}

#[tokio::test]
async fn a_frozen_list_tells_its_numbers_and_its_mark_and_can_be_checked() {
    let html = shown(48, "committed", entered()).await;
    has(
        node(&html, "draw"),
        &[
            "The list is frozen: 25,026 tickets of 3,120 people.",
            "93af·80ca·ed45·29d9",
            "nothing can change it any more",
            "Check this draw",
            "Draw in",
        ],
    );
    has_not(node(&html, "draw"), &["The odds move"]);
    let html = shown(50, "committed", entered()).await;
    has(node(&html, "draw"), &["The draw is under way"]);
    has_not(&html, &["Draw in"]);
}

#[tokio::test]
async fn nobody_is_told_that_he_has_lost_before_the_server_has_said_so() {
    let before = told(drawn(48, "committed"), entered());
    let state = reduce(&before, Action::Viewed(Rc::new(drawn(50, "drawn")), 1.0));
    assert!(state.drum && !state.is_told());
    let html = html_of(state.clone()).await;
    has(node(&html, "draw"), &["Drawn. The result is in."]);
    has_not(&html, &["somebody else"]);
    let html = html_of(reduce(&state, Action::Known(entered()))).await;
    has(
        node(&html, "draw"),
        &["This time it was somebody else", "Check this draw"],
    );
}

#[tokio::test]
async fn a_winner_is_told_first_thing_and_can_claim_there_and_then() {
    let html = shown(50, "drawn", winner("open", None)).await;
    let top = &html[..html.find("<article").unwrap()];
    has(top, &["You have won: The toy", "Claim your prize"]);
    has(
        node(&html, "draw"),
        &[
            "You have won: The toy",
            "Claim your prize",
            "Claim it until hour",
            "Check this draw",
        ],
    );
}

#[tokio::test]
async fn a_claimed_prize_shows_its_code_and_a_late_winner_hears_where_it_went() {
    let html = shown(60, "drawn", winner("claimed", Some("7K3M9Q2X4T5VA"))).await;
    has(node(&html, "draw"), &["Your code: 7K3M9Q2X4T5VA"]);
    has_not(&html, &["Claim your prize"]);
    let html = shown(60, "drawn", winner("claimed", None)).await;
    has(node(&html, "draw"), &["Claimed. It is yours."]);
    let html = shown(60, "drawn", winner("forfeited", None)).await;
    has(node(&html, "draw"), &["went to the next one drawn"]);
    has_not(&html, &["Claim your prize"]);
}

#[tokio::test]
async fn who_did_not_take_part_is_told_that_and_can_check_all_the_same() {
    let html = shown(50, "drawn", Me::default()).await;
    has(node(&html, "draw"), &["You were not in this one", "Check this draw"]);
    has_not(&html, &["somebody else", "You have won"]);
}

#[tokio::test]
async fn the_desk_has_an_empty_place_while_it_is_open_and_a_page_to_go_to_where_it_cannot_be_loaded() {
    let state = told(drawn(50, "drawn"), entered());
    has_not(&html_of(state.clone()).await, &["class=\"checked\""]);
    let open = Local {
        desk: Desk::Check,
        ..Local::default()
    };
    let html = html_of(reduce(&state, Action::Held("draw".into(), open))).await;
    has(
        node(&html, "draw"),
        &[
            "class=\"checked\"",
            "></div>",
            "Close the check",
            "aria-expanded=\"true\"",
        ],
    );
    let missing = Local {
        missing: true,
        ..Local::default()
    };
    let html = html_of(reduce(&state, Action::Held("draw".into(), missing))).await;
    has(
        node(&html, "draw"),
        &["https://s.example/verify?server=https://s.example&amp;campaign="],
    );
}

#[tokio::test]
async fn reels_roll_only_at_the_first_sight_of_a_result() {
    let mut state = told(drawn(50, "drawn"), entered());
    has_not(&html_of(state.clone()).await, &["class=\"drum\""]);
    state.drum = true;
    has(&html_of(state).await, &["class=\"drum\"", "aria-hidden"]);
}
