//! A question before something that cannot be taken back.

use super::{Dialog, Field, Form, Trouble, button, focus_first_wrong};
use crate::desk::use_desk;
use crate::hooks::{Act, use_text};
use yew::{AttrValue, Callback, Html, Properties, component, html, use_state};

/// How much somebody has to do to say yes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Press a button.
    Press,
    /// Write this name.
    Name(AttrValue),
}

/// What [`Confirm`] is given.
#[derive(Properties, PartialEq)]
pub struct ConfirmProps {
    /// The question.
    pub title: AttrValue,
    /// What the button says.
    pub yes: AttrValue,
    /// How much it takes.
    #[prop_or(Weight::Press)]
    pub weight: Weight,
    /// What is done then.
    pub act: Act,
    /// Somebody says yes.
    pub on_yes: Callback<()>,
    /// Somebody leaves it.
    pub on_no: Callback<()>,
    /// What happens, and what does not.
    pub children: Html,
}

/// The question.
#[component]
pub fn Confirm(props: &ConfirmProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let written = use_text("");
    let is_asked = use_state(|| false);
    let name = match &props.weight {
        Weight::Press => None,
        Weight::Name(name) => Some(name.clone()),
    };
    let is_wrong = name.as_ref().is_some_and(|name| written.trimmed() != name.as_str());
    let on_send = {
        let (on_yes, is_asked) = (props.on_yes.clone(), is_asked.clone());
        Callback::from(move |()| {
            if is_wrong {
                is_asked.set(true);
                focus_first_wrong();
            } else {
                on_yes.emit(());
            }
        })
    };
    let error = if is_wrong && *is_asked {
        words.t("confirm.wrong")
    } else {
        AttrValue::default()
    };
    let busy = props.act.is_busy().then_some("true");
    html! {
        <Dialog id="confirm" title={props.title.clone()} on_close={props.on_no.clone()}>
            <Form {on_send}>
                { props.children.clone() }
                if let Some(name) = name {
                    <Field id="confirm-name" label={words.with("confirm.name", &[("name", &name)])} text={written} {error} code=true />
                }
                <Trouble problem={props.act.problem()} />
                <div class="acts">
                    { button("", words.t("cancel"), props.on_no.clone()) }
                    <button type="submit" class="button is-grave" aria-disabled={busy} aria-busy={busy}>{ props.yes.clone() }</button>
                </div>
            </Form>
        </Dialog>
    }
}
