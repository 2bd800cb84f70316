//! The form of a thing, made from the schema of the file: a field for whatever may stand there.

use super::field::field;
use super::saver::Saver;
use crate::browser;
use crate::desk::Desk;
use crate::draft::order::sorted;
use crate::draft::place::{at, below, is_within};
use crate::draft::schema::{Field, Kind, Schema, value_at};
use crate::draft::work::{Held, Work};
use crate::ui::button;
use crate::words::{LANGUAGES, Words};
use canyu_core::staff::Found;
use serde_json::Value;
use std::rc::Rc;
use yew::{AttrValue, Callback, Html, html};

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
        let some = value_at(&self.work.document, "languages")
            .as_array()
            .into_iter()
            .flatten();
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
    pub fn hint(&self, field: &Field<'_>) -> AttrValue {
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
        let mine = held
            .mine
            .as_ref()
            .map(|mine| in_words(form, place, mine))
            .unwrap_or_default();
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
                .map(|there| in_words(form, place, there))
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

/// Fields in which a name stands that somebody has given, though it may be spelt as one of the file's own values.
const GIVEN: [&str; 7] = ["slug", "id", "key", "to", "after", "node", "label"];

/// A value in words, in short. `place` is the field in which it stands, or its last part.
#[must_use]
pub fn in_words(form: &Form, place: &str, value: &Value) -> String {
    let words = &form.desk.words;
    let listed = |all: &mut dyn Iterator<Item = String>| all.collect::<Vec<_>>().join(&words.t("list"));
    match value {
        Value::Null => "–".to_owned(),
        Value::Bool(yes) => words.t(if *yes { "yes" } else { "no" }).to_string(),
        Value::String(text) => match serde_json::from_value(value.clone()) {
            Ok(moment) => words.time(moment),
            Err(_) => named(words, place, text),
        },
        Value::Array(all) => listed(&mut all.iter().map(|one| in_words(form, place, one))),
        Value::Object(all) => match crate::draft::schema::moment(value) {
            Some(moment) => words.time(moment),
            None if all.keys().all(|key| LANGUAGES.iter().any(|(tag, _)| tag == key)) => form.said(value),
            None => listed(&mut all.iter().map(|(name, one)| in_words(form, name, one))),
        },
        Value::Number(number) => number.to_string(),
    }
}

/// A text that is one of the file's own values in words, any other one as it stands there.
fn named(words: &Words, place: &str, text: &str) -> String {
    let field = place.rsplit('.').next().unwrap_or_default();
    let field = field.split('[').next().unwrap_or_default();
    if GIVEN.contains(&field) {
        return text.to_owned();
    }
    let kind = if field == "kind" { "value.kind." } else { "value." };
    let name = words
        .find(&[kind, text].concat())
        .or_else(|| words.find(&["value.", text].concat()));
    name.map_or_else(|| text.to_owned(), |name| name.to_string())
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
