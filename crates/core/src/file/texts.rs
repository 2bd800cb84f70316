//! Texts by language.

use super::cursor::Cursor;
use crate::lang::{Lang, Text};
use toml::de::DeValue;

/// Longest text in characters: what a stranger's phone can show.
const LONGEST: usize = 2_000;

/// A text that must be there.
pub(super) fn need(cursor: &Cursor<'_>, key: &'static str, languages: &[Lang]) -> Text {
    let example = languages.first().map_or("en", |lang| lang.tag());
    cursor
        .need(
            key,
            |cursor, key| read(cursor, key, languages),
            &format!("{{ {example} = \"…\" }}"),
        )
        .unwrap_or_default()
}

/// A text that may be left out.
pub(super) fn maybe(cursor: &Cursor<'_>, key: &'static str, languages: &[Lang]) -> Text {
    read(cursor, key, languages).unwrap_or_default()
}

/// A plain text is in the campaign's first language.
fn read(cursor: &Cursor<'_>, key: &'static str, languages: &[Lang]) -> Option<Text> {
    let value = cursor.get(key)?;
    let mut text = Text::default();
    match value.get_ref() {
        DeValue::String(plain) => {
            text.0
                .insert(languages.first().copied().unwrap_or_default(), plain.to_string());
        }
        DeValue::Table(table) => {
            for (name, value) in table.iter() {
                let lang = Lang::ALL.into_iter().find(|lang| lang.tag() == name.get_ref().as_ref());
                match (lang, value.get_ref().as_str()) {
                    (Some(lang), Some(words)) => {
                        text.0.insert(lang, words.to_owned());
                    }
                    (None, _) => cursor.log.error(
                        name.span(),
                        "unknown_language",
                        format!("`{}` is not a language of the widget", name.get_ref()),
                        "Use en, zh-Hans or zh-Hant.",
                    ),
                    (Some(lang), None) => cursor.log.error(
                        value.span(),
                        "wrong_type",
                        format!("the text for {} is of type {}", lang.tag(), value.get_ref().type_str()),
                        "Give a text in quotation marks.",
                    ),
                }
            }
        }
        other => {
            let found = other.type_str();
            cursor.error(
                key,
                "wrong_type",
                format!("`{key}` is of type {found}"),
                "Give a text, or { en = \"…\", zh-Hans = \"…\" }.",
            );
            return None;
        }
    }
    check(cursor, key, &text, languages);
    Some(text)
}

fn check(cursor: &Cursor<'_>, key: &'static str, text: &Text, languages: &[Lang]) {
    if text.0.values().any(|words| words.trim().is_empty()) || text.0.is_empty() {
        cursor.error(
            key,
            "empty_text",
            format!("`{key}` is empty"),
            "Write something, or leave the key out.",
        );
    }
    if text.0.values().any(|words| words.chars().count() > LONGEST) {
        cursor.error(
            key,
            "text_too_long",
            format!("`{key}` is too long"),
            format!("Use at most {LONGEST} characters."),
        );
    }
    for lang in languages.iter().filter(|lang| !text.0.contains_key(lang)) {
        let tag = lang.tag();
        cursor.warn(
            key,
            "missing_language",
            format!("`{key}` has no text for {tag}"),
            format!("Add {tag} = \"…\"; until then fans read it in another language."),
        );
    }
    for lang in text
        .0
        .keys()
        .filter(|lang| !languages.is_empty() && !languages.contains(lang))
    {
        let tag = lang.tag();
        cursor.warn(
            key,
            "language_not_listed",
            format!("`{key}` has a text for {tag} that nobody will see"),
            format!("Add \"{tag}\" to `languages`."),
        );
    }
}
