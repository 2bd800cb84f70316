//! Something that is told once, to be copied.

use super::{Icon, icon};
use crate::browser::copy;
use crate::desk::use_desk;
use wasm_bindgen_futures::spawn_local;
use yew::{AttrValue, Callback, Html, MouseEvent, Properties, component, html, use_state};

/// What [`Secret`] is given.
#[derive(Properties, PartialEq)]
pub struct SecretProps {
    /// What it is.
    pub label: AttrValue,
    /// It.
    pub text: AttrValue,
}

/// The text, in a field that can be selected, and a button that copies it.
#[component]
pub fn Secret(props: &SecretProps) -> Html {
    let desk = use_desk();
    let copied = use_state(|| None::<bool>);
    let onclick = {
        let (text, copied, desk) = (props.text.clone(), copied.clone(), desk.clone());
        Callback::from(move |_: MouseEvent| {
            let (text, copied, desk) = (text.clone(), copied.clone(), desk.clone());
            spawn_local(async move {
                let is_done = copy(&text).await;
                copied.set(Some(is_done));
                desk.say
                    .emit(desk.words.t(if is_done { "copied" } else { "copy.failed" }).to_string());
            });
        })
    };
    let (sign, said) = match *copied {
        Some(true) => (Icon::Tick, "copied"),
        Some(false) | None => (Icon::Copy, "copy"),
    };
    html! {
        <div class="secret">
            <code tabindex="0" aria-label={props.label.clone()} role="textbox" aria-readonly="true">{ props.text.clone() }</code>
            <button type="button" class="button" {onclick}>{ icon(sign) }{ desk.words.t(said) }</button>
            if *copied == Some(false) {
                <p class="hint">{ desk.words.t("copy.failed") }</p>
            }
        </div>
    }
}
