//! The wall of honour: a name for those who were there first, as long as they want it.

use crate::ctx::Ctx;
use crate::parts::field::{Field, field};
use crate::parts::ticket::Face;
use crate::press::Press;
use crate::text::{Key, Many};
use crate::ui::Ui;
use canyu_core::view::{HonourView, MyPick, NodeView};

impl Face for HonourView {
    fn class(&self) -> &'static str {
        "honour"
    }

    fn face(&self, ui: &mut Ui, node: &NodeView) {
        let ctx = ui.ctx.clone();
        let own = own(&ctx, node);
        ui.key_if(self.names.is_empty(), "p.empty", Key::HonourEmpty);
        ui.open("ol.names");
        for name in &self.names {
            ui.open_if("li", own.is_some_and(|own| own.key == name.key), "is-on");
            ui.id(&name.key);
            ui.text(&name.label);
            ui.close();
        }
        ui.close();
        ui.some("p.crowd", Many::PlacesLeft, self.left.into());
        match own {
            Some(own) => {
                ui.open("p.mine");
                ui.key("span.label", Key::HonourMine);
                ui.say("span.own", &own.label);
                let shown = self.names.iter().any(|name| name.key == own.key);
                ui.key_if(self.moderated && !shown, "span.small", Key::Waiting);
                ui.action("button.text", Press::Unsign, "", Key::HonourOff);
                ui.close();
            }
            None if ctx.is_open(node) && self.left > 0 => {
                let ask = Field {
                    label: Key::HonourLabel,
                    send: Key::HonourSend,
                    example: "",
                    longest: self.longest,
                    mode: "text",
                    unit: "",
                };
                field(ui, node, &ask);
                ui.key("p.small", Key::HonourNote);
            }
            None => ui.gap(),
        }
    }

    fn act(&self, ui: &mut Ui, _: &NodeView) {
        if self.left == 0 {
            ui.many("p.said", Many::HonourFull, self.places.into());
        } else {
            ui.many("p.said", Many::HonourHint, self.places.into());
        }
    }

    fn said(&self, ctx: &Ctx, node: &NodeView) -> String {
        let own = own(ctx, node).map(|own| &own.key);
        let place = self.names.iter().position(|name| Some(&name.key) == own);
        match (place, own) {
            (Some(place), _) => {
                let place = ctx.texts.number(place as u64 + 1);
                ctx.texts.with(Key::HonourPlace, &[("n", &place)])
            }
            (None, Some(_)) if self.moderated => ctx.t(Key::Waiting),
            (None, Some(_)) => ctx.t(Key::HonourIn),
            (None, None) => ctx.t(Key::HonourGone),
        }
    }
}

/// The fan's own name.
fn own<'a>(ctx: &'a Ctx, node: &NodeView) -> Option<&'a MyPick> {
    ctx.state.mine.picks.iter().find(|pick| pick.node == node.id)
}
