//! The fields of a form: one for each shape that the schema knows.

use super::form::{Form, group, in_words, notes};
use super::leaf::{Leaf, Look};
use super::list::list;
use super::picture::Picture;
use crate::draft::place::below;
use crate::draft::schema::{Around, Field, Shape, value_at};
use crate::ui::button;
use serde_json::{Map, Value};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::{AttrValue, Callback, Event, Html, html};

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
            default => in_words(form, &place, default).into(),
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
    let all = value_at(&form.work.document, "nodes").as_array().into_iter().flatten();
    let node = |node: &Value| {
        let id = value_at(node, "id").as_str()?;
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
