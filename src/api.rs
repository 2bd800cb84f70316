//! The server's face, and what the page is told.

use crate::ctx::Place;
use crate::effects::Core;
use crate::effects::timer::after;
use crate::keep;
use crate::outbox::Entry;
use crate::state::Action;
use crate::wire::{FromJs, act_to_js, field, from_json, get, set, to_json};
use canyu_core::act::Act;
use canyu_core::view::{ActAnswer, Me};
use js_sys::{JsString, Object, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortController, CustomEvent, CustomEventInit, Headers, RequestCredentials, RequestInit, Response};

/// A request that has not been answered by then is given up.
const PATIENCE: u32 = 20_000;

/// Ends a request when it is dropped.
pub struct Abort(Option<AbortController>);

impl Drop for Abort {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}

/// How the server answered.
pub enum Reply {
    /// Well, with this.
    Done(JsValue),
    /// With a status that is none of success, and this.
    Refused(u16, JsValue),
    /// Not at all.
    Unreachable,
}

/// Who hears the answer.
pub type Heard = Box<dyn FnOnce(Reply)>;

/// Asks for something; with the fan's token where one is given. Nobody hears the answer once the handle is dropped.
pub fn ask(url: String, token: Option<&str>, heard: Heard) -> Abort {
    let controller = AbortController::new().ok();
    let init = RequestInit::new();
    init.set_credentials(RequestCredentials::Omit);
    if let (Some(token), Ok(headers)) = (token, Headers::new()) {
        let _ = headers.set("Authorization", &["Bearer ", token].concat());
        init.set_headers(&headers);
    }
    init.set_signal(controller.as_ref().map(AbortController::signal).as_ref());
    let patience = Abort(controller.clone());
    spawn_local(async move {
        let timer = after(PATIENCE, Box::new(move || drop(patience)));
        let reply = fetch(&url, &init).await;
        drop(timer);
        heard(reply.unwrap_or(Reply::Unreachable));
    });
    Abort(controller)
}

/// Sends an act: the shell does, with a visit and whatever else the server asks for.
pub fn act(place: &Place, entry: &Entry, heard: Heard) -> Abort {
    let controller = AbortController::new().ok();
    let body = to_json(&act_to_js(&entry.act, entry.at));
    let [key, body] = [&entry.key, &body].map(|text| JsValue::from_str(text));
    let sent = place.send.as_ref().zip(controller.as_ref());
    let sent = sent.and_then(|(send, controller)| send.call3(&JsValue::UNDEFINED, &key, &body, controller).ok());
    spawn_local(async move {
        let answer = match sent {
            Some(promise) => JsFuture::from(promise.unchecked_into::<Promise>()).await.ok(),
            None => None,
        };
        heard(answer.map_or(Reply::Unreachable, |answer| {
            let value = get(&answer, "value");
            match field::<u32>(&answer, "status").unwrap_or(0) as u16 {
                200 => Reply::Done(value),
                status => Reply::Refused(status, value),
            }
        }));
    });
    Abort(controller)
}

/// Keeps what the server has said for scripts of their own: `view` or `me`.
pub fn know(place: &Place, name: &str, value: &JsValue) {
    if let Some(known) = &place.known {
        set(known, name, value);
    }
}

/// Asks who the fan is.
pub fn me(core: &Core, heard: Heard) -> Abort {
    let (dispatch, place) = (core.dispatch.clone(), core.place.clone());
    let first = move |reply: Reply| {
        if let Reply::Done(value) = &reply
            && let Ok(me) = Me::from_js(value)
        {
            know(&place, "me", value);
            dispatch.emit(Action::Known(me));
        }
        heard(reply);
    };
    ask(core.place.api("/me"), Some(&core.place.token), Box::new(first))
}

async fn fetch(url: &str, init: &RequestInit) -> Option<Reply> {
    let response = JsFuture::from(web_sys::window()?.fetch_with_str_and_init(url, init))
        .await
        .ok()?;
    let response: Response = response.dyn_into().ok()?;
    let text = JsFuture::from(response.text().ok()?).await.ok()?;
    let value = from_json(&text.as_string().unwrap_or_default());
    Some(if response.ok() {
        Reply::Done(value)
    } else {
        Reply::Refused(response.status(), value)
    })
}

/// Tells the page something: a bubbling, composed event with plain data.
pub fn tell(place: &Place, name: &str, detail: &[(&str, &str)]) {
    let Some(host) = &place.host else { return };
    let object = Object::new();
    for (name, value) in detail {
        set(&object, name, &JsString::from(*value));
    }
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_detail(&object);
    if let Ok(event) = CustomEvent::new_with_event_init_dict(name, &init) {
        let _ = host.dispatch_event(&event);
    }
}

/// Tells the page about an act that was accepted.
pub fn tell_done(core: &Core, act: &Act, answer: &ActAnswer) {
    keep::is_here(&core.place);
    match act {
        Act::Share { node, channel } => tell(&core.place, "canyu-shared", &[("node", node), ("channel", channel)]),
        Act::Start { .. } => {}
        act => {
            if let Some(node) = act.node() {
                tell(&core.place, "canyu-step", &[("node", node), ("act", act.name())]);
            }
        }
    }
    let state = core.state();
    if answer.me.joined && state.known && !state.me.joined {
        tell(&core.place, "canyu-joined", &[]);
    }
}

/// Tells the page about a refusal.
pub fn tell_error(core: &Core, code: &str) {
    tell(&core.place, "canyu-error", &[("code", code), ("detail", "")]);
}
