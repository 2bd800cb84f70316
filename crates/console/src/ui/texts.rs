//! A text in each language of a campaign, side by side.

use super::Field;
use crate::desk::use_desk;
use crate::hooks::{Text, use_text};
use crate::words::LANGUAGES;
use canyu_core::lang::Lang;
use canyu_core::staff::Texts;
use yew::{AttrValue, Html, Properties, component, hook, html};

/// What is written in each language.
#[derive(Clone, PartialEq)]
pub struct TextSet([Text; 3]);

impl TextSet {
    /// What is written, without what is empty.
    #[must_use]
    pub fn get(&self) -> Texts {
        let typed = LANGUAGES.iter().zip(&self.0);
        let some = typed.filter(|(_, text)| !text.is_empty());
        some.map(|((tag, _), text)| ((*tag).to_owned(), text.trimmed()))
            .collect()
    }
}

/// Fields for a text, and what stands there first.
#[hook]
pub fn use_texts(first: &Texts) -> TextSet {
    let of = |tag: &str| first.get(tag).map(String::as_str).unwrap_or_default();
    TextSet([use_text(of("en")), use_text(of("zh-Hans")), use_text(of("zh-Hant"))])
}

/// What [`TextFields`] is given.
#[derive(Properties, PartialEq)]
pub struct TextFieldsProps {
    /// The names in the document, a language each.
    pub ids: [&'static str; 3],
    /// What is to be written there.
    pub label: AttrValue,
    /// What is written there.
    pub texts: TextSet,
    /// The languages of the campaign.
    pub languages: Vec<Lang>,
    /// Whether it has several lines.
    #[prop_or_default]
    pub lines: bool,
    /// Says of an empty one that it is missing; empty: it may be.
    #[prop_or_default]
    pub missing: AttrValue,
}

/// The fields.
#[component]
pub fn TextFields(props: &TextFieldsProps) -> Html {
    let desk = use_desk();
    let fields = LANGUAGES.iter().zip(&props.texts.0).zip(props.ids);
    let fields = fields.filter(|(((tag, _), _), _)| props.languages.iter().any(|lang| lang.tag() == *tag));
    let field = |(((_, language), text), id): ((&(&str, &str), &Text), &'static str)| {
        let label = desk
            .words
            .with("text.in", &[("text", &props.label), ("language", language)]);
        let error = if text.is_empty() {
            props.missing.clone()
        } else {
            AttrValue::default()
        };
        html! { <Field key={id} {id} {label} text={text.clone()} {error} lines={props.lines} /> }
    };
    html! { <div class="pair is-texts">{ for fields.map(field) }</div> }
}
