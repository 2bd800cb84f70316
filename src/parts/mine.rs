//! The fan's own desk at the widget's foot: what is stored of him, and what he may do with it. A script of its own, see
//! [`crate::effects::gadgets`].

use crate::hand::Desk;
use crate::press::{Press, WIDGET};
use crate::text::Key;
use crate::ui::Ui;

/// A quiet link, and the desk where it is open.
pub fn mine(ui: &mut Ui) {
    let local = ui.ctx.state.local(WIDGET);
    let open = match local.desk {
        Desk::Mine => "mine",
        Desk::Confirm => "confirm",
        Desk::Standing => "standing",
        _ => "",
    };
    ui.open("div.own-desk");
    let name = if open.is_empty() { Key::MineShow } else { Key::MineHide };
    ui.button("button.text", Press::Mine, "");
    ui.is("aria-expanded", !open.is_empty());
    ui.t(name);
    ui.close();
    ui.key_if(local.missing, "p.error", Key::GadgetFailed);
    if open.is_empty() {
        ui.gap();
    } else {
        ui.gadget("div", "mine");
        ui.attr("data-at", open);
        ui.close();
    }
    ui.close();
}
