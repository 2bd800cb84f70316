//! The browser's own dialog: it keeps the focus, hides the page behind it from everybody, and gives the focus back.

use gloo_timers::callback::Timeout;
use web_sys::HtmlDialogElement;
use yew::{AttrValue, Callback, Event, Html, Properties, component, html, use_effect_with, use_node_ref};

/// What [`Dialog`] is given.
#[derive(Properties, PartialEq)]
pub struct DialogProps {
    /// Its name in the document.
    pub id: &'static str,
    /// What it is about.
    pub title: AttrValue,
    /// Somebody leaves it by the escape key.
    pub on_close: Callback<()>,
    /// What stands in it.
    pub children: Html,
}

/// A dialog, open as long as it is there.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            let dialog = node.cast::<HtmlDialogElement>();
            if let Some(dialog) = &dialog {
                drop(dialog.show_modal());
            }
            // While it is still in the document, so that the focus goes back to where it was.
            move || {
                if let Some(dialog) = dialog {
                    dialog.close();
                }
            }
        });
    }
    let oncancel = {
        let on_close = props.on_close.clone();
        Callback::from(move |event: Event| {
            event.prevent_default();
            on_close.emit(());
        })
    };
    // A browser closes a dialog by itself when the escape key is pressed twice. One that has to stay is opened again.
    let onclose = {
        let (on_close, node) = (props.on_close.clone(), node.clone());
        Callback::from(move |_: Event| {
            on_close.emit(());
            let node = node.clone();
            Timeout::new(0, move || {
                if let Some(dialog) = node.cast::<HtmlDialogElement>().filter(|dialog| !dialog.open()) {
                    drop(dialog.show_modal());
                }
            })
            .forget();
        })
    };
    let title = [props.id, "-title"].concat();
    html! {
        <dialog ref={node} id={props.id} aria-labelledby={title.clone()} {oncancel} {onclose}>
            <h2 id={title}>{ props.title.clone() }</h2>
            { props.children.clone() }
        </dialog>
    }
}
