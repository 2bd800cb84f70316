//! The moment in which a stub is torn off.

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{FocusOptions, HtmlElement, ShadowRoot};
use yew::{NodeRef, hook, use_effect_with, use_mut_ref, use_state};

/// How long the torn stub is seen.
const TEAR: u32 = 260;

/// Whether the torn stub is to be seen: for a moment after the fan himself has done the node. Moves the focus to what is said about it
/// when the button that had it is gone.
#[hook]
pub fn use_torn(done: bool, by_hand: bool, said: &NodeRef) -> bool {
    let torn = use_state(|| false);
    let was = use_mut_ref(|| done);
    let (setter, said) = (torn.setter(), said.clone());
    use_effect_with(done, move |&done| {
        let before = was.replace(done);
        let timer = (done && !before && by_hand).then(|| {
            focus_if_lost(&said);
            setter.set(true);
            Timeout::new(TEAR, move || setter.set(false))
        });
        move || drop(timer)
    });
    *torn
}

fn focus_if_lost(said: &NodeRef) {
    let Some(element) = said.cast::<HtmlElement>() else {
        return;
    };
    let lost = element
        .get_root_node()
        .dyn_into::<ShadowRoot>()
        .is_ok_and(|root| root.active_element().is_none());
    if lost {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
}
