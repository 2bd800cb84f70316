//! Things that can be reserved: what is left, the fan's own codes, the waiting list, and how a code is handed to a friend.

use crate::ctx::Ctx;
use crate::parts::code::code;
use crate::parts::field::{Field, field};
use crate::parts::options::bar;
use crate::parts::ticket::Face;
use crate::press::Press;
use crate::text::{Key, Many};
use crate::ui::Ui;
use canyu_core::view::{ItemView, MyCode, NodeView, ReserveView};

impl Face for ReserveView {
    fn class(&self) -> &'static str {
        "reserve"
    }

    fn face(&self, ui: &mut Ui, node: &NodeView) {
        ui.open("ul.items");
        for item in &self.items {
            ui.open("li.item");
            ui.id(&item.key);
            stock(ui, item);
            mine(ui, node, self, item);
            ui.close();
        }
        ui.close();
        if ui.ctx.is_open(node) && holds(&ui.ctx, node) < self.each {
            ui.open("details");
            ui.key("summary", Key::HaveCode);
            let ask = Field {
                label: Key::CodeLabel,
                send: Key::CodeSend,
                example: "XXXX-XXXX-XXXX-XXXX",
                longest: 40,
                mode: "text",
                unit: "",
            };
            field(ui, node, &ask);
            ui.close();
        } else {
            ui.gap();
        }
    }

    fn act(&self, ui: &mut Ui, _: &NodeView) {
        if self.waits || self.items.iter().any(|item| item.left > 0) {
            ui.many("p.said", Many::ReserveEach, self.each.into());
        } else {
            ui.key("p.said", Key::SoldOut);
        }
    }

    fn said(&self, ctx: &Ctx, node: &NodeView) -> String {
        if holds(ctx, node) > 0 {
            ctx.texts.at(Key::ReserveIn, self.expires)
        } else if ctx.state.mine.waits.iter().any(|wait| wait.node == node.id) {
            ctx.t(Key::ReserveWaits)
        } else {
            ctx.t(Key::ReserveNone)
        }
    }
}

/// Whether a code can still be redeemed.
fn is_alive(code: &MyCode) -> bool {
    matches!(code.state.as_str(), "held" | "free")
}

/// How many units the fan holds at a node.
fn holds(ctx: &Ctx, node: &NodeView) -> u32 {
    let mut held = 0;
    for code in &ctx.state.mine.codes {
        held += u32::from(code.node == node.id && is_alive(code) && !code.offered);
    }
    held
}

/// What it is, and how much of it is left, in words and as a bar.
fn stock(ui: &mut Ui, item: &ItemView) {
    let texts = ui.ctx.texts.clone();
    ui.theirs("h4");
    ui.text(&item.label);
    ui.close();
    bar(ui, item.left.into(), item.stock.into());
    if item.left == 0 {
        ui.key("p.crowd", Key::SoldOut);
    } else {
        let (left, all) = (texts.number(item.left.into()), texts.number(item.stock.into()));
        ui.say("p.crowd", &texts.with(Key::Left, &[("left", &left), ("all", &all)]));
    }
    ui.some("p.crowd", Many::WaitingPeople, item.waiting.into());
    ui.some("p.crowd", Many::Aside, item.aside.into());
}

/// What the fan has of it, and what he can do.
fn mine(ui: &mut Ui, node: &NodeView, rules: &ReserveView, item: &ItemView) {
    let ctx = ui.ctx.clone();
    let me = &ctx.state.mine;
    let mut offered = false;
    for held in &me.codes {
        if held.node != node.id || held.item != item.key {
            continue;
        }
        if held.offered {
            offered = true;
            ui.time("p", Key::Offered, held.expires);
            ui.action("button.main", Press::Reserve, &item.key, Key::OfferTake);
        } else {
            code(ui, node, held);
            if is_alive(held) {
                handing(ui, held, &item.key);
            }
        }
        if held.state == "held" {
            giving_back(ui, node, &item.key, Key::GiveBack);
        }
    }
    let wait = me
        .waits
        .iter()
        .find(|wait| wait.node == node.id && wait.item == item.key);
    if let Some(wait) = wait {
        ui.many("p", Many::Ahead, u64::from(wait.ahead) + 1);
        giving_back(ui, node, &item.key, Key::LeaveLine);
    } else if ctx.is_open(node) && !offered && holds(&ctx, node) < rules.each {
        let name = if item.left > 0 { Key::ReserveAct } else { Key::WaitAct };
        if item.left > 0 || rules.waits {
            ui.button("button.main", Press::Reserve, &item.key);
            ui.off(ctx.state.pending(&node.id));
            ui.t(name);
            ui.close();
        }
    }
}

/// Handing a code to a friend, and taking it back as long as he has not taken it.
fn handing(ui: &mut Ui, held: &MyCode, item: &str) {
    if held.state == "free" {
        ui.action("button.quiet", Press::Retake, &held.code, Key::Retake);
    } else if held.transfers > 0 {
        ui.action("button.quiet", Press::Release, item, Key::HandOn);
    }
}

/// Giving something back takes two presses.
fn giving_back(ui: &mut Ui, node: &NodeView, item: &str, name: Key) {
    if ui.ctx.local(node).asks != item {
        return ui.action("button.text", Press::Ask, item, name);
    }
    ui.open("p.asks");
    ui.key("span", Key::GiveBackSure);
    ui.action("button.quiet", Press::Cancel, item, Key::Yes);
    ui.action("button.quiet", Press::Ask, item, Key::No);
    ui.close();
}
