//! Who redeems codes: links for devices, and accounts.

use crate::api::Method;
use crate::desk::{Desk, use_desk};
use crate::hooks::{use_act, use_load, use_text};
use crate::ui::{
    Confirm, Dialog, Field, Form, MadeLink, Trouble, badge, button, focus_first_wrong, small_button, submit, table,
};
use canyu_core::staff::{MadeTill, NewTill, TillLine};
use yew::{AttrValue, Callback, Html, Properties, component, html, use_state, use_state_eq};

/// What [`Tills`] is given.
#[derive(Properties, PartialEq)]
pub struct TillsProps {
    /// The campaign's name in addresses.
    pub slug: AttrValue,
}

/// What lies over the page.
#[derive(Clone, PartialEq)]
enum Over {
    Nothing,
    Make,
    Made(MadeTill),
    Close(String),
}

/// The tills of a campaign.
#[component]
pub fn Tills(props: &TillsProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let path = ["campaigns/", &props.slug, "/tills"].concat();
    let (load, again) = use_load::<Vec<TillLine>>(path.clone());
    let over = use_state(|| Over::Nothing);
    let name = use_text("");
    let is_checked = use_state_eq(|| false);
    let act = use_act();
    let show = {
        let (over, act) = (over.clone(), act.clone());
        Callback::from(move |next: Over| {
            act.forget();
            over.set(next);
        })
    };
    let close = show.reform(|()| Over::Nothing);
    let is_wrong = name.is_empty() || name.trimmed().chars().count() > 40;
    let make = {
        let (desk, act, show, again, name) = (desk.clone(), act.clone(), show.clone(), again.clone(), name.clone());
        let (path, is_checked) = (path.clone(), is_checked.clone());
        Callback::from(move |()| {
            is_checked.set(is_wrong);
            if is_wrong {
                focus_first_wrong();
                return;
            }
            let (desk, show, again, path, name) =
                (desk.clone(), show.clone(), again.clone(), path.clone(), name.clone());
            act.run(async move {
                let wanted = NewTill { name: name.trimmed() };
                let made = desk.api.send::<MadeTill>(Method::Post, &path, &wanted).await?;
                name.set("");
                show.emit(Over::Made(made));
                again.emit(());
                Ok(())
            });
        })
    };
    let lying = match &*over {
        Over::Nothing => Html::default(),
        Over::Make => html! {
            <Dialog id="till" title={words.t("till.make")} on_close={close.clone()}>
                <Form on_send={make}>
                    <Field id="till-name" label={words.t("till.name")} hint={words.t("till.name.hint")} text={name}
                        error={if is_wrong && *is_checked { words.t("problem.till_name_malformed") } else { AttrValue::default() }} />
                    <Trouble problem={act.problem()} />
                    <div class="acts">
                        { button("", words.t("cancel"), close.clone()) }
                        { submit(words.t("till.make"), act.is_busy()) }
                    </div>
                </Form>
            </Dialog>
        },
        Over::Made(made) => html! {
            <MadeLink title={words.with("till.made", &[("name", &made.name)])} lead={words.t("till.made.lead")} label={words.t("till.link")}
                link={made.link.clone()} on_close={close.clone()} />
        },
        Over::Close(till) => {
            let on_yes = {
                let (desk, act, close, again) = (desk.clone(), act.clone(), close.clone(), again.clone());
                let path = [&path, "/", &String::from(js_sys::encode_uri_component(till))].concat();
                Callback::from(move |()| {
                    let (desk, close, again, path) = (desk.clone(), close.clone(), again.clone(), path.clone());
                    act.run(async move {
                        desk.api.delete(&path).await?;
                        desk.say.emit(desk.words.t("till.closed.done").to_string());
                        close.emit(());
                        again.emit(());
                        Ok(())
                    });
                })
            };
            html! {
                <Confirm title={words.with("till.close.title", &[("name", till)])} yes={words.t("till.close")} act={act.clone()} {on_yes} on_no={close.clone()}>
                    <p>{ words.t("till.close.lead") }</p>
                </Confirm>
            }
        }
    };
    html! {
        <>
            <h2 class="between">{ words.t("tills") }</h2>
            { load.shown(&again, |lines| if lines.is_empty() {
                html! { <p class="hint">{ words.t("tills.none") }</p> }
            } else {
                view(&desk, lines, &show.reform(Over::Close))
            }) }
            <div class="acts is-start">{ button("", words.t("till.make"), show.reform(|()| Over::Make)) }</div>
            { lying }
        </>
    }
}

fn view(desk: &Desk, lines: &[TillLine], close: &Callback<String>) -> Html {
    let words = &desk.words;
    let row = |till: &TillLine| {
        let state = match (till.account, till.closed) {
            (true, _) => badge("here", words.t("till.account")),
            (_, None) => badge("open", words.t("till.in_use")),
            (_, Some(_)) => badge("away", words.t("till.closed")),
        };
        let press = {
            let (close, name) = (close.clone(), till.name.clone());
            Callback::from(move |()| close.emit(name.clone()))
        };
        let act = if till.account || till.closed.is_some() {
            Html::default()
        } else {
            small_button(
                "",
                words.t("till.close"),
                words.with("till.close.of", &[("name", &till.name)]),
                press,
            )
        };
        let made = till.closed.unwrap_or(till.made);
        (
            [till.name.as_str(), if till.account { "@" } else { "" }].concat(),
            vec![
                html! { <>{ till.name.clone() }</> },
                html! { <>{ state }<small>{ words.time(made) }</small></> },
                html! { <>{ words.number(till.redeemed) }</> },
                act,
            ],
        )
    };
    let head = ["till.name", "state", "till.redeemed", "till.close"].map(|name| words.t(name));
    table(words.t("tills"), &head, lines.iter().map(row).collect())
}
