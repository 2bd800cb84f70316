//! The own account.

use super::second_factor::Factor;
use super::sessions::Sessions;
use crate::api::Method;
use crate::desk::use_desk;
use crate::hooks::{use_act, use_text};
use crate::pages::limit::campaigns_in_words;
use crate::pages::newcomer::wrong_password;
use crate::ui::{Choice, Field, Form, PageHead, Trouble, focus_first_wrong, submit};
use crate::words::LANGUAGES;
use canyu_core::{
    lang::Lang,
    staff::{MyChange, Session},
};
use yew::{AttrValue, Callback, Html, component, html, use_state_eq};

/// The page.
#[component]
pub fn Me() -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let Some(me) = &desk.me else {
        return Html::default();
    };
    let role = me.account.role.name();
    html! {
        <>
            <PageHead title={words.t("page.me")} lead={me.account.email.clone()} />
            <div class="cards">
                <section class="card"><h2>{ words.t("me.profile") }</h2><Profile /></section>
                <section class="card"><h2>{ words.t("me.password") }</h2><NewPassword /></section>
                <section class="card"><h2>{ words.t("factor") }</h2><Factor /></section>
                <section class="card">
                    <h2>{ words.t("me.role") }</h2>
                    <p><b>{ words.code("role", role) }</b></p>
                    <p>{ words.t(&["role.", role, ".hint"].concat()) }</p>
                    <p class="hint">{ campaigns_in_words(words, me.account.campaigns.as_deref()) }</p>
                </section>
                <section class="card is-wide"><h2>{ words.t("sessions") }</h2><Sessions /></section>
            </div>
        </>
    }
}

#[component]
fn Profile() -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let account = desk.me.as_ref().map(|me| me.account.clone());
    let name = use_text(account.as_ref().map_or("", |account| &account.name));
    let language = use_state_eq(|| account.as_ref().map(|account| account.language).unwrap_or_default());
    let act = use_act();
    let wrong = if name.is_empty() {
        words.t("name.missing")
    } else {
        AttrValue::default()
    };
    let on_send = {
        let (desk, act, is_wrong) = (desk.clone(), act.clone(), !wrong.is_empty());
        let change = MyChange {
            name: Some(name.trimmed()),
            language: Some(*language),
            ..MyChange::default()
        };
        Callback::from(move |()| {
            if is_wrong {
                focus_first_wrong();
                return;
            }
            let (desk, change) = (desk.clone(), change.clone());
            act.run(async move {
                desk.api.tell(Method::Patch, "me", &change).await?;
                // Read again, so that the frame says what the server has made of it.
                desk.enter
                    .emit(Some(desk.api.take::<Session>(Method::Get, "session", None).await?));
                desk.say.emit(desk.words.t("saved").to_string());
                Ok(())
            });
        })
    };
    let on_language = {
        let language = language.clone();
        Callback::from(move |tag: String| language.set(Lang::from_tag(&tag).unwrap_or_default()))
    };
    let languages: Vec<(AttrValue, AttrValue)> = LANGUAGES.map(|(tag, name)| (tag.into(), name.into())).into();
    html! {
        <Form {on_send}>
            <Field id="me-name" label={words.t("name")} hint={words.t("name.hint")} text={name} autocomplete="name" error={wrong} />
            <Choice id="me-language" label={words.t("language")} value={language.tag()} options={languages} on_choose={on_language} />
            <Trouble problem={act.problem()} />
            { submit(words.t("save"), act.is_busy()) }
        </Form>
    }
}

#[component]
fn NewPassword() -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let (current, new) = (use_text(""), use_text(""));
    let is_checked = use_state_eq(|| false);
    let act = use_act();
    let wrong = [
        if current.is_empty() {
            words.t("password.missing")
        } else {
            AttrValue::default()
        },
        wrong_password(words, &new.get()),
    ];
    let on_send = {
        let (desk, act, is_checked) = (desk.clone(), act.clone(), is_checked.clone());
        let (current, new) = (current.clone(), new.clone());
        let is_fine = wrong.iter().all(|wrong| wrong.is_empty());
        Callback::from(move |()| {
            is_checked.set(true);
            if !is_fine {
                focus_first_wrong();
                return;
            }
            let (desk, current, new, is_checked) = (desk.clone(), current.clone(), new.clone(), is_checked.clone());
            act.run(async move {
                let change = MyChange {
                    current_password: Some(current.get()),
                    new_password: Some(new.get()),
                    ..MyChange::default()
                };
                desk.api.tell(Method::Patch, "me", &change).await?;
                is_checked.set(false);
                current.set("");
                new.set("");
                desk.enter
                    .emit(Some(desk.api.take::<Session>(Method::Get, "session", None).await?));
                desk.say.emit(desk.words.t("password.changed").to_string());
                Ok(())
            });
        })
    };
    let [no_current, no_new] = wrong.map(|wrong| if *is_checked { wrong } else { AttrValue::default() });
    html! {
        <Form {on_send}>
            <Field id="me-current" kind="password" label={words.t("password.current")} text={current} autocomplete="current-password" error={no_current} />
            <Field id="me-new" kind="password" label={words.t("password.new")} hint={words.t("password.hint")} text={new}
                autocomplete="new-password" error={no_new} />
            <p class="hint">{ words.t("password.others") }</p>
            <Trouble problem={act.problem()} />
            { submit(words.t("password.change"), act.is_busy()) }
        </Form>
    }
}
