//! The pieces that pages are made of.

mod confirm;
mod dialog;
mod facts;
mod field;
mod icon;
mod link;
mod made;
mod qr;
mod secret;
mod state;
mod table;
mod texts;

pub use confirm::{Confirm, Weight};
pub use dialog::Dialog;
pub use facts::{Mark, PAGE, Step, facts, figures, pager, steps};
pub use field::{Check, Choice, Choices, Field, Form, focus_first_wrong};
pub use icon::{Icon, icon};
pub use link::Link;
pub use made::MadeLink;
pub use qr::Qr;
pub use secret::Secret;
pub use state::{Empty, Loaded, PageHead, Trouble, badge};
pub use table::{By, Cell, Row, Table, table};
pub use texts::{TextFields, TextSet, use_texts};

use yew::{AttrValue, Callback, Html, MouseEvent, html};

/// A button. `class` is `is-main` for the one main act of a page, `is-grave` for what ends something, else empty.
pub fn button(class: &'static str, label: AttrValue, press: Callback<()>) -> Html {
    let onclick = Callback::from(move |_: MouseEvent| press.emit(()));
    html! { <button type="button" class={["button ", class].concat()} {onclick}>{ label }</button> }
}

/// The button that sends a form. While it is on its way it says so and does nothing, but keeps the focus.
pub fn submit(label: AttrValue, is_busy: bool) -> Html {
    let busy = is_busy.then_some("true");
    html! { <button type="submit" class="button is-main" aria-disabled={busy} aria-busy={busy}>{ label }</button> }
}

/// A button in a line of a table or a list, whose full name says what it is about.
pub fn small_button(class: &'static str, label: AttrValue, full: AttrValue, press: Callback<()>) -> Html {
    let onclick = Callback::from(move |_: MouseEvent| press.emit(()));
    html! { <button type="button" class={["button ", class].concat()} aria-label={full} {onclick}>{ label }</button> }
}
