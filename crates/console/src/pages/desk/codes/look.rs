//! What has become of codes: of one that somebody reads out, and of those that were made last.

use crate::api::Method;
use crate::desk::{Desk, use_desk};
use crate::hooks::{use_act, use_load, use_text};
use crate::route::Route;
use crate::ui::{Choice, Field, Form, Link, Trouble, badge, submit, table};
use canyu_core::staff::{CodeLine, CodeLook, Codes, Right};
use yew::{AttrValue, Callback, Html, Properties, component, html, use_state, use_state_eq};

/// What [`Look`] and [`List`] are given.
#[derive(Properties, PartialEq)]
pub struct LookProps {
    /// The campaign's name in addresses.
    pub slug: AttrValue,
}

/// Looks a code up that somebody reads out.
#[component]
pub fn Look(props: &LookProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let code = use_text("");
    let found = use_state(|| None::<CodeLine>);
    let act = use_act();
    let on_send = {
        let (desk, act, found, code) = (desk.clone(), act.clone(), found.clone(), code.clone());
        let path = ["campaigns/", &props.slug, "/codes/look"].concat();
        Callback::from(move |()| {
            let (desk, found, path) = (desk.clone(), found.clone(), path.clone());
            let wanted = CodeLook { code: code.trimmed() };
            act.run(async move {
                found.set(None);
                found.set(Some(desk.api.send(Method::Post, &path, &wanted).await?));
                Ok(())
            });
        })
    };
    html! {
        <section class="card">
            <Form {on_send}>
                <h2>{ words.t("codes.look") }</h2>
                <Field id="look" label={words.t("codes.look.code")} hint={words.t("codes.look.hint")} text={code} code=true />
                <Trouble problem={act.problem()} />
                { submit(words.t("codes.look.act"), act.is_busy()) }
            </Form>
            <div role="status">
                if let Some(line) = &*found {
                    { lines_view(&desk, &props.slug, words.t("codes.look"), std::slice::from_ref(line)) }
                }
            </div>
        </section>
    }
}

/// The states of codes.
const STATES: [(&str, &str); 6] = [
    ("", "code.all"),
    ("free", "code.free"),
    ("held", "code.held"),
    ("redeemed", "code.redeemed"),
    ("expired", "code.expired"),
    ("cancelled", "code.cancelled"),
];

/// The codes that were made last.
#[component]
pub fn List(props: &LookProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let state = use_state_eq(String::new);
    let (load, again) = use_load::<Codes>(["campaigns/", &props.slug, "/codes?state=", &state].concat());
    let on_choose = {
        let state = state.clone();
        Callback::from(move |chosen: String| state.set(chosen))
    };
    let options = STATES.map(|(state, name)| (AttrValue::Static(state), words.t(name)));
    html! {
        <>
            <div class="filters">
                <Choice id="codes-state" label={words.t("codes.list")} value={state.to_string()} options={options.to_vec()} {on_choose} />
            </div>
            { load.shown(&again, |codes| html! {
                if codes.lines.is_empty() {
                    <p class="hint">{ words.t("codes.list.none") }</p>
                } else {
                    { lines_view(&desk, &props.slug, words.t("codes.list"), &codes.lines) }
                    if codes.more {
                        <p class="hint">{ words.t("codes.list.more") }</p>
                    }
                }
            }) }
        </>
    }
}

fn lines_view(desk: &Desk, slug: &str, label: AttrValue, lines: &[CodeLine]) -> Html {
    let words = &desk.words;
    let row = |(place, line): (usize, &CodeLine)| {
        let kind = match line.state.as_str() {
            "free" => "waiting",
            "held" => "open",
            "redeemed" => "closed",
            _ => "away",
        };
        let whom = match &line.fan {
            Some(fan) if desk.may(Right::Review) => {
                let to = Route::Review {
                    slug: slug.to_owned(),
                    fan: fan.clone(),
                    all: true,
                };
                html! { <Link {to}><code>{ fan.clone() }</code></Link> }
            }
            Some(fan) => html! { <code>{ fan.clone() }</code> },
            None => html! { <>{ "–" }</> },
        };
        let then = match (&line.redeemed, &line.till) {
            (Some(at), Some(till)) => words.with("codes.redeemed.at", &[("time", &words.time(*at)), ("till", till)]),
            _ => words.with("codes.expires", &[("time", &words.time(line.expires))]),
        };
        (
            place.to_string(),
            vec![
                html! { <><code>{ ["… ", &line.end].concat() }</code><small>{ [line.node.as_str(), "/", &line.item].concat() }</small></> },
                html! { <>{ badge(kind, words.code("code", &line.state)) }<small>{ then }</small></> },
                html! { <>{ words.code("origin", &line.origin) }</> },
                whom,
                html! { <>{ words.time(line.made) }</> },
            ],
        )
    };
    let head = ["gifts.what.codes", "state", "codes.origin", "codes.fan", "codes.when"].map(|name| words.t(name));
    table(label, &head, lines.iter().enumerate().map(row).collect())
}
