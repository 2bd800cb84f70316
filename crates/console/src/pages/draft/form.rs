//! The form of a thing, made from the schema of the file: a field for whatever may stand there.

use super::leaf::{Leaf, Look};
use super::list::list;
use super::picture::Picture;
use super::saver::Saver;
use crate::browser;
use crate::desk::Desk;
use crate::draft::order::sorted;
use crate::draft::place::{at, below, is_within};
use crate::draft::schema::{Around, Field, Kind, Schema, Shape};
use crate::draft::work::{Held, Work};
use crate::ui::button;
use crate::words::LANGUAGES;
use canyu_core::staff::Found;
use serde_json::{Map, Value};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::{AttrValue, Callback, Event, Html, html};

/// What every field needs.
#[derive(Clone)]
pub struct Form {
    /// The desk.
    pub desk: Desk,
    /// The schema of the file.
    pub schema: Rc<Value>,
    /// The draft as it stands.
    pub work: Work,
    /// Where changes go; none: nothing can be changed.
    pub saver: Option<Saver>,
}

impl Form {
    /// The schema.
    #[must_use]
    pub fn schema(&self) -> Schema<'_> {
        Schema(&self.schema)
    }

    /// The languages of the campaign.
    #[must_use]
    pub fn languages(&self) -> Vec<String> {
        let some = self.work.document["languages"].as_array().into_iter().flatten();
        some.filter_map(|one| one.as_str().map(ToOwned::to_owned)).collect()
    }

    /// What is wrong at a place itself, or in it.
    pub fn found<'a>(&'a self, place: &'a str, inside: bool) -> impl Iterator<Item = &'a Found> {
        let is_here = move |one: &&Found| one.place == place || (inside && is_within(&one.place, place));
        self.work.draft.findings.iter().filter(is_here)
    }

    /// A text in the reader's language, or in one that it is written in.
    #[must_use]
    pub fn said(&self, value: &Value) -> String {
        let own = value
            .get(self.desk.words.language.as_str())
            .or_else(|| value.as_object()?.values().next());
        own.unwrap_or(value).as_str().unwrap_or_default().to_owned()
    }

    /// Writes a value.
    #[must_use]
    pub fn setter(&self, place: &str) -> Callback<(Option<Value>, bool)> {
        let (saver, place) = (self.saver.clone(), place.to_owned());
        Callback::from(move |(value, now): (Option<Value>, bool)| {
            if let Some(saver) = &saver {
                saver.set(&place, value, now);
            }
        })
    }

    /// What a field is called.
    #[must_use]
    pub fn label(&self, owner: &str, name: &str) -> AttrValue {
        let words = &self.desk.words;
        let own = words.find(&["field.", owner, ".", name].concat());
        own.unwrap_or_else(|| words.code("field", name))
    }

    /// What a value is called.
    #[must_use]
    pub fn value_label(&self, kind: &str, value: &str) -> AttrValue {
        let words = &self.desk.words;
        if let Some((_, name)) = LANGUAGES.iter().find(|(tag, _)| *tag == value) {
            return AttrValue::Static(name);
        }
        let own = words.find(&["value.", kind, ".", value].concat());
        own.unwrap_or_else(|| words.code("value", value))
    }

    /// What a field means, where its name does not say it. One that nobody has named yet says what the file's own description says.
    fn hint(&self, field: &Field<'_>) -> AttrValue {
        let words = &self.desk.words;
        let own = words.find(&["hint.", field.owner, ".", field.name].concat());
        own.unwrap_or_else(|| {
            let is_named = self.label(field.owner, field.name) != field.name;
            if is_named {
                AttrValue::default()
            } else {
                field.hint.replace('`', "").into()
            }
        })
    }
}

/// What is wrong at a place, and what somebody else has written there meanwhile.
pub fn notes(form: &Form, place: &str, inside: bool) -> (Html, bool) {
    let words = &form.desk.words;
    let found: Vec<&Found> = form.found(place, inside).collect();
    let is_wrong = found.iter().any(|one| one.is_error);
    let contests = form
        .work
        .held
        .iter()
        .filter(|(known, _)| *known == place || (inside && is_within(known, place)));
    let contests: Vec<_> = contests.collect();
    let contest = |(place, held): &(&String, &Held)| {
        let place = place.as_str();
        let mine = held.mine.as_ref().map(|mine| in_words(form, mine)).unwrap_or_default();
        let choose = |mine: bool| {
            let (saver, place) = (form.saver.clone(), place.to_owned());
            Callback::from(move |()| {
                if let Some(saver) = &saver {
                    saver.choose(&place, mine);
                }
            })
        };
        let what = if held.by.is_empty() {
            words.with("draft.refused", &[("mine", &mine)])
        } else {
            let there = at(&form.work.document, place)
                .map(|there| in_words(form, there))
                .unwrap_or_default();
            words.with(
                "draft.contested",
                &[("name", &held.by), ("mine", &mine), ("theirs", &there)],
            )
        };
        html! {
            <div class="contest" role="alert">
                <p>{ what }</p>
                <div class="acts is-start">
                    { button("", words.t("draft.mine"), choose(true)) }
                    { button("", words.t("draft.theirs"), choose(false)) }
                </div>
            </div>
        }
    };
    let line = |one: &&Found| {
        let class = if one.is_error { "error" } else { "warning" };
        html! { <p {class}>{ said_of(form, one) }</p> }
    };
    let shown = html! {
        if !found.is_empty() || !contests.is_empty() {
            <div class="notes" id={[place, "-notes"].concat()}>{ for found.iter().map(line) }{ for contests.iter().map(contest) }</div>
        }
    };
    (shown, is_wrong)
}

/// What a finding says: in the reader's language where somebody has said it, else as the server says it. One that ends with a colon goes on
/// with the server's own words.
pub fn said_of(form: &Form, one: &Found) -> Html {
    let own = form.desk.words.find(&["finding.", &one.code].concat());
    let rest = match &own {
        None => Some([sentence(&one.message), sentence(&one.remedy)].join(" ")),
        Some(own) => own.ends_with(['：', ':']).then(|| sentence(&one.remedy)),
    };
    html! { <>{ own.unwrap_or_default() }if let Some(rest) = rest { <span lang="en">{ rest }</span> }</> }
}

/// The server's words as a sentence.
fn sentence(words: &str) -> String {
    let mut signs = words.chars();
    let first: String = signs.next().into_iter().flat_map(char::to_uppercase).collect();
    let end = if words.is_empty() || words.ends_with(['.', '?', ':']) {
        ""
    } else {
        "."
    };
    [&first, signs.as_str(), end].concat()
}

/// A value in words, in short.
#[must_use]
pub fn in_words(form: &Form, value: &Value) -> String {
    let words = &form.desk.words;
    match value {
        Value::Null => "–".to_owned(),
        Value::Bool(yes) => words.t(if *yes { "yes" } else { "no" }).to_string(),
        Value::String(text) => match serde_json::from_value(value.clone()) {
            Ok(moment) => words.time(moment),
            Err(_) => text.clone(),
        },
        Value::Array(all) => all
            .iter()
            .map(|one| in_words(form, one))
            .collect::<Vec<_>>()
            .join(&words.t("list")),
        Value::Object(all) => match crate::draft::schema::moment(value) {
            Some(moment) => words.time(moment),
            None if all.keys().all(|key| LANGUAGES.iter().any(|(tag, _)| tag == key)) => form.said(value),
            None => all
                .values()
                .map(|one| in_words(form, one))
                .collect::<Vec<_>>()
                .join(&words.t("list")),
        },
        Value::Number(number) => number.to_string(),
    }
}

/// The fields of a group.
pub fn group(form: &Form, kind: Kind<'_>, place: &str, value: &Value) -> Html {
    sections(form, form.schema().fields(kind, value), place, value)
}

/// Fields, the seldom ones at the end.
pub fn sections(form: &Form, fields: Vec<Field<'_>>, place: &str, value: &Value) -> Html {
    let (first, more) = sorted(fields, value);
    let is_open = more
        .iter()
        .any(|one| form.found(&below(place, one.name), true).next().is_some());
    html! {
        <>
            { rows(form, &first, place, value) }
            if !more.is_empty() {
                <details class="further" open={is_open}>
                    <summary>{ form.desk.words.t("draft.more") }</summary>
                    { rows(form, &more, place, value) }
                </details>
            }
        </>
    }
}

/// Fields, each with its label.
pub fn rows(form: &Form, fields: &[Field<'_>], place: &str, value: &Value) -> Html {
    html! { <div class="fields">{ for fields.iter().map(|one| field(form, one, place, value)) }</div> }
}

/// A field.
pub fn field(form: &Form, field: &Field<'_>, around: &str, of: &Value) -> Html {
    let place = below(around, field.name);
    let value = of.get(field.name).unwrap_or(&Value::Null);
    let (label, hint) = (form.label(field.owner, field.name), form.hint(field));
    let is_whole = matches!(field.shape, Shape::Text | Shape::Group | Shape::List);
    let (notes, is_wrong) = notes(form, &place, !is_whole || field.shape == Shape::Text);
    let described: Vec<String> = [
        (!hint.is_empty()).then(|| [&place, "-hint"].concat()),
        is_wrong.then(|| [&place, "-notes"].concat()),
    ]
    .into_iter()
    .flatten()
    .collect();
    let described = AttrValue::from(described.join(" "));
    let hint = html! { if !hint.is_empty() { <p class="hint" id={[&place, "-hint"].concat()}>{ hint }</p> } };
    let set = form.setter(&place);
    let leaf = |look: Look| {
        let default = match field.default {
            Value::Null | Value::Array(_) | Value::Object(_) => AttrValue::default(),
            default => in_words(form, default).into(),
        };
        html! { <Leaf id={place.clone()} {look} value={value.clone()} placeholder={default} {is_wrong} described={described.clone()} on_value={set.clone()} /> }
    };
    let control = match &field.shape {
        Shape::Text => return text(form, &place, value, &label, hint, notes, is_wrong),
        Shape::List => return list(form, field, &place, value, &label, hint, notes),
        Shape::Group => return inset(form, field, &place, value, &label, hint, notes),
        Shape::Some(names) => return some(form, field, &place, value, names, &label, hint, notes),
        Shape::Flag => {
            let is_on = value.as_bool().or(field.default.as_bool()).unwrap_or_default();
            let onchange = Callback::from(move |_: Event| set.emit((Some((!is_on).into()), true)));
            return html! {
                <div class="field is-flag" data-place={place.clone()}>
                    <label class="check"><input id={place.clone()} type="checkbox" checked={is_on} aria-describedby={described} {onchange} /><span>{ label }</span></label>
                    { hint }{ notes }
                </div>
            };
        }
        Shape::One(names) => {
            let options = names
                .iter()
                .map(|name| (name.clone(), form.value_label(field.kind.name, name)));
            one(
                &place,
                value.as_str().or(field.default.as_str()),
                options.collect(),
                field.optional && field.default.is_null(),
                described,
                set,
            )
        }
        Shape::Line if field.name == "after" => one(&place, value.as_str(), nodes(form, around), true, described, set),
        Shape::Line if field.name == "answer" && of["form"] == "choice" => {
            let options = of["options"].as_array().into_iter().flatten().filter_map(|one| {
                let key = one["key"].as_str()?;
                Some((key.to_owned(), form.said(&one["text"]).into()))
            });
            one(&place, value.as_str(), options.collect(), true, described, set)
        }
        Shape::Line if field.name == "picture" => {
            let pictures = form.work.draft.pictures.clone();
            html! {
                <Picture id={place.clone()} draft={form.work.draft.id.clone()} slug={form.work.draft.slug.clone()} {pictures}
                    value={value.as_str().unwrap_or_default().to_owned()} {described} {is_wrong} on_value={set} saver={form.saver.clone()} />
            }
        }
        Shape::Line if matches!(field.name, "accent" | "ink") => leaf(Look::Colour),
        Shape::Line if matches!(field.name, "id" | "key" | "slug") => leaf(Look::Name),
        Shape::Line => leaf(Look::Line),
        Shape::Time => leaf(Look::Time),
        Shape::Number(is_whole) => leaf(if *is_whole { Look::Whole } else { Look::Number }),
        Shape::Lines => leaf(Look::Lines),
        Shape::Numbers => leaf(Look::Numbers),
        Shape::Map => leaf(Look::Map),
    };
    let is_wide = matches!(field.shape, Shape::Lines | Shape::Map) || field.name == "picture";
    html! {
        <div class={["field", if is_wide { " is-wide" } else { "" }].concat()} data-place={place.clone()} key={place.clone()}>
            <label for={place}>{ label }</label>
            { hint }{ control }{ notes }
        </div>
    }
}

/// The other nodes, by id.
fn nodes(form: &Form, around: &str) -> Vec<(String, AttrValue)> {
    let all = form.work.document["nodes"].as_array().into_iter().flatten();
    let node = |node: &Value| {
        let id = node["id"].as_str()?;
        let is_own = around.starts_with(&["nodes[", id, "]"].concat());
        (!is_own).then(|| {
            (
                id.to_owned(),
                Some(form.said(&node["title"]))
                    .filter(|title| !title.is_empty())
                    .unwrap_or_else(|| id.to_owned())
                    .into(),
            )
        })
    };
    all.filter_map(node).collect()
}

/// One of a few, or none of them.
fn one(
    place: &str,
    value: Option<&str>,
    mut options: Vec<(String, AttrValue)>,
    is_optional: bool,
    described: AttrValue,
    set: Callback<(Option<Value>, bool)>,
) -> Html {
    if is_optional || value.is_none() {
        options.insert(0, (String::new(), "–".into()));
    }
    // What stands there is shown, even if it cannot stand there.
    if let Some(value) = value.filter(|value| !options.iter().any(|(known, _)| known == value)) {
        options.push((value.to_owned(), value.to_owned().into()));
    }
    let onchange = Callback::from(move |event: Event| {
        if let Some(field) = event
            .target()
            .and_then(|field| field.dyn_into::<HtmlSelectElement>().ok())
        {
            set.emit((
                Some(field.value()).filter(|value| !value.is_empty()).map(Value::from),
                true,
            ));
        }
    });
    let option = |(known, name): &(String, AttrValue)| {
        html! { <option value={known.clone()} selected={known == value.unwrap_or_default()}>{ name.clone() }</option> }
    };
    html! { <select id={place.to_owned()} aria-describedby={described} {onchange}>{ for options.iter().map(option) }</select> }
}

/// Some of a few.
#[expect(clippy::too_many_arguments, reason = "all of it is said about one field")]
fn some(
    form: &Form,
    field: &Field<'_>,
    place: &str,
    value: &Value,
    names: &[String],
    label: &AttrValue,
    hint: Html,
    notes: Html,
) -> Html {
    let chosen: Vec<String> = (if value.is_null() { field.default } else { value })
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|one| one.as_str().map(ToOwned::to_owned))
        .collect();
    let check = |name: &String| {
        let (set, chosen, name, is_on) = (form.setter(place), chosen.clone(), name.clone(), chosen.contains(name));
        let label = form.value_label(field.kind.name, &name);
        let onchange = Callback::from(move |event: Event| {
            let mut chosen: Vec<String> = chosen.iter().filter(|known| **known != name).cloned().collect();
            if event
                .target()
                .and_then(|field| field.dyn_into::<HtmlInputElement>().ok())
                .is_some_and(|field| field.checked())
            {
                chosen.push(name.clone());
            }
            set.emit((Some(chosen.into()), true));
        });
        html! { <label class="check"><input type="checkbox" checked={is_on} {onchange} /><span>{ label }</span></label> }
    };
    html! {
        <fieldset class="field is-wide" data-place={place.to_owned()} id={place.to_owned()} tabindex="-1">
            <legend>{ label }</legend>{ hint }
            <div class="checks">{ for names.iter().map(check) }</div>
            { notes }
        </fieldset>
    }
}

/// A text in each language, side by side.
fn text(form: &Form, place: &str, value: &Value, label: &AttrValue, hint: Html, notes: Html, is_wrong: bool) -> Html {
    let languages = form.languages();
    let column = |language: &String| {
        let own = below(place, language);
        let name = form.value_label("Lang", language);
        let (there, on_value) = match value {
            // It stands for the first language as it is: the others make a table of it.
            Value::String(text) => {
                let (set, first, text, language) = (
                    form.setter(place),
                    languages.first().cloned(),
                    text.clone(),
                    language.clone(),
                );
                let is_first = first.as_ref() == Some(&language);
                let on_value = Callback::from(move |(typed, now): (Option<Value>, bool)| {
                    if is_first {
                        return set.emit((typed, now));
                    }
                    let mut table = Map::new();
                    table.extend(first.clone().map(|first| (first, Value::from(text.clone()))));
                    table.extend(typed.map(|typed| (language.clone(), typed)));
                    set.emit((Some(Value::Object(table)), true));
                });
                (if is_first { value.clone() } else { Value::Null }, on_value)
            }
            _ => (value[language.as_str()].clone(), form.setter(&own)),
        };
        let is_missing = is_wrong && there.is_null();
        html! {
            <div class="text" key={language.clone()}>
                <span class="tag" aria-hidden="true">{ name.clone() }</span>
                <Leaf id={own} look={Look::Area} value={there} lang={AttrValue::from(language.clone())} label={AttrValue::from([label, " · ", &name].concat())}
                    is_wrong={is_missing} described="" {on_value} />
            </div>
        }
    };
    html! {
        <fieldset class="field is-wide" data-place={place.to_owned()} key={place.to_owned()}>
            <legend>{ label }</legend>{ hint }
            <div class="texts" id={place.to_owned()}>{ for languages.iter().map(column) }</div>
            { notes }
        </fieldset>
    }
}

/// A group in a group, which may be there or not.
fn inset(
    form: &Form,
    field: &Field<'_>,
    place: &str,
    value: &Value,
    label: &AttrValue,
    hint: Html,
    notes: Html,
) -> Html {
    let words = &form.desk.words;
    let set = form.setter(place);
    // What counts by itself is there, even where nobody has written it.
    let is_always = field.default.is_object();
    let add = {
        let blank = form.schema().blank(
            field.kind,
            None,
            &Around {
                name: field.name,
                campaign: &form.work.document,
            },
        );
        let set = set.clone();
        Callback::from(move |()| set.emit((Some(blank.clone()), true)))
    };
    html! {
        <fieldset class="inset" data-place={place.to_owned()} id={place.to_owned()} tabindex="-1">
            <legend>{ label }</legend>{ hint }{ notes }
            if value.is_object() || is_always {
                { group(form, field.kind, place, value) }
                if field.optional && value.is_object() {
                    <p>{ button("is-quiet", words.t(if is_always { "draft.default" } else { "draft.remove" }), Callback::from(move |()| set.emit((None, true)))) }</p>
                }
            } else {
                <p>{ button("", words.t("draft.add"), add) }</p>
            }
        </fieldset>
    }
}

/// Leads to the field of a place, or to the nearest thing around it that there is.
pub fn lead_to(place: &str) {
    let mut place = place;
    while !place.is_empty() && !browser::reveal(place) {
        place = place
            .rfind(['.', '['])
            .and_then(|end| place.get(..end))
            .unwrap_or_default();
    }
}
