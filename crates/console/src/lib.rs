//! The console: what campaign staff work with. A page loads it by `page/start.js`, which calls [`start`] and nothing else; that a call has
//! failed for good is noticed by the glue around it (`xtask/src/assembly.rs`).

pub mod api;
pub mod app;
pub mod browser;
pub mod desk;
#[cfg(feature = "editor")]
pub mod draft;
pub mod frame;
pub mod hooks;
pub mod pages;
pub mod route;
pub mod ui;
pub mod wire;
pub mod words;

use crate::app::{App, AppProps};
use crate::browser::Host;
use crate::words::Words;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;
use yew::Renderer;

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Shows the console in an element. `host` gives the words of a language, as it was chosen and on demand, and the script that draws QR codes.
#[wasm_bindgen]
pub fn start(root: Element, host: &JsValue) {
    let host = Host::new(host);
    let words = Words::read(&host.text("language"), &host.text("text"));
    Renderer::<App>::with_root_and_props(root, AppProps { host, words }).render();
}
