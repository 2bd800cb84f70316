//! Things that people stand behind, each one tap.

use crate::ctx::Ctx;
use crate::parts::icon::{PLUS, TICK, icon};
use crate::parts::{Button, el, list, mute, unseen, words};
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
#[must_use]
pub fn option_row(ctx: &Ctx, pick: &PickView, look: &Look, press: Callback<Event>) -> Html {
    let (on, single) = (
        if look.on { " is-on" } else { "" },
        if look.single { " is-single" } else { "" },
    );
    let sign = if look.on || look.single { TICK } else { PLUS };
    let mut pieces = vec![
        mute("mark", vec![icon(sign)]),
        words("span", "what", pick.label.clone()),
    ];
    if let Some(of) = look.of {
        pieces.insert(0, bar(pick.people, of));
        pieces.push(people(ctx, pick.people));
    }
    let class = ["option", on, single].concat();
    Button {
        class,
        key: pick.key.clone(),
        pressed: Some(look.on),
        off: look.off,
        press,
        ..Button::default()
    }
    .with(pieces)
}

/// A number of people, for eyes and for ears.
#[must_use]
pub fn people(ctx: &Ctx, people: u64) -> Html {
    let number = Html::from(ctx.texts.number(people));
    list(vec![
        mute("people", vec![number]),
        unseen(ctx.texts.many(Many::Behind, people)),
    ])
}

/// A share as a bar: no style attribute, since a strict policy of the page would refuse it.
fn bar(part: u64, of: u64) -> Html {
    let frame = ["0 0 ", &of.max(part).max(1).to_string(), " 1"].concat();
    let fill = el("rect", "").text("width", part.to_string()).with("height", "1").end();
    let bar = el("svg", "bar")
        .text("viewBox", frame)
        .with("preserveAspectRatio", "none")
        .with("aria-hidden", "true");
    bar.add(fill).end()
}
