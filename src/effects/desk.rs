//! The desk of a draw, where a fan checks it and claims a prize: JavaScript of its own, loaded when it is asked for, in an empty element of
//! the ticket that Yew leaves alone.

use crate::api;
use crate::effects::timer::at;
use crate::effects::{Core, Effects, Slot, running};
use crate::hand::{Desk, Local};
use crate::state::Action;
use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

/// Closes the desk when it is dropped.
struct Open(Option<Function>);

impl Drop for Open {
    fn drop(&mut self) {
        if let Some(close) = &self.0 {
            let _ = close.call0(&JsValue::UNDEFINED);
        }
    }
}

/// Opens the desk where it is wanted.
pub fn sync(effects: &mut Effects, core: &Core, lang: &str, root: Option<&Element>) {
    let state = core.state();
    let Some((node, _)) = state.lottery() else { return };
    let wanted = state.local(&node.id).desk;
    let name = match wanted {
        Desk::Closed => String::new(),
        Desk::Check => ["check ", lang].concat(),
        Desk::Claim => ["claim ", lang].concat(),
    };
    if !effects.renew(Slot::Desk, name) || wanted == Desk::Closed {
        return;
    }
    let found = root.and_then(|root| root.query_selector(".checked").ok().flatten());
    let (Some(place), Some(open)) = (found, &core.place.desk) else {
        return;
    };
    // The fan has claimed his prize: the server says so. Dropping the handle would give the question up.
    let asking = core.clone();
    let claimed = at(
        &place,
        "claimed",
        Box::new(move |_| std::mem::forget(api::me(&asking, Box::new(|_| {})))),
    );
    let (core, node) = (core.clone(), node.id.clone());
    let failed = at(
        &place,
        "failed",
        Box::new(move |_| {
            let local = Local {
                desk: Desk::Closed,
                missing: true,
                ..core.state().local(&node)
            };
            core.dispatch.emit(Action::Held(node.clone(), local));
        }),
    );
    let close = open.call2(&JsValue::UNDEFINED, &place, &JsValue::from_bool(wanted == Desk::Claim));
    let close = Open(close.ok().and_then(|close| close.dyn_into().ok()));
    effects.keep(Slot::Desk, running((claimed, failed, close)));
}
