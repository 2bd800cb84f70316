//! What everybody says who gets an account: the first administrator, and whoever is invited.

use crate::desk::use_desk;
use crate::hooks::{Act, use_text};
use crate::ui::{Field, Form, Trouble, focus_first_wrong, submit};
use crate::words::Words;
use canyu_core::staff::SHORTEST_PASSWORD;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_state_eq};

/// Name, address and password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The name.
    pub name: String,
    /// The address.
    pub email: String,
    /// The password.
    pub password: String,
}

/// What [`Newcomer`] is given.
#[derive(Properties, PartialEq)]
pub struct NewcomerProps {
    /// The address that stands there first.
    #[prop_or_default]
    pub email: AttrValue,
    /// What the button says.
    pub label: AttrValue,
    /// What is done with it.
    pub act: Act,
    /// Everything is there.
    pub on_said: Callback<Said>,
}

/// What is wrong with an address, as far as one can see without asking.
pub fn wrong_email(words: &Words, email: &str) -> AttrValue {
    let is_right = email
        .split_once('@')
        .is_some_and(|(local, host)| !local.is_empty() && !host.is_empty());
    if is_right {
        AttrValue::default()
    } else {
        words.t("email.wrong")
    }
}

/// What is wrong with a new password, as far as one can see without asking.
pub fn wrong_password(words: &Words, password: &str) -> AttrValue {
    if password.chars().count() >= SHORTEST_PASSWORD {
        AttrValue::default()
    } else {
        words.t("password.short")
    }
}

/// The form.
#[component]
pub fn Newcomer(props: &NewcomerProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let (name, email, password) = (use_text(""), use_text(&props.email), use_text(""));
    let is_checked = use_state_eq(|| false);
    let wrong = [
        if name.is_empty() {
            words.t("name.missing")
        } else {
            AttrValue::default()
        },
        wrong_email(words, &email.trimmed()),
        wrong_password(words, &password.get()),
    ];
    let on_send = {
        let (is_checked, on_said) = (is_checked.clone(), props.on_said.clone());
        let (name, email, password) = (name.clone(), email.clone(), password.clone());
        let is_fine = wrong.iter().all(|wrong| wrong.is_empty());
        Callback::from(move |()| {
            is_checked.set(true);
            if is_fine {
                on_said.emit(Said {
                    name: name.trimmed(),
                    email: email.trimmed(),
                    password: password.get(),
                });
            } else {
                focus_first_wrong();
            }
        })
    };
    let [no_name, no_email, no_password] = wrong.map(|wrong| if *is_checked { wrong } else { AttrValue::default() });
    html! {
        <Form {on_send}>
            <Field id="name" label={words.t("name")} hint={words.t("name.hint")} text={name} autocomplete="name" error={no_name} />
            <Field id="email" kind="email" label={words.t("email")} text={email} autocomplete="username" error={no_email} />
            <Field id="password" kind="password" label={words.t("password")} hint={words.t("password.hint")} text={password}
                autocomplete="new-password" error={no_password} />
            <Trouble problem={props.act.problem()} />
            { submit(props.label.clone(), props.act.is_busy()) }
        </Form>
    }
}
