//! The lottery once entries are over: the frozen list, the draw, its result, and the desk where it is checked and claimed.

use crate::ctx::Ctx;
use crate::hand::{Desk, Local};
use crate::overlay::is_in_draw;
use crate::parts::{button, el, list, mute, words, wrap};
use crate::reduce::DRAWN;
use crate::text::{Key, Many};
use canyu_core::view::{LotteryView, NodeView};
use yew::Html;

/// Where the fan stands, in a sentence.
#[must_use]
pub fn said(ctx: &Ctx, lottery: &LotteryView, open: bool) -> String {
    if open {
        return ctx.texts.at(Key::LotteryIn, lottery.draws);
    }
    match lottery.draw.stage.as_str() {
        DRAWN => result(ctx),
        "committed" if ctx.state.now < lottery.draws => ctx.t(Key::LotteryFrozen),
        "committed" => ctx.t(Key::LotteryDrawing),
        _ => ctx.t(Key::LotteryOver),
    }
}

/// What came of the draw for the fan. Nobody is told that he has lost before the server has said so.
#[must_use]
pub fn result(ctx: &Ctx) -> String {
    let (state, view) = (&ctx.state, &ctx.state.shown);
    match &state.mine.won {
        Some(_) => won(ctx).unwrap_or_default(),
        None if !state.is_told() => ctx.t(Key::LotteryDrawn),
        None if is_in_draw(view, &state.mine) => ctx.t(Key::LotteryLost),
        None => ctx.t(Key::LotteryMissed),
    }
}

/// "You have won: Signed vinyl", once there is a result.
fn won(ctx: &Ctx) -> Option<String> {
    let (_, lottery) = ctx.state.lottery()?;
    let prize = lottery.prizes.get(ctx.state.mine.won.as_ref()?.prize as usize)?;
    Some(ctx.texts.with(Key::LotteryWon, &[("prize", &prize.name)]))
}

/// At the top of everything: who has won is told first thing.
pub fn banner(ctx: &Ctx) -> Html {
    let (Some(told), Some((node, _))) = (won(ctx), ctx.state.lottery()) else {
        return Html::default();
    };
    let claim = match &ctx.state.mine.won {
        Some(won) if won.state == "open" => opener(ctx, node, "main", Desk::Claim, ctx.t(Key::ClaimAct)),
        _ => Html::default(),
    };
    wrap("div", "won", vec![words("p", "", told), claim])
}

/// The mark of the frozen list: what can be written down, or shown to a friend, before the draw.
pub fn frozen(ctx: &Ctx, lottery: &LotteryView) -> Html {
    let draw = &lottery.draw;
    let mut mark = String::new();
    for (place, sign) in draw.commitment.chars().take(16).enumerate() {
        if place > 0 && place % 4 == 0 {
            mark.push('·');
        }
        mark.push(sign);
    }
    if mark.is_empty() {
        return Html::default();
    }
    let tickets = ctx.texts.many(Many::Tickets, draw.tickets);
    let people = ctx.texts.many(Many::Behind, draw.entries);
    let counts = ctx
        .texts
        .with(Key::Frozen, &[("tickets", &tickets), ("people", &people)]);
    let mark = ctx.texts.with(Key::FrozenMark, &[("mark", &mark)]);
    wrap("div", "frozen", vec![words("p", "", counts), words("p", "small", mark)])
}

/// Reels that roll out once, the first time that a result is seen. What they show is in the style sheet.
fn drum(ctx: &Ctx) -> Html {
    if !ctx.state.drum {
        return Html::default();
    }
    let mut reels = Vec::new();
    for _ in 0..4 {
        reels.push(el("i", "").end());
    }
    mute("drum", reels)
}

/// What can be done once the list is frozen: check it, and claim what was won.
pub fn desk(ctx: &Ctx, node: &NodeView, lottery: &LotteryView) -> Html {
    if lottery.draw.commitment.is_empty() {
        return Html::default();
    }
    let local = ctx.local(node);
    let mut pieces = vec![drum(ctx), prize(ctx, node)];
    let open = local.desk != Desk::Closed;
    let (to, key) = if open {
        (Desk::Closed, Key::CheckClose)
    } else {
        (Desk::Check, Key::CheckAct)
    };
    pieces.push(opener(ctx, node, "quiet", to, ctx.t(key)));
    if local.missing {
        let page = ["/verify?server=", &ctx.place.server, "&campaign=", &ctx.place.slug].concat();
        let page = ctx.place.address(&page);
        let link = el("a", "")
            .text("href", page.clone())
            .with("target", "_blank")
            .with("rel", "noopener");
        let link = link.say(ctx.place.address("/verify")).end();
        pieces.push(wrap(
            "p",
            "error",
            vec![Html::from(ctx.t(Key::CheckFailed)), Html::from(" ".to_owned()), link],
        ));
    }
    wrap("div", "desks", pieces)
}

/// What is to be done for a prize, or has become of it.
fn prize(ctx: &Ctx, node: &NodeView) -> Html {
    let Some(won) = &ctx.state.mine.won else {
        return Html::default();
    };
    let text = match (won.state.as_str(), &won.code) {
        ("open", _) => {
            let until = words("p", "small", ctx.texts.at(Key::ClaimUntil, won.until));
            let claim = if ctx.local(node).desk == Desk::Claim {
                Html::default()
            } else {
                opener(ctx, node, "main", Desk::Claim, ctx.t(Key::ClaimAct))
            };
            return list(vec![claim, until]);
        }
        ("claimed", Some(code)) => ctx.texts.with(Key::ClaimedCode, &[("code", code)]),
        ("claimed", None) => ctx.t(Key::Claimed),
        _ => ctx.t(Key::Forfeited),
    };
    words("p", "", text)
}

/// A button that opens the desk at a place, or closes it.
fn opener(ctx: &Ctx, node: &NodeView, class: &'static str, to: Desk, name: String) -> Html {
    let local = Local {
        desk: to,
        missing: false,
        ..ctx.local(node)
    };
    let made = button(class, ctx.on_hold(node, local));
    made.is("aria-expanded", to == Desk::Closed).say(name).end()
}
