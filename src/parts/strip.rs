//! The fan's own strip at the foot: the stubs that have been torn off, what they are worth, and the next draw.

use crate::ctx::Ctx;
use crate::overlay::{chance, is_in_draw};
use crate::parts::countdown::countdown;
use crate::parts::icon::{TICK, icon};
use crate::parts::{el, list, mute, unseen, words, wrap};
use crate::platform::digits;
use crate::text::{Key, Many};
use canyu_core::view::{KindView, LotteryView, NodeView};
use yew::Html;

/// The strip.
pub fn strip(ctx: &Ctx) -> Html {
    let (view, me) = (&ctx.state.shown, &ctx.state.mine);
    let lottery = view.nodes.iter().find_map(|node| match &node.kind {
        KindView::Lottery(lottery) => Some(lottery),
        _ => None,
    });
    let tickets = u64::from(me.tickets);
    let mut slots = Vec::new();
    for node in &view.nodes {
        slots.push(slot(ctx, node));
    }
    let total = el("b", "").key(&digits(tickets)).say(ctx.texts.number(tickets)).end();
    let word = Html::from(ctx.texts.many(Many::TicketWord, tickets));
    let draws = lottery.filter(|lottery| ctx.state.now < lottery.draws);
    let offline = if ctx.state.online {
        String::new()
    } else {
        ctx.t(Key::Offline)
    };
    let pieces = vec![
        wrap(
            "div",
            "held",
            vec![
                wrap("p", "total", vec![total, word]),
                words("p", "odds", odds(ctx, lottery)),
            ],
        ),
        wrap("ol", "stubs", slots),
        draws.map_or_else(Html::default, |lottery| countdown(ctx, lottery.draws, Key::DrawsIn)),
        words("p", "note", offline),
    ];
    el("section", "strip")
        .with("part", "strip")
        .text("aria-label", ctx.t(Key::Strip))
        .put(list(pieces))
        .end()
}

fn slot(ctx: &Ctx, node: &NodeView) -> Html {
    let (full, gained) = (ctx.done(node), ctx.gained(node));
    // What is on its way is worth what the node promises.
    let worth = if gained == 0 && ctx.state.pending(&node.id) {
        u64::from(node.tickets)
    } else {
        gained
    };
    let sign = match (full, worth) {
        (false, _) => Html::from(digits(u64::from(node.index) + 1)),
        (true, 0) => icon(TICK),
        (true, worth) => Html::from(["+", &ctx.texts.number(worth)].concat()),
    };
    let key = if full { Key::StripDone } else { Key::StripOpen };
    let spoken = unseen(ctx.texts.with(key, &[("title", &node.title)]));
    wrap(
        "li",
        if full { "is-done" } else { "" },
        vec![spoken, mute("sign", vec![sign])],
    )
}

fn odds(ctx: &Ctx, lottery: Option<&LotteryView>) -> String {
    let (view, me) = (&ctx.state.shown, &ctx.state.mine);
    if me.tickets == 0 {
        return if ctx.state.now < view.closes {
            ctx.t(Key::StripEmpty)
        } else {
            String::new()
        };
    }
    match lottery {
        None => ctx.t(Key::StripLot),
        Some(_) if !is_in_draw(view, me) => ctx.t(Key::StripDraw),
        Some(lottery) => {
            let all = match lottery.draw.tickets {
                0 => view.tickets_in_draw,
                committed => committed,
            };
            have(ctx, all.max(u64::from(me.tickets)))
        }
    }
}

/// "12 of 25,026 tickets".
#[must_use]
pub fn have(ctx: &Ctx, all: u64) -> String {
    let mine = ctx.texts.number(u64::from(ctx.state.mine.tickets));
    ctx.texts
        .with(Key::Odds, &[("mine", &mine), ("all", &ctx.texts.number(all))])
}

/// The chance of the first prize in words: a share in per cent, or one in so many.
#[must_use]
pub fn first_prize(ctx: &Ctx, lottery: &LotteryView, mine: u64, all: u64) -> Option<String> {
    let prize = lottery.prizes.first()?;
    let chance = chance(mine, all, prize.quantity);
    if chance <= 0.0 {
        return None;
    }
    Some(if chance >= 0.01 {
        ctx.texts.with(Key::OddsPercent, &[("n", &ctx.texts.percent(chance))])
    } else {
        ctx.texts
            .with(Key::OddsOneIn, &[("n", &ctx.texts.number((1.0 / chance + 0.5) as u64))])
    })
}
