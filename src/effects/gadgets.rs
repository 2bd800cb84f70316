//! Parts of the widget that only some fans need: JavaScript of their own, loaded when an element asks for it by `data-gadget`. The element is
//! empty for Yew, which leaves alone what comes into it.

use crate::api;
use crate::effects::timer::at;
use crate::effects::{Core, Effects, Slot, running};
use crate::hand::{Desk, Local};
use crate::state::Action;
use crate::wire::{FromJs, get};
use canyu_core::act::Act;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event};

/// Opens and closes what has come and gone with this rendering, and hears what the open ones say.
pub fn sync(effects: &mut Effects, core: &Core, root: Option<&Element>) {
    let Some(root) = root else { return };
    if effects.renew(Slot::Gadgets, String::new()) {
        let mut heard = Vec::new();
        for event in ["failed", "claimed", "act", "slow", "leave"] {
            let core = core.clone();
            heard.push(at(root, event, Box::new(move |event: &Event| hear(&core, event))));
        }
        effects.keep(Slot::Gadgets, running(heard));
    }
    if let Some(gadgets) = &core.place.gadgets {
        let _ = gadgets.call1(&JsValue::UNDEFINED, root);
    }
}

fn hear(core: &Core, event: &Event) {
    match event.type_().as_str() {
        // The fan has claimed his prize: the server says so. Dropping the handle would give the question up.
        "claimed" => std::mem::forget(api::me(core, Box::new(|_| {}))),
        "act" => {
            if let Ok(act) = Act::from_js(&get(event, "detail")) {
                core.perform.emit(act);
            }
        }
        // What is on its way takes a while: the server wanted a proof of work.
        "slow" => core.dispatch.emit(Action::Slow),
        // A desk was closed, or could not be loaded.
        name => {
            let node = node_of(event).unwrap_or_default();
            let local = Local {
                desk: Desk::Closed,
                code: false,
                poster: false,
                missing: name == "failed",
                ..core.state().local(&node)
            };
            core.dispatch.emit(Action::Held(node, local));
        }
    }
}

/// The node in which something has happened.
fn node_of(event: &Event) -> Option<String> {
    let place = event.target()?.dyn_into::<Element>().ok()?;
    place.closest("[data-node]").ok()??.get_attribute("data-node")
}
