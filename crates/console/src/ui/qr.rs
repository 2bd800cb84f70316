//! A QR code, drawn by the widget's own script.

use crate::desk::use_desk;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;
use yew::{AttrValue, Html, Properties, component, html, use_effect_with, use_node_ref};

/// What [`Qr`] is given.
#[derive(Properties, PartialEq)]
pub struct QrProps {
    /// What it says.
    pub text: AttrValue,
    /// What it is.
    pub label: AttrValue,
}

/// The code; nothing where the script cannot be fetched, since what it says stands beside it as text.
#[component]
pub fn Qr(props: &QrProps) -> Html {
    let desk = use_desk();
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(props.text.clone(), move |_| {
            if let Some(place) = node.cast::<Element>() {
                spawn_local(async move { desk.host.draw_qr(&JsValue::from(place)).await });
            }
        });
    }
    html! { <div ref={node} class="qr" data-text={props.text.clone()} data-label={props.label.clone()}></div> }
}
