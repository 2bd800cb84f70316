//! Having been there: the code that is shown at an event.

use crate::ctx::Ctx;
use crate::overlay::has_picked;
use crate::parts::field::{Field, field};
use crate::parts::icon::TICK;
use crate::parts::ticket::Face;
use crate::text::{Key, Many};
use crate::ui::Ui;
use canyu_core::view::{CheckInView, NodeView, PlaceView};

impl Face for CheckInView {
    fn class(&self) -> &'static str {
        "checkin"
    }

    fn face(&self, ui: &mut Ui, node: &NodeView) {
        let ctx = ui.ctx.clone();
        let mut open = false;
        ui.open("ul.places");
        for place in &self.places {
            open |= stands(&ctx, node, place) == Key::PlaceUntil;
            show(ui, node, place);
        }
        ui.close();
        if open && ctx.is_open(node) {
            let ask = Field {
                label: Key::PlaceCode,
                send: Key::PlaceSend,
                example: "",
                longest: 40,
                mode: "text",
                unit: "",
            };
            field(ui, node, &ask);
        } else {
            ui.gap();
        }
    }

    fn act(&self, ui: &mut Ui, _: &NodeView) {
        ui.key("p.said", Key::PlaceHint);
    }

    fn said(&self, ctx: &Ctx, node: &NodeView) -> String {
        ctx.texts.many(Many::PlacesBeen, ctx.picks(node).len() as u64)
    }
}

/// What is to be said of a place: that the fan was there, or when its code is shown.
fn stands(ctx: &Ctx, node: &NodeView, place: &PlaceView) -> Key {
    if has_picked(&ctx.state.mine, &node.id, &place.key) {
        Key::PlaceBeen
    } else if ctx.state.now < place.opens {
        Key::OpensAt
    } else if ctx.state.now < place.closes {
        Key::PlaceUntil
    } else {
        Key::ClosedAt
    }
}

fn show(ui: &mut Ui, node: &NodeView, place: &PlaceView) {
    let stands = stands(&ui.ctx, node, place);
    ui.open_if("li.place", stands == Key::PlaceBeen, "is-on");
    ui.id(&place.key);
    ui.mute("span.mark");
    if stands == Key::PlaceBeen {
        ui.icon(TICK);
    }
    ui.close();
    ui.theirs("b");
    ui.text(&place.label);
    ui.close();
    let time = if stands == Key::OpensAt {
        place.opens
    } else {
        place.closes
    };
    ui.time("p.small", stands, time);
    ui.some("p.small", Many::Behind, place.people);
    ui.close();
}
