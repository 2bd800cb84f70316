//! The fan's own strip at the foot: the stubs that have been torn off, what they are worth, and the next draw.

use crate::ctx::Ctx;
use crate::overlay::{chance, has_done, is_in_draw};
use crate::parts::countdown::Countdown;
use crate::parts::icon::{TICK, icon};
use crate::text::{Key, Many};
use canyu_core::view::{KindView, LotteryView, NodeView};
use yew::{Html, classes, html};

/// The strip.
#[must_use]
pub fn strip(ctx: &Ctx) -> Html {
    let (view, me) = (&ctx.state.shown, &ctx.state.mine);
    let lottery = view.nodes.iter().find_map(|node| match &node.kind {
        KindView::Lottery(lottery) => Some(lottery),
        _ => None,
    });
    let tickets = u64::from(me.tickets);
    html! {
        <section class="strip" part="strip" aria-label={ctx.t(Key::Strip)}>
            <div class="held">
                <p class="total"><b key={tickets}>{ ctx.texts.number(tickets) }</b>{ ctx.texts.many(Many::TicketWord, tickets) }</p>
                <p class="odds">{ odds(ctx, lottery) }</p>
            </div>
            <ol class="stubs">{ for view.nodes.iter().map(|node| slot(ctx, node)) }</ol>
            if let Some(lottery) = lottery {
                if ctx.state.now < lottery.draws {
                    <Countdown ctx={ctx.clone()} to={lottery.draws} label={Key::DrawsIn} />
                }
            }
            if !ctx.state.online { <p class="note">{ ctx.t(Key::Offline) }</p> }
        </section>
    }
}

fn slot(ctx: &Ctx, node: &NodeView) -> Html {
    let done = has_done(&ctx.state.mine, &node.id);
    let key = if done { Key::StripDone } else { Key::StripOpen };
    let gained: u32 = ctx
        .state
        .mine
        .earned
        .iter()
        .filter(|line| line.node == node.id)
        .map(|line| line.amount)
        .sum();
    let worth = u64::from(if gained > 0 { gained } else { node.tickets });
    html! {
        <li key={node.id.clone()} class={classes!((done || gained > 0).then_some("is-done"))}>
            <span class="unseen">{ ctx.texts.with(key, &[("title", &node.title)]) }</span>
            <span aria-hidden="true">
                if done || gained > 0 {
                    if worth > 0 { { ["+", &ctx.texts.number(worth)].concat() } } else { { icon(TICK) } }
                } else {
                    { node.index + 1 }
                }
            </span>
        </li>
    }
}

fn odds(ctx: &Ctx, lottery: Option<&LotteryView>) -> String {
    let (view, me) = (&ctx.state.shown, &ctx.state.mine);
    if me.tickets == 0 {
        return ctx.t(Key::StripEmpty);
    }
    match lottery {
        None => ctx.t(Key::StripLot),
        Some(_) if !is_in_draw(view, me) => ctx.t(Key::StripDraw),
        Some(_) => {
            let all = view.tickets_in_draw.max(u64::from(me.tickets));
            have(ctx, all)
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
