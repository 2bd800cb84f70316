//! What nodes are made of.
//!
//! Elements are made by the functions here rather than by `html!`, which writes every element out anew wherever it stands: that would
//! be a third of the widget's WebAssembly.

pub mod countdown;
pub mod icon;
pub mod options;
pub mod picture;
pub mod qr;
pub mod share;
pub mod strip;
pub mod ticket;

use std::rc::Rc;
use yew::virtual_dom::{AttributeOrProperty, Attributes, Key, Listener, ListenerKind, VList, VNode, VTag};
use yew::{AttrValue, Callback, Event, Html};

/// Several pieces one after another.
#[must_use]
pub fn list(pieces: Vec<Html>) -> Html {
    VNode::from(VList::with_children(pieces, None))
}

/// An element in the making.
pub struct El(VTag);

/// An element with a class, or without one.
#[must_use]
#[inline(never)]
pub fn el(tag: &'static str, class: &'static str) -> El {
    let mut made = VTag::new(tag);
    if !class.is_empty() {
        let class = AttributeOrProperty::Attribute(AttrValue::Static(class));
        made.set_attributes(Attributes::Dynamic {
            keys: &["class"],
            values: Box::new([Some(class)]),
        });
    }
    El(made)
}

/// One listener for every kind of event.
struct On {
    kind: ListenerKind,
    run: Callback<Event>,
}

impl Listener for On {
    fn kind(&self) -> ListenerKind {
        self.kind.clone()
    }

    fn handle(&self, event: Event) {
        self.run.emit(event);
    }

    fn passive(&self) -> bool {
        false
    }
}

impl El {
    /// With something to do at an event.
    #[must_use]
    #[inline(never)]
    pub fn on(mut self, kind: ListenerKind, run: Callback<Event>) -> Self {
        self.0.add_listener(Rc::new(On { kind, run }));
        self
    }

    /// With the text in a field.
    #[must_use]
    pub fn value(mut self, value: String) -> Self {
        self.0.set_value(value);
        self
    }

    /// With an attribute.
    #[must_use]
    pub fn with(self, name: &'static str, value: &'static str) -> Self {
        self.set(name, AttrValue::Static(value))
    }

    /// With a text of its own in an attribute.
    #[must_use]
    #[inline(never)]
    pub fn text(self, name: &'static str, value: String) -> Self {
        self.set(name, AttrValue::from(value))
    }

    #[inline(never)]
    fn set(mut self, name: &'static str, value: AttrValue) -> Self {
        self.0.add_attribute(name, value);
        self
    }

    /// With the language of its texts, if it is another one.
    #[must_use]
    pub fn lang(self, lang: Option<String>) -> Self {
        match lang {
            Some(lang) => self.text("lang", lang),
            None => self,
        }
    }

    /// With a key that tells it from its siblings.
    #[must_use]
    pub fn key(mut self, key: &str) -> Self {
        self.0.key = Some(Key::from(key));
        self
    }

    /// With one more piece in it.
    #[must_use]
    #[inline(never)]
    pub fn add(mut self, piece: Html) -> Self {
        self.0.add_child(piece);
        self
    }

    /// With a text in it.
    #[must_use]
    #[inline(never)]
    pub fn say(self, text: String) -> Self {
        self.add(Html::from(text))
    }

    /// Done.
    #[must_use]
    #[inline(never)]
    pub fn end(self) -> Html {
        VNode::from(self.0)
    }
}

/// Pieces within an element.
#[must_use]
#[inline(never)]
pub fn wrap(tag: &'static str, class: &'static str, pieces: Vec<Html>) -> Html {
    el(tag, class).add(list(pieces)).end()
}

/// A text within an element; nothing for no text.
#[must_use]
#[inline(never)]
pub fn words(tag: &'static str, class: &'static str, text: String) -> Html {
    if text.is_empty() {
        Html::default()
    } else {
        el(tag, class).say(text).end()
    }
}

/// A text that only screen readers read.
#[must_use]
pub fn unseen(text: String) -> Html {
    words("span", "unseen", text)
}

/// Pieces that they do not read, since another says the same.
#[must_use]
#[inline(never)]
pub fn mute(class: &'static str, pieces: Vec<Html>) -> Html {
    el("span", class).with("aria-hidden", "true").add(list(pieces)).end()
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
    pub press: Callback<Event>,
}

impl Button {
    /// The button with its content.
    #[must_use]
    #[inline(never)]
    pub fn with(self, pieces: Vec<Html>) -> Html {
        let mut made = el("button", "")
            .with("type", "button")
            .with("part", "button")
            .text("class", self.class);
        for (name, state) in [("aria-pressed", self.pressed), ("aria-expanded", self.expanded)] {
            if let Some(state) = state {
                made = made.with(name, if state { "true" } else { "false" });
            }
        }
        if let Some(label) = self.label {
            made = made.text("aria-label", label);
        }
        if self.off {
            made = made.with("disabled", "");
        }
        made.key(&self.key)
            .on(ListenerKind::onclick, self.press)
            .add(list(pieces))
            .end()
    }
}
