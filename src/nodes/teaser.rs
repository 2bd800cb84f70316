//! A picture that opens step by step, and the tap "I want to know".

use crate::clock::{Phase, phase};
use crate::ctx::Ctx;
use crate::parts::countdown::countdown;
use crate::parts::picture::picture;
use crate::parts::ticket::Parts;
use crate::parts::{button, el, mute, words, wrap};
use crate::text::{Key, Many};
use canyu_core::act::Act;
use canyu_core::view::{NodeView, TeaserView};
use yew::Html;

/// The node.
pub fn teaser(ctx: &Ctx, node: &NodeView, teaser: &TeaserView) -> Parts {
    let press = ctx.on_press(Act::Tap { node: node.id.clone() });
    let said = match teaser.next {
        _ if phase(node, ctx.state.now) == Phase::Closed => ctx.t(Key::TeaserClosed),
        Some(next) => ctx.texts.at(Key::TeaserNext, next),
        None => ctx.texts.at(Key::TeaserEnd, node.closes),
    };
    let taps = if teaser.taps > 0 {
        ctx.texts.many(Many::Taps, teaser.taps)
    } else {
        String::new()
    };
    let under = vec![
        time(ctx, node, teaser),
        steps(ctx, teaser),
        hints(ctx, teaser),
        words("p", "crowd", taps),
    ];
    let face = vec![picture(ctx, node, teaser), wrap("div", "under", under)];
    let act = button("main", press).say(ctx.t(Key::TeaserAct)).end();
    Parts {
        class: "hero",
        face,
        act,
        said,
        ..Parts::default()
    }
}

fn time(ctx: &Ctx, node: &NodeView, teaser: &TeaserView) -> Html {
    match (phase(node, ctx.state.now), teaser.next) {
        (Phase::Before, _) => countdown(ctx, node.opens, Key::OpensIn),
        (Phase::Open, Some(next)) if next > ctx.state.now => countdown(ctx, next, Key::NextIn),
        (Phase::Open, _) => countdown(ctx, node.closes, Key::ClosesIn),
        (Phase::Closed, _) => Html::default(),
    }
}

/// The stages as a row of marks, with the same in words.
fn steps(ctx: &Ctx, teaser: &TeaserView) -> Html {
    if teaser.stages < 2 {
        return Html::default();
    }
    let (n, all_of_them) = (u64::from(teaser.stage), u64::from(teaser.stages));
    let words_of_it = if n == 0 {
        ctx.t(Key::Covered)
    } else {
        ctx.texts.with(
            Key::Stage,
            &[("n", &ctx.texts.number(n)), ("all", &ctx.texts.number(all_of_them))],
        )
    };
    let mut marks = Vec::new();
    for step in 0..teaser.stages.min(24) {
        marks.push(wrap("i", if step < teaser.stage { "is-on" } else { "" }, Vec::new()));
    }
    wrap("p", "steps", vec![mute("marks", marks), Html::from(words_of_it)])
}

/// The newest hint, and the older ones behind a click.
fn hints(ctx: &Ctx, teaser: &TeaserView) -> Html {
    let Some((newest, older)) = teaser.hints.split_last() else {
        return Html::default();
    };
    let lang = ctx.campaign_lang();
    let line = |label: String, text: &str| {
        let quote = el("q", "").lang(lang.clone()).say(text.to_owned()).end();
        wrap("p", "hint", vec![words("span", "label", label), quote])
    };
    let mut lines = Vec::new();
    for hint in older.iter().rev() {
        lines.push(line(ctx.texts.time(hint.at), &hint.text));
    }
    let mut pieces = vec![line(ctx.t(Key::Hint), &newest.text)];
    if !older.is_empty() {
        lines.insert(
            0,
            words("summary", "", ctx.texts.many(Many::HintsMore, older.len() as u64)),
        );
        pieces.push(wrap("details", "", lines));
    }
    wrap("div", "hints", pieces)
}
