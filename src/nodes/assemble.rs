//! A product that is put together from its parts: on a board of its own, see `embed/gadgets/board.js`.

use crate::ctx::Ctx;
use crate::parts::picture::image;
use crate::parts::seal::missing;
use crate::parts::ticket::Face;
use crate::platform::digits;
use crate::text::{Key, Many};
use crate::ui::Ui;
use canyu_core::view::{AssembleView, NodeView};

impl Face for AssembleView {
    fn class(&self) -> &'static str {
        "assemble"
    }

    fn face(&self, ui: &mut Ui, node: &NodeView) {
        let ctx = ui.ctx.clone();
        if self.picture.is_empty() {
            ui.open("div.picture.is-covered");
            ui.close();
        } else if ctx.local(node).missing {
            missing(ui);
        } else {
            ui.open("div.picture");
            ui.id("board");
            image(ui, &self.picture, &self.alt);
            // As the board asks for it, which draws it on a canvas: else it would be fetched twice.
            ui.attr("crossorigin", "anonymous");
            ui.set("width", &digits(self.width.into()));
            ui.set("height", &digits(self.height.into()));
            ui.close();
            // The board takes the picture's place; until it is there, and where it cannot be, this is to be seen.
            ui.gadget("div", "board");
            ui.set("data-id", &node.id);
            ui.set("data-title", &ctx.state.shown.title);
            ui.is("data-open", ctx.is_open(node));
            ui.is("data-done", ctx.done(node));
            ui.close();
            ui.close();
        }
        ui.some("p.crowd", Many::Assembled, self.people);
    }

    fn act(&self, ui: &mut Ui, _: &NodeView) {
        ui.many("p.said", Many::AssembleHint, self.parts.len() as u64);
    }

    fn said(&self, ctx: &Ctx, _: &NodeView) -> String {
        ctx.t(Key::AssembleSaid)
    }
}
