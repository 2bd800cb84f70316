//! Timers and listeners, each in one shape, so that they are compiled once.

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use web_sys::{Event, EventTarget};

/// Does something once, after so many milliseconds, unless it is dropped before.
#[inline(never)]
pub fn after(milliseconds: u32, what: Box<dyn FnOnce()>) -> Timeout {
    Timeout::new(milliseconds, what)
}

/// Does something at every such event, until it is dropped.
#[inline(never)]
pub fn at(target: &EventTarget, event: &'static str, what: Box<dyn Fn(&Event)>) -> EventListener {
    EventListener::new(target, event, what)
}
