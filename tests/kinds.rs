//! The nodes that came later, in every state, as HTML.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use canyu::hand::Local;
use canyu::reduce::reduce;
use canyu::state::{Action, State};
use canyu_core::act::Act;
use canyu_core::view::{GuessView, KindView, Me, VoteView};
use common::kinds::{self, vote};
use common::one::{ID, at, done, known, pick, shown};
use common::page::{did, has, has_not, html_of};
use common::{node, view};
use std::rc::Rc;

fn guess(change: impl FnOnce(&mut GuessView)) -> KindView {
    let mut guess = kinds::number();
    change(&mut guess);
    KindView::Guess(guess)
}

#[tokio::test]
async fn a_number_is_asked_for_with_its_unit_its_range_and_the_seal_of_the_answer() {
    let html = shown(&at(2, guess(|_| {}))).await;
    has(
        &html,
        &[
            "inputmode=\"decimal\"",
            "placeholder=\"1 to 99.5\"",
            "<span>kg</span>",
            "The answer opens hour",
            "Sealed before anybody took part. Mark: ab12·cd34·ef56·ab12",
            "3 tickets for whoever is right",
            "42.0",
        ],
    );
    has_not(&html, &["data-gadget=\"seal\""]);
}

#[tokio::test]
async fn no_guess_is_taken_once_the_answer_is_revealed() {
    let html = shown(&at(41, guess(|_| {}))).await;
    has(&html, &["Guessing is over."]);
    has_not(&html, &["<form"]);
}

#[tokio::test]
async fn a_revealed_answer_is_shown_checked_and_marked_and_who_was_right_is_told() {
    let state = at(41, KindView::Guess(kinds::revealed()));
    let mut right = pick("42.0", true);
    right.right = true;
    let html = shown(&known(&state, done(vec![right]))).await;
    has(
        &html,
        &[
            "class=\"reveal\"",
            "data-gadget=\"seal\" data-seal=\"ab12",
            &format!("data-salt=\"{}\" data-answer=\"42\"", "53".repeat(32)),
            "You were right.",
            ">right<",
        ],
    );
    let html = shown(&known(&state, done(vec![pick("17.0", true)]))).await;
    has(&html, &["This time it was something else."]);
    // The answer has come out since the server told of the fan: nobody is told that he was wrong before it has said so.
    let guessed = known(&at(39, guess(|_| {})), done(vec![pick("17.0", true)]));
    let mut later = view(41);
    later.nodes = vec![node(0, ID, "It", 1, KindView::Guess(kinds::revealed()))];
    let html = shown(&reduce(&guessed, Action::Viewed(Rc::new(later), 1.0))).await;
    has(&html, &["The answer: 42"]);
    has_not(&html, &["something else"]);
    let closed = at(60, KindView::Guess(kinds::revealed()));
    has(&shown(&closed).await, &["The answer: 42"]);
}

#[tokio::test]
async fn a_choice_shows_its_people_only_to_who_has_chosen() {
    let state = at(2, KindView::Guess(kinds::choice()));
    let html = shown(&state).await;
    has(&html, &["Tea", "aria-pressed=\"false\"", "1 guess left"]);
    has_not(&html, &["class=\"bar\"", "<form"]);
    let act = Act::Guess {
        node: ID.into(),
        text: "tea".into(),
        picture: None,
    };
    let html = shown(&did(&state, act)).await;
    has(
        &html,
        &[
            "class=\"bar\"",
            "viewBox=\"0 0 5 1\"",
            "aria-pressed=\"true\"",
            "is-done",
        ],
    );
}

#[tokio::test]
async fn a_picture_is_chosen_by_a_script_of_its_own_and_waits_for_staff() {
    let picture = || {
        guess(|guess| {
            guess.form = "picture".into();
            guess.moderated = true;
            guess.tries = 2;
            guess.seal.clear();
            if let Some(first) = guess.wall.first_mut() {
                first.picture = "/uploads/one".into();
            }
        })
    };
    let html = shown(&at(2, picture())).await;
    has(
        &html,
        &[
            "data-gadget=\"photo\" data-longest=\"20\"",
            "src=\"https://s.example/uploads/one\"",
            "is-pictures",
        ],
    );
    let html = shown(&known(&at(2, picture()), done(vec![pick("mine", true)]))).await;
    has(
        &html,
        &["Others see it once it has been looked at.", "data-gadget=\"photo\""],
    );
    let missing = Local {
        missing: true,
        ..Local::default()
    };
    let html = shown(&reduce(&at(2, picture()), Action::Held(ID.into(), missing))).await;
    has(&html, &["This could not be loaded", "Try again"]);
    has_not(&html, &["data-gadget"]);
}

#[tokio::test]
async fn of_several_no_more_can_be_chosen_than_may_be() {
    let state = at(2, KindView::Vote(vote("multiple", 2)));
    has(&shown(&state).await, &["Tap up to 2."]);
    has_not(&shown(&state).await, &["disabled"]);
    let picks = vec!["a".into(), "c".into()];
    let html = shown(&did(&state, Act::Vote { node: ID.into(), picks })).await;
    assert_eq!(html.matches("disabled").count(), 1, "{html}");
    has(&html, &["viewBox=\"0 0 7 1\""]);
}

#[tokio::test]
async fn ranked_choices_carry_their_places() {
    let mut ranked = vote("ranked", 3);
    for (option, score) in ranked.options.iter_mut().zip([30, 12, 7]) {
        option.score = score;
    }
    let state = at(2, KindView::Vote(ranked));
    has_not(&shown(&state).await, &["class=\"bar\""]);
    let picks = vec!["c".into(), "a".into()];
    let html = shown(&did(&state, Act::Vote { node: ID.into(), picks })).await;
    has(
        &html,
        &[
            "class=\"mark\">1</span><span class=\"what\">Cedar",
            "class=\"mark\">2</span><span class=\"what\">Alder",
            "viewBox=\"0 0 30 1\"",
            "score 12",
        ],
    );
}

fn wishes(change: impl FnOnce(&mut VoteView)) -> KindView {
    let mut wishes = vote("wishes", 3);
    change(&mut wishes);
    KindView::Vote(wishes)
}

#[tokio::test]
async fn totals_can_wait_for_the_close_or_be_rounded() {
    let after = || wishes(|vote| vote.totals = "after".into());
    let html = shown(&at(2, after())).await;
    has(&html, &["The result opens hour"]);
    has_not(&html, &["class=\"bar\"", "have voted"]);
    has(
        &shown(&at(60, after())).await,
        &["class=\"bar\"", "6 people have voted"],
    );
    let rounded = wishes(|vote| vote.totals = "rounded".into());
    has(&shown(&at(2, rounded)).await, &["About 6 people have voted"]);
}

#[tokio::test]
async fn a_wish_can_be_proposed_waits_for_staff_and_gets_their_answer() {
    let kind = || {
        wishes(|vote| {
            vote.propose = 1;
            vote.moderated = true;
            vote.longest = 30;
            vote.options.push(kinds::answered());
        })
    };
    let html = shown(&at(2, kind())).await;
    has(
        &html,
        &[
            "A wish of your own",
            "maxlength=\"30\"",
            "class=\"answer\"",
            ">Planned<",
            "In spring",
        ],
    );
    let act = Act::Propose {
        node: ID.into(),
        text: "Quieter".into(),
    };
    let html = shown(&did(&at(2, kind()), act)).await;
    has(&html, &["Quieter", "Waiting to be looked at"]);
    has_not(&html, &["<form"]);
}

#[tokio::test]
async fn news_have_paragraphs_and_one_tap_stands_behind_them() {
    let state = at(2, KindView::News(kinds::news()));
    let html = shown(&state).await;
    has(
        &html,
        &[
            "<h4>It has a name</h4><p>We call it Wren.</p><p>More on Friday.</p>",
            "17 people",
        ],
    );
    let pick = "first".to_owned();
    let html = shown(&did(&state, Act::Second { node: ID.into(), pick })).await;
    has(&html, &["18 people", "aria-pressed=\"true\"", "is-done"]);
    let mut none = kinds::news();
    none.posts.clear();
    has(&shown(&at(2, KindView::News(none))).await, &["No news yet"]);
}

#[tokio::test]
async fn a_board_is_a_script_of_its_own_over_the_scene() {
    let html = shown(&at(2, KindView::Assemble(kinds::assemble()))).await;
    has(
        &html,
        &[
            "src=\"https://s.example/pictures/scene.jpg\" alt=\"An empty desk\"",
            "data-gadget=\"board\" data-id=\"it\"",
            "data-open=\"true\" data-done=\"false\"",
            "Put all 2 parts in their places.",
            "12 people have put it together",
        ],
    );
    let parts = vec!["lamp".into(), "cup".into()];
    let html = shown(&did(
        &at(2, KindView::Assemble(kinds::assemble())),
        Act::Assemble { node: ID.into(), parts },
    ))
    .await;
    has(&html, &["data-done=\"true\"", "is-done"]);
    let before = shown(&at(-1, KindView::Assemble(canyu_core::view::AssembleView::default()))).await;
    has(&before, &["is-covered", "Opens hour"]);
    has_not(&before, &["data-gadget"]);
}

#[tokio::test]
async fn a_locked_node_says_what_comes_first_and_offers_nothing_until_then() {
    let mut view = view(2);
    view.nodes.truncate(2);
    for found in view.nodes.iter_mut().skip(1) {
        found.after = "toy".into();
        found.tickets = 0;
        found.points = 40;
    }
    let state = State::new(Rc::new(view), Vec::new(), 0.0);
    let locked = common::page::node(&html_of(state.clone()).await, "guess").to_owned();
    has(
        &locked,
        &[
            "is-locked",
            "Opens for you once you have done “Under the cloth”.",
            "<b>40</b><small>points",
        ],
    );
    has_not(&locked, &["<form"]);
    let open = did(&state, Act::Tap { node: "toy".into() });
    has(common::page::node(&html_of(open).await, "guess"), &["is-open", "<form"]);
}

#[tokio::test]
async fn points_stand_in_the_strip_where_a_campaign_has_them() {
    let has_points = known(
        &at(2, KindView::News(kinds::news())),
        Me {
            points: 120,
            ..Me::default()
        },
    );
    has(&html_of(has_points).await, &["<b>120</b>points"]);
    has_not(&html_of(at(2, KindView::News(kinds::news()))).await, &["points"]);
}

#[tokio::test]
async fn a_teaser_says_what_opens_the_next_piece() {
    let with = |change: fn(&mut canyu_core::view::TeaserView)| {
        let mut view = view(2);
        for found in &mut view.nodes {
            if let KindView::Teaser(teaser) = &mut found.kind {
                teaser.next = None;
                change(teaser);
            }
        }
        State::new(Rc::new(view), Vec::new(), 0.0)
    };
    let taps = with(|teaser| teaser.next_taps = Some(5_000));
    let html = html_of(taps.clone()).await;
    has(
        common::page::node(&html, "toy"),
        &[
            "140 of 5,000 want to know: then the next piece opens.",
            "viewBox=\"0 0 5000 1\"",
        ],
    );
    let html = html_of(did(&taps, Act::Tap { node: "toy".into() })).await;
    has(common::page::node(&html, "toy"), &["141 of 5,000"]);
    let after = with(|teaser| teaser.next_after = Some("wishes".into()));
    let html = html_of(after).await;
    has(
        common::page::node(&html, "toy"),
        &["Do “What should it do”, and the next piece opens for you."],
    );
}

#[tokio::test]
async fn a_teaser_that_is_further_open_for_a_fan_is_shown_so() {
    let mut own = kinds::fan();
    for mine in &mut own.teasers {
        mine.teaser.stage = 3;
        mine.teaser.taps = 1;
    }
    let state = State::new(Rc::new(view(2)), Vec::new(), 0.0);
    let html = html_of(known(&state, own)).await;
    has(
        common::page::node(&html, "toy"),
        &["Stage 3 of 5", "140 people want to know"],
    );
}
