//! Other programs that are told what happens in a campaign: where they are, whether they take it, and what was sent to them.

mod form;
mod sent;

use crate::api::{Method, json};
use crate::desk::{Desk, use_desk};
use crate::hooks::{Act, Load, use_act, use_load};
use crate::pages::missing::NotAllowed;
use crate::pages::tabs::{Tab, crumbs, tabs};
use crate::ui::{Confirm, Dialog, Empty, PageHead, Secret, Trouble, badge, button, small_button};
use canyu_core::staff::{MadeWebhook, Replayed, Right, Webhook, WebhookChange, WebhookState};
use form::Make;
use gloo_timers::callback::Interval;
use sent::Sent;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_effect_with, use_state, use_state_eq};

/// Every so many milliseconds it is looked whether messages have arrived.
const PULSE: u32 = 2_000;
/// Messages are counted so far.
const MOST: u32 = 10_000;

/// What [`WebhooksPage`] is given.
#[derive(Properties, PartialEq, Clone)]
pub struct WebhooksProps {
    /// The campaign's name in addresses.
    pub slug: AttrValue,
}

/// What lies over the page.
#[derive(Clone, PartialEq)]
enum Over {
    Nothing,
    /// Making one, or changing this one.
    Form(Option<Webhook>),
    Made(MadeWebhook),
    Renew(Webhook),
    Remove(Webhook),
}

/// What can be done about a webhook.
#[derive(Clone, PartialEq)]
enum Deed {
    Over(Over),
    Test(Webhook),
    Pause(Webhook),
    Look(String),
}

/// The page.
#[component]
pub fn WebhooksPage(props: &WebhooksProps) -> Html {
    let desk = use_desk();
    if !(desk.may(Right::Publish) && desk.may(Right::Export) && desk.may(Right::SeePersons)) {
        return html! { <NotAllowed /> };
    }
    html! { <Shown ..props.clone() /> }
}

#[component]
fn Shown(props: &WebhooksProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let path = ["campaigns/", &props.slug, "/webhooks"].concat();
    let (load, again) = use_load::<Vec<Webhook>>(path.clone());
    let over = use_state(|| Over::Nothing);
    let looked_at = use_state_eq(String::new);
    let act = use_act();
    let is_busy = matches!(&load, Load::Ready(list) if list.iter().any(is_sending));
    {
        let again = again.clone();
        use_effect_with(is_busy, move |is_busy| {
            let pulse = is_busy.then(|| Interval::new(PULSE, move || again.emit(())));
            move || drop(pulse)
        });
    }
    let close = {
        let over = over.clone();
        Callback::from(move |()| over.set(Over::Nothing))
    };
    let done = {
        let (over, again) = (over.clone(), again.clone());
        Callback::from(move |next: Over| {
            over.set(next);
            again.emit(());
        })
    };
    let deed = {
        let (desk, act, path, over, again) = (desk.clone(), act.clone(), path.clone(), over.clone(), again.clone());
        let looked_at = looked_at.clone();
        Callback::from(move |deed: Deed| match deed {
            Deed::Over(next) => over.set(next),
            Deed::Look(id) => looked_at.set(if *looked_at == id { String::new() } else { id }),
            Deed::Test(hook) => {
                looked_at.set(hook.id.clone());
                let (desk, path, again) = (desk.clone(), [&path, "/", &hook.id, "/test"].concat(), again.clone());
                act.run(async move {
                    desk.api.take::<Replayed>(Method::Post, &path, None).await?;
                    desk.say.emit(desk.words.t("webhook.tested").to_string());
                    again.emit(());
                    Ok(())
                });
            }
            Deed::Pause(hook) => {
                let is_on = hook.state == WebhookState::On;
                let change = WebhookChange {
                    paused: Some(is_on),
                    ..WebhookChange::default()
                };
                let (desk, path, again) = (desk.clone(), [&path, "/", &hook.id].concat(), again.clone());
                act.run(async move {
                    desk.api.send::<Webhook>(Method::Patch, &path, &change).await?;
                    let said = if is_on { "webhook.paused" } else { "webhook.on_again" };
                    desk.say.emit(desk.words.t(said).to_string());
                    again.emit(());
                    Ok(())
                });
            }
        })
    };
    let make = deed.reform(|()| Deed::Over(Over::Form(None)));
    html! {
        <>
            { crumbs(&desk, &props.slug) }
            <PageHead title={words.t("webhooks")} lead={words.t("webhooks.lead")}>
                { button("is-main", words.t("webhook.act"), make) }
            </PageHead>
            { tabs(&desk, &props.slug, Tab::Figures) }
            <Trouble problem={act.problem()} />
            { load.shown(&again, |list| html! {
                <>
                    { view(&desk, list, &looked_at, &deed) }
                    if let Some(hook) = list.iter().find(|hook| hook.id == *looked_at) {
                        <Sent key={hook.id.clone()} path={path.clone()} hook={hook.clone()} on_again={again.clone()} />
                    }
                </>
            }) }
            { lying(&desk, &path, &over, &act, &close, &done) }
        </>
    }
}

fn is_sending(hook: &Webhook) -> bool {
    hook.state == WebhookState::On && hook.waiting > 0
}

fn lying(desk: &Desk, path: &str, over: &Over, act: &Act, close: &Callback<()>, done: &Callback<Over>) -> Html {
    let words = &desk.words;
    match over {
        Over::Nothing => Html::default(),
        Over::Form(hook) => {
            html! { <Make path={path.to_owned()} hook={hook.clone()} on_close={close.clone()} on_made={done.reform(|made: Option<MadeWebhook>| made.map_or(Over::Nothing, Over::Made))} /> }
        }
        Over::Made(made) => html! {
            <Dialog id="made" title={words.t("webhook.made")} on_close={close.clone()}>
                <p>{ words.t("webhook.made.lead") }</p>
                <Secret label={words.t("webhook.secret")} text={made.secret.clone()} />
                <p class="hint">{ words.t("webhook.secret.hint") }</p>
                <div class="acts">{ button("is-main", words.t("done"), close.clone()) }</div>
            </Dialog>
        },
        Over::Renew(hook) => {
            let on_yes = {
                let (desk, act, done) = (desk.clone(), act.clone(), done.clone());
                let path = [path, "/", &hook.id, "/secret"].concat();
                Callback::from(move |()| {
                    let (desk, path, done) = (desk.clone(), path.clone(), done.clone());
                    act.run(async move {
                        done.emit(Over::Made(desk.api.take(Method::Post, &path, None).await?));
                        Ok(())
                    });
                })
            };
            html! {
                <Confirm title={words.t("webhook.renew.title")} yes={words.t("webhook.renew")} act={act.clone()} {on_yes} on_no={close.clone()}>
                    <p>{ words.t("webhook.renew.lead") }</p>
                </Confirm>
            }
        }
        Over::Remove(hook) => {
            let on_yes = {
                let (desk, act, done) = (desk.clone(), act.clone(), done.clone());
                let path = [path, "/", &hook.id].concat();
                Callback::from(move |()| {
                    let (desk, path, done) = (desk.clone(), path.clone(), done.clone());
                    act.run(async move {
                        desk.api.delete(&path).await?;
                        desk.say.emit(desk.words.t("webhook.remove.done").to_string());
                        done.emit(Over::Nothing);
                        Ok(())
                    });
                })
            };
            let lead = words.many("webhook.remove.lead", hook.waiting.into());
            html! {
                <Confirm title={words.with("webhook.remove.title", &[("name", site(&hook.url))])} yes={words.t("webhook.remove")} act={act.clone()}
                    {on_yes} on_no={close.clone()}>
                    <p>{ lead }</p>
                </Confirm>
            }
        }
    }
}

/// What people call an address: the name of its server.
pub fn site(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?']).next().unwrap_or(rest)
}

/// The webhooks.
fn view(desk: &Desk, list: &[Webhook], looked_at: &str, deed: &Callback<Deed>) -> Html {
    let words = &desk.words;
    if list.is_empty() {
        return html! { <Empty title={words.t("webhooks.none")}><p>{ words.t("webhooks.none.lead") }</p></Empty> };
    }
    let line = |hook: &Webhook| {
        let name = site(&hook.url);
        let act = |class: &'static str, label: &str, what: Deed| {
            let full = words.with("webhook.do_at", &[("what", &words.t(label)), ("name", name)]);
            small_button(class, words.t(label), full, deed.reform(move |()| what.clone()))
        };
        let kinds: Vec<AttrValue> = hook
            .kinds
            .iter()
            .map(|kind| words.code("happening", kind.name()))
            .collect();
        let is_on = hook.state == WebhookState::On;
        let look = if looked_at == hook.id {
            "webhook.look.end"
        } else {
            "webhook.look"
        };
        html! {
            <li key={hook.id.clone()}>
                <div>
                    <h2>{ name.to_owned() }{ " " }{ state_badge(desk, hook) }</h2>
                    <p><code>{ hook.url.clone() }</code></p>
                    { for stands(desk, hook).into_iter().map(|said| html! { <p>{ said }</p> }) }
                    <small>{ kinds.join(words.t("list").as_str()) }</small>
                </div>
                <div class="acts">
                    { act("", look, Deed::Look(hook.id.clone())) }
                    { act("", "webhook.test", Deed::Test(hook.clone())) }
                    { act("", if is_on { "webhook.pause" } else { "webhook.resume" }, Deed::Pause(hook.clone())) }
                    { act("", "webhook.change", Deed::Over(Over::Form(Some(hook.clone())))) }
                    { act("", "webhook.renew", Deed::Over(Over::Renew(hook.clone()))) }
                    { act("is-grave", "webhook.remove", Deed::Over(Over::Remove(hook.clone()))) }
                </div>
            </li>
        }
    };
    html! { <ol class="written">{ for list.iter().map(line) }</ol> }
}

fn state_badge(desk: &Desk, hook: &Webhook) -> Html {
    let (class, name) = match hook.state {
        WebhookState::On if hook.failing.is_some() => ("bad", "webhook.state.ill"),
        WebhookState::On => ("open", "webhook.state.on"),
        WebhookState::Paused => ("waiting", "webhook.state.paused"),
        WebhookState::Stopped => ("bad", "webhook.state.stopped"),
    };
    badge(class, desk.words.t(name))
}

/// How it is, in a sentence or two.
fn stands(desk: &Desk, hook: &Webhook) -> Vec<AttrValue> {
    let words = &desk.words;
    let mut said = Vec::new();
    if let (Some(problem), Some(since)) = (hook.problem, hook.failing) {
        let reason = words.code("webhook.problem", json(&problem).trim_matches('"'));
        said.push(words.with("webhook.failing", &[("reason", &reason), ("time", &words.time(since))]));
    } else if let Some(at) = hook.delivered {
        said.push(words.with("webhook.delivered", &[("time", &words.time(at))]));
    } else {
        said.push(words.t("webhook.nothing_yet"));
    }
    if let Some(again) = hook.again {
        said.push(words.with("webhook.again", &[("time", &words.time(again))]));
    }
    for (name, number) in [("webhook.waiting", hook.waiting), ("webhook.given_up", hook.failed)] {
        if number >= MOST {
            let least = words.number(MOST.into());
            said.push(words.with(
                "webhook.many",
                &[("what", &words.many(name, number.into())), ("n", &least)],
            ));
        } else if number > 0 {
            said.push(words.many(name, number.into()));
        }
    }
    if let Some(until) = hook.old_secret_until {
        said.push(words.with("webhook.both", &[("time", &words.time(until))]));
    }
    said
}
