//! The moment in which a stub is torn off.

use crate::effects::timer::after;
use crate::effects::{Core, Effects, Slot, running};
use crate::state::Action;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement, ShadowRoot};

/// How long the torn stub is seen.
const TEAR: u32 = 420;

/// Lets a torn stub come to rest, and moves the focus to what is said about it when the button that had it is gone.
pub fn sync(effects: &mut Effects, core: &Core, root: Option<&Element>) {
    let torn = core.state().torn.clone().unwrap_or_default();
    if !effects.renew(Slot::Torn, torn.clone()) || torn.is_empty() {
        return;
    }
    if let Some(root) = root {
        focus_if_lost(root, &torn);
    }
    let dispatch = core.dispatch.clone();
    effects.keep(
        Slot::Torn,
        running(after(TEAR, Box::new(move || dispatch.emit(Action::Rested)))),
    );
}

fn focus_if_lost(root: &Element, node: &str) {
    let lost = root
        .get_root_node()
        .dyn_into::<ShadowRoot>()
        .is_ok_and(|root| root.active_element().is_none());
    let selector = ["[data-node='", node, "'] .said"].concat();
    let found = root.query_selector(&selector).ok().flatten();
    if let (true, Some(said)) = (lost, found) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = said.unchecked_ref::<HtmlElement>().focus_with_options(&options);
    }
}
