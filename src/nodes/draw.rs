//! The lottery once entries are over: the frozen list, the draw, its result, and the desk where it is checked and claimed.

use crate::ctx::Ctx;
use crate::hand::Desk;
use crate::overlay::is_in_draw;
use crate::press::Press;
use crate::reduce::DRAWN;
use crate::text::{Key, Many, grouped};
use crate::ui::Ui;
use canyu_core::view::{LotteryView, NodeView};

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
pub fn banner(ui: &mut Ui) {
    let ctx = ui.ctx.clone();
    let (Some(told), Some((node, _))) = (won(&ctx), ctx.state.lottery()) else {
        return ui.gap();
    };
    ui.at(node);
    ui.open("div.won");
    ui.say("p", &told);
    match &ctx.state.mine.won {
        Some(won) if won.state == "open" => opener(ui, "button.main", Press::Claim, Key::ClaimAct),
        _ => ui.gap(),
    }
    ui.close();
}

/// The mark of the frozen list: what can be written down, or shown to a friend, before the draw.
pub fn frozen(ui: &mut Ui, lottery: &LotteryView) {
    let draw = &lottery.draw;
    if draw.commitment.is_empty() {
        return ui.gap();
    }
    let texts = ui.ctx.texts.clone();
    let tickets = texts.many(Many::Tickets, draw.tickets);
    let people = texts.many(Many::Behind, draw.entries);
    ui.open("div.frozen");
    ui.say(
        "p",
        &texts.with(Key::Frozen, &[("tickets", &tickets), ("people", &people)]),
    );
    ui.with("p.small", Key::FrozenMark, "mark", &grouped(&draw.commitment));
    ui.close();
}

/// Reels that roll out once, the first time that a result is seen. What they show is in the style sheet.
fn drum(ui: &mut Ui) {
    if !ui.ctx.state.drum {
        return ui.gap();
    }
    ui.mute("span.drum");
    for _ in 0..4 {
        ui.open("i");
        ui.close();
    }
    ui.close();
}

/// What can be done once the list is frozen: check it, and claim what was won.
pub fn desk(ui: &mut Ui, node: &NodeView, lottery: &LotteryView) {
    if lottery.draw.commitment.is_empty() {
        return;
    }
    let ctx = ui.ctx.clone();
    let local = ctx.local(node);
    ui.open("div.desks");
    drum(ui);
    prize(ui, node);
    let (press, key) = if local.desk == Desk::Closed {
        (Press::Check, Key::CheckAct)
    } else {
        (Press::Leave, Key::CheckClose)
    };
    opener(ui, "button.quiet", press, key);
    if local.missing {
        let page = ["/verify?server=", &ctx.place.server, "&campaign=", &ctx.place.slug].concat();
        ui.open("p.error");
        ui.t(Key::CheckFailed);
        ui.text(" ");
        ui.open("a");
        ui.set("href", &ctx.place.address(&page));
        ui.attr("target", "_blank");
        ui.attr("rel", "noopener");
        ui.text(&ctx.place.address("/verify"));
        ui.close();
        ui.close();
    }
    ui.close();
}

/// What is to be done for a prize, or has become of it.
fn prize(ui: &mut Ui, node: &NodeView) {
    let ctx = ui.ctx.clone();
    let Some(won) = &ctx.state.mine.won else {
        return ui.gap();
    };
    match (won.state.as_str(), &won.code) {
        ("open", _) => {
            if ctx.local(node).desk == Desk::Claim {
                ui.gap();
            } else {
                opener(ui, "button.main", Press::Claim, Key::ClaimAct);
            }
            ui.time("p.small", Key::ClaimUntil, won.until);
        }
        ("claimed", Some(code)) => ui.with("p", Key::ClaimedCode, "code", code),
        ("claimed", None) => ui.key("p", Key::Claimed),
        _ => ui.key("p", Key::Forfeited),
    }
}

/// A button that opens the desk at a place, or closes it.
fn opener(ui: &mut Ui, what: &'static str, press: Press, name: Key) {
    ui.button(what, press, "");
    ui.is("aria-expanded", press == Press::Leave);
    ui.t(name);
    ui.close();
}
