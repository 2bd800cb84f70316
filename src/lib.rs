//! The widget: what fans see. The shell calls [`mount`], [`update`] and [`unmount`], and nothing else; that a call has failed for good is
//! noticed by the glue around it (`xtask/src/assembly.rs`).

pub mod api;
pub mod app;
pub mod clock;
pub mod ctx;
pub mod effects;
pub mod hand;
pub mod keep;
pub mod nodes;
pub mod outbox;
pub mod overlay;
pub mod parts;
pub mod platform;
pub mod press;
pub mod reduce;
pub mod state;
pub mod text;
pub mod ui;
pub mod wire;

use crate::app::{App, AppProps};
use crate::ctx::Place;
use crate::text::Texts;
use crate::wire::{FromJs, Notes, Wrong, get, part, wire};
use canyu_core::utm::Utm;
use canyu_core::view::View;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, EventTarget};
use yew::{AppHandle, Renderer};

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// One mounted widget, by its number.
struct Mounted {
    number: u32,
    app: AppHandle<App>,
}

thread_local! {
    static MOUNTED: RefCell<Vec<Mounted>> = const { RefCell::new(Vec::new()) };
    static LAST: RefCell<u32> = const { RefCell::new(0) };
}

/// Shows a campaign in a fresh element and returns a number for [`update`] and [`unmount`].
///
/// # Errors
/// The name of an option, or of a field of the campaign, that is not as expected.
#[wasm_bindgen]
pub fn mount(inner: Element, options: &JsValue) -> Result<u32, JsValue> {
    let props = read(options).map_err(JsValue::from_str)?;
    let app = Renderer::<App>::with_root_and_props(inner, props).render();
    let number = LAST.with_borrow_mut(|last| {
        *last += 1;
        *last
    });
    MOUNTED.with_borrow_mut(|all| all.push(Mounted { number, app }));
    Ok(number)
}

/// Gives a mounted widget other options: another language.
///
/// # Errors
/// As [`mount`].
#[wasm_bindgen]
pub fn update(number: u32, options: &JsValue) -> Result<(), JsValue> {
    let props = read(options).map_err(JsValue::from_str)?;
    MOUNTED.with_borrow_mut(|all| {
        if let Some(mounted) = all.iter_mut().find(|mounted| mounted.number == number) {
            mounted.app.update(props);
        }
    });
    Ok(())
}

/// Takes a mounted widget away, with everything that it has started.
#[wasm_bindgen]
pub fn unmount(number: u32) {
    let found = MOUNTED.with_borrow_mut(|all| {
        let place = all.iter().position(|mounted| mounted.number == number)?;
        Some(all.swap_remove(place))
    });
    if let Some(mounted) = found {
        mounted.app.destroy();
    }
}

/// What the shell gives.
struct Options {
    server: String,
    slug: String,
    lang: String,
    view: View,
    token: String,
    user: Option<String>,
    link: Link,
    page: String,
    storage: Option<bool>,
}

/// What the link said that led here.
struct Link {
    code: Option<String>,
    channel: Option<String>,
    utm: Option<Utm>,
    event: Option<String>,
}

wire! {
    Options { server, slug, lang, view, token, user, link, page, storage }
    Link { code, channel, utm, event }
}

fn read(options: &JsValue) -> Result<AppProps, Wrong> {
    let Options {
        server,
        slug,
        lang,
        view,
        token,
        user,
        link,
        page,
        storage,
    } = Options::from_js(options)?;
    let Link {
        code,
        channel,
        utm,
        event,
    } = link;
    let host = get(options, "host").dyn_into::<EventTarget>().ok();
    let [gadgets, send] = ["gadgets", "send"].map(|name| get(options, name).dyn_into().ok());
    let known = get(options, "known").dyn_into().ok();
    let storage = storage.unwrap_or(false);
    let locale = get(options, "locale");
    let texts = Texts::new(&lang, Box::new(move |name| get(&locale, name).as_string()));
    let place = Rc::new(Place {
        server,
        slug,
        token,
        user: user.unwrap_or_default(),
        code,
        channel,
        utm,
        event,
        page,
        storage,
        host,
        gadgets,
        send,
        known,
    });
    Ok(AppProps {
        view: Rc::new(view),
        texts,
        place,
    })
}
