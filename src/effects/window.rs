//! What the window says: the network is there or gone, the page is looked at or not.

use crate::effects::Core;
use crate::effects::timer::at;
use crate::state::Action;
use gloo_events::EventListener;
use web_sys::{Event, VisibilityState};

/// Keeps the state informed, as long as the listeners are kept.
pub fn listen(core: &Core) -> Vec<EventListener> {
    let mut listeners = Vec::new();
    let Some(window) = web_sys::window() else {
        return listeners;
    };
    if !window.navigator().on_line() {
        core.dispatch.emit(Action::Online(false));
    }
    for (event, online) in [("online", true), ("offline", false)] {
        let dispatch = core.dispatch.clone();
        listeners.push(at(
            &window,
            event,
            Box::new(move |_| dispatch.emit(Action::Online(online))),
        ));
    }
    if let Some(document) = window.document() {
        let (page, dispatch) = (document.clone(), core.dispatch.clone());
        let looked = move |_: &Event| {
            dispatch.emit(Action::Looked(page.visibility_state() == VisibilityState::Visible));
        };
        listeners.push(at(&document, "visibilitychange", Box::new(looked)));
    }
    listeners
}
