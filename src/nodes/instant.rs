//! Winning on the spot: one press, and the fan knows.

use crate::clock::Phase;
use crate::ctx::Ctx;
use crate::nodes::lottery::quantity;
use crate::overlay::has_picked;
use crate::parts::code::code;
use crate::parts::countdown::countdown_if;
use crate::parts::seal::{Opened, seal};
use crate::parts::ticket::Face;
use crate::press::Press;
use crate::text::{Key, Many};
use crate::ui::Ui;
use canyu_core::view::{InstantView, MyWin, NodeView};

impl Face for InstantView {
    fn class(&self) -> &'static str {
        "instant"
    }

    fn face(&self, ui: &mut Ui, node: &NodeView) {
        let ctx = ui.ctx.clone();
        ui.key("h4.unseen", Key::Prizes);
        ui.theirs("ul.prizes");
        for prize in &self.prizes {
            quantity(ui, prize.quantity);
            ui.open("span");
            ui.text(&prize.name);
            if prize.left == 0 {
                ui.key("small", Key::AllWon);
            } else {
                ui.many("small", Many::PrizesLeft, prize.left.into());
            }
            ui.close();
            ui.close();
        }
        ui.close();
        for win in ctx.state.mine.wins.iter().filter(|win| win.node == node.id) {
            won(ui, node, self, win);
        }
        ui.some("p.crowd", Many::Played, self.people);
        let opened = Opened {
            salt: &self.seed,
            answer: "",
        };
        seal(ui, node, &self.seal, &opened);
    }

    fn act(&self, ui: &mut Ui, _: &NodeView) {
        if self.prizes.iter().all(|prize| prize.left == 0) {
            ui.key("p.said", Key::AllWon);
        } else {
            ui.action("button.main", Press::Play, "", Key::PlayAct);
        }
    }

    fn said(&self, ctx: &Ctx, node: &NodeView) -> String {
        let wins = &ctx.state.mine.wins;
        let last = wins.iter().rfind(|win| win.node == node.id);
        match last.and_then(|win| self.prizes.get(win.prize as usize)) {
            Some(prize) => ctx.texts.with(Key::InstantWon, &[("prize", &prize.name)]),
            None => ctx.t(Key::InstantLost),
        }
    }

    /// Another round, where there is one a day.
    fn more(&self, ui: &mut Ui, node: &NodeView) {
        let ctx = ui.ctx.clone();
        if !ctx.done(node) || ctx.phase(node) == Phase::Closed || ctx.state.pending(&node.id) {
            return;
        }
        if !has_picked(&ctx.state.mine, &node.id, &self.round) {
            self.act(ui, node);
        } else if let Some(next) = self.next {
            countdown_if(ui, next, Key::NextRound);
        }
    }
}

/// Something won, with its code where it is one.
fn won(ui: &mut Ui, node: &NodeView, instant: &InstantView, win: &MyWin) {
    let ctx = ui.ctx.clone();
    let Some(prize) = instant.prizes.get(win.prize as usize) else {
        return;
    };
    ui.open("div.won");
    ui.theirs("p");
    ui.text(&prize.name);
    ui.close();
    let item = crate::platform::digits(win.prize.into());
    for held in &ctx.state.mine.codes {
        if held.node == node.id && held.item == item {
            code(ui, node, held);
        }
    }
    ui.close();
}
