//! Tokens with which programs call the API.

use crate::api::{Method, json};
use crate::browser;
use crate::desk::{Desk, use_desk};
use crate::hooks::{use_act, use_load, use_text};
use crate::pages::limit::{Limit, campaigns_in_words};
use crate::ui::{
    Cell, Check, Choice, Confirm, Dialog, Empty, Field, Form, PageHead, Secret, Trouble, button, focus_first_wrong,
    small_button, submit, table,
};
use canyu_core::moment::Moment;
use canyu_core::staff::{ApiToken, MadeToken, NewToken, Right};
use yew::{AttrValue, Callback, Html, Properties, component, html, use_state, use_state_eq};

/// What lies over the page.
#[derive(Clone, PartialEq)]
enum Over {
    Nothing,
    Make,
    Made(MadeToken),
    Withdraw(ApiToken),
}

const DAY: i64 = 24 * 3_600_000;

/// For how long a token may be good, in days; 0: until it is withdrawn.
const SPANS: [(&str, i64); 4] = [("30", 30), ("90", 90), ("365", 365), ("0", 0)];

/// The page.
#[component]
pub fn Tokens() -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let (load, again) = use_load::<Vec<ApiToken>>("tokens".to_owned());
    let over = use_state(|| Over::Nothing);
    let show = {
        let over = over.clone();
        Callback::from(move |next: Over| over.set(next))
    };
    let close = show.reform(|()| Over::Nothing);
    let act = use_act();
    let on_made = {
        let (show, again) = (show.clone(), again.clone());
        Callback::from(move |made: MadeToken| {
            show.emit(Over::Made(made));
            again.emit(());
        })
    };
    let lying = match &*over {
        Over::Nothing => Html::default(),
        Over::Make => html! { <Make on_close={close.clone()} {on_made} /> },
        Over::Made(made) => html! {
            <Dialog id="made" title={words.t("token.made")} on_close={close.clone()}>
                <p>{ words.t("token.made.lead") }</p>
                <Secret label={words.t("token")} text={made.secret.clone()} />
                <p class="hint">{ words.t("token.use") }</p>
                <pre>{ ["curl -H \"Authorization: Bearer …\" ", &browser::origin(), "/api/v1/staff/campaigns"].concat() }</pre>
                <div class="acts">{ button("is-main", words.t("done"), close.clone()) }</div>
            </Dialog>
        },
        Over::Withdraw(token) => {
            let on_yes = {
                let (desk, act, path) = (desk.clone(), act.clone(), ["tokens/", &token.id].concat());
                let (close, again) = (close.clone(), again.clone());
                Callback::from(move |()| {
                    let (desk, path, close, again) = (desk.clone(), path.clone(), close.clone(), again.clone());
                    act.run(async move {
                        desk.api.delete(&path).await?;
                        desk.say.emit(desk.words.t("token.withdraw.done").to_string());
                        close.emit(());
                        again.emit(());
                        Ok(())
                    });
                })
            };
            html! {
                <Confirm title={words.with("token.withdraw.title", &[("name", &token.name)])} yes={words.t("token.withdraw")} act={act.clone()}
                    {on_yes} on_no={close.clone()}>
                    <p>{ words.t("token.withdraw.lead") }</p>
                </Confirm>
            }
        }
    };
    html! {
        <>
            <PageHead title={words.t("page.tokens")} lead={words.t("tokens.lead")}>
                { button("is-main", words.t("token.act"), show.reform(|()| Over::Make)) }
            </PageHead>
            { load.shown(&again, |lines| view(&desk, lines, &show.reform(Over::Withdraw))) }
            { lying }
        </>
    }
}

/// What is shown of them.
pub fn view(desk: &Desk, lines: &[ApiToken], withdraw: &Callback<ApiToken>) -> Html {
    let words = &desk.words;
    if lines.is_empty() {
        return html! { <Empty title={words.t("tokens.none")}><p>{ words.t("tokens.none.lead") }</p></Empty> };
    }
    let row = |token: &ApiToken| {
        let label = words.with("token.withdraw.of", &[("name", &token.name)]);
        let press = {
            let (withdraw, token) = (withdraw.clone(), token.clone());
            Callback::from(move |()| withdraw.emit(token.clone()))
        };
        let scopes: Vec<AttrValue> = token
            .scopes
            .iter()
            .map(|scope| words.code("right", scope.name()))
            .collect();
        let scopes = scopes.join(words.t("list").as_str());
        let cells = vec![
            Cell::text(
                token.name.clone(),
                html! { <>{ token.name.clone() }<small>{ token.by.clone() }</small></> },
            ),
            html! { <>{ scopes }<small>{ campaigns_in_words(words, token.campaigns.as_deref()) }</small></> }.into(),
            Cell::time(words, token.expires, "token.no_end"),
            Cell::time(words, token.seen, "never"),
            Cell::act(small_button("", words.t("token.withdraw"), label, press)),
        ];
        (token.id.clone(), cells)
    };
    let head = ["token.name", "token.scopes", "expires", "token.seen", "token.withdraw"].map(|name| words.t(name));
    table(words.t("page.tokens"), &head, lines.iter().map(row).collect())
}

/// What [`Make`] is given.
#[derive(Properties, PartialEq)]
struct MakeProps {
    on_close: Callback<()>,
    on_made: Callback<MadeToken>,
}

#[component]
fn Make(props: &MakeProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let name = use_text("");
    let scopes = use_state(|| vec![Right::SeeCampaigns, Right::SeeNumbers]);
    let campaigns = use_state(|| None::<Vec<String>>);
    let span = use_state_eq(|| 90_i64);
    let is_checked = use_state_eq(|| false);
    let act = use_act();
    let wrong = if name.is_empty() {
        words.t("token.name.missing")
    } else {
        AttrValue::default()
    };
    let on_send = {
        let (desk, act, on_made, is_checked) = (desk.clone(), act.clone(), props.on_made.clone(), is_checked.clone());
        let (is_wrong, days) = (!wrong.is_empty(), *span);
        let new = NewToken {
            name: name.trimmed(),
            scopes: (*scopes).clone(),
            campaigns: (*campaigns).clone(),
            expires: None,
        };
        Callback::from(move |()| {
            is_checked.set(true);
            if is_wrong {
                focus_first_wrong();
                return;
            }
            let expires: Option<Moment> = (days > 0).then(|| browser::now().plus(days * DAY));
            let (desk, on_made, new) = (desk.clone(), on_made.clone(), NewToken { expires, ..new.clone() });
            act.run(async move {
                on_made.emit(desk.api.take(Method::Post, "tokens", Some(json(&new))).await?);
                Ok(())
            });
        })
    };
    let on_limit = {
        let campaigns = campaigns.clone();
        Callback::from(move |limit| campaigns.set(limit))
    };
    let on_span = {
        let span = span.clone();
        Callback::from(move |days: String| span.set(days.parse().unwrap_or(90)))
    };
    let scope = |right: Right| {
        let scopes = scopes.clone();
        let on = scopes.contains(&right);
        let on_change = Callback::from(move |on: bool| {
            // In the order of the list, so that what was ticked first does not matter.
            let is_kept = |one: &Right| if *one == right { on } else { scopes.contains(one) };
            scopes.set(Right::ALL.into_iter().filter(is_kept).collect());
        });
        html! { <Check key={right.name()} label={words.code("right", right.name())} {on} {on_change} /> }
    };
    let rights = Right::ALL
        .into_iter()
        .filter(|right| right.is_for_tokens() && *right != Right::SeeNames && desk.may(*right));
    let spans = SPANS.map(|(value, days)| {
        let name = if days == 0 {
            words.t("token.no_end")
        } else {
            words.many("token.days", days.unsigned_abs())
        };
        (AttrValue::Static(value), name)
    });
    html! {
        <Dialog id="token" title={words.t("token.act")} on_close={props.on_close.clone()}>
            <Form {on_send}>
                <Field id="token-name" label={words.t("token.name")} hint={words.t("token.name.hint")} text={name}
                    error={if *is_checked { wrong } else { AttrValue::default() }} />
                <fieldset class="choices">
                    <legend>{ words.t("token.scopes") }</legend>
                    <div class="checks">{ for rights.map(scope) }</div>
                </fieldset>
                <Limit value={(*campaigns).clone()} on_change={on_limit} />
                <Choice id="token-span" label={words.t("token.span")} value={span.to_string()} options={spans.to_vec()} on_choose={on_span} />
                <Trouble problem={act.problem()} />
                <div class="acts">
                    { button("", words.t("cancel"), props.on_close.clone()) }
                    { submit(words.t("token.send"), act.is_busy()) }
                </div>
            </Form>
        </Dialog>
    }
}
