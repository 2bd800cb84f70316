//! What is seen before anybody is signed in, and the way back in over a page.

use super::limit::campaigns_in_words;
use super::newcomer::{Newcomer, Said};
use crate::api::{Method, Problem, json};
use crate::desk::{Desk, use_desk};
use crate::hooks::{use_act, use_text};
use crate::ui::{Dialog, Field, Form, Trouble, button, submit};
use crate::words::LANGUAGES;
use canyu_core::{lang::Lang, staff};
use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use yew::{AttrValue, Callback, Html, MouseEvent, Properties, component, html, use_effect_with, use_state_eq};

/// What [`Sheet`] is given.
#[derive(Properties, PartialEq)]
struct SheetProps {
    title: AttrValue,
    #[prop_or_default]
    lead: AttrValue,
    children: Html,
}

/// One sheet in the middle of the window, and the languages below it.
#[component]
fn Sheet(props: &SheetProps) -> Html {
    let desk = use_desk();
    let language = |(tag, name): (&'static str, &'static str)| {
        let speak = desk.speak.clone();
        let onclick = Callback::from(move |_: MouseEvent| speak.emit(tag.to_owned()));
        let pressed = if desk.words.language == tag { "true" } else { "false" };
        html! { <button type="button" key={tag} lang={tag} class="button is-quiet" aria-pressed={pressed} {onclick}>{ name }</button> }
    };
    html! {
        <main id="main" class="door">
            <p class="brand">{ "Canyu" }</p>
            <section class="sheet">
                <h1 id="title" tabindex="-1">{ props.title.clone() }</h1>
                if !props.lead.is_empty() {
                    <p class="lead">{ props.lead.clone() }</p>
                }
                { props.children.clone() }
            </section>
            <div class="languages" role="group" aria-label={desk.words.t("language")}>{ for LANGUAGES.into_iter().map(language) }</div>
        </main>
    }
}

/// The language that is spoken, as the server calls it.
fn spoken(desk: &Desk) -> Lang {
    Lang::from_tag(&desk.words.language).unwrap_or_default()
}

/// What [`SignIn`] is given.
#[derive(Properties, PartialEq)]
pub struct SignInProps {
    /// Whose session it was that has ended; then nobody else can go on with it.
    #[prop_or_default]
    pub email: Option<AttrValue>,
    /// Stands beside the button.
    #[prop_or_default]
    pub children: Html,
}

/// Address and password, and the code of the second factor once the server asks for it.
#[component]
fn SignIn(props: &SignInProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let (email, password, code) = (
        use_text(props.email.as_deref().unwrap_or_default()),
        use_text(""),
        use_text(""),
    );
    let needs_code = use_state_eq(|| false);
    let act = use_act();
    let on_send = {
        let (desk, act, needs_code) = (desk.clone(), act.clone(), needs_code.clone());
        let (email, password, code) = (email.clone(), password.clone(), code.clone());
        Callback::from(move |()| {
            let (desk, needs_code) = (desk.clone(), needs_code.clone());
            let said = staff::SignIn {
                email: email.trimmed(),
                password: password.get(),
                code: needs_code.then(|| code.trimmed()).filter(|code| !code.is_empty()),
            };
            act.run(async move {
                let answer = desk.api.at_the_door(Method::Post, "session", Some(json(&said))).await;
                match answer {
                    Ok(session) => desk.enter.emit(Some(session)),
                    Err(problem) if problem.code() == "second_factor_needed" && said.code.is_none() => {
                        needs_code.set(true);
                        Timeout::new(0, || crate::browser::focus("#sign-in-code")).forget();
                    }
                    Err(problem) => return Err(problem),
                }
                Ok(())
            });
        })
    };
    html! {
        <Form {on_send}>
            <Field id="sign-in-email" kind="email" label={words.t("email")} text={email} autocomplete="username" readonly={props.email.is_some()} />
            <Field id="sign-in-password" kind="password" label={words.t("password")} text={password} autocomplete="current-password" />
            if *needs_code {
                <Field id="sign-in-code" label={words.t("code")} hint={words.t("code.hint")} text={code} autocomplete="one-time-code" code=true />
            }
            <Trouble problem={act.problem()} />
            <div class="acts">
                { submit(words.t("sign_in"), act.is_busy()) }
                { props.children.clone() }
            </div>
        </Form>
    }
}

/// The page on which one signs in.
#[component]
pub fn SignInPage() -> Html {
    let desk = use_desk();
    html! {
        <Sheet title={desk.words.t("sign_in")}>
            <SignIn />
            <p class="hint">{ desk.words.t("sign_in.hint") }</p>
        </Sheet>
    }
}

/// What [`Again`] is given.
#[derive(Properties, PartialEq)]
pub struct AgainProps {
    /// Whose session has ended.
    pub email: AttrValue,
}

/// The way back in, over a page that keeps everything that was written there.
#[component]
pub fn Again(props: &AgainProps) -> Html {
    let desk = use_desk();
    let leave = {
        let enter = desk.enter.clone();
        Callback::from(move |()| enter.emit(None))
    };
    html! {
        <Dialog id="again" title={desk.words.t("again.title")} on_close={Callback::noop()}>
            <p>{ desk.words.t("again.lead") }</p>
            <SignIn email={props.email.clone()}>{ button("", desk.words.t("again.leave"), leave) }</SignIn>
        </Dialog>
    }
}

/// What a page is given that can only be tried again.
#[derive(Properties, PartialEq)]
pub struct AskAgainProps {
    /// Asks the server again.
    pub again: Callback<()>,
}

/// There is no account yet.
#[component]
pub fn NoAccount(props: &AskAgainProps) -> Html {
    let desk = use_desk();
    html! {
        <Sheet title={desk.words.t("first.none")} lead={desk.words.t("first.none.lead")}>
            <pre>{ "canyu serve" }</pre>
            { button("", desk.words.t("again"), props.again.clone()) }
        </Sheet>
    }
}

/// What [`Failed`] is given.
#[derive(Properties, PartialEq)]
pub struct FailedProps {
    /// Why.
    pub problem: Problem,
    /// Asks the server again.
    pub again: Callback<()>,
}

/// The server does not say who is signed in.
#[component]
pub fn Failed(props: &FailedProps) -> Html {
    let desk = use_desk();
    html! {
        <Sheet title={desk.words.t("failed.title")}>
            <Trouble problem={Some(props.problem.clone())} />
            { button("is-main", desk.words.t("again"), props.again.clone()) }
        </Sheet>
    }
}

/// What a page is given that a link led to.
#[derive(Properties, PartialEq)]
pub struct LinkedProps {
    /// The secret of the link.
    pub link: AttrValue,
    /// Leaves for where one signs in.
    pub to_sign_in: Callback<()>,
}

/// The first administrator.
#[component]
pub fn First(props: &LinkedProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let act = use_act();
    let on_said = {
        let (desk, act, link) = (desk.clone(), act.clone(), props.link.to_string());
        Callback::from(move |Said { name, email, password }| {
            let first = staff::First {
                link: link.clone(),
                name,
                email,
                password,
                language: spoken(&desk),
            };
            let desk = desk.clone();
            act.run(async move {
                let session = desk.api.at_the_door(Method::Post, "first", Some(json(&first))).await?;
                desk.enter.emit(Some(session));
                Ok(())
            });
        })
    };
    html! {
        <Sheet title={words.t("first.title")} lead={words.t("first.lead")}>
            <Newcomer label={words.t("first.act")} {act} {on_said} />
            <p class="hint">{ button("is-link", words.t("to_sign_in"), props.to_sign_in.clone()) }</p>
        </Sheet>
    }
}

/// Somebody who is invited: by whom and as what, before anything is asked.
#[component]
pub fn Invited(props: &LinkedProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let act = use_act();
    let look = use_state_eq(|| None::<Result<staff::InvitationLook, Problem>>);
    {
        let (desk, look) = (desk.clone(), look.clone());
        use_effect_with(props.link.clone(), move |link| {
            let secret = staff::LinkSecret { link: link.to_string() };
            spawn_local(async move {
                let path = "invitations/look";
                let found = desk.api.at_the_door(Method::Post, path, Some(json(&secret))).await;
                if let Ok(staff::InvitationLook { language, .. }) = &found
                    && language.tag() != desk.words.language
                {
                    desk.speak.emit(language.tag().to_owned());
                }
                look.set(Some(found));
            });
        });
    }
    let on_said = {
        let (desk, act, link) = (desk.clone(), act.clone(), props.link.to_string());
        Callback::from(move |Said { name, email, password }| {
            let accept = staff::Accept {
                link: link.clone(),
                name,
                email,
                password,
            };
            let desk = desk.clone();
            act.run(async move {
                let path = "invitations/accept";
                let session = desk.api.at_the_door(Method::Post, path, Some(json(&accept))).await?;
                desk.enter.emit(Some(session));
                Ok(())
            });
        })
    };
    let to_sign_in = button("is-link", words.t("to_sign_in"), props.to_sign_in.clone());
    match &*look {
        None => {
            html! { <Sheet title={words.t("invited.title")}><p class="waiting" role="status">{ words.t("loading") }</p></Sheet> }
        }
        Some(Err(problem)) => html! {
            <Sheet title={words.t("invited.gone")}>
                <Trouble problem={Some(problem.clone())} />
                <p class="hint">{ to_sign_in }</p>
            </Sheet>
        },
        Some(Ok(look)) => {
            let role = look.role.name();
            let lead = words.with("invited.lead", &[("by", &look.by), ("role", &words.code("role", role))]);
            html! {
                <Sheet title={words.t("invited.title")} {lead}>
                    <p class="note">{ words.t(&["role.", role, ".hint"].concat()) }<br />{ campaigns_in_words(words, look.campaigns.as_deref()) }</p>
                    <Newcomer email={look.email.clone()} label={words.t("invited.act")} {act} {on_said} />
                    <p class="hint">{ to_sign_in }</p>
                </Sheet>
            }
        }
    }
}
