//! A campaign file from the reader's own disk.

use crate::browser::text_of;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::{Callback, Event};

/// For the change of a field for files: what is done with the text of the file that was chosen. The same file may be chosen again.
pub fn uploaded(take: Callback<String>) -> Callback<Event> {
    Callback::from(move |event: Event| {
        let Some(field) = event
            .target()
            .and_then(|field| field.dyn_into::<HtmlInputElement>().ok())
        else {
            return;
        };
        let take = take.clone();
        if let Some(file) = field.files().and_then(|files| files.get(0)) {
            spawn_local(async move {
                if let Some(text) = text_of(&file).await {
                    take.emit(text);
                }
            });
        }
        field.set_value("");
    })
}
