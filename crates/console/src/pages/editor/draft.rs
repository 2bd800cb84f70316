//! The editor of a draft: its cards, the form of one of them, and the real widget beside it.

mod cards;
mod field;
mod file;
mod form;
mod leaf;
mod list;
mod picture;
mod preview;
mod saver;

pub use self::cards::kind_icon;
use self::cards::{Cards, card_of};
use self::file::TheFile;
pub use self::form::{Form, in_words, said_of};
use self::form::{lead_to, rows, sections};
use self::list::title_of;
use self::preview::Beside;
use self::saver::{Saver, use_saver};
use crate::desk::use_desk;
use crate::draft::order::{CARDS, REWARD, WHEN, taken};
use crate::draft::place::at;
use crate::draft::schema::value_at;
use crate::hooks::{Load, use_act, use_load};
use crate::pages::missing::Missing;
use crate::route::Route;
use crate::ui::{Empty, Link, Trouble, badge, button};
use crate::words::LANGUAGES;
use canyu_core::staff::{Draft, Found, Right};
use gloo_timers::callback::Timeout;
use serde_json::Value;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusEvent};
use yew::{AttrValue, Callback, Html, MouseEvent, Properties, component, html, use_state_eq};

/// The card with the file as a text.
const FILE: &str = "file";

/// What [`Editor`] is given.
#[derive(Properties, PartialEq)]
pub struct EditorProps {
    /// The draft's name in the API.
    pub id: AttrValue,
}

/// The page.
#[component]
pub fn Editor(props: &EditorProps) -> Html {
    let (draft, again) = use_load::<Draft>(["drafts/", &props.id].concat());
    let (schema, schema_again) = use_load::<Value>("campaign-schema".to_owned());
    if let Load::Failed(problem) = &draft
        && matches!(problem.code(), "not_found" | "draft_unknown")
    {
        return html! { <Missing /> };
    }
    let Load::Ready(draft) = &draft else {
        return draft.shown(&again, |_| Html::default());
    };
    let Load::Ready(schema) = &schema else {
        return schema.shown(&schema_again, |_| Html::default());
    };
    html! { <Bench key={draft.id.clone()} draft={draft.clone()} schema={schema.clone()} /> }
}

#[derive(Properties)]
struct BenchProps {
    draft: Rc<Draft>,
    schema: Rc<Value>,
}

impl PartialEq for BenchProps {
    fn eq(&self, other: &Self) -> bool {
        self.draft.id == other.draft.id
    }
}

/// Where one works on it.
#[component]
fn Bench(props: &BenchProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let saver = use_saver(&props.draft);
    let work = saver.work();
    let card = use_state_eq(|| "basics".to_owned());
    let is_preview = use_state_eq(|| false);
    let is_wide = use_state_eq(|| false);
    let act = use_act();
    let has_form = work.document.is_object();
    let form = Rc::new(Form {
        desk: desk.clone(),
        schema: props.schema.clone(),
        work: work.clone(),
        saver: Some(saver.clone()),
    });
    let on_open = {
        let (card, is_preview, saver) = (card.clone(), is_preview.clone(), saver.clone());
        Callback::from(move |to: String| {
            saver.enter(to.clone());
            is_preview.set(false);
            card.set(to);
        })
    };
    let on_find = {
        let on_open = on_open.clone();
        Callback::from(move |place: String| {
            on_open.emit(card_of(&place));
            Timeout::new(50, move || lead_to(&place)).forget();
        })
    };
    let onfocusin = {
        let saver = saver.clone();
        Callback::from(move |event: FocusEvent| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let field = target.and_then(|target| target.closest("[data-place]").ok().flatten());
            if let Some(place) = field.and_then(|field| field.get_attribute("data-place")) {
                saver.enter(place);
            }
        })
    };
    let undo = {
        let (act, saver) = (act.clone(), saver.clone());
        Callback::from(move |()| act.run(saver.clone().undo()))
    };
    let view = {
        let is_preview = is_preview.clone();
        move |on: bool| {
            let is_preview = is_preview.clone();
            Callback::from(move |_: MouseEvent| is_preview.set(on))
        }
    };
    // The card of a node that is not there any more, or that has another name now.
    let here = if !has_form {
        FILE.to_owned()
    } else if card.starts_with("nodes[") && at(&work.document, &card).is_none() {
        "basics".to_owned()
    } else {
        (*card).clone()
    };
    let class = [
        "editor",
        if *is_preview { " is-preview" } else { "" },
        if *is_wide { " is-wide" } else { "" },
    ]
    .concat();
    let is_here = here == FILE;
    html! {
        <>
            <p class="crumbs"><Link to={Route::Campaigns}>{ words.t("page.campaigns") }</Link></p>
            { head(&form, &saver, act.is_busy(), undo) }
            <Trouble problem={act.problem()} />
            <Trouble problem={work.problem.clone()} />
            { findings(&form, &on_find) }
            <div class="tabs is-switch" role="group" aria-label={words.t("draft.view")}>
                <button type="button" aria-pressed={(!*is_preview).to_string()} onclick={view(false)}>{ words.t("draft.form") }</button>
                <button type="button" aria-pressed={is_preview.to_string()} onclick={view(true)}>{ words.t("preview") }</button>
            </div>
            <div {class} {onfocusin}>
                if has_form {
                    <Cards form={form.clone()} here={here.clone()} on_open={on_open.clone()} />
                }
                <section class="card form-card" id="card" aria-labelledby="card-title">
                    if is_here {
                        <TheFile draft={work.draft.clone()} saver={saver.clone()} is_broken={!has_form} />
                    } else {
                        { card_view(&form, &here) }
                    }
                </section>
                if has_form {
                    <Beside form={form.clone()} is_wide={*is_wide} on_wide={{ let is_wide = is_wide.clone(); Callback::from(move |on| is_wide.set(on)) }} />
                }
            </div>
        </>
    }
}

/// What is above the editor: whose draft it is, who is here, whether it is saved, and what can be done with it.
fn head(form: &Form, saver: &Saver, is_busy: bool, undo: Callback<()>) -> Html {
    let (words, work) = (&form.desk.words, &form.work);
    let id = &work.draft.id;
    let names = [
        form.said(value_at(&work.document, "title")),
        work.draft.slug.clone(),
        words.t("draft.untitled").to_string(),
    ];
    let title = names.into_iter().find(|name| !name.is_empty()).unwrap_or_default();
    let saved = match (&work.problem, work.is_saved()) {
        (Some(_), false) => ("waiting", "draft.not_saved"),
        (_, false) => ("closed", "draft.saving"),
        (_, true) => ("open", "draft.saved"),
    };
    let names: Vec<String> = saver.editors().into_iter().map(|one| one.name).collect();
    html! {
        <header class="head">
            <div>
                <h1 id="title" tabindex="-1">{ title }</h1>
                <p class="state" role="status">
                    { badge(saved.0, words.t(saved.1)) }
                    if let Some(version) = work.draft.published {
                        { badge("here", words.with("draft.changes_version", &[("n", &version.to_string())])) }
                    }
                    if work.draft.behind {
                        { badge("waiting", words.t("draft.behind")) }
                    }
                    if !names.is_empty() {
                        <span class="others">{ words.with("draft.others", &[("names", &names.join(&words.t("list")))]) }</span>
                    }
                </p>
            </div>
            <div class="acts">
                if work.draft.can_undo && !is_busy {
                    { button("is-quiet", words.t("undo"), undo) }
                }
                <Link class="button" to={Route::Rehearse(id.clone())}>{ words.t("rehearse") }</Link>
                if form.desk.may(Right::Publish) {
                    <Link class="button is-main" to={Route::Publish(id.clone())}>{ words.t("publish") }</Link>
                }
            </div>
        </header>
    }
}

/// All that is wrong, each leading to its field.
fn findings(form: &Form, on_find: &Callback<String>) -> Html {
    let words = &form.desk.words;
    let found = &form.work.draft.findings;
    let errors = found.iter().filter(|one| one.is_error).count() as u64;
    let others = found.len() as u64 - errors;
    if found.is_empty() {
        return html! { <p class="findings is-fine">{ words.t("draft.fine") }</p> };
    }
    let said: Vec<String> = [(errors, "draft.errors"), (others, "draft.warnings")]
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, name)| words.many(name, number).to_string())
        .collect();
    let line = |one: &Found| {
        let (on_find, place) = (on_find.clone(), one.place.clone());
        let onclick = Callback::from(move |_: MouseEvent| on_find.emit(place.clone()));
        let class = if one.is_error {
            "mark is-error"
        } else {
            "mark is-warning"
        };
        html! {
            <li>
                <span {class} aria-hidden="true">{ if one.is_error { "!" } else { "?" } }</span>
                <button type="button" class="button is-link" {onclick}>{ if one.place.is_empty() { words.with("draft.line", &[("n", &one.line.to_string())]).to_string() } else { way(form, &one.place) } }</button>
                <span>{ said_of(form, one) }</span>
            </li>
        }
    };
    html! {
        <details class={if errors > 0 { "findings is-wrong" } else { "findings" }} open={!form.work.document.is_object()}>
            <summary>{ said.join(" · ") }</summary>
            <ul>{ for found.iter().map(line) }</ul>
        </details>
    }
}

/// A place as people call it: its card, and what it is called there.
#[must_use]
pub fn place_in_words(form: &Form, place: &str) -> (String, String) {
    let card = card_of(place);
    let first = match at(&form.work.document, &card).filter(|_| card.starts_with("nodes[")) {
        Some(node) => title_of(form, node, 0),
        None => form.desk.words.code("card", &card).to_string(),
    };
    let rest = place.strip_prefix(&card).unwrap_or(place);
    let mut parts = Vec::new();
    for part in rest.split('.').filter(|part| !part.is_empty()) {
        let (key, bracket) = part.split_once('[').unwrap_or((part, ""));
        let language = LANGUAGES.iter().find(|(tag, _)| *tag == key);
        let name = language.map_or_else(
            || form.desk.words.code("field", key),
            |(_, name)| AttrValue::Static(name),
        );
        let bracket = bracket.trim_end_matches(']');
        // People count from one.
        let bracket = bracket
            .parse::<u32>()
            .map_or_else(|_| bracket.to_owned(), |number| (number + 1).to_string());
        parts.push([name.as_str(), if bracket.is_empty() { "" } else { " " }, &bracket].concat());
    }
    (first, parts.join(" › "))
}

/// The same in a line.
fn way(form: &Form, place: &str) -> String {
    let (card, rest) = place_in_words(form, place);
    if rest.is_empty() {
        card
    } else {
        [&card, " › ", &rest].concat()
    }
}

/// The form of a card.
fn card_view(form: &Form, here: &str) -> Html {
    let words = &form.desk.words;
    let schema = form.schema();
    let document = &form.work.document;
    if let Some((card, names)) = CARDS.iter().find(|(card, _)| *card == here) {
        let mut fields = schema.fields(schema.campaign(), document);
        let fields = taken(&mut fields, names);
        return html! {
            <>
                <h2 id="card-title">{ words.code("card", card) }</h2>
                <p class="hint">{ words.code("card.hint", card) }</p>
                { rows(form, &fields, "", document) }
            </>
        };
    }
    let Some(node) = at(document, here) else {
        return html! { <Empty title={words.t("draft.gone")}><></></Empty> };
    };
    let kind = node["kind"].as_str().unwrap_or_default();
    let mut fields = schema.fields(schema.named("Node"), node);
    let (when, reward) = (taken(&mut fields, WHEN), taken(&mut fields, REWARD));
    html! {
        <div class="node" key={here.to_owned()}>
            <h2 id="card-title">{ kind_icon(kind) }{ form.value_label("kind", kind) }</h2>
            <p class="hint">{ words.code("kind", kind) }</p>
            { form::notes(form, here, false).0 }
            { sections(form, fields, here, node) }
            <h3>{ words.t("draft.reward") }</h3>
            { rows(form, &reward, here, node) }
            <h3>{ words.t("draft.when") }</h3>
            { rows(form, &when, here, node) }
        </div>
    }
}
