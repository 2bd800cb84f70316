//! Things that people stand behind, each one tap.

use crate::ctx::Ctx;
use crate::parts::icon::{PLUS, TICK, icon};
use crate::text::Many;
use canyu_core::view::PickView;
use yew::{Callback, Html, classes, html};

/// How one of them looks and works.
#[derive(Clone, Debug)]
pub struct OptionLook {
    /// Whether the fan stands behind it.
    pub on: bool,
    /// Whether it can be tapped.
    pub off: bool,
    /// One choice of several.
    pub single: bool,
    /// Of how many people the bar is a share; no bar without.
    pub of: Option<u64>,
}

/// A row with its text, its people and its bar.
pub fn option_row(ctx: &Ctx, pick: &PickView, look: &OptionLook, press: Callback<String>) -> Html {
    let key = pick.key.clone();
    let press = Callback::from(move |_| press.emit(key.clone()));
    let people = ctx.texts.number(pick.people);
    let spoken = ctx.texts.many(Many::Behind, pick.people);
    let class = classes!("option", look.on.then_some("is-on"), look.single.then_some("is-single"));
    html! {
        <button type="button" key={pick.key.clone()} {class} onclick={press} aria-pressed={look.on.to_string()} disabled={look.off}>
            if let Some(of) = look.of { { bar(pick.people, of) } }
            <span class="mark">{ icon(if look.on || look.single { TICK } else { PLUS }) }</span>
            <span class="what" lang={ctx.campaign_lang()}>{ &pick.label }</span>
            if look.of.is_some() || !look.single {
                <span class="people" aria-hidden="true">{ people }</span>
                <span class="unseen">{ spoken }</span>
            }
        </button>
    }
}

/// A share as a bar: no style attribute, since a strict policy of the page would refuse it.
#[must_use]
pub fn bar(part: u64, of: u64) -> Html {
    let (part, of) = (part.to_string(), of.max(part).max(1).to_string());
    html! {
        <svg class="bar" viewBox={["0 0 ", &of, " 1"].concat()} preserveAspectRatio="none" aria-hidden="true">
            <rect width={part} height="1" />
        </svg>
    }
}
