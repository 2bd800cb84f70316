//! The second factor: switched on by a code from the device, off by the password.

use crate::api::{Method, json};
use crate::desk::use_desk;
use crate::hooks::{use_act, use_text};
use crate::ui::{Confirm, Dialog, Field, Form, Qr, Secret, Trouble, badge, button, focus_first_wrong, submit};
use canyu_core::staff::{Code, Password, RecoveryCodes, SecondFactor, Session};
use yew::{AttrValue, Callback, Html, Properties, component, html, use_state, use_state_eq};

/// What lies over the page.
#[derive(Clone, PartialEq)]
enum Over {
    Nothing,
    Begin(SecondFactor),
    Codes(RecoveryCodes),
    End,
}

/// Whether it is on, and the way to the other.
#[component]
pub fn Factor() -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let is_on = desk.me.as_ref().is_some_and(|me| me.account.second_factor);
    let over = use_state(|| Over::Nothing);
    let act = use_act();
    let close = {
        let over = over.clone();
        Callback::from(move |()| over.set(Over::Nothing))
    };
    let begin = {
        let (desk, act, over) = (desk.clone(), act.clone(), over.clone());
        Callback::from(move |()| {
            let (desk, over) = (desk.clone(), over.clone());
            act.run(async move {
                let begun = desk
                    .api
                    .take(Method::Post, "me/second-factor", Some("{}".to_owned()))
                    .await?;
                over.set(Over::Begin(begun));
                Ok(())
            });
        })
    };
    let to_end = {
        let over = over.clone();
        Callback::from(move |()| over.set(Over::End))
    };
    let on_codes = {
        let over = over.clone();
        Callback::from(move |codes| over.set(Over::Codes(codes)))
    };
    let lying = match &*over {
        Over::Nothing => Html::default(),
        Over::Begin(begun) => html! { <Begin begun={begun.clone()} on_close={close} {on_codes} /> },
        Over::Codes(codes) => html! { <Codes codes={codes.clone()} on_close={close} /> },
        Over::End => html! { <End on_close={close} /> },
    };
    html! {
        <>
            if is_on {
                <p>{ badge("open", words.t("on")) }</p>
                <p class="hint">{ words.t("factor.on.lead") }</p>
                <p>{ button("", words.t("factor.end"), to_end) }</p>
            } else {
                <p>{ badge("waiting", words.t("off")) }</p>
                <p class="hint">{ words.t("factor.off.lead") }</p>
                <Trouble problem={act.problem()} />
                <p>{ button("", words.t("factor.begin"), begin) }</p>
            }
            { lying }
        </>
    }
}

/// What [`Begin`] is given.
#[derive(Properties, PartialEq)]
struct BeginProps {
    begun: SecondFactor,
    on_close: Callback<()>,
    on_codes: Callback<RecoveryCodes>,
}

/// The secret in groups of four, to be typed by hand.
fn grouped(secret: &str) -> String {
    let signs: Vec<char> = secret.chars().collect();
    let groups: Vec<String> = signs.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}

#[component]
fn Begin(props: &BeginProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let code = use_text("");
    let is_checked = use_state_eq(|| false);
    let act = use_act();
    // Devices show it in two groups, and so do people write it.
    let digits: String = code.get().chars().filter(|sign| !sign.is_whitespace()).collect();
    let is_wrong = digits.len() != 6 || !digits.bytes().all(|digit| digit.is_ascii_digit());
    let on_send = {
        let (desk, act, on_codes, is_checked) = (desk.clone(), act.clone(), props.on_codes.clone(), is_checked.clone());
        Callback::from(move |()| {
            is_checked.set(true);
            if is_wrong {
                focus_first_wrong();
                return;
            }
            let (desk, on_codes, code) = (desk.clone(), on_codes.clone(), Code { code: digits.clone() });
            act.run(async move {
                let codes = desk
                    .api
                    .take(Method::Put, "me/second-factor", Some(json(&code)))
                    .await?;
                on_codes.emit(codes);
                Ok(())
            });
        })
    };
    let error = if is_wrong && *is_checked {
        words.t("factor.code.wrong")
    } else {
        AttrValue::default()
    };
    html! {
        <Dialog id="factor" title={words.t("factor.begin")} on_close={props.on_close.clone()}>
            <p>{ words.t("factor.scan") }</p>
            <Qr text={props.begun.uri.clone()} label={words.t("factor.qr")} />
            <p class="hint">{ words.t("factor.type") }</p>
            <p><code>{ grouped(&props.begun.secret) }</code></p>
            <Form {on_send}>
                <Field id="factor-code" label={words.t("factor.code")} text={code} autocomplete="one-time-code" code=true {error} />
                <Trouble problem={act.problem()} />
                <div class="acts">
                    { button("", words.t("cancel"), props.on_close.clone()) }
                    { submit(words.t("factor.send"), act.is_busy()) }
                </div>
            </Form>
        </Dialog>
    }
}

/// What [`Codes`] is given.
#[derive(Properties, PartialEq)]
struct CodesProps {
    codes: RecoveryCodes,
    on_close: Callback<()>,
}

/// The codes for who has lost his device. Only when they are read is the account shown as what it is now.
#[component]
fn Codes(props: &CodesProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let act = use_act();
    let done = {
        let (desk, act, on_close) = (desk.clone(), act.clone(), props.on_close.clone());
        Callback::from(move |()| {
            let (desk, on_close) = (desk.clone(), on_close.clone());
            act.run(async move {
                desk.enter
                    .emit(Some(desk.api.take::<Session>(Method::Get, "session", None).await?));
                on_close.emit(());
                Ok(())
            });
        })
    };
    html! {
        <Dialog id="codes" title={words.t("recovery")} on_close={done.clone()}>
            <p>{ words.t("recovery.lead") }</p>
            <Secret label={words.t("recovery")} text={props.codes.codes.join("\n")} />
            <Trouble problem={act.problem()} />
            <div class="acts">{ button("is-main", words.t("recovery.done"), done) }</div>
        </Dialog>
    }
}

/// What [`End`] is given.
#[derive(Properties, PartialEq)]
struct EndProps {
    on_close: Callback<()>,
}

#[component]
fn End(props: &EndProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let password = use_text("");
    let act = use_act();
    let on_yes = {
        let (desk, act, password, on_close) = (desk.clone(), act.clone(), password.clone(), props.on_close.clone());
        Callback::from(move |()| {
            let (desk, on_close) = (desk.clone(), on_close.clone());
            let password = Password {
                current_password: password.get(),
            };
            act.run(async move {
                desk.api.tell(Method::Delete, "me/second-factor", &password).await?;
                desk.enter
                    .emit(Some(desk.api.take::<Session>(Method::Get, "session", None).await?));
                desk.say.emit(desk.words.t("factor.ended").to_string());
                on_close.emit(());
                Ok(())
            });
        })
    };
    html! {
        <Confirm title={words.t("factor.end.title")} yes={words.t("factor.end")} {act} {on_yes} on_no={props.on_close.clone()}>
            <p>{ words.t("factor.end.lead") }</p>
            <Field id="factor-password" kind="password" label={words.t("password.current")} text={password} autocomplete="current-password" />
        </Confirm>
    }
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn a_secret_is_written_in_groups() {
        assert_eq!(grouped("ABCDEFGHIJ"), "ABCD EFGH IJ");
    }
}
