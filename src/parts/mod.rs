//! What nodes are made of.
//!
//! The simple pieces are made by the functions here: `html!` writes every element out anew wherever it stands, which is most of the
//! WebAssembly of a widget; so it is kept for elements with attributes of their own.

pub mod countdown;
pub mod icon;
pub mod options;
pub mod picture;
pub mod qr;
pub mod share;
pub mod strip;
pub mod ticket;

use yew::virtual_dom::{VList, VNode};
use yew::{AttrValue, Callback, Html, MouseEvent, html};

/// Several pieces one after another.
#[must_use]
pub fn list(pieces: Vec<Html>) -> Html {
    VNode::from(VList::with_children(pieces, None))
}

/// Pieces within an element.
#[must_use]
#[inline(never)]
pub fn wrap(tag: &'static str, class: &'static str, pieces: Vec<Html>) -> Html {
    let class = (!class.is_empty()).then_some(AttrValue::Static(class));
    html! { <@{tag} {class}>{ list(pieces) }</@> }
}

/// A text within an element; nothing for no text.
#[must_use]
#[inline(never)]
pub fn words(tag: &'static str, class: &'static str, text: String) -> Html {
    if text.is_empty() {
        Html::default()
    } else {
        wrap(tag, class, vec![Html::from(text)])
    }
}

/// A text that only screen readers read.
#[must_use]
pub fn unseen(text: String) -> Html {
    words("span", "unseen", text)
}

/// A text that they do not read, since another says the same.
#[must_use]
#[inline(never)]
pub fn mute(class: &'static str, pieces: Vec<Html>) -> Html {
    html! { <span {class} aria-hidden="true">{ list(pieces) }</span> }
}

/// A button.
#[derive(Default)]
pub struct Button {
    /// Its classes.
    pub class: String,
    /// Tells it from its siblings.
    pub key: String,
    /// What it is called, if its content does not say it.
    pub label: Option<String>,
    /// Whether it is pressed, for a switch.
    pub pressed: Option<bool>,
    /// Whether what it opens is open.
    pub expanded: Option<bool>,
    /// Whether it cannot be pressed.
    pub off: bool,
    /// What it does.
    pub press: Callback<MouseEvent>,
}

impl Button {
    /// The button with its content.
    #[must_use]
    #[inline(never)]
    pub fn with(self, pieces: Vec<Html>) -> Html {
        html! {
            <button
                type="button" key={self.key} class={self.class} part="button" onclick={self.press} disabled={self.off}
                aria-label={self.label} aria-pressed={self.pressed.map(flag)} aria-expanded={self.expanded.map(flag)}
            >
                { list(pieces) }
            </button>
        }
    }
}

/// A truth as attributes of ARIA have it.
fn flag(it: bool) -> &'static str {
    if it { "true" } else { "false" }
}
