//! Making a webhook, or changing one: where it is, and what it is told of.

use crate::api::Method;
use crate::desk::use_desk;
use crate::hooks::{use_act, use_text};
use crate::ui::{Check, Dialog, Field, Form, Trouble, button, focus_first_wrong, submit};
use canyu_core::staff::{Happening, MadeWebhook, NewWebhook, Webhook, WebhookChange};
use yew::{AttrValue, Callback, Html, Properties, component, html, use_state, use_state_eq};

/// What a new one is told of, unless somebody says otherwise: what a list of customers wants to know.
const USUAL: [Happening; 5] = [
    Happening::Joined,
    Happening::Verified,
    Happening::Merged,
    Happening::Erased,
    Happening::CodeRedeemed,
];

/// What [`Make`] is given.
#[derive(Properties, PartialEq)]
pub struct MakeProps {
    /// The path of the campaign's webhooks.
    pub path: AttrValue,
    /// The one that is changed; `None`: a new one is made.
    pub hook: Option<Webhook>,
    /// Somebody leaves it.
    pub on_close: Callback<()>,
    /// It is done; a new one with its secret.
    pub on_made: Callback<Option<MadeWebhook>>,
}

/// The dialog.
#[component]
pub fn Make(props: &MakeProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let url = use_text(props.hook.as_ref().map_or("", |hook| &hook.url));
    let kinds = use_state(|| {
        props
            .hook
            .as_ref()
            .map_or_else(|| USUAL.to_vec(), |hook| hook.kinds.clone())
    });
    let is_checked = use_state_eq(|| false);
    let act = use_act();
    let wrong = |is_wrong: bool, name: &str| {
        if is_wrong && *is_checked {
            words.t(name)
        } else {
            AttrValue::default()
        }
    };
    let (no_url, no_kinds) = (url.is_empty(), kinds.is_empty());
    let on_send = {
        let (desk, act, on_made, is_checked) = (desk.clone(), act.clone(), props.on_made.clone(), is_checked.clone());
        let (path, hook) = (props.path.clone(), props.hook.clone());
        let (url, kinds) = (url.trimmed(), (*kinds).clone());
        Callback::from(move |()| {
            is_checked.set(true);
            if no_url || no_kinds {
                focus_first_wrong();
                return;
            }
            let (desk, on_made, path, hook) = (desk.clone(), on_made.clone(), path.clone(), hook.clone());
            let (url, kinds) = (url.clone(), kinds.clone());
            act.run(async move {
                match hook {
                    None => {
                        let new = NewWebhook { url, kinds };
                        on_made.emit(Some(desk.api.send(Method::Post, &path, &new).await?));
                    }
                    Some(hook) => {
                        let change = WebhookChange {
                            url: Some(url),
                            kinds: Some(kinds),
                            paused: None,
                        };
                        let path = [path.as_str(), "/", &hook.id].concat();
                        desk.api.send::<Webhook>(Method::Patch, &path, &change).await?;
                        desk.say.emit(desk.words.t("saved").to_string());
                        on_made.emit(None);
                    }
                }
                Ok(())
            });
        })
    };
    let kind = |kind: Happening| {
        let kinds = kinds.clone();
        let on = kinds.contains(&kind);
        let on_change = Callback::from(move |on: bool| {
            let is_kept = |one: &Happening| if *one == kind { on } else { kinds.contains(one) };
            kinds.set(Happening::ALL.into_iter().filter(is_kept).collect());
        });
        html! { <Check key={kind.name()} label={words.code("happening", kind.name())} {on} {on_change} /> }
    };
    let (title, send) = if props.hook.is_some() {
        ("webhook.change.title", "webhook.change.send")
    } else {
        ("webhook.act", "webhook.send")
    };
    html! {
        <Dialog id="webhook" title={words.t(title)} on_close={props.on_close.clone()}>
            <Form {on_send}>
                <Field id="webhook-url" label={words.t("webhook.url")} hint={words.t("webhook.url.hint")} text={url} code=true
                    error={wrong(no_url, "webhook.url.missing")} />
                <fieldset class="choices">
                    <legend>{ words.t("webhook.kinds") }</legend>
                    <div class="checks">{ for Happening::ALL.into_iter().map(kind) }</div>
                    if no_kinds && *is_checked {
                        <p class="error" role="alert">{ words.t("webhook.kinds.missing") }</p>
                    }
                </fieldset>
                <p class="hint">{ words.t("webhook.privacy") }</p>
                <Trouble problem={act.problem()} />
                <div class="acts">
                    { button("", words.t("cancel"), props.on_close.clone()) }
                    { submit(words.t(send), act.is_busy()) }
                </div>
            </Form>
        </Dialog>
    }
}
