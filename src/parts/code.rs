//! A code that the fan holds, large enough to be read across a counter.

use crate::parts::icon::COPY;
use crate::press::Press;
use crate::text::Key;
use crate::ui::Ui;
use canyu_core::view::{MyCode, NodeView};

/// The code, until when it is valid, and how to copy it; or what has become of it.
pub fn code(ui: &mut Ui, node: &NodeView, mine: &MyCode) {
    let local = ui.ctx.local(node);
    let (note, is_alive) = match mine.state.as_str() {
        "held" => (Key::CodeUntil, true),
        "free" => (Key::CodeFree, true),
        "redeemed" => (Key::CodeRedeemed, false),
        "expired" => (Key::CodeExpired, false),
        _ => (Key::CodeCancelled, false),
    };
    ui.open_if("div.code", !is_alive, "is-over");
    ui.id(&mine.code);
    ui.say("b", &mine.code);
    if is_alive {
        ui.button("button.quiet", Press::CopyKey, &mine.code);
        ui.icon(COPY);
        ui.key("span", Key::CodeCopy);
        ui.close();
    }
    ui.time("p.small", note, mine.expires);
    ui.open("p.note");
    ui.attr("role", "status");
    if local.failed {
        ui.t(Key::CopyFailed);
    } else if local.copied.as_deref() == Some("code") {
        ui.t(Key::CodeCopied);
    }
    ui.close();
    ui.close();
}
