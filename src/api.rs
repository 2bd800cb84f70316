//! The server's face, and what the page is told.

use crate::ctx::Place;
use crate::effects::Core;
use crate::effects::timer::after;
use crate::keep;
use crate::outbox::Entry;
use crate::state::Action;
use crate::wire::{FromJs, act_to_js, from_json, set, to_json};
use canyu_core::act::Act;
use canyu_core::view::{ActAnswer, Me};
use js_sys::{JsString, Object};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, AbortSignal, CustomEvent, CustomEventInit, Headers, RequestCredentials, RequestInit, Response,
};

/// A request that has not been answered by then is given up.
const PATIENCE: u32 = 20_000;

/// Ends a request when it is dropped.
#[derive(Debug)]
pub struct Abort(Option<AbortController>);

impl Abort {
    /// One for a request.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "it is a handle, not a value")]
    pub fn new() -> Self {
        Self(AbortController::new().ok())
    }

    /// What the request is given.
    #[must_use]
    pub fn signal(&self) -> Option<AbortSignal> {
        self.0.as_ref().map(AbortController::signal)
    }
}

impl Drop for Abort {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}

/// How the server answered.
#[derive(Debug)]
pub enum Reply {
    /// Well, with this.
    Done(JsValue),
    /// With a status that is none of success, and this.
    Refused(u16, JsValue),
    /// Not at all.
    Unreachable,
}

/// Asks for something; with the fan's token where one is given.
pub async fn get(url: &str, token: Option<&str>, signal: Option<AbortSignal>) -> Reply {
    let init = RequestInit::new();
    request(url, init, token, None, signal).await
}

/// Sends an act.
pub async fn act(place: &Place, entry: &Entry, signal: Option<AbortSignal>) -> Reply {
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(&JsValue::from_str(&to_json(&act_to_js(&entry.act, entry.at))));
    request(&place.api("/acts"), init, Some(&place.token), Some(&entry.key), signal).await
}

async fn request(
    url: &str,
    init: RequestInit,
    token: Option<&str>,
    key: Option<&str>,
    signal: Option<AbortSignal>,
) -> Reply {
    init.set_credentials(RequestCredentials::Omit);
    let patience = Abort::new();
    init.set_signal(patience.signal().as_ref());
    let timer = after(PATIENCE, Box::new(move || drop(patience)));
    let answer = fetch(url, init, token, key).await;
    drop(timer);
    // Given up by whoever asked: nobody listens any more.
    if signal.is_some_and(|signal| signal.aborted()) {
        return Reply::Unreachable;
    }
    answer.unwrap_or(Reply::Unreachable)
}

async fn fetch(url: &str, init: RequestInit, token: Option<&str>, key: Option<&str>) -> Option<Reply> {
    let headers = Headers::new().ok()?;
    if let Some(token) = token {
        headers.set("Authorization", &["Bearer ", token].concat()).ok()?;
    }
    if let Some(key) = key {
        headers.set("Content-Type", "application/json").ok()?;
        headers.set("Idempotency-Key", key).ok()?;
    }
    init.set_headers(&headers);
    let response = JsFuture::from(web_sys::window()?.fetch_with_str_and_init(url, &init))
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

/// Asks who the fan is.
pub async fn me(core: &Core, signal: Option<AbortSignal>) -> Reply {
    let reply = get(&core.place.api("/me"), Some(&core.place.token), signal).await;
    if let Reply::Done(value) = &reply
        && let Ok(me) = Me::from_js(value)
    {
        core.dispatch.emit(Action::Known(me));
    }
    reply
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
