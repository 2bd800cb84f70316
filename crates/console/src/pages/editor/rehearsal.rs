//! A draft, played through with simulated people before anybody real does.

use crate::api::Method;
use crate::desk::{Desk, use_desk};
use crate::hooks::{use_act, use_text};
use crate::route::Route;
use crate::ui::{Field, Form, Link, PageHead, Trouble, button, submit};
use canyu_core::staff::{Rehearsal, RehearsalWish, RunState};
use gloo_timers::callback::Timeout;
use serde_json::Value;
use wasm_bindgen_futures::spawn_local;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_effect_with, use_state};

/// How often it is asked how far it is.
const BEAT: u32 = 400;
/// Most people.
const MOST: u32 = 100_000;

/// What [`Rehearse`] is given.
#[derive(Properties, PartialEq)]
pub struct RehearseProps {
    /// The draft's name in the API.
    pub id: AttrValue,
}

/// The page.
#[component]
pub fn Rehearse(props: &RehearseProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let (people, seed) = (use_text("5000"), use_text("1"));
    let act = use_act();
    let run = use_state(|| None::<Rehearsal>);
    let path = ["drafts/", &props.id, "/rehearsals"].concat();
    let one = {
        let path = path.clone();
        move |run: &Rehearsal| [&path, "/", &run.id].concat()
    };
    {
        let (api, state, one) = (desk.api.clone(), run.clone(), one.clone());
        let going = (*run).clone().filter(|run| run.state == RunState::Running);
        // Each answer brings the next question, also where it says the same as the one before.
        use_effect_with(going, move |going| {
            let wait = going.clone().map(|going| {
                Timeout::new(BEAT, move || {
                    spawn_local(async move {
                        let mut now = api
                            .get::<Rehearsal>(&one(&going))
                            .await
                            .unwrap_or_else(|_| going.clone());
                        if now == going {
                            // Told apart from the one before by nothing else.
                            now.report = match going.report {
                                Value::Null => Value::Bool(true),
                                _ => Value::Null,
                            };
                        }
                        state.set(Some(now));
                    });
                })
            });
            move || drop(wait)
        });
    }
    let number = |text: &str| text.parse::<u32>().ok().filter(|number| (1..=MOST).contains(number));
    let error = if number(&people.trimmed()).is_none() {
        words.with("rehearsal.people.wrong", &[("n", &words.number(u64::from(MOST)))])
    } else {
        AttrValue::default()
    };
    let is_running = run.as_ref().is_some_and(|run| run.state == RunState::Running);
    let on_send = {
        let (desk, act, run, path) = (desk.clone(), act.clone(), run.clone(), path.clone());
        let wish = number(&people.trimmed()).map(|people| RehearsalWish {
            people,
            seed: seed.trimmed().parse().unwrap_or(1),
        });
        Callback::from(move |()| {
            let (Some(wish), desk, run, path) = (wish, desk.clone(), run.clone(), path.clone()) else {
                return;
            };
            if is_running {
                return;
            }
            act.run(async move {
                run.set(Some(desk.api.send(Method::Post, &path, &wish).await?));
                Ok(())
            });
        })
    };
    let cancel = {
        let (desk, act, run, one) = (desk.clone(), act.clone(), run.clone(), one.clone());
        Callback::from(move |()| {
            let (desk, run, one) = (desk.clone(), run.clone(), one.clone());
            act.run(async move {
                if let Some(now) = &*run {
                    desk.api.delete(&one(now)).await?;
                    run.set(Some(Rehearsal {
                        state: RunState::Cancelled,
                        ..now.clone()
                    }));
                }
                Ok(())
            });
        })
    };
    html! {
        <>
            <p class="crumbs"><Link to={Route::Campaigns}>{ words.t("page.campaigns") }</Link>{ " › " }<Link to={Route::Draft(props.id.to_string())}>{ words.t("draft") }</Link></p>
            <PageHead title={words.t("rehearsal.title")} lead={words.t("rehearsal.lead")} />
            <section class="card">
                <Form {on_send} class="is-row">
                    <Field id="rehearsal-people" label={words.t("rehearsal.people")} text={people} {error} />
                    <Field id="rehearsal-seed" label={words.t("rehearsal.seed")} text={seed} />
                    { submit(words.t("rehearsal.start"), is_running) }
                </Form>
                <p class="hint">{ words.t("rehearsal.hint") }</p>
                <Trouble problem={act.problem()} />
                if let Some(now) = (*run).clone().filter(|_| is_running) {
                    <div class="progress">
                        <progress max="1000" value={now.done.to_string()} aria-label={words.t("rehearsal.title")}></progress>
                        <span>{ [(now.done / 10).to_string().as_str(), " %"].concat() }</span>
                        { button("", words.t("cancel"), cancel) }
                    </div>
                }
            </section>
            { run.as_ref().map(|now| view(&desk, now, &["/api/v1/staff/", &one(now), "/page"].concat())).unwrap_or_default() }
        </>
    }
}

/// What has come of it.
pub fn view(desk: &Desk, run: &Rehearsal, page: &str) -> Html {
    let words = &desk.words;
    match run.state {
        RunState::Running => Html::default(),
        RunState::Cancelled => html! { <p class="note" role="status">{ words.t("rehearsal.cancelled") }</p> },
        RunState::Done => html! {
            <section class="card">
                <h2>{ words.t("rehearsal.report") }</h2>
                <p class="acts is-start"><a class="button" href={page.to_owned()} download="rehearsal.html">{ words.t("rehearsal.download") }</a></p>
                <iframe class="report" sandbox="" title={words.t("rehearsal.report")} src={page.to_owned()}></iframe>
            </section>
        },
    }
}
