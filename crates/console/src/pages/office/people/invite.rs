//! Asking somebody to come.

use super::roles;
use crate::api::{Method, json};
use crate::desk::use_desk;
use crate::hooks::{use_act, use_text};
use crate::pages::limit::Limit;
use crate::pages::newcomer::wrong_email;
use crate::ui::{Choice, Choices, Dialog, Field, Form, Trouble, button, focus_first_wrong, submit};
use crate::words::LANGUAGES;
use canyu_core::{
    lang::Lang,
    staff::{MadeInvitation, NewInvitation, Role},
};
use yew::{AttrValue, Callback, Html, Properties, component, html, use_state, use_state_eq};

/// What [`Invite`] is given.
#[derive(Properties, PartialEq)]
pub struct InviteProps {
    /// Leaves it.
    pub on_close: Callback<()>,
    /// The link is made.
    pub on_made: Callback<MadeInvitation>,
}

/// The form.
#[component]
pub fn Invite(props: &InviteProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let email = use_text("");
    let role = use_state_eq(|| Role::Marketer);
    let campaigns = use_state(|| None::<Vec<String>>);
    let language = use_state_eq(|| Lang::from_tag(&desk.words.language).unwrap_or_default());
    let is_checked = use_state_eq(|| false);
    let act = use_act();
    // Whoever has the link may come, so an address is a help and not a condition.
    let wrong = if email.is_empty() {
        AttrValue::default()
    } else {
        wrong_email(words, &email.trimmed())
    };
    let on_send = {
        let (desk, act, on_made, is_checked) = (desk.clone(), act.clone(), props.on_made.clone(), is_checked.clone());
        let is_wrong = !wrong.is_empty();
        let new = NewInvitation {
            email: email.trimmed(),
            role: *role,
            // Administrators are there for all.
            campaigns: if *role == Role::Administrator {
                None
            } else {
                (*campaigns).clone()
            },
            language: *language,
        };
        Callback::from(move |()| {
            is_checked.set(true);
            if is_wrong {
                focus_first_wrong();
                return;
            }
            let (desk, on_made, new) = (desk.clone(), on_made.clone(), new.clone());
            act.run(async move {
                on_made.emit(desk.api.take(Method::Post, "invitations", Some(json(&new))).await?);
                Ok(())
            });
        })
    };
    let on_role = {
        let role = role.clone();
        Callback::from(move |name: String| role.set(Role::named(&name).unwrap_or(Role::Viewer)))
    };
    let on_limit = {
        let campaigns = campaigns.clone();
        Callback::from(move |limit| campaigns.set(limit))
    };
    let on_language = {
        let language = language.clone();
        Callback::from(move |tag: String| language.set(Lang::from_tag(&tag).unwrap_or_default()))
    };
    let languages: Vec<(AttrValue, AttrValue)> = LANGUAGES.map(|(tag, name)| (tag.into(), name.into())).into();
    html! {
        <Dialog id="invite" title={words.t("invite.title")} on_close={props.on_close.clone()}>
            <Form {on_send}>
                <Field id="invite-email" kind="email" label={words.t("invite.email")} hint={words.t("invite.email.hint")} text={email}
                    error={if *is_checked { wrong } else { AttrValue::default() }} />
                <Choices id="invite-role" label={words.t("role")} value={role.name()} options={roles(words)} on_choose={on_role} />
                if *role != Role::Administrator {
                    <Limit value={(*campaigns).clone()} on_change={on_limit} />
                }
                <Choice id="invite-language" label={words.t("invite.language")} value={language.tag()} options={languages} on_choose={on_language} />
                <Trouble problem={act.problem()} />
                <div class="acts">
                    { button("", words.t("cancel"), props.on_close.clone()) }
                    { submit(words.t("invite.send"), act.is_busy()) }
                </div>
            </Form>
        </Dialog>
    }
}
