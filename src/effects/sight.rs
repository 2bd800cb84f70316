//! Which nodes came into sight: told once each, several together.

use crate::effects::timer::after;
use crate::effects::{Core, Effects, Slot, running};
use canyu_core::act::Act;
use gloo_timers::callback::Timeout;
use js_sys::Array;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry};
use yew::Callback;

/// How long sightings are collected.
const COLLECT: u32 = 1_000;

#[derive(Default)]
struct Seen {
    told: Vec<String>,
    waiting: Vec<String>,
    timer: Option<Timeout>,
}

type OnSight = Closure<dyn FnMut(Array, IntersectionObserver)>;

/// Watches the nodes below an element.
pub fn sync(effects: &mut Effects, core: &Core, root: Option<&Element>) {
    let mut nodes = String::new();
    for node in &core.state().view.nodes {
        nodes.push_str(&node.id);
        nodes.push(' ');
    }
    if effects.renew(Slot::Sight, nodes)
        && let Some(root) = root
    {
        effects.keep(Slot::Sight, running(watch(root, Rc::default(), core.perform.clone())));
    }
}

/// Ends when it is dropped.
struct Watching {
    observer: IntersectionObserver,
    seen: Rc<RefCell<Seen>>,
    _closure: OnSight,
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.observer.disconnect();
        self.seen.borrow_mut().timer = None;
    }
}

fn watch(root: &Element, seen: Rc<RefCell<Seen>>, perform: Callback<Act>) -> Option<Watching> {
    let looking = seen.clone();
    let closure: OnSight = Closure::new(move |entries: Array, observer: IntersectionObserver| {
        for entry in entries.iter() {
            let Ok(entry) = entry.dyn_into::<IntersectionObserverEntry>() else {
                continue;
            };
            if entry.is_intersecting() {
                observer.unobserve(&entry.target());
                sight(&entry.target(), &looking, &perform);
            }
        }
    });
    let observer = IntersectionObserver::new(closure.as_ref().unchecked_ref()).ok()?;
    let found = root.query_selector_all("[data-node]").ok()?;
    for place in 0..found.length() {
        if let Some(element) = found.item(place).and_then(|node| node.dyn_into::<Element>().ok()) {
            observer.observe(&element);
        }
    }
    Some(Watching {
        observer,
        seen,
        _closure: closure,
    })
}

fn sight(element: &Element, seen: &Rc<RefCell<Seen>>, perform: &Callback<Act>) {
    let Some(node) = element.get_attribute("data-node") else {
        return;
    };
    let mut now = seen.borrow_mut();
    if now.told.contains(&node) {
        return;
    }
    now.told.push(node.clone());
    now.waiting.push(node);
    if now.timer.is_none() {
        let (seen, perform) = (seen.clone(), perform.clone());
        now.timer = Some(after(
            COLLECT,
            Box::new(move || {
                let mut now = seen.borrow_mut();
                now.timer = None;
                let nodes = std::mem::take(&mut now.waiting);
                drop(now);
                perform.emit(Act::See { nodes });
            }),
        ));
    }
}
