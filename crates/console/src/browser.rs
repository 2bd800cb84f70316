//! What only a browser has: its address and history, its clock and clipboard, its focus, its languages' formats, and the script of the page. Views
//! that are rendered to text in tests use plain formats.

mod focus;
#[cfg(target_arch = "wasm32")]
mod formats;
mod host;
#[cfg(not(target_arch = "wasm32"))]
mod plain;

pub use focus::{focus, focus_beside, keep_focus, moved, reveal};
#[cfg(target_arch = "wasm32")]
pub use formats::{Formats, compare, local_of, moment_of_local};
pub use host::Host;
#[cfg(not(target_arch = "wasm32"))]
pub use plain::{Formats, compare, local_of, moment_of_local};

use canyu_core::moment::Moment;
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Document, HtmlElement, Window};

/// The window.
#[must_use]
pub fn window() -> Option<Window> {
    web_sys::window()
}

fn document() -> Option<Document> {
    window()?.document()
}

/// Path and query of the address.
#[must_use]
pub fn address() -> String {
    let location = window().map(|window| window.location());
    let part = |part: Option<Result<String, JsValue>>| part.and_then(Result::ok).unwrap_or_default();
    let mut address = part(location.as_ref().map(web_sys::Location::pathname));
    address.push_str(&part(location.as_ref().map(web_sys::Location::search)));
    address
}

/// Where the server is reached, without a slash at the end.
#[must_use]
pub fn origin() -> String {
    window()
        .and_then(|window| window.location().origin().ok())
        .unwrap_or_default()
}

/// What stands behind `#` in the address, taken out of it: it is a secret that neither the address line nor the history should keep.
#[must_use]
pub fn take_hash() -> String {
    let hash = window()
        .and_then(|window| window.location().hash().ok())
        .unwrap_or_default();
    if !hash.is_empty() {
        go(&address(), true);
    }
    hash.trim_start_matches('#').to_owned()
}

/// What the history keeps of a page that another program of the console is loaded for.
const MOVED: &str = "moved";

/// Loads the page of an address of the console anew, in the place of the one that is shown.
pub fn load(address: &str) {
    if let Some(window) = window() {
        // What is kept outlives loading: so the next program knows that somebody has moved, as by any link.
        let history = window.history().ok();
        drop(history.map(|history| history.replace_state_with_url(&JsValue::from_str(MOVED), "", Some(address))));
        drop(window.location().reload());
    }
}

/// Whether this page was loaded for somebody who has moved to it from another program's; told once.
#[must_use]
pub fn has_moved() -> bool {
    let Some(history) = window().and_then(|window| window.history().ok()) else {
        return false;
    };
    let has_moved = history
        .state()
        .is_ok_and(|state| state.as_string().as_deref() == Some(MOVED));
    if has_moved {
        drop(history.replace_state_with_url(&JsValue::NULL, "", None));
    }
    has_moved
}

/// Changes the address, in the place of the one before or after it.
pub fn go(address: &str, replace: bool) {
    let Some(history) = window().and_then(|window| window.history().ok()) else {
        return;
    };
    let done = if replace {
        history.replace_state_with_url(&JsValue::NULL, "", Some(address))
    } else {
        history.push_state_with_url(&JsValue::NULL, "", Some(address))
    };
    drop(done);
}

/// Has the page loaded anew.
pub fn reload() {
    if let Some(window) = window() {
        drop(window.location().reload());
    }
}

/// Opens the browser's way to print the page, or to keep it as PDF.
pub fn print() {
    if let Some(window) = window() {
        drop(window.print());
    }
}

/// Names the page in the browser's tab, in a language.
pub fn name_page(title: &str, language: &str) {
    let Some(document) = document() else { return };
    document.set_title(title);
    if let Some(root) = document.document_element() {
        drop(root.set_attribute("lang", language));
    }
}

fn by_id(id: &str) -> Option<HtmlElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// A text as it may stand in an address.
#[must_use]
pub fn encoded(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

/// Whether the reader has it dark.
#[must_use]
pub fn is_dark() -> bool {
    let asked = window().and_then(|window| window.match_media("(prefers-color-scheme: dark)").ok().flatten());
    asked.is_some_and(|asked| asked.matches())
}

/// Presses an element by its id.
pub fn click(id: &str) {
    if let Some(found) = by_id(id) {
        found.click();
    }
}

/// The text of a file.
pub async fn text_of(file: &Blob) -> Option<String> {
    JsFuture::from(file.text()).await.ok()?.as_string()
}

/// The machine's own time.
#[must_use]
pub fn now() -> Moment {
    Moment(js_sys::Date::now() as i64)
}

/// What names a request, so that the same again does nothing twice. It has to be new and is no secret.
#[must_use]
pub fn fresh_key() -> String {
    let part = || ((js_sys::Math::random() * 1e15) as u64).to_string();
    [now().0.to_string(), part()].join("-")
}

/// The moment that a field of date and time says, in the browser's time zone; none where it says none.
#[must_use]
pub fn local_moment(text: &str) -> Option<Moment> {
    let at = js_sys::Date::parse(text);
    at.is_finite().then_some(Moment(at as i64))
}

/// Leads to another page of the server.
pub fn leave_for(address: &str) {
    if let Some(window) = window() {
        drop(window.location().assign(address));
    }
}

/// Scrolls to the beginning of the page.
pub fn to_top() {
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Puts a text where it can be pasted from; whether that was possible.
pub async fn copy(text: &str) -> bool {
    let Some(window) = window() else { return false };
    // Missing on pages that are not secure, which is not a mistake of the page.
    if Reflect::get(&window.navigator(), &JsValue::from_str("clipboard")).is_ok_and(|it| it.is_undefined()) {
        return false;
    }
    JsFuture::from(window.navigator().clipboard().write_text(text))
        .await
        .is_ok()
}

/// Whether a click is to open another tab or window, which is the browser's to do.
#[must_use]
pub fn is_plain(click: &web_sys::MouseEvent) -> bool {
    click.button() == 0 && !(click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key())
}
