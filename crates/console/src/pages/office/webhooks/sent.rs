//! What was sent to a webhook, what waits, and sending it again.

use super::site;
use crate::api::{Method, Problem, json};
use crate::desk::{Desk, use_desk};
use crate::hooks::{Load, use_act, use_load};
use crate::ui::{Cell, Choice, Empty, Trouble, badge, button, small_button, table};
use canyu_core::staff::{MessageState, Replay, Replayed, Webhook, WebhookMessage, WebhookMessages};
use std::rc::Rc;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_effect_with, use_state, use_state_eq};

/// How far back everything is sent again, in hours.
const SPANS: [(&str, u32); 4] = [("1", 1), ("24", 24), ("168", 168), ("336", 336)];

/// What [`Sent`] is given.
#[derive(Properties, PartialEq)]
pub struct SentProps {
    /// The path of the campaign's webhooks.
    pub path: AttrValue,
    /// The webhook, as it is now.
    pub hook: Webhook,
    /// It may be another than it was.
    pub on_again: Callback<()>,
}

fn path(props: &SentProps, state: &str, before: Option<i64>) -> String {
    let mut path = [props.path.as_str(), "/", &props.hook.id, "/messages"].concat();
    let mut sign = '?';
    let before = before.map(|before| before.to_string()).unwrap_or_default();
    for (name, value) in [("state=", state), ("before=", &before)] {
        if !value.is_empty() {
            path.push(sign);
            path.push_str(name);
            path.push_str(value);
            sign = '&';
        }
    }
    path
}

/// The messages.
#[component]
pub fn Sent(props: &SentProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let state = use_state_eq(String::new);
    let hours = use_state_eq(|| 24_u32);
    let (first, again) = use_load::<WebhookMessages>(path(props, &state, None));
    let older = use_state(Vec::<Rc<WebhookMessages>>::new);
    let act = use_act();
    {
        // Whatever has become of it, its messages are others now.
        let (again, older) = (again.clone(), older.clone());
        let hook = &props.hook;
        let now = (hook.waiting, hook.failed, hook.delivered, hook.problem, hook.again);
        use_effect_with((now, (*state).clone()), move |_| {
            older.set(Vec::new());
            again.emit(());
        });
    }
    let send = {
        let (desk, act, on_again) = (desk.clone(), act.clone(), props.on_again.clone());
        let path = [props.path.as_str(), "/", &props.hook.id, "/replay"].concat();
        Callback::from(move |what: Replay| {
            let (desk, path, on_again) = (desk.clone(), path.clone(), on_again.clone());
            act.run(async move {
                let done: Replayed = desk.api.send(Method::Post, &path, &what).await?;
                desk.say
                    .emit(desk.words.many("webhook.replayed", done.messages).to_string());
                on_again.emit(());
                Ok(())
            });
        })
    };
    let before = match (older.last(), &first) {
        (Some(page), _) => page.before,
        (None, Load::Ready(page)) => page.before,
        _ => None,
    };
    let more = {
        let (desk, act, older, path) = (desk.clone(), act.clone(), older.clone(), path(props, &state, before));
        Callback::from(move |()| {
            let (desk, older, path) = (desk.clone(), older.clone(), path.clone());
            act.run(async move {
                let page = desk.api.get::<WebhookMessages>(&path).await?;
                let mut pages = (*older).clone();
                pages.push(Rc::new(page));
                older.set(pages);
                Ok::<(), Problem>(())
            });
        })
    };
    let states = [
        ("", "message.all"),
        ("waiting", "message.waiting"),
        ("delivered", "message.delivered"),
        ("failed", "message.failed"),
    ];
    let on_state = {
        let state = state.clone();
        Callback::from(move |chosen| state.set(chosen))
    };
    let on_hours = {
        let hours = hours.clone();
        Callback::from(move |chosen: String| hours.set(chosen.parse().unwrap_or(24)))
    };
    let since = {
        let (send, hours) = (send.clone(), *hours);
        Callback::from(move |()| send.emit(Replay::Hours(hours)))
    };
    let spans = SPANS.map(|(value, hours)| {
        let name = if hours % 24 == 0 && hours > 24 {
            words.many("message.days", (hours / 24).into())
        } else {
            words.many("message.hours", hours.into())
        };
        (AttrValue::Static(value), name)
    });
    html! {
        <section class="card" aria-label={words.with("webhook.messages.of", &[("name", site(&props.hook.url))])}>
            <h2>{ words.with("webhook.messages.of", &[("name", site(&props.hook.url))]) }</h2>
            <div class="filters">
                <Choice id="message-state" label={words.t("message.shown")} value={(*state).clone()}
                    options={states.map(|(value, name)| (AttrValue::Static(value), words.t(name))).to_vec()} on_choose={on_state} />
                <Choice id="message-span" label={words.t("message.span")} value={hours.to_string()} options={spans.to_vec()} on_choose={on_hours} />
                { button("", words.t("message.since"), since) }
                if props.hook.failed > 0 {
                    { button("", words.t("message.failed.again"), send.reform(|()| Replay::Failed)) }
                }
            </div>
            <Trouble problem={act.problem()} />
            { first.shown(&again, |page| {
                let lines: Vec<&WebhookMessage> = page.messages.iter().chain(older.iter().flat_map(|page| &page.messages)).collect();
                view(&desk, &lines, &send)
            }) }
            if before.is_some() {
                <p class="more">{ button("", words.t("audit.older"), more) }</p>
            }
        </section>
    }
}

/// What is shown of some messages.
fn view(desk: &Desk, lines: &[&WebhookMessage], send: &Callback<Replay>) -> Html {
    let words = &desk.words;
    if lines.is_empty() {
        return html! { <Empty title={words.t("messages.none")}><p>{ words.t("messages.none.lead") }</p></Empty> };
    }
    let row = |line: &&WebhookMessage| {
        let (class, name) = match line.state {
            MessageState::Waiting => ("waiting", "message.waiting"),
            MessageState::Delivered => ("open", "message.delivered"),
            MessageState::Failed => ("bad", "message.failed"),
        };
        let mut answer = Vec::new();
        if let Some(problem) = line.problem {
            answer.push(
                words
                    .code("webhook.problem", json(&problem).trim_matches('"'))
                    .to_string(),
            );
        }
        if let Some(status) = line.status {
            answer.push(["HTTP ", &status.to_string()].concat());
        }
        if let Some(took) = line.took_ms {
            answer.push(
                words
                    .with("message.took", &[("n", &words.number(took.into()))])
                    .to_string(),
            );
        }
        let next = line.next.filter(|_| line.tries > 0);
        let seq = line.seq;
        let full = words.with("message.again.of", &[("name", &line.id)]);
        let cells = vec![
            Cell::text(
                line.kind.name(),
                html! {
                    <>
                        { words.code("happening", line.kind.name()) }
                        <details class="body"><summary>{ line.id.clone() }</summary><pre>{ line.body.clone() }</pre></details>
                    </>
                },
            ),
            Cell::time(words, Some(line.at), "never"),
            Cell::text(
                name,
                html! {
                    <>
                        { badge(class, words.t(name)) }
                        if let Some(next) = next {
                            <small>{ words.with("message.next", &[("time", &words.time(next))]) }</small>
                        }
                    </>
                },
            ),
            Cell::count(words, line.tries.into()),
            Cell::text(
                answer.join(" · "),
                html! { <>{ answer.join(" · ") }<small>{ line.answer.clone() }</small></> },
            ),
            Cell::act(small_button(
                "",
                words.t("message.again"),
                full,
                send.reform(move |()| Replay::Message(seq)),
            )),
        ];
        (line.seq.to_string(), cells)
    };
    let head = [
        "message.kind",
        "message.at",
        "message.state",
        "message.tries",
        "message.answer",
        "message.again",
    ];
    table(
        words.t("webhook.messages"),
        &head.map(|name| words.t(name)),
        lines.iter().map(row).collect(),
    )
}
