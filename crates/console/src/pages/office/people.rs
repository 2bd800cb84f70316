//! Who works with the console, and who is asked to.

mod ask;
mod change;
mod invite;

use crate::desk::{Desk, use_desk};
use crate::hooks::use_load;
use crate::pages::limit::campaigns_in_words;
use crate::ui::{Cell, Dialog, Empty, PageHead, Secret, badge, button, small_button, table};
use crate::words::Words;
use ask::{Ask, Grave};
use canyu_core::staff::{Account, Invitation, MadeInvitation, Role};
use change::Change;
use invite::Invite;
use yew::{AttrValue, Callback, Html, component, html, use_state};

/// What lies over the page.
#[derive(Clone, PartialEq)]
enum Over {
    Nothing,
    Invite,
    Made(MadeInvitation),
    Change(Account),
    Ask(Grave),
}

/// The roles with what they are for, to choose from.
fn roles(words: &Words) -> Vec<(AttrValue, AttrValue, AttrValue)> {
    let role = |role: Role| {
        let name = role.name();
        (
            AttrValue::Static(name),
            words.code("role", name),
            words.t(&["role.", name, ".hint"].concat()),
        )
    };
    Role::ALL.into_iter().map(role).collect()
}

/// The page.
#[component]
pub fn People() -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let (accounts, accounts_again) = use_load::<Vec<Account>>("accounts".to_owned());
    let (invitations, invitations_again) = use_load::<Vec<Invitation>>("invitations".to_owned());
    let over = use_state(|| Over::Nothing);
    let show = {
        let over = over.clone();
        Callback::from(move |next: Over| over.set(next))
    };
    let close = show.reform(|()| Over::Nothing);
    let done = {
        let (show, accounts, invitations) = (show.clone(), accounts_again.clone(), invitations_again.clone());
        let desk = desk.clone();
        Callback::from(move |said: AttrValue| {
            desk.say.emit(said.to_string());
            show.emit(Over::Nothing);
            accounts.emit(());
            invitations.emit(());
        })
    };
    let made = {
        let (show, invitations) = (show.clone(), invitations_again.clone());
        Callback::from(move |made: MadeInvitation| {
            show.emit(Over::Made(made));
            invitations.emit(());
        })
    };
    let lying = match &*over {
        Over::Nothing => Html::default(),
        Over::Invite => html! { <Invite on_close={close.clone()} on_made={made} /> },
        Over::Made(made) => html! {
            <Dialog id="made" title={words.t("invite.made")} on_close={close.clone()}>
                <p>{ words.with("invite.made.lead", &[("time", &words.time(made.invitation.expires))]) }</p>
                <Secret label={words.t("invite.link")} text={made.link.clone()} />
                <div class="acts">{ button("is-main", words.t("done"), close.clone()) }</div>
            </Dialog>
        },
        Over::Change(account) => html! {
            <Change account={account.clone()} on_close={close.clone()} on_done={done.clone()} on_ask={show.reform(Over::Ask)} />
        },
        Over::Ask(grave) => html! { <Ask grave={grave.clone()} on_close={close.clone()} on_done={done.clone()} /> },
    };
    html! {
        <>
            <PageHead title={words.t("page.people")} lead={words.t("people.lead")}>
                { button("is-main", words.t("invite.act"), show.reform(|()| Over::Invite)) }
            </PageHead>
            { accounts.shown(&accounts_again, |lines| accounts_view(&desk, lines, &show.reform(Over::Change))) }
            <h2 class="between">{ words.t("invitations") }</h2>
            { invitations.shown(&invitations_again, |lines| invitations_view(&desk, lines, &show.reform(|gone| Over::Ask(Grave::Withdraw(gone))))) }
            { lying }
        </>
    }
}

/// The accounts.
pub fn accounts_view(desk: &Desk, lines: &[Account], change: &Callback<Account>) -> Html {
    let words = &desk.words;
    let own = desk.me.as_ref().map(|me| me.account.id.clone()).unwrap_or_default();
    let row = |account: &Account| {
        let label = words.with("people.change.of", &[("name", &account.name)]);
        let press = {
            let (change, account) = (change.clone(), account.clone());
            Callback::from(move |()| change.emit(account.clone()))
        };
        let name = html! {
            <>
                { account.name.clone() }
                if account.id == own {
                    { " " }{ badge("here", words.t("people.you")) }
                }
                if account.disabled {
                    { " " }{ badge("away", words.t("people.disabled")) }
                }
                <small>{ account.email.clone() }</small>
            </>
        };
        let factor = words.t(if account.second_factor { "on" } else { "off" });
        let cells = vec![
            Cell::text(account.name.clone(), name),
            Cell::said(words.code("role", account.role.name())),
            Cell::said(campaigns_in_words(words, account.campaigns.as_deref())),
            Cell::said(factor),
            Cell::time(words, account.seen, "never"),
            Cell::act(small_button("", words.t("people.change"), label, press)),
        ];
        (account.id.clone(), cells)
    };
    let head = ["name", "role", "limit", "factor", "seen", "people.change"].map(|name| words.t(name));
    table(words.t("page.people"), &head, lines.iter().map(row).collect())
}

/// The invitations that nobody has come by yet.
pub fn invitations_view(desk: &Desk, lines: &[Invitation], withdraw: &Callback<Invitation>) -> Html {
    let words = &desk.words;
    if lines.is_empty() {
        return html! { <Empty title={words.t("invitations.none")}><p>{ words.t("invitations.none.lead") }</p></Empty> };
    }
    let row = |line: &Invitation| {
        let to = if line.email.is_empty() {
            words.t("invitations.anybody")
        } else {
            line.email.clone().into()
        };
        let label = words.with("invitations.withdraw.of", &[("name", &to)]);
        let press = {
            let (withdraw, line) = (withdraw.clone(), line.clone());
            Callback::from(move |()| withdraw.emit(line.clone()))
        };
        let cells = vec![
            Cell::said(to),
            Cell::said(words.code("role", line.role.name())),
            Cell::said(campaigns_in_words(words, line.campaigns.as_deref())),
            Cell::said(line.by.clone().into()),
            Cell::time(words, Some(line.expires), ""),
            Cell::act(small_button("", words.t("invitations.withdraw"), label, press)),
        ];
        (line.id.clone(), cells)
    };
    let head = [
        "invitations.to",
        "role",
        "limit",
        "invitations.by",
        "expires",
        "invitations.withdraw",
    ];
    table(
        words.t("invitations"),
        &head.map(|name| words.t(name)),
        lines.iter().map(row).collect(),
    )
}
