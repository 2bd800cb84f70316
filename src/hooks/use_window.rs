//! What the window says: the network is there or gone, the page is looked at or not.

use crate::hooks::Core;
use crate::hooks::use_effect::{running, use_running};
use crate::state::Action;
use gloo_events::EventListener;
use web_sys::VisibilityState;
use yew::hook;

/// Keeps the state informed.
#[hook]
pub fn use_window(core: &Core) {
    let dispatch = core.dispatch.clone();
    use_running(
        String::new(),
        Box::new(move || {
            let mut listeners = Vec::new();
            if let Some(window) = web_sys::window() {
                if !window.navigator().on_line() {
                    dispatch.emit(Action::Online(false));
                }
                for (event, online) in [("online", true), ("offline", false)] {
                    let dispatch = dispatch.clone();
                    listeners.push(EventListener::new(&window, event, move |_| {
                        dispatch.emit(Action::Online(online))
                    }));
                }
                if let Some(document) = window.document() {
                    let page = document.clone();
                    listeners.push(EventListener::new(&document, "visibilitychange", move |_| {
                        dispatch.emit(Action::Looked(page.visibility_state() == VisibilityState::Visible));
                    }));
                }
            }
            running(listeners)
        }),
    );
}
