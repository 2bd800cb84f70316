//! The draft as the file that it is: to be taken along, brought back, and mended where no form can show it.

use super::saver::Saver;
use crate::api::Problem;
use crate::browser::click;
use crate::desk::use_desk;
use crate::hooks::{Load, use_act, use_text_of};
use crate::pages::editor::upload::uploaded;
use crate::ui::{Trouble, button};
use canyu_core::staff::{Draft, LONGEST_FILE};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlTextAreaElement, InputEvent};
use yew::{Callback, Html, Properties, component, html, use_state};

/// What [`TheFile`] is given.
#[derive(Properties)]
pub struct TheFileProps {
    /// The draft.
    pub draft: Rc<Draft>,
    /// Where it is kept.
    pub saver: Saver,
    /// Whether it is no file that a form could show.
    pub is_broken: bool,
}

impl PartialEq for TheFileProps {
    fn eq(&self, other: &Self) -> bool {
        self.draft == other.draft && self.is_broken == other.is_broken
    }
}

/// The file.
#[component]
pub fn TheFile(props: &TheFileProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let act = use_act();
    let typed = use_state(|| None::<String>);
    let (load, again) = use_text_of(props.saver.path("/file"));
    let send = {
        let (desk, act, saver, typed, again) = (
            desk.clone(),
            act.clone(),
            props.saver.clone(),
            typed.clone(),
            again.clone(),
        );
        let revision = props.draft.revision;
        Callback::from(move |text: String| {
            let (desk, saver, typed, again) = (desk.clone(), saver.clone(), typed.clone(), again.clone());
            act.run(async move {
                if text.chars().count() > LONGEST_FILE {
                    return Err(Problem::refused("file_too_long"));
                }
                let path = saver.path(&["/file?revision=", &revision.to_string()].concat());
                let draft = desk
                    .api
                    .put::<Draft>(&path, JsValue::from_str(&text), "text/plain")
                    .await?;
                saver.take(draft);
                typed.set(None);
                again.emit(());
                desk.say.emit(desk.words.t("file.taken").to_string());
                Ok(())
            });
        })
    };
    let on_file = uploaded(send.clone());
    let oninput = {
        let typed = typed.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(field) = event
                .target()
                .and_then(|field| field.dyn_into::<HtmlTextAreaElement>().ok())
            {
                typed.set(Some(field.value()));
            }
        })
    };
    let there = match &load {
        Load::Ready(text) => text.to_string(),
        _ => String::new(),
    };
    let text = (*typed).clone().unwrap_or(there);
    let save = {
        let text = text.clone();
        Callback::from(move |()| send.emit(text.clone()))
    };
    let name = if props.draft.slug.is_empty() {
        "campaign"
    } else {
        &props.draft.slug
    };
    html! {
        <>
            <h2 id="card-title">{ words.t("card.file") }</h2>
            <p class={if props.is_broken { "problem" } else { "hint" }}>{ words.t(if props.is_broken { "file.broken" } else { "file.lead" }) }</p>
            <div class="acts is-start">
                <a class="button" href={["/api/v1/staff/", &props.saver.path("/file")].concat()} download={[name, ".toml"].concat()}>{ words.t("file.download") }</a>
                { button("", words.t("file.upload"), Callback::from(|()| click("file-upload"))) }
                <input type="file" hidden=true id="file-upload" accept=".toml,text/plain" onchange={on_file} />
            </div>
            <Trouble problem={act.problem()} />
            { load.shown(&again, |_| html! {
                <textarea class="source is-code" spellcheck="false" aria-label={words.t("card.file")} value={text.clone()} {oninput} />
            }) }
            if typed.is_some() {
                <p>{ button("", words.t("file.save"), save) }</p>
            }
        </>
    }
}
