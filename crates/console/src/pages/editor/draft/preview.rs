//! The real widget beside the form, at any moment of the campaign's life.

use super::form::Form;
use crate::api::{Method, Problem};
use crate::browser::{local_of, moment_of_local};
use crate::desk::use_desk;
use crate::draft::schema::{moment, value_at};
use crate::ui::{Trouble, button};
use canyu_core::moment::{HOUR, Moment};
use canyu_core::staff::{Preview, PreviewWish};
use gloo_timers::callback::Timeout;
use serde_json::Value;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlElement, HtmlInputElement, HtmlSelectElement, InputEvent, ResizeObserver};
use yew::{
    AttrValue, Callback, Event, Html, Properties, component, html, use_effect_with, use_mut_ref, use_node_ref,
    use_state, use_state_eq,
};

/// What [`Beside`] is given.
#[derive(Properties)]
pub struct BesideProps {
    /// The draft.
    pub form: Rc<Form>,
    /// Whether it is as wide as a page.
    pub is_wide: bool,
    /// Whether it shall be.
    pub on_wide: Callback<bool>,
}

impl PartialEq for BesideProps {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// The preview that is wanted. Only one is asked for at a time: making one may take seconds, a browser has six ways to a server, and what is written
/// must not wait behind previews that nobody will see.
#[derive(Default)]
struct Wanted {
    wish: Option<PreviewWish>,
    is_going: bool,
}

/// Moments of a campaign's life that one wants to look at: what they are called, the node they are about, and when they are.
#[must_use]
pub fn moments(campaign: &Value) -> Vec<(&'static str, String, Moment)> {
    let time = |value: &Value, key: &str| moment(&value[key]);
    let mut all: Vec<(&'static str, String, Moment)> = Vec::new();
    let mut note = |name, node: &Value, at: Option<Moment>| {
        let id = node["id"].as_str().unwrap_or_default().to_owned();
        all.extend(at.map(|at| (name, id, at)));
    };
    let opens = time(campaign, "opens");
    note("moment.before", &Value::Null, opens.map(|at| at.plus(-HOUR)));
    note("moment.opened", &Value::Null, opens.map(|at| at.plus(60_000)));
    for node in campaign["nodes"].as_array().into_iter().flatten() {
        for stage in node["stages"].as_array().into_iter().flatten() {
            let at = time(stage, "at").filter(|at| Some(*at) > opens);
            note("moment.before_stage", node, at.map(|at| at.plus(-HOUR)));
            note("moment.stage", node, at.map(|at| at.plus(60_000)));
        }
        let reveals = time(node, "reveals");
        note("moment.before_reveal", node, reveals.map(|at| at.plus(-HOUR)));
        note("moment.revealed", node, reveals.map(|at| at.plus(60_000)));
    }
    let closes = time(campaign, "closes");
    note("moment.last_hour", &Value::Null, closes.map(|at| at.plus(-HOUR)));
    note("moment.closed", &Value::Null, closes.map(|at| at.plus(60_000)));
    all.sort_by_key(|(.., at)| *at);
    all
}

/// The preview.
#[component]
pub fn Beside(props: &BesideProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let form = &props.form;
    let presets = moments(&form.work.document);
    let languages = form.languages();
    let preset = use_state_eq(|| {
        presets
            .iter()
            .position(|(name, ..)| *name == "moment.opened")
            .unwrap_or_default()
    });
    let free = use_state_eq(|| None::<Moment>);
    let language = use_state_eq(|| {
        let own = languages
            .iter()
            .find(|one| **one == words.language)
            .or_else(|| languages.first());
        own.cloned().unwrap_or_default()
    });
    let is_dark = use_state_eq(crate::browser::is_dark);
    let fresh = use_state_eq(|| 0_u32);
    let shown = use_state(|| None::<Preview>);
    let problem = use_state_eq(|| None::<Problem>);
    let is_asking = use_state_eq(|| false);
    let there = use_state_eq(AttrValue::default);
    let wanted = use_mut_ref(Wanted::default);
    let stage = use_node_ref();
    let at = (*free)
        .or_else(|| presets.get(*preset).map(|(.., at)| *at))
        .unwrap_or_default();
    let revision = form.work.draft.revision;
    {
        let (api, path) = (desk.api.clone(), ["drafts/", &form.work.draft.id, "/preview"].concat());
        // Language and shade are the address's to say.
        let wish = PreviewWish {
            at,
            language: (*language).clone(),
            dark: false,
        };
        let (shown, problem, is_asking, wanted) = (shown.clone(), problem.clone(), is_asking.clone(), wanted);
        use_effect_with((wish.at, revision, *fresh), move |_| {
            is_asking.set(true);
            // A few changes in a row are looked at once.
            let wait = Timeout::new(250, move || {
                let is_going = wanted.borrow().is_going;
                wanted.borrow_mut().wish = Some(wish);
                if is_going {
                    return;
                }
                wanted.borrow_mut().is_going = true;
                spawn_local(async move {
                    let mut last = None;
                    loop {
                        let next = wanted.borrow_mut().wish.take();
                        let Some(wish) = next else { break };
                        last = Some(api.send::<Preview>(Method::Post, &path, &wish).await);
                    }
                    wanted.borrow_mut().is_going = false;
                    is_asking.set(false);
                    problem.set(last.as_ref().and_then(|answer| answer.as_ref().err().cloned()));
                    if let Some(Ok(answer)) = last {
                        shown.set(Some(answer));
                    }
                });
            });
            move || drop(wait)
        });
    }
    {
        let stage = stage.clone();
        use_effect_with((props.is_wide, shown.is_some()), move |(is_wide, _)| {
            let is_wide = *is_wide;
            let place = stage.cast::<HtmlElement>();
            let of = place.clone();
            let fit = Closure::<dyn Fn()>::new(move || {
                let Some(stage) = of.as_ref().filter(|stage| stage.client_width() > 0) else {
                    return;
                };
                let (room, width) = (f64::from(stage.client_width()), if is_wide { 1_200.0 } else { 390.0 });
                // A page's policy forbids styles in the document, not those that a script sets.
                let scale = (room / width).min(1.0);
                let style = stage.style();
                drop(style.set_property("--scale", &scale.to_string()));
                drop(style.set_property("--width", &[width.to_string().as_str(), "px"].concat()));
            });
            // It says the first size, too.
            let seen = ResizeObserver::new(fit.as_ref().unchecked_ref()).ok();
            if let (Some(seen), Some(place)) = (&seen, &place) {
                seen.observe(place);
            }
            move || {
                if let Some(seen) = seen {
                    seen.disconnect();
                }
                drop(fit);
            }
        });
    }
    let on_preset = {
        let (preset, free) = (preset.clone(), free.clone());
        Callback::from(move |event: Event| {
            let Some(field) = event
                .target()
                .and_then(|field| field.dyn_into::<HtmlSelectElement>().ok())
            else {
                return;
            };
            match field.value().parse() {
                Ok(number) => {
                    free.set(None);
                    preset.set(number);
                }
                Err(_) => free.set(Some(at)),
            }
        })
    };
    let on_free = {
        let free = free.clone();
        Callback::from(move |event: InputEvent| {
            let field = event
                .target()
                .and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
            if let Some(moment) = field.and_then(|field| moment_of_local(&field.value())) {
                free.set(Some(moment));
            }
        })
    };
    let on_language = {
        let language = language.clone();
        Callback::from(move |event: Event| {
            if let Some(field) = event
                .target()
                .and_then(|field| field.dyn_into::<HtmlSelectElement>().ok())
            {
                language.set(field.value());
            }
        })
    };
    let again = {
        let fresh = fresh.clone();
        Callback::from(move |()| fresh.set(*fresh + 1))
    };
    let dark = {
        let is_dark = is_dark.clone();
        Callback::from(move |()| is_dark.set(!*is_dark))
    };
    let wide = {
        let (on_wide, is_wide) = (props.on_wide.clone(), props.is_wide);
        Callback::from(move |()| on_wide.emit(!is_wide))
    };
    let title = |node: &str| {
        let nodes = value_at(&form.work.document, "nodes").as_array().into_iter().flatten();
        nodes
            .into_iter()
            .find(|one| value_at(one, "id") == node)
            .map(|one| form.said(value_at(one, "title")))
            .unwrap_or_default()
    };
    let moment_option = |(number, (name, node, at)): (usize, &(&'static str, String, Moment))| {
        let text = [
            words.with(name, &[("node", &title(node))]).as_str(),
            " · ",
            &words.time(*at),
        ]
        .concat();
        html! { <option value={number.to_string()} selected={free.is_none() && *preset == number}>{ text }</option> }
    };
    let address = shown.as_ref().map(|shown| {
        let path = shown.path.split('?').next().unwrap_or_default();
        AttrValue::from([path, "?lang=", &language, if *is_dark { "&dark" } else { "" }].concat())
    });
    // What is shown stays until what comes after it is there.
    let mut frames: Vec<AttrValue> = Vec::new();
    frames.extend(Some((*there).clone()).filter(|there| !there.is_empty() && address.as_ref() != Some(there)));
    frames.extend(address);
    let frame = |address: AttrValue| {
        let onload = {
            let (there, address) = (there.clone(), address.clone());
            Callback::from(move |_: Event| there.set(address.clone()))
        };
        let class = (*there != address && !there.is_empty()).then_some("is-coming");
        html! { <iframe key={address.to_string()} {class} sandbox="allow-scripts" title={words.t("preview")} src={address} {onload}></iframe> }
    };
    html! {
        <section class="beside" aria-label={words.t("preview")}>
            <div class="controls">
                <label>
                    <span class="unseen">{ words.t("preview.moment") }</span>
                    <select id="preview-moment" onchange={on_preset}>
                        { for presets.iter().enumerate().map(moment_option) }
                        <option value="free" selected={free.is_some()}>{ words.t("preview.free") }</option>
                    </select>
                </label>
                if let Some(free) = *free {
                    <input type="datetime-local" value={local_of(free)} aria-label={words.t("preview.free")} oninput={on_free} />
                }
                <div class="acts is-start">
                    <select aria-label={words.t("language")} onchange={on_language}>
                        { for languages.iter().map(|tag| html! {
                            <option value={tag.clone()} selected={*tag == *language}>{ form.value_label("Lang", tag) }</option>
                        }) }
                    </select>
                    { toggle(words.t("preview.wide"), props.is_wide, wide) }
                    { toggle(words.t("preview.dark"), *is_dark, dark) }
                    { button("is-quiet", words.t("preview.fresh"), again) }
                </div>
            </div>
            <Trouble problem={(*problem).clone()} />
            if shown.as_ref().is_some_and(|shown| shown.revision < revision) && !*is_asking {
                <p class="note" role="status">{ words.t("preview.last_good") }</p>
            }
            <div ref={stage} class={classes(props.is_wide, *is_dark)} aria-busy={(*is_asking).then_some("true")}>
                { for frames.into_iter().map(frame) }
                if problem.is_none() && shown.is_none() {
                    <p class="waiting">{ words.t("loading") }</p>
                }
            </div>
        </section>
    }
}

fn classes(is_wide: bool, is_dark: bool) -> &'static str {
    match (is_wide, is_dark) {
        (true, true) => "screen is-wide is-dark",
        (true, false) => "screen is-wide",
        (false, true) => "screen is-dark",
        (false, false) => "screen",
    }
}

fn toggle(label: AttrValue, is_on: bool, press: Callback<()>) -> Html {
    let onclick = Callback::from(move |_: yew::MouseEvent| press.emit(()));
    html! { <button type="button" class="button" aria-pressed={is_on.to_string()} {onclick}>{ label }</button> }
}

#[cfg(test)]
mod tests {
    use super::moments;
    use serde_json::json;

    #[test]
    fn a_campaign_is_looked_at_when_something_changes() {
        let time = |text: &str| json!({ "$time": text });
        let campaign = json!({
            "opens": time("2024-08-04T18:00:00Z"),
            "closes": time("2024-08-11T20:00:00Z"),
            "nodes": [
                { "id": "sail", "stages": [{ "picture": "a" }, { "at": time("2024-08-04T19:00:00Z") }] },
                { "id": "painted", "reveals": time("2024-08-08T18:00:00Z") },
            ],
        });
        let names: Vec<String> = moments(&campaign)
            .iter()
            .map(|(name, node, _)| format!("{name} {node}"))
            .collect();
        assert_eq!(
            names,
            [
                "moment.before ",
                "moment.before_stage sail",
                "moment.opened ",
                "moment.stage sail",
                "moment.before_reveal painted",
                "moment.revealed painted",
                "moment.last_hour ",
                "moment.closed ",
            ]
        );
        assert!(moments(&json!({})).is_empty());
    }
}
