//! Prizes, the fan's tickets, and what they are worth.

use crate::ctx::Ctx;
use crate::hand::Desk;
use crate::nodes::draw::{desk, frozen, said};
use crate::parts::countdown::countdown_if;
use crate::parts::strip::{first_prize, have};
use crate::parts::ticket::Face;
use crate::press::Press;
use crate::reduce::DRAWN;
use crate::text::{Key, Many};
use crate::ui::Ui;
use canyu_core::view::{EarnedView, LotteryView, NodeView};

impl Face for LotteryView {
    fn class(&self) -> &'static str {
        "lottery"
    }

    fn face(&self, ui: &mut Ui, node: &NodeView) {
        ui.key("h4.unseen", Key::Prizes);
        ui.theirs("ul.prizes");
        for prize in &self.prizes {
            quantity(ui, prize.quantity);
            ui.say("span", &prize.name);
            ui.close();
        }
        ui.close();
        tickets(ui, node, self);
        frozen(ui, self);
        countdown_if(ui, self.draws, Key::DrawsIn);
        let desk = ui.ctx.local(node).desk;
        if desk == Desk::Closed {
            return ui.gap();
        }
        ui.gadget("div.checked", "draw");
        ui.attr("part", "check");
        if desk == Desk::Claim {
            ui.attr("data-claim", "claim");
            ui.id("claim");
        } else {
            ui.id("check");
        }
        ui.close();
    }

    /// The button with what one agrees to by it.
    fn act(&self, ui: &mut Ui, node: &NodeView) {
        let ctx = ui.ctx.clone();
        let tickets = u64::from(ctx.state.mine.tickets + node.tickets);
        ui.button("button.main", Press::Enter, "");
        if tickets == 0 {
            ui.t(Key::LotteryAct);
        } else {
            ui.text(&ctx.texts.many(Many::EnterWith, tickets));
        }
        ui.close();
        ui.key_if(tickets == 0, "p.small", Key::LotteryNone);
        if !self.terms.is_empty() {
            ui.theirs("p.small");
            ui.text(&self.terms);
            ui.close();
        }
    }

    fn said(&self, ctx: &Ctx, node: &NodeView) -> String {
        said(ctx, self, is_open(ctx, node, self))
    }

    fn over(&self, ctx: &Ctx, node: &NodeView) -> String {
        if self.draw.stage == DRAWN {
            self.said(ctx, node)
        } else {
            String::new()
        }
    }

    fn more(&self, ui: &mut Ui, node: &NodeView) {
        desk(ui, node, self);
    }
}

fn is_open(ctx: &Ctx, node: &NodeView, lottery: &LotteryView) -> bool {
    lottery.draw.stage == "open" && ctx.state.now < node.closes
}

/// Begins a line with a number of prizes.
pub fn quantity(ui: &mut Ui, quantity: u32) {
    let number = ui.ctx.texts.number(quantity.into());
    ui.open("li");
    ui.open("b");
    ui.text(&number);
    ui.say("small", "×");
    ui.close();
}

/// What the fan holds, what it is worth, and where it is from.
fn tickets(ui: &mut Ui, node: &NodeView, lottery: &LotteryView) {
    let ctx = ui.ctx.clone();
    let (view, me) = (&ctx.state.shown, &ctx.state.mine);
    let mine = u64::from(me.tickets);
    let all = if lottery.draw.tickets > 0 {
        lottery.draw.tickets.max(mine)
    } else if ctx.done(node) {
        view.tickets_in_draw.max(mine)
    } else {
        view.tickets_in_draw + mine
    };
    if mine == 0 {
        return ui.some("p.crowd", Many::Entrants, lottery.entrants);
    }
    ui.open("div.holding");
    ui.open("p.chance");
    ui.say("b", &have(&ctx, all));
    match first_prize(&ctx, lottery, mine, all) {
        Some(first) if lottery.draw.stage != DRAWN => ui.say("span", &first),
        _ => ui.gap(),
    }
    ui.close();
    ui.open("ul.reasons");
    let reasons = reasons(&me.earned);
    for node in &view.nodes {
        for line in reasons.iter().filter(|line| line.node == node.id) {
            reason(ui, line, &node.title);
        }
    }
    // Staff's gifts belong to no node.
    for line in reasons.iter().filter(|line| line.node.is_empty()) {
        reason(ui, line, "");
    }
    ui.close();
    ui.key_if(is_open(&ctx, node, lottery), "p.small", Key::OddsChange);
    ui.close();
}

/// Tickets with the same node and reason as one line.
#[must_use]
pub fn reasons(earned: &[EarnedView]) -> Vec<EarnedView> {
    let mut lines: Vec<EarnedView> = Vec::new();
    for line in earned.iter().filter(|line| line.unit == "tickets") {
        match lines
            .iter_mut()
            .find(|known| known.node == line.node && known.reason == line.reason)
        {
            Some(known) => known.amount += line.amount,
            None => lines.push(line.clone()),
        }
    }
    lines
}

fn reason(ui: &mut Ui, line: &EarnedView, title: &str) {
    let key = match line.reason.as_str() {
        "friend" => Key::ReasonFriend,
        "second" => Key::ReasonSecond,
        "milestone" => Key::ReasonMilestone,
        "right" => Key::ReasonRight,
        "won" => Key::ReasonWon,
        "gift" => Key::ReasonGift,
        _ => Key::ReasonDone,
    };
    let amount = ["+", &ui.ctx.texts.number(line.amount.into())].concat();
    ui.open("li");
    ui.say("b", &amount);
    ui.with("span", key, "title", title);
    ui.close();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tickets_for_several_friends_stand_in_one_line_and_points_in_none() {
        let line = |reason: &str, unit: &str, amount| EarnedView {
            node: "n".into(),
            reason: reason.into(),
            unit: unit.into(),
            amount,
        };
        let tickets = |reason, amount| line(reason, "tickets", amount);
        let lines = reasons(&[
            tickets("done", 1),
            line("done", "points", 50),
            tickets("friend", 2),
            tickets("friend", 2),
        ]);
        assert_eq!(lines, [tickets("done", 1), tickets("friend", 4)]);
    }
}
