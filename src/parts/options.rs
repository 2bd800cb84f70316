//! Things that people stand behind, each one tap.

use crate::ctx::Ctx;
use crate::parts::icon::{PLUS, TICK, icon};
use crate::parts::{button, el, list, mute, unseen, words};
use crate::platform::digits;
use crate::text::Many;
use canyu_core::view::PickView;
use yew::{Callback, Event, Html};

/// How one of them looks and works.
pub struct Look {
    /// Whether the fan stands behind it.
    pub on: bool,
    /// Whether it cannot be tapped.
    pub off: bool,
    /// One choice of several.
    pub single: bool,
    /// Of how many people the bar is a share; no bar without.
    pub of: Option<u64>,
}

/// A row with its text, its people and its bar.
pub fn option_row(ctx: &Ctx, pick: &PickView, look: &Look, press: Callback<Event>) -> Html {
    let class = match (look.on, look.single) {
        (false, false) => "option",
        (false, true) => "option is-single",
        (true, false) => "option is-on",
        (true, true) => "option is-on is-single",
    };
    let sign = if look.on || look.single { TICK } else { PLUS };
    let mut row = button(class, press)
        .key(&pick.key)
        .is("aria-pressed", look.on)
        .off(look.off);
    if let Some(of) = look.of {
        row = row.put(bar(pick.people, of));
    }
    row = row
        .put(mute("mark", vec![icon(sign)]))
        .put(words("span", "what", pick.label.clone()));
    if look.of.is_some() {
        row = row.put(people(ctx, pick.people));
    }
    row.end()
}

/// A number of people, for eyes and for ears.
pub fn people(ctx: &Ctx, people: u64) -> Html {
    let number = Html::from(ctx.texts.number(people));
    list(vec![
        mute("people", vec![number]),
        unseen(ctx.texts.many(Many::Behind, people)),
    ])
}

/// A share as a bar: no style attribute, since a strict policy of the page would refuse it.
fn bar(part: u64, of: u64) -> Html {
    let frame = ["0 0 ", &digits(of.max(part).max(1)), " 1"].concat();
    let fill = el("rect", "").text("width", digits(part)).with("height", "1").end();
    let bar = el("svg", "bar")
        .text("viewBox", frame)
        .with("preserveAspectRatio", "none")
        .with("aria-hidden", "true");
    bar.put(fill).end()
}
