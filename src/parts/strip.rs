//! The fan's own strip at the foot: the stubs that have been torn off, what they are worth, and the next draw.

use crate::ctx::Ctx;
use crate::overlay::{chance, is_in_draw, lottery};
use crate::parts::countdown::countdown_if;
use crate::parts::icon::TICK;
use crate::platform::digits;
use crate::text::{Key, Many};
use crate::ui::Ui;
use canyu_core::view::{LotteryView, NodeView};

/// The strip.
pub fn strip(ui: &mut Ui) {
    let ctx = ui.ctx.clone();
    let (view, me) = (&ctx.state.shown, &ctx.state.mine);
    let lottery = lottery(view).map(|(_, lottery)| lottery);
    let tickets = u64::from(me.tickets);
    let points = me.points > 0 || view.nodes.iter().any(|node| node.points > 0);
    ui.open("section.strip");
    ui.attr("part", "strip");
    ui.label(Key::Strip);
    ui.open("div.held");
    total(ui, tickets, Many::TicketWord);
    if points {
        total(ui, u64::from(me.points), Many::PointWord);
    } else {
        ui.gap();
    }
    ui.say("p.odds", &odds(&ctx, lottery));
    ui.close();
    ui.open("ol.stubs");
    for node in &view.nodes {
        slot(ui, node);
    }
    ui.close();
    match lottery {
        Some(lottery) => countdown_if(ui, lottery.draws, Key::DrawsIn),
        None => ui.gap(),
    }
    ui.key_if(!ctx.state.online, "p.note", Key::Offline);
    ui.close();
}

fn total(ui: &mut Ui, number: u64, word: Many) {
    ui.open("p.total");
    ui.open("b");
    ui.id(&digits(number));
    let texts = ui.ctx.texts.clone();
    ui.text(&texts.number(number));
    ui.close();
    ui.text(&texts.many(word, number));
    ui.close();
}

fn slot(ui: &mut Ui, node: &NodeView) {
    let ctx = ui.ctx.clone();
    let (full, gained) = (ctx.done(node), ctx.gained(node, "tickets"));
    // What is on its way is worth what the node promises.
    let worth = if gained == 0 && ctx.state.pending(&node.id) {
        u64::from(node.tickets)
    } else {
        gained
    };
    ui.open_if("li", full, "is-done");
    let key = if full { Key::StripDone } else { Key::StripOpen };
    ui.with("span.unseen", key, "title", &node.title);
    ui.mute("span.sign");
    match (full, worth) {
        (false, _) => ui.text(&digits(u64::from(node.index) + 1)),
        (true, 0) => ui.icon(TICK),
        (true, worth) => ui.text(&["+", &ctx.texts.number(worth)].concat()),
    }
    ui.close();
    ui.close();
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
