//! Fields, and the form around them. The browser's own messages are not used: they say what is wrong and not what is safe, in a language
//! that may not be the page's.

use crate::hooks::Text;
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::{AttrValue, Callback, Event, Html, InputEvent, Properties, SubmitEvent, component, html};

/// What [`Field`] is given.
#[derive(Properties, PartialEq)]
pub struct FieldProps {
    /// Its name in the document.
    pub id: &'static str,
    /// What is to be written there.
    pub label: AttrValue,
    /// What is written there.
    pub text: Text,
    /// `text`, `email`, `password`.
    #[prop_or("text")]
    pub kind: &'static str,
    /// What the browser may fill in.
    #[prop_or("off")]
    pub autocomplete: &'static str,
    /// What one has to know to fill it in.
    #[prop_or_default]
    pub hint: AttrValue,
    /// What is wrong with it; empty: nothing.
    #[prop_or_default]
    pub error: AttrValue,
    /// Whether it can only be read.
    #[prop_or_default]
    pub readonly: bool,
    /// Whether it holds a code: other letters, no spelling.
    #[prop_or_default]
    pub code: bool,
    /// Whether it has several lines.
    #[prop_or_default]
    pub lines: bool,
}

/// A field with its label, its hint and what is wrong with it.
#[component]
pub fn Field(props: &FieldProps) -> Html {
    let text = props.text.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        let Some(target) = event.target() else { return };
        match target.dyn_into::<HtmlInputElement>() {
            Ok(field) => text.set(&field.value()),
            Err(field) => text.set(&field.unchecked_into::<HtmlTextAreaElement>().value()),
        }
    });
    let (hint, error) = ([props.id, "-hint"].concat(), [props.id, "-error"].concat());
    let mut described = Vec::new();
    if !props.hint.is_empty() {
        described.push(hint.clone());
    }
    if !props.error.is_empty() {
        described.push(error.clone());
    }
    let described = (!described.is_empty()).then(|| described.join(" "));
    html! {
        <div class="field">
            <label for={props.id}>{ props.label.clone() }</label>
            if !props.hint.is_empty() {
                <p class="hint" id={hint}>{ props.hint.clone() }</p>
            }
            if props.lines {
                <textarea id={props.id} name={props.id} rows="4" value={props.text.get()}
                    aria-invalid={(!props.error.is_empty()).then_some("true")} aria-describedby={described} {oninput} />
            } else {
            <input
                id={props.id} name={props.id} type={props.kind} class={props.code.then_some("is-code")}
                autocomplete={props.autocomplete} value={props.text.get()} readonly={props.readonly}
                inputmode={(props.kind == "email").then_some("email")}
                spellcheck={(props.code || props.kind != "text").then_some("false")}
                autocapitalize={(props.code || props.kind != "text").then_some("off")}
                aria-invalid={(!props.error.is_empty()).then_some("true")} aria-describedby={described} {oninput}
            />
            }
            if !props.error.is_empty() {
                <p class="error" id={error}>{ props.error.clone() }</p>
            }
        </div>
    }
}

/// What [`Choice`] is given.
#[derive(Properties, PartialEq)]
pub struct ChoiceProps {
    /// Its name in the document.
    pub id: &'static str,
    /// What is to be chosen.
    pub label: AttrValue,
    /// What is chosen.
    pub value: AttrValue,
    /// Values and what they are called.
    pub options: Vec<(AttrValue, AttrValue)>,
    /// Something else is chosen.
    pub on_choose: Callback<String>,
}

/// One out of a few.
#[component]
pub fn Choice(props: &ChoiceProps) -> Html {
    let on_choose = props.on_choose.clone();
    let onchange = Callback::from(move |event: Event| {
        if let Some(field) = event
            .target()
            .and_then(|field| field.dyn_into::<HtmlSelectElement>().ok())
        {
            on_choose.emit(field.value());
        }
    });
    let option = |(value, name): &(AttrValue, AttrValue)| {
        html! { <option value={value.clone()} selected={*value == props.value}>{ name.clone() }</option> }
    };
    html! {
        <div class="field">
            <label for={props.id}>{ props.label.clone() }</label>
            <select id={props.id} {onchange}>{ for props.options.iter().map(option) }</select>
        </div>
    }
}

/// What [`Choices`] is given.
#[derive(Properties, PartialEq)]
pub struct ChoicesProps {
    /// The group's name in the document.
    pub id: &'static str,
    /// What is to be chosen.
    pub label: AttrValue,
    /// What is chosen.
    pub value: AttrValue,
    /// Values, what they are called, and what they mean.
    pub options: Vec<(AttrValue, AttrValue, AttrValue)>,
    /// Something else is chosen.
    pub on_choose: Callback<String>,
}

/// One out of a few that have to be explained.
#[component]
pub fn Choices(props: &ChoicesProps) -> Html {
    let option = |(value, name, hint): &(AttrValue, AttrValue, AttrValue)| {
        let (on_choose, chosen) = (props.on_choose.clone(), value.clone());
        let onchange = Callback::from(move |_: Event| on_choose.emit(chosen.to_string()));
        html! {
            <label class="choice" key={value.to_string()}>
                <input type="radio" name={props.id} value={value.clone()} checked={*value == props.value} {onchange} />
                <span><b>{ name.clone() }</b><small>{ hint.clone() }</small></span>
            </label>
        }
    };
    html! {
        <fieldset class="choices">
            <legend>{ props.label.clone() }</legend>
            { for props.options.iter().map(option) }
        </fieldset>
    }
}

/// What [`Check`] is given.
#[derive(Properties, PartialEq)]
pub struct CheckProps {
    /// What it says.
    pub label: AttrValue,
    /// Whether it is ticked.
    pub on: bool,
    /// It is ticked, or not any more.
    pub on_change: Callback<bool>,
}

/// A box to tick.
#[component]
pub fn Check(props: &CheckProps) -> Html {
    let (on_change, on) = (props.on_change.clone(), props.on);
    let onchange = Callback::from(move |_: Event| on_change.emit(!on));
    html! {
        <label class="check"><input type="checkbox" checked={props.on} {onchange} /><span>{ props.label.clone() }</span></label>
    }
}

/// What [`Form`] is given.
#[derive(Properties, PartialEq)]
pub struct FormProps {
    /// It is sent.
    pub on_send: Callback<()>,
    /// Its class.
    #[prop_or_default]
    pub class: &'static str,
    /// Its fields.
    pub children: Html,
}

/// A form, which is sent by a script alone.
#[component]
pub fn Form(props: &FormProps) -> Html {
    let on_send = props.on_send.clone();
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        on_send.emit(());
    });
    html! { <form class={["form ", props.class].concat()} novalidate=true {onsubmit}>{ props.children.clone() }</form> }
}

/// Leads to the first field that is wrong, once it says so.
pub fn focus_first_wrong() {
    Timeout::new(0, || {
        crate::browser::focus("dialog[open] [aria-invalid=true], [aria-invalid=true]")
    })
    .forget();
}
