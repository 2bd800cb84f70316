//! What nodes are made of.
//!
//! Elements are made by the functions here rather than by `html!`, which writes every element out anew wherever it stands: that would
//! be a third of the widget's WebAssembly.
//!
//! Yew compares children without keys by their place. So a piece that comes and goes leaves an empty one behind: otherwise all its
//! siblings would be made anew, and lose focus and animation.

pub mod countdown;
pub mod icon;
pub mod options;
pub mod picture;
pub mod share;
pub mod strip;
pub mod ticket;

use std::cell::RefCell;
use std::rc::Rc;
use yew::virtual_dom::{AttributeOrProperty, Attributes, Key, Listener, ListenerKind, VList, VNode, VTag};
use yew::{AttrValue, Callback, Event, Html};

/// Several pieces one after another.
pub fn list(pieces: Vec<Html>) -> Html {
    VNode::from(VList::with_children(pieces, None))
}

/// An element in the making; boxed, since it is handed on from call to call.
pub struct El(Box<Making>);

struct Making {
    tag: VTag,
    names: Vec<&'static str>,
    values: Vec<Option<AttributeOrProperty>>,
}

/// An element with a class, or without one.
#[must_use]
#[inline(never)]
pub fn el(tag: &'static str, class: &'static str) -> El {
    let made = El(Box::new(Making {
        tag: VTag::new(tag),
        names: Vec::new(),
        values: Vec::new(),
    }));
    if class.is_empty() {
        made
    } else {
        made.with("class", class)
    }
}

thread_local! {
    /// The names of attributes as they occur together: some dozens. Yew compares attributes by the place of their names.
    static NAMES: RefCell<Vec<&'static [&'static str]>> = const { RefCell::new(Vec::new()) };
}

/// The same names always at the same place.
fn known(names: Vec<&'static str>) -> &'static [&'static str] {
    NAMES.with_borrow_mut(|all| {
        if let Some(known) = all.iter().find(|known| **known == names) {
            return *known;
        }
        let new: &'static [&'static str] = names.leak();
        all.push(new);
        new
    })
}

/// The events that are listened to.
#[derive(Clone, Copy)]
pub enum Kind {
    /// A button is pressed.
    Click,
    /// A field is written in.
    Input,
    /// A field has the focus.
    Focus,
    /// A form is sent.
    Submit,
}

/// One listener for every kind of event.
struct On {
    kind: Kind,
    run: Callback<Event>,
}

impl Listener for On {
    fn kind(&self) -> ListenerKind {
        match self.kind {
            Kind::Click => ListenerKind::onclick,
            Kind::Input => ListenerKind::oninput,
            Kind::Focus => ListenerKind::onfocus,
            Kind::Submit => ListenerKind::onsubmit,
        }
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
    pub fn on(mut self, kind: Kind, run: Callback<Event>) -> Self {
        self.0.tag.add_listener(Rc::new(On { kind, run }));
        self
    }

    /// With the text in a field.
    #[must_use]
    pub fn value(mut self, value: String) -> Self {
        self.0.tag.set_value(value);
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
        self.0.names.push(name);
        self.0.values.push(Some(AttributeOrProperty::Attribute(value)));
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
        self.0.tag.key = Some(Key::from(key));
        self
    }

    /// With one more piece in it.
    #[must_use]
    #[inline(never)]
    pub fn put(mut self, piece: Html) -> Self {
        self.0.tag.add_child(piece);
        self
    }

    /// With a text in it.
    #[must_use]
    #[inline(never)]
    pub fn say(self, text: String) -> Self {
        self.put(Html::from(text))
    }

    /// Done.
    #[inline(never)]
    pub fn end(self) -> Html {
        let Making { mut tag, names, values } = *self.0;
        tag.set_attributes(Attributes::Dynamic {
            keys: known(names),
            values: values.into_boxed_slice(),
        });
        VNode::from(tag)
    }
}

/// Pieces within an element.
#[inline(never)]
pub fn wrap(tag: &'static str, class: &'static str, pieces: Vec<Html>) -> Html {
    el(tag, class).put(list(pieces)).end()
}

/// A text within an element; nothing for no text.
#[inline(never)]
pub fn words(tag: &'static str, class: &'static str, text: String) -> Html {
    if text.is_empty() {
        Html::default()
    } else {
        el(tag, class).say(text).end()
    }
}

/// A text that only screen readers read.
pub fn unseen(text: String) -> Html {
    words("span", "unseen", text)
}

/// Pieces that they do not read, since another says the same.
#[inline(never)]
pub fn mute(class: &'static str, pieces: Vec<Html>) -> Html {
    el("span", class).with("aria-hidden", "true").put(list(pieces)).end()
}

/// An empty element that a script of its own fills, see [`crate::effects::gadgets`].
#[must_use]
pub fn gadget(name: &'static str, class: &'static str) -> El {
    el("div", class).with("data-gadget", name)
}

/// A button.
#[must_use]
#[inline(never)]
pub fn button(class: &'static str, press: Callback<Event>) -> El {
    el("button", class)
        .with("type", "button")
        .with("part", "button")
        .on(Kind::Click, press)
}

impl El {
    /// With a state that screen readers tell: `aria-pressed`, `aria-expanded`.
    #[must_use]
    #[inline(never)]
    pub fn is(self, name: &'static str, on: bool) -> Self {
        self.with(name, if on { "true" } else { "false" })
    }

    /// Switched off, or not.
    #[must_use]
    #[inline(never)]
    pub fn off(self, off: bool) -> Self {
        if off { self.with("disabled", "") } else { self }
    }
}
