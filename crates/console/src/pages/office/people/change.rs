//! What somebody may do, and the ways to help or to keep out.

use super::{ask::Grave, roles};
use crate::api::Method;
use crate::desk::use_desk;
use crate::hooks::use_act;
use crate::pages::limit::Limit;
use crate::ui::{Choices, Dialog, Form, Trouble, button, submit};
use canyu_core::staff::{Account, AccountChange, Role};
use yew::{AttrValue, Callback, Html, Properties, component, html, use_state, use_state_eq};

/// What [`Change`] is given.
#[derive(Properties, PartialEq)]
pub struct ChangeProps {
    /// Whose account.
    pub account: Account,
    /// Leaves it.
    pub on_close: Callback<()>,
    /// It is changed: what to say.
    pub on_done: Callback<AttrValue>,
    /// Something that has to be asked first.
    pub on_ask: Callback<Grave>,
}

/// The form.
#[component]
pub fn Change(props: &ChangeProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let account = &props.account;
    let role = use_state_eq(|| account.role);
    let campaigns = use_state(|| account.campaigns.clone());
    let act = use_act();
    let on_send = {
        let (desk, act, on_done) = (desk.clone(), act.clone(), props.on_done.clone());
        let (id, name) = (account.id.clone(), account.name.clone());
        let limit = if *role == Role::Administrator {
            None
        } else {
            (*campaigns).clone()
        };
        let change = AccountChange {
            role: (*role != account.role).then_some(*role),
            campaigns: (limit != account.campaigns).then_some(limit),
            ..AccountChange::default()
        };
        Callback::from(move |()| {
            let (desk, on_done, change) = (desk.clone(), on_done.clone(), change.clone());
            let (path, name) = (["accounts/", &id].concat(), name.clone());
            act.run(async move {
                desk.api.tell(Method::Patch, &path, &change).await?;
                on_done.emit(desk.words.with("people.changed", &[("name", &name)]));
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
    let ask = |class: &'static str, name: &str, grave: fn(Account) -> Grave| {
        let (on_ask, account) = (props.on_ask.clone(), account.clone());
        button(
            class,
            words.t(name),
            Callback::from(move |()| on_ask.emit(grave(account.clone()))),
        )
    };
    html! {
        <Dialog id="change" title={words.with("people.change.of", &[("name", &account.name)])} on_close={props.on_close.clone()}>
            <Form {on_send}>
                <Choices id="change-role" label={words.t("role")} value={role.name()} options={roles(words)} on_choose={on_role} />
                if *role != Role::Administrator {
                    <Limit value={(*campaigns).clone()} on_change={on_limit} />
                }
                <Trouble problem={act.problem()} />
                <div class="acts">
                    { button("", words.t("cancel"), props.on_close.clone()) }
                    { submit(words.t("save"), act.is_busy()) }
                </div>
            </Form>
            <section class="apart" aria-label={words.t("people.more")}>
                <h3>{ words.t("people.more") }</h3>
                <div class="acts is-start">
                    if account.second_factor {
                        { ask("", "reset", Grave::Reset) }
                    }
                    { ask("", "sign_out_everywhere", Grave::SignOut) }
                    if account.disabled {
                        { ask("", "enable", Grave::Enable) }
                    } else {
                        { ask("", "disable", Grave::Disable) }
                    }
                    { ask("is-grave", "delete", Grave::Delete) }
                </div>
            </section>
        </Dialog>
    }
}
