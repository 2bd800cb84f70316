//! What is asked before it is done to somebody.

use crate::api::Method;
use crate::desk::use_desk;
use crate::hooks::use_act;
use crate::ui::{Confirm, Weight};
use canyu_core::staff::{Account, AccountChange, Invitation};
use yew::{AttrValue, Callback, Html, Properties, component, html};

/// Something that somebody else will notice.
#[derive(Clone, Debug, PartialEq)]
pub enum Grave {
    /// Forget his second factor.
    Reset(Account),
    /// End his sessions.
    SignOut(Account),
    /// Close his account for now.
    Disable(Account),
    /// Open it again.
    Enable(Account),
    /// Delete it.
    Delete(Account),
    /// Take an invitation back.
    Withdraw(Invitation),
}

impl Grave {
    /// What it is called in the words.
    fn name(&self) -> &'static str {
        match self {
            Self::Reset(_) => "reset",
            Self::SignOut(_) => "sign_out_everywhere",
            Self::Disable(_) => "disable",
            Self::Enable(_) => "enable",
            Self::Delete(_) => "delete",
            Self::Withdraw(_) => "withdraw",
        }
    }

    /// Whom it is about.
    fn about(&self) -> &str {
        match self {
            Self::Withdraw(invitation) => &invitation.email,
            Self::Reset(it) | Self::SignOut(it) | Self::Disable(it) | Self::Enable(it) | Self::Delete(it) => &it.name,
        }
    }

    fn path(&self) -> String {
        match self {
            Self::Withdraw(invitation) => ["invitations/", &invitation.id].concat(),
            Self::Reset(it) | Self::SignOut(it) | Self::Disable(it) | Self::Enable(it) | Self::Delete(it) => {
                ["accounts/", &it.id].concat()
            }
        }
    }

    /// What changes; `None`: it ends.
    fn change(&self) -> Option<AccountChange> {
        let nothing = AccountChange::default();
        match self {
            Self::Reset(_) => Some(AccountChange {
                reset_second_factor: true,
                ..nothing
            }),
            Self::SignOut(_) => Some(AccountChange {
                sign_out: true,
                ..nothing
            }),
            Self::Disable(_) => Some(AccountChange {
                disabled: Some(true),
                ..nothing
            }),
            Self::Enable(_) => Some(AccountChange {
                disabled: Some(false),
                ..nothing
            }),
            Self::Delete(_) | Self::Withdraw(_) => None,
        }
    }
}

/// What [`Ask`] is given.
#[derive(Properties, PartialEq)]
pub struct AskProps {
    /// What is asked.
    pub grave: Grave,
    /// Leaves it.
    pub on_close: Callback<()>,
    /// It is done: what to say.
    pub on_done: Callback<AttrValue>,
}

/// The question.
#[component]
pub fn Ask(props: &AskProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let act = use_act();
    let grave = &props.grave;
    let (name, about) = (grave.name(), [("name", grave.about())]);
    let on_yes = {
        let (desk, act, grave, on_done) = (desk.clone(), act.clone(), grave.clone(), props.on_done.clone());
        Callback::from(move |()| {
            let (desk, grave, on_done) = (desk.clone(), grave.clone(), on_done.clone());
            act.run(async move {
                match grave.change() {
                    Some(change) => desk.api.tell(Method::Patch, &grave.path(), &change).await?,
                    None => desk.api.delete(&grave.path()).await?,
                }
                on_done.emit(desk.words.t(&[grave.name(), ".done"].concat()));
                Ok(())
            });
        })
    };
    let weight = match grave {
        Grave::Delete(account) => Weight::Name(account.email.clone().into()),
        _ => Weight::Press,
    };
    html! {
        <Confirm title={words.with(&[name, ".title"].concat(), &about)} yes={words.t(name)} {weight} {act} {on_yes} on_no={props.on_close.clone()}>
            <p>{ words.with(&[name, ".lead"].concat(), &about) }</p>
        </Confirm>
    }
}
