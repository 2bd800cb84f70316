//! Things that people stand behind, each one tap.

use crate::parts::icon::{PLUS, TICK};
use crate::platform::digits;
use crate::press::Press;
use crate::text::{Key, Many};
use crate::ui::Ui;
use canyu_core::view::PickView;

/// How one of them looks and works.
#[derive(Default)]
pub struct Look {
    /// Whether the fan stands behind it.
    pub on: bool,
    /// Whether it cannot be tapped.
    pub off: bool,
    /// One choice of several.
    pub single: bool,
    /// Where choices are ranked: its place among the fan's, from 1.
    pub rank: u32,
    /// Of how many people, or of how large a score, the bar is a share; no bar without.
    pub of: Option<u64>,
}

/// A row with its text, its people and its bar, and below it what staff have answered.
pub fn option_row(ui: &mut Ui, pick: &PickView, look: &Look, press: Press) {
    let worth = pick.people.max(pick.score);
    ui.button("button.option", press, &pick.key);
    ui.class(look.on, "is-on");
    ui.class(look.single, "is-single");
    ui.id(&pick.key);
    ui.is("aria-pressed", look.on);
    ui.off(look.off);
    if let Some(of) = look.of {
        bar(ui, worth, of);
    }
    ui.open("span.mark");
    if look.rank > 0 {
        ui.text(&digits(look.rank.into()));
    } else {
        ui.icon(if look.on || look.single { TICK } else { PLUS });
    }
    ui.close();
    ui.open("span.what");
    ui.text(&pick.label);
    right(ui, pick.right);
    ui.close();
    if look.of.is_some() {
        people(ui, worth, if pick.score > 0 { Many::Score } else { Many::Behind });
    }
    ui.close();
    answer(ui, pick);
}

/// That it was right, once the answer is revealed.
pub fn right(ui: &mut Ui, right: bool) {
    ui.key_if(right, "span.tag", Key::Right);
}

/// What staff have answered to a wish.
fn answer(ui: &mut Ui, pick: &PickView) {
    let Some(answer) = &pick.answer else { return };
    ui.open("p.answer");
    let status = match answer.status.as_str() {
        "planned" => Key::AnswerPlanned,
        "done" => Key::AnswerDone,
        _ => Key::AnswerNo,
    };
    ui.key("span.tag", status);
    ui.say("span", &answer.text);
    ui.close();
}

/// A number of people, for eyes and for ears.
pub fn people(ui: &mut Ui, people: u64, words: Many) {
    ui.mute("span.people");
    let number = ui.ctx.texts.number(people);
    ui.text(&number);
    ui.close();
    ui.many("span.unseen", words, people);
}

/// A share as a bar: no style attribute, since a strict policy of the page would refuse it.
pub fn bar(ui: &mut Ui, part: u64, of: u64) {
    ui.mute("svg.bar");
    ui.set("viewBox", &["0 0 ", &digits(of.max(part).max(1)), " 1"].concat());
    ui.attr("preserveAspectRatio", "none");
    ui.open("rect");
    ui.set("width", &digits(part));
    ui.attr("height", "1");
    ui.close();
    ui.close();
}
