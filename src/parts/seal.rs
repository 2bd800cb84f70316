//! A sealed value: its mark before, and once it is revealed the check that it is the one that was sealed.

use crate::text::{Key, grouped};
use crate::ui::Ui;
use canyu_core::view::NodeView;

/// What the seal can be opened with.
pub struct Opened<'a> {
    /// The salt or the seed, hexadecimal; empty before.
    pub salt: &'a str,
    /// The answer; empty where a seed was sealed.
    pub answer: &'a str,
}

/// A line about the seal; a gap where there is none.
pub fn seal(ui: &mut Ui, node: &NodeView, seal: &str, opened: &Opened<'_>) {
    if seal.is_empty() {
        ui.gap();
    } else if opened.salt.is_empty() {
        ui.with("p.small", Key::Sealed, "mark", &grouped(seal));
    } else if ui.ctx.local(node).missing {
        missing(ui);
    } else {
        // A browser computes it itself: nobody has to believe the server.
        ui.gadget("p.small", "seal");
        ui.set("data-seal", seal);
        ui.set("data-salt", opened.salt);
        ui.set("data-answer", opened.answer);
        ui.attr("role", "status");
        ui.close();
    }
}

/// A script that could not be loaded, and the way to try again.
pub fn missing(ui: &mut Ui) {
    ui.open("p.error");
    ui.t(Key::GadgetFailed);
    ui.text(" ");
    ui.action("button.text", crate::press::Press::Retry, "", Key::Retry);
    ui.close();
}
