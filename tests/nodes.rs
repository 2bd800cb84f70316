//! Every node in every state, as HTML.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::string_slice, reason = "a test may fail in any way")]

mod common;

use canyu::hand::{Desk, Local};
use canyu::outbox::Verdict;
use canyu::press::WIDGET;
use canyu::reduce::reduce;
use canyu::state::Action;
use canyu_core::act::Act;
use canyu_core::view::{ConfirmView, KindView, Me};
use common::me;
use common::page::{at, ctx, did, has, has_not, html_of, node, with};

#[tokio::test]
async fn before_the_opening_every_node_says_when_it_opens_and_offers_nothing() {
    let html = html_of(at(-1)).await;
    for id in ["toy", "guess", "wishes", "draw", "friends"] {
        has(node(&html, id), &["Opens hour"]);
        has_not(node(&html, id), &["class=\"main\"", "<form"]);
    }
    has(node(&html, "toy"), &["Opens in"]);
}

#[tokio::test]
async fn an_open_campaign_offers_one_act_a_node() {
    let html = html_of(at(2)).await;
    has(&html, &["Rehearsal", "A new toy", "150 people have taken part"]);
    has(
        node(&html, "toy"),
        &[
            "I want to know",
            "Next piece in",
            "Stage 2 of 5",
            "It has four arms",
            "1 earlier hint",
            "alt=\"A shape with four arms\"",
        ],
    );
    has(
        node(&html, "guess"),
        &[
            "<form",
            "maxlength=\"40\"",
            "3 guesses left",
            "kettle",
            "12 people",
            "2 different guesses",
        ],
    );
    has(
        node(&html, "wishes"),
        &["Three walls", "aria-pressed=\"false\"", "8 people have voted"],
    );
    has(
        node(&html, "draw"),
        &[
            "The toy",
            "Enter the draw",
            "One prize per person.",
            "20 people are in the draw",
        ],
    );
    has(
        node(&html, "friends"),
        &["Messenger", "noticeboard", "Copy link", "QR code", "Nobody has come"],
    );
}

#[tokio::test]
async fn a_poll_shows_its_result_only_to_who_has_voted() {
    has_not(
        node(&html_of(at(2)).await, "colour"),
        &["class=\"bar\"", "class=\"people\""],
    );
    let voted = did(
        &at(2),
        Act::Vote {
            node: "colour".into(),
            picks: vec!["night".into()],
        },
    );
    has(
        node(&html_of(voted).await, "colour"),
        &[
            "class=\"bar\"",
            "aria-pressed=\"true\"",
            "viewBox=\"0 0 10 1\"",
            "10 people have voted",
        ],
    );
}

#[tokio::test]
async fn an_empty_wall_invites_the_first_guess() {
    let state = with(|view| {
        if let KindView::Guess(guess) = &mut view.nodes[1].kind {
            guess.wall.clear();
        }
    });
    has(
        node(&html_of(state.clone()).await, "guess"),
        &["Yours would be the first"],
    );
    let text = "lamp".to_owned();
    let node_id = "guess".to_owned();
    let first = did(
        &state,
        Act::Guess {
            node: node_id,
            text,
            picture: None,
        },
    );
    let html = html_of(first).await;
    has(node(&html, "guess"), &["lamp"]);
    has_not(node(&html, "guess"), &["Yours would be the first"]);
}

#[tokio::test]
async fn an_act_under_way_says_so_and_an_offline_one_says_that_it_is_kept() {
    let state = did(&at(2), Act::Tap { node: "toy".into() });
    has(node(&html_of(state.clone()).await, "toy"), &["Sending", "is-done"]);
    let html = html_of(reduce(&state, Action::Online(false))).await;
    has(node(&html, "toy"), &["Kept on this phone"]);
    has(&html, &["You are offline"]);
}

#[tokio::test]
async fn a_refusal_stands_at_its_node_and_in_the_live_region() {
    let state = did(
        &at(2),
        Act::Guess {
            node: "guess".into(),
            text: "lamp".into(),
            picture: None,
        },
    );
    let fresh = [String::new(), String::new()];
    let refused = Action::Refused {
        key: "k".into(),
        code: "tries_used_up".into(),
        verdict: Verdict::Drop,
        fresh,
    };
    let html = html_of(reduce(&state, refused)).await;
    has(node(&html, "guess"), &["class=\"error\"", "Your guesses are used up"]);
    has(
        &html[..html.find("<h2").unwrap()],
        &["role=\"status\"", "Your guesses are used up"],
    );
}

#[tokio::test]
async fn a_done_node_says_what_it_brought_and_can_be_shared_with_its_own_code() {
    let state = reduce(&at(2), Action::Known(me()));
    let html = html_of(state.clone()).await;
    has(
        node(&html, "toy"),
        &[
            "is-done",
            "Noted. The next piece turns over",
            "Share “Under the cloth”",
            "№ 0123·4567·89",
        ],
    );
    has(
        node(&html, "guess"),
        &["You guessed", "Kettle", "Your guess is in. 2 guesses left."],
    );
    let open = Local {
        sharing: true,
        code: true,
        ..Local::default()
    };
    let html = html_of(reduce(&state, Action::Held("toy".into(), open))).await;
    has(
        node(&html, "toy"),
        &[
            "Hide code",
            "data-gadget=\"qr\" data-text=\"https://p.example/?canyu=",
            ".qr\"",
        ],
    );
}

#[tokio::test]
async fn the_lottery_tells_tickets_odds_and_where_they_are_from() {
    let state = reduce(&at(2), Action::Known(me()));
    let html = html_of(did(
        &state,
        Act::Enter {
            node: "draw".into(),
            nonce: "0f".repeat(32),
        },
    ))
    .await;
    has(
        node(&html, "draw"),
        &[
            "12 of 25,026 tickets",
            "First prize: about 1 in 2,086",
            "Friends who took part",
            "The odds move until entries close",
        ],
    );
    has(
        &html[html.find("class=\"strip\"").unwrap()..],
        &["12 of 25,026 tickets", "Draw in"],
    );
}

#[tokio::test]
async fn friends_are_counted_and_pending_tickets_say_what_they_wait_for() {
    let html = html_of(reduce(&at(2), Action::Known(me()))).await;
    has(
        node(&html, "friends"),
        &[
            "<b>2</b>friends came by",
            "<b>1</b>took part",
            "3 more tickets on their way",
        ],
    );
}

#[tokio::test]
async fn the_share_node_offers_a_poster_and_tells_what_friends_bring_by_scripts_of_their_own() {
    let state = reduce(&at(2), Action::Known(me()));
    let html = html_of(state.clone()).await;
    has(
        node(&html, "friends"),
        &["Poster", "data-gadget=\"friends\" data-id=\"friends\""],
    );
    has_not(node(&html, "toy"), &["Poster"]);
    let open = Local {
        poster: true,
        ..Local::default()
    };
    let html = html_of(reduce(&state, Action::Held("friends".into(), open))).await;
    has(
        node(&html, "friends"),
        &[
            "Close poster",
            "data-gadget=\"poster\" data-id=\"friends\" data-link=\"https://p.example/?canyu=",
            ".poster\"",
            "data-serial=\"0123·4567·89",
        ],
    );
}

#[tokio::test]
async fn one_notice_says_what_has_to_be_done_before_entries_count_and_nothing_else_does() {
    let asked = |confirm: ConfirmView| with(move |view| view.confirm = Some(confirm));
    let email = ConfirmView {
        email: true,
        ..ConfirmView::default()
    };
    let notice = "class=\"first\"";
    let newcomer = reduce(&asked(email.clone()), Action::Known(Me::default()));
    has_not(&html_of(newcomer).await, &[notice]);
    let state = reduce(&asked(email), Action::Known(me()));
    has(
        &html_of(state.clone()).await,
        &["Confirm your address so that your entries count.", "Confirm it"],
    );
    let confirmed = Me { verified: true, ..me() };
    has_not(&html_of(reduce(&state, Action::Known(confirmed))).await, &[notice]);
    let held = Me {
        verified: true,
        standing: "held".into(),
        ..me()
    };
    has(
        &html_of(reduce(&state, Action::Known(held))).await,
        &["Your entries are being looked at.", "See why"],
    );
    let host = reduce(&asked(ConfirmView::default()), Action::Known(me()));
    has(
        &html_of(host).await,
        &["Sign in on this site so that your entries count."],
    );
    has_not(&html_of(reduce(&at(2), Action::Known(me()))).await, &[notice]);
}

#[tokio::test]
async fn the_fans_own_desk_opens_where_it_was_asked_for() {
    for (desk, place) in [
        (Desk::Mine, "mine"),
        (Desk::Confirm, "confirm"),
        (Desk::Standing, "standing"),
    ] {
        let local = Local {
            desk,
            ..Local::default()
        };
        let html = html_of(reduce(&at(2), Action::Held(WIDGET.into(), local))).await;
        has(
            &html,
            &[
                &format!("data-gadget=\"mine\" data-at=\"{place}\""),
                "Close your entries and data",
            ],
        );
    }
    has_not(&html_of(at(2)).await, &["data-gadget=\"mine\""]);
}

#[tokio::test]
async fn a_proof_that_takes_its_time_is_told_and_a_name_on_the_board_earns_nothing() {
    let state = did(&at(2), Act::Tap { node: "toy".into() });
    has(node(&html_of(state.clone()).await, "toy"), &["Sending…"]);
    has(
        node(&html_of(reduce(&state, Action::Slow)).await, "toy"),
        &["Checking…"],
    );
    let known = reduce(&at(2), Action::Known(me()));
    let signed = did(
        &known,
        Act::Sign {
            node: "friends".into(),
            name: "fenn".into(),
        },
    );
    assert_eq!(signed.mine.tickets, known.mine.tickets);
    assert_eq!(signed.mine.done, known.mine.done);
}

#[tokio::test]
async fn links_that_show_a_picture_are_given_out_only_where_they_lead_to_the_same_page() {
    let state = reduce(&at(2), Action::Known(me()));
    let open = ctx(state, "https://p.example/");
    let friends = open.state.view.nodes[5].clone();
    assert!(
        open.link(&friends, "messenger")
            .starts_with("https://p.example/?canyu=")
    );
    let paged = with(|view| view.page = Some("https://shop.example/toy".into()));
    let given = ctx(reduce(&paged, Action::Known(me())), "https://p.example/");
    assert!(
        given
            .link(&friends, "messenger")
            .starts_with("https://s.example/s/0123456789")
    );
    assert!(given.link(&friends, "messenger").ends_with(".messenger"));
    for own in ["link", "qr", "poster"] {
        assert!(
            given.link(&friends, own).starts_with("https://shop.example/toy?canyu="),
            "{own}"
        );
    }
}

#[tokio::test]
async fn after_the_close_nothing_can_be_done_and_what_was_done_stays() {
    let html = html_of(reduce(&at(60), Action::Known(me()))).await;
    has_not(&html, &["class=\"main\"", "<form"]);
    has(node(&html, "wishes"), &["Closed hour", "disabled"]);
    has(node(&html, "toy"), &["You wanted to know, and now you do"]);
    has(node(&html, "guess"), &["Guessing is over"]);
    has(node(&html, "draw"), &["Closed hour"]);
}

#[tokio::test]
async fn nothing_a_strict_policy_would_refuse_is_written() {
    let state = reduce(&at(2), Action::Known(me()));
    has_not(&html_of(state).await, &["style=", "<style", "<script", "onclick="]);
}

#[tokio::test]
async fn what_people_write_is_text_and_never_markup() {
    let state = did(
        &at(2),
        Act::Guess {
            node: "guess".into(),
            text: "<img src=x>".into(),
            picture: None,
        },
    );
    let html = html_of(state).await;
    has(node(&html, "guess"), &["&lt;img src=x&gt;"]);
}
