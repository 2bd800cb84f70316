//! The clipboard and the phone's own sheet for sharing.

use crate::platform;
use js_sys::{Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Clipboard, Navigator, ShareData};

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The phone's sheet has taken it, or was closed.
    Shared,
    /// The link is in the clipboard.
    Copied,
    /// The browser refuses both.
    Failed,
}

/// Who is told.
pub type Done = Box<dyn FnOnce(Outcome)>;

/// Whether the browser has a sheet for sharing.
#[must_use]
pub fn can_share() -> bool {
    has("share")
}

/// Puts a link into the clipboard.
pub fn copy(link: &str, done: Done) {
    let clipboard = navigator()
        .and_then(|navigator| Reflect::get(&navigator, &"clipboard".into()).ok())
        .filter(JsValue::is_object)
        .map(|clipboard| clipboard.unchecked_into::<Clipboard>());
    settle(
        clipboard.map(|clipboard| clipboard.write_text(link).into()),
        Outcome::Copied,
        Outcome::Failed,
        done,
    );
}

/// Opens the phone's sheet, or else puts the link into the clipboard.
pub fn share(title: &str, link: &str, done: Done) {
    let Some(navigator) = navigator().filter(|_| can_share()) else {
        return copy(link, done);
    };
    let data = ShareData::new();
    data.set_title(title);
    data.set_url(link);
    // Closing the sheet is no failure, and nothing is to be said about it.
    settle(
        Some(navigator.share_with_data(&data).into()),
        Outcome::Shared,
        Outcome::Shared,
        done,
    );
}

fn settle(promise: Option<JsValue>, good: Outcome, bad: Outcome, done: Done) {
    let promise: Option<Promise> = promise.map(JsCast::unchecked_into);
    spawn_local(async move {
        let kept = match promise {
            Some(promise) => JsFuture::from(promise).await.is_ok(),
            None => false,
        };
        done(if kept { good } else { bad });
    });
}

fn has(name: &str) -> bool {
    navigator().is_some_and(|navigator| Reflect::has(&navigator, &name.into()).unwrap_or(false))
}

#[cfg(target_arch = "wasm32")]
fn navigator() -> Option<Navigator> {
    platform::navigator()
}

#[cfg(not(target_arch = "wasm32"))]
fn navigator() -> Option<Navigator> {
    let _ = platform::stamp();
    None
}
