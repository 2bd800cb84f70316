//! How elements are made: one after another, as they will stand in the document.
//!
//! Not by `html!`, which writes every element out anew wherever it stands, and not by values that are handed from call to call: here each
//! line of a view is one call with a few constants, which is half as much WebAssembly.
//!
//! Yew compares children without keys by their place. So a piece that comes and goes leaves a gap behind: otherwise all its siblings
//! would be made anew, and lose focus and animation. Whatever leaves out a piece has to call [`Ui::gap`] for it.

use crate::ctx::Ctx;
use crate::press::{self, Press};
use crate::text::{Key, Many};
use canyu_core::moment::Moment;
use canyu_core::view::NodeView;
use std::cell::RefCell;
use std::rc::Rc;
use yew::virtual_dom::{AttributeOrProperty, Attributes, Listener, ListenerKind, VList, VNode, VTag};
use yew::{AttrValue, Event, Html};

/// What is shown, in the making.
pub struct Ui {
    /// What the widget knows and can do.
    pub ctx: Rc<Ctx>,
    open: Vec<Making>,
    done: Vec<Html>,
    /// The place of the node that is being shown.
    node: u32,
}

/// An element whose end has not come. Its first attribute is its class.
struct Making {
    tag: VTag,
    class: String,
    names: Vec<&'static str>,
    values: Vec<Option<AttributeOrProperty>>,
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
    press: Press,
    ctx: Rc<Ctx>,
    node: u32,
    key: Box<str>,
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
        press::run(&self.ctx, self.press, self.node, &self.key, &event);
    }

    fn passive(&self) -> bool {
        false
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

fn shared(text: &str) -> AttrValue {
    AttrValue::Rc(Rc::from(text))
}

impl Ui {
    /// Nothing yet.
    #[must_use]
    pub fn new(ctx: Rc<Ctx>) -> Self {
        Self {
            ctx,
            open: Vec::new(),
            done: Vec::new(),
            node: 0,
        }
    }

    /// Everything that was made.
    pub fn end(self) -> Html {
        VNode::from(VList::with_children(self.done, None))
    }

    /// What follows belongs to a node: its buttons act there.
    pub fn at(&mut self, node: &NodeView) {
        self.node = node.index;
    }

    /// Begins an element: `p`, or `p.small.note` with classes.
    #[inline(never)]
    pub fn open(&mut self, what: &'static str) {
        let (tag, class) = what.split_once('.').unwrap_or((what, ""));
        self.open.push(Making {
            tag: VTag::new(tag),
            class: class.replace('.', " "),
            names: vec!["class"],
            values: vec![None],
        });
    }

    /// Begins an element with one more class on a condition.
    #[inline(never)]
    pub fn open_if(&mut self, what: &'static str, on: bool, class: &'static str) {
        self.open(what);
        self.class(on, class);
    }

    /// Ends the element that was begun last.
    #[inline(never)]
    pub fn close(&mut self) {
        let Some(made) = self.open.pop() else { return };
        let Making {
            mut tag,
            class,
            names,
            mut values,
        } = made;
        if let (false, Some(first)) = (class.is_empty(), values.first_mut()) {
            *first = Some(AttributeOrProperty::Attribute(shared(&class)));
        }
        tag.set_attributes(Attributes::Dynamic {
            keys: known(names),
            values: values.into_boxed_slice(),
        });
        self.put(VNode::from(tag));
    }

    #[inline(never)]
    fn put(&mut self, piece: Html) {
        match self.open.last_mut() {
            Some(parent) => parent.tag.add_child(piece),
            None => self.done.push(piece),
        }
    }

    /// Nothing, in the place of a piece that comes and goes.
    #[inline(never)]
    pub fn gap(&mut self) {
        self.put(Html::default());
    }

    /// A text within the open element.
    #[inline(never)]
    pub fn text(&mut self, text: &str) {
        self.put(Html::from(shared(text)));
    }

    /// One of our texts within it.
    #[inline(never)]
    pub fn t(&mut self, key: Key) {
        let texts = self.ctx.texts.clone();
        self.text(texts.raw(key));
    }

    /// An element with a text; a gap for none.
    #[inline(never)]
    pub fn say(&mut self, what: &'static str, text: &str) {
        if text.is_empty() {
            self.gap();
        } else {
            self.open(what);
            self.text(text);
            self.close();
        }
    }

    /// An element with one of our texts.
    #[inline(never)]
    pub fn key(&mut self, what: &'static str, key: Key) {
        let texts = self.ctx.texts.clone();
        self.say(what, texts.raw(key));
    }

    /// An element with one of our texts on a condition, else a gap.
    #[inline(never)]
    pub fn key_if(&mut self, on: bool, what: &'static str, key: Key) {
        if on { self.key(what, key) } else { self.gap() }
    }

    /// An element with one of our texts and something in its one place.
    #[inline(never)]
    pub fn with(&mut self, what: &'static str, key: Key, place: &str, value: &str) {
        let text = self.ctx.texts.with(key, &[(place, value)]);
        self.say(what, &text);
    }

    /// An element with one of our texts and a time.
    #[inline(never)]
    pub fn time(&mut self, what: &'static str, key: Key, time: Moment) {
        let text = self.ctx.texts.at(key, time);
        self.say(what, &text);
    }

    /// An element with a text that depends on a number.
    #[inline(never)]
    pub fn many(&mut self, what: &'static str, key: Many, number: u64) {
        let text = self.ctx.texts.many(key, number);
        self.say(what, &text);
    }

    /// The same for a number of more than 0, else a gap.
    #[inline(never)]
    pub fn some(&mut self, what: &'static str, key: Many, number: u64) {
        if number > 0 {
            self.many(what, key, number);
        } else {
            self.gap();
        }
    }

    /// An element with a number.
    #[inline(never)]
    pub fn number(&mut self, what: &'static str, number: u64) {
        let text = self.ctx.texts.number(number);
        self.say(what, &text);
    }

    /// Begins an element that screen readers do not read, since another says the same.
    #[inline(never)]
    pub fn mute(&mut self, what: &'static str) {
        self.open(what);
        self.attr("aria-hidden", "true");
    }

    /// Begins an element whose texts are the campaign's, with its language where that is not ours.
    #[inline(never)]
    pub fn theirs(&mut self, what: &'static str) {
        self.open(what);
        if let Some(lang) = self.ctx.campaign_lang() {
            self.set("lang", &lang);
        }
    }

    /// Gives the open element one more class on a condition.
    #[inline(never)]
    pub fn class(&mut self, on: bool, class: &'static str) {
        if let (true, Some(made)) = (on, self.open.last_mut()) {
            if !made.class.is_empty() {
                made.class.push(' ');
            }
            made.class.push_str(class);
        }
    }

    /// Gives it an attribute.
    #[inline(never)]
    pub fn attr(&mut self, name: &'static str, value: &'static str) {
        self.give(name, AttrValue::Static(value));
    }

    /// Gives it an attribute with a text of its own.
    #[inline(never)]
    pub fn set(&mut self, name: &'static str, value: &str) {
        self.give(name, shared(value));
    }

    /// Gives it an attribute with one of our texts.
    #[inline(never)]
    pub fn label(&mut self, key: Key) {
        let texts = self.ctx.texts.clone();
        self.set("aria-label", texts.raw(key));
    }

    /// Gives it a state that screen readers tell: `aria-pressed`, `aria-expanded`.
    #[inline(never)]
    pub fn is(&mut self, name: &'static str, on: bool) {
        self.attr(name, if on { "true" } else { "false" });
    }

    /// Switches it off, or not.
    #[inline(never)]
    pub fn off(&mut self, off: bool) {
        if off {
            self.attr("disabled", "");
        }
    }

    #[inline(never)]
    fn give(&mut self, name: &'static str, value: AttrValue) {
        if let Some(made) = self.open.last_mut() {
            made.names.push(name);
            made.values.push(Some(AttributeOrProperty::Attribute(value)));
        }
    }

    /// Gives it a key that tells it from its siblings.
    #[inline(never)]
    pub fn id(&mut self, key: &str) {
        if let Some(made) = self.open.last_mut() {
            made.tag.key = Some(yew::virtual_dom::Key::from(key));
        }
    }

    /// Gives a field its text.
    #[inline(never)]
    pub fn value(&mut self, value: &str) {
        if let Some(made) = self.open.last_mut() {
            made.tag.set_value(shared(value));
        }
    }

    /// Has something done at an event of it.
    #[inline(never)]
    pub fn on(&mut self, kind: Kind, press: Press, key: &str) {
        let (ctx, node, key) = (self.ctx.clone(), self.node, key.into());
        let on = On {
            kind,
            press,
            ctx,
            node,
            key,
        };
        if let Some(made) = self.open.last_mut() {
            made.tag.add_listener(Rc::new(on));
        }
    }

    /// Begins a button.
    #[inline(never)]
    pub fn button(&mut self, what: &'static str, press: Press, key: &str) {
        self.open(what);
        self.attr("type", "button");
        self.attr("part", "button");
        self.on(Kind::Click, press, key);
    }

    /// A button with one of our texts.
    #[inline(never)]
    pub fn action(&mut self, what: &'static str, press: Press, key: &str, name: Key) {
        self.button(what, press, key);
        self.t(name);
        self.close();
    }

    /// A drawn sign, see [`crate::parts::icon`].
    #[inline(never)]
    pub fn icon(&mut self, path: &'static str) {
        self.mute("svg.icon");
        self.attr("viewBox", "0 0 20 20");
        self.open("path");
        self.attr("d", path);
        self.close();
        self.close();
    }

    /// An empty element that a script of its own fills, see [`crate::effects::gadgets`]; begun, to be given what the script is told.
    #[inline(never)]
    pub fn gadget(&mut self, what: &'static str, name: &'static str) {
        self.open(what);
        self.attr("data-gadget", name);
    }
}
