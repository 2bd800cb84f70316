//! The moment in which a stub is torn off.

use crate::hooks::Core;
use crate::hooks::use_effect::{running, use_running};
use crate::state::Action;
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement, ShadowRoot};
use yew::{NodeRef, hook};

/// How long the torn stub is seen.
const TEAR: u32 = 420;

/// Lets a torn stub come to rest, and moves the focus to what is said about it when the button that had it is gone.
#[hook]
pub fn use_torn(core: &Core, root: &NodeRef) {
    let torn = core.state().torn.clone();
    let (core, root) = (core.clone(), root.clone());
    use_running(
        torn.clone().unwrap_or_default(),
        Box::new(move || {
            let node = torn?;
            if let Some(root) = root.cast::<Element>() {
                focus_if_lost(&root, &node);
            }
            running(Timeout::new(TEAR, move || core.dispatch.emit(Action::Rested)))
        }),
    );
}

fn focus_if_lost(root: &Element, node: &str) {
    let lost = root
        .get_root_node()
        .dyn_into::<ShadowRoot>()
        .is_ok_and(|root| root.active_element().is_none());
    let selector = ["[data-node='", node, "'] .said"].concat();
    let found = root
        .query_selector(&selector)
        .ok()
        .flatten()
        .and_then(|found| found.dyn_into::<HtmlElement>().ok());
    if let (true, Some(said)) = (lost, found) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = said.focus_with_options(&options);
    }
}
