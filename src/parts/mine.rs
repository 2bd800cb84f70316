//! The fan's own desk at the widget's foot: what is stored of him, and what he may do with it. A script of its own, see
//! [`crate::effects::gadgets`].

use crate::hand::Desk;
use crate::press::{Press, WIDGET};
use crate::text::Key;
use crate::ui::Ui;

/// One sentence above the nodes, where something is to be done before what he does counts, with the way to it.
pub fn notice(ui: &mut Ui) {
    let ctx = ui.ctx.clone();
    let (state, me) = (&ctx.state, &ctx.state.me);
    let asked = state.view.confirm.as_ref().filter(|_| me.joined && !me.verified);
    let (said, way) = match (me.standing.as_str(), asked) {
        ("held" | "refused", _) => (Key::HeldNotice, Some((Press::Standing, Key::HeldAct))),
        (_, Some(confirm)) if confirm.email => (Key::ConfirmNotice, Some((Press::Confirm, Key::ConfirmAct))),
        (_, Some(_)) => (Key::ConfirmHost, None),
        _ => return ui.gap(),
    };
    ui.open("div.first");
    ui.key("p", said);
    match way {
        Some((press, name)) => ui.action("button.quiet", press, "", name),
        None => ui.gap(),
    }
    ui.close();
}

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
