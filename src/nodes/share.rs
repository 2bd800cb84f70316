//! The fan's personal links, and the friends they brought.

use crate::ctx::Ctx;
use crate::parts::share::share_panel;
use crate::parts::ticket::Face;
use crate::text::{Key, Many};
use crate::ui::Ui;
use canyu_core::view::{NodeView, ShareView};

impl Face for ShareView {
    fn class(&self) -> &'static str {
        "friends"
    }

    fn face(&self, ui: &mut Ui, node: &NodeView) {
        let open = ui.ctx.is_open(node);
        if open {
            share_panel(ui, node, &self.channels);
        } else {
            ui.gap();
        }
        friends(ui, open);
        ui.gadget("div.rewards", "friends");
        ui.set("data-id", &node.id);
        ui.close();
    }

    fn act(&self, ui: &mut Ui, node: &NodeView) {
        let said = self.said(&ui.ctx, node);
        ui.say("p.said", &said);
    }

    fn said(&self, ctx: &Ctx, _: &NodeView) -> String {
        let first = ctx.texts.many(Many::PerFriend, self.most.into());
        if self.second == 0 {
            return first;
        }
        let second = ctx.texts.many(Many::PerSecond, self.second.into());
        [first, second].concat()
    }

    fn shares_itself(&self) -> bool {
        true
    }
}

/// Who has come, and what is still to come for it.
fn friends(ui: &mut Ui, open: bool) {
    let ctx = ui.ctx.clone();
    let me = &ctx.state.mine;
    if me.friends_arrived == 0 {
        return ui.key_if(open, "p.empty", Key::FriendsNone);
    }
    ui.open("div.came");
    for (people, of_them) in [(me.friends_arrived, Many::Arrived), (me.friends_joined, Many::Joined)] {
        ui.open("p");
        ui.number("b", people.into());
        ui.text(&ctx.texts.many(of_them, people.into()));
        ui.close();
    }
    ui.some("p.small", Many::Pending, me.tickets_pending.into());
    ui.close();
}
