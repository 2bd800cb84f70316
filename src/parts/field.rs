//! One field and one button: a guess, a wish, a name, a code.

use crate::platform::digits;
use crate::press::Press;
use crate::text::Key;
use crate::ui::{Kind, Ui};
use canyu_core::view::NodeView;

/// What a field asks for.
pub struct Field<'a> {
    /// What it is called.
    pub label: Key,
    /// What its button is called.
    pub send: Key,
    /// An example; may be empty.
    pub example: &'a str,
    /// Longest text in characters; 0: whatever.
    pub longest: u32,
    /// The keyboard: `text`, `decimal`.
    pub mode: &'static str,
    /// What is counted; may be empty.
    pub unit: &'a str,
}

/// The form. What is written stays in hand until it is sent.
pub fn field(ui: &mut Ui, node: &NodeView, ask: &Field<'_>) {
    let draft = ui.ctx.local(node).draft;
    ui.open("form.field");
    ui.on(Kind::Submit, Press::Send, "");
    ui.open("label");
    ui.key("span.label", ask.label);
    ui.open("span.line");
    ui.open("input");
    ui.attr("type", "text");
    ui.attr("part", "input");
    ui.attr("autocomplete", "off");
    ui.attr("inputmode", ask.mode);
    ui.attr("enterkeyhint", "send");
    ui.attr("required", "");
    if ask.longest > 0 {
        ui.set("maxlength", &digits(ask.longest.into()));
    }
    ui.set("placeholder", ask.example);
    ui.value(&draft);
    ui.on(Kind::Input, Press::Write, "");
    ui.on(Kind::Focus, Press::Begin, "");
    ui.close();
    ui.say("span", ask.unit);
    ui.close();
    ui.close();
    ui.open("button.main");
    ui.attr("type", "submit");
    ui.attr("part", "button");
    ui.t(ask.send);
    ui.close();
    ui.close();
}
