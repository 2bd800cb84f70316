//! What the script that started the program does for it.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

/// What `page/start.js` gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Host(JsValue);

impl Host {
    /// What was given.
    #[must_use]
    pub fn new(given: &JsValue) -> Self {
        Self(given.clone())
    }

    /// A text of it; empty where it has none.
    #[must_use]
    pub fn text(&self, name: &str) -> String {
        let value = Reflect::get(&self.0, &JsValue::from_str(name)).ok();
        value.and_then(|value| value.as_string()).unwrap_or_default()
    }

    async fn ask(&self, name: &str, with: &JsValue) -> Option<JsValue> {
        let function: Function = Reflect::get(&self.0, &JsValue::from_str(name)).ok()?.dyn_into().ok()?;
        let promise: Promise = function.call1(&JsValue::UNDEFINED, with).ok()?.dyn_into().ok()?;
        JsFuture::from(promise).await.ok()
    }

    /// The words of another language, as JSON; none where they cannot be fetched.
    pub async fn words(&self, language: &str) -> Option<String> {
        self.ask("words", &JsValue::from_str(language)).await?.as_string()
    }

    /// Has the browser keep a file.
    pub async fn save(&self, name: &str, text: &str) {
        let file = js_sys::Array::of2(&JsValue::from_str(name), &JsValue::from_str(text));
        self.ask("save", &file).await;
    }

    /// Draws the tree of sharing, as the server tells it, in an element.
    pub fn tree(&self, place: &HtmlElement, tree: &str) {
        let host = self.clone();
        let what = js_sys::Array::of2(place, &JsValue::from_str(tree));
        wasm_bindgen_futures::spawn_local(async move {
            host.ask("tree", &what).await;
        });
    }

    /// Has the browser keep the drawing of a figure, as `svg` or as `png`.
    pub fn picture(&self, id: &'static str, kind: &'static str) {
        let host = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let what = js_sys::Array::of2(&JsValue::from_str(id), &JsValue::from_str(kind));
            host.ask("picture", &what).await;
        });
    }

    /// Has the browser keep a part of the page as a file that needs nothing else.
    pub fn page(&self, id: &'static str, name: &str) {
        let host = self.clone();
        let what = js_sys::Array::of2(&JsValue::from_str(id), &JsValue::from_str(name));
        wasm_bindgen_futures::spawn_local(async move {
            host.ask("page", &what).await;
        });
    }

    /// Draws a QR code of the text in the element's `data-text`.
    pub async fn draw_qr(&self, place: &JsValue) {
        let Some(script) = self.ask("qr", &JsValue::UNDEFINED).await else {
            return;
        };
        let open = Reflect::get(&script, &JsValue::from_str("open")).ok();
        if let Some(open) = open.and_then(|open| open.dyn_into::<Function>().ok()) {
            drop(open.call1(&JsValue::UNDEFINED, place));
        }
    }
}
