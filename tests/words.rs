//! The widget speaks every language completely.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test may fail in any way")]

use canyu::text::{Key, Many, REFUSALS, fill};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

const LANGUAGES: [(&str, &str); 3] = [
    ("en", include_str!("../locales/en.json")),
    ("zh-Hans", include_str!("../locales/zh-Hans.json")),
    ("zh-Hant", include_str!("../locales/zh-Hant.json")),
];

fn catalogue(json: &str) -> Map<String, Value> {
    serde_json::from_str(json).unwrap()
}

fn text<'a>(catalogue: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    catalogue.get(name).and_then(Value::as_str)
}

/// The plural categories of all languages.
const CATEGORIES: [&str; 6] = ["other", "one", "zero", "two", "few", "many"];

/// Every text without a number: ours, and the server's refusals.
fn plain() -> Vec<String> {
    let refusals = REFUSALS.iter().map(|code| format!("err_{code}"));
    Key::names().map(str::to_owned).chain(refusals).collect()
}

fn places(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
        .collect()
}

#[test]
fn every_text_exists_in_every_language_with_the_same_places() {
    let english = catalogue(LANGUAGES[0].1);
    for (lang, json) in LANGUAGES {
        let other = catalogue(json);
        for name in &plain() {
            let here = text(&other, name).unwrap_or_else(|| panic!("{lang} has no {name}"));
            assert!(!here.trim().is_empty(), "{lang}: {name} is empty");
            assert_eq!(places(here), places(text(&english, name).unwrap()), "{lang}: {name}");
        }
    }
}

#[test]
fn every_number_has_its_forms_in_every_language() {
    let english = catalogue(LANGUAGES[0].1);
    for (lang, json) in LANGUAGES {
        let other = catalogue(json);
        for name in Many::names() {
            let needed: &[&str] = if lang == "en" { &["one", "other"] } else { &["other"] };
            for form in needed {
                let here =
                    text(&other, &format!("{name}#{form}")).unwrap_or_else(|| panic!("{lang} has no {name}#{form}"));
                let there = text(&english, &format!("{name}#other")).unwrap();
                assert!(places(here).is_subset(&places(there)), "{lang}: {name}#{form}");
            }
        }
    }
}

#[test]
fn no_language_has_a_text_that_nobody_uses() {
    for (lang, json) in LANGUAGES {
        for name in catalogue(json).keys() {
            let known = match name.split_once('#') {
                Some((many, form)) => Many::names().any(|known| known == many) && CATEGORIES.contains(&form),
                None => plain().contains(name),
            };
            assert!(known, "{lang}: {name}");
        }
    }
}

const CHECK: [(&str, &str); 3] = [
    ("en", include_str!("../locales/verifier/en.json")),
    ("zh-Hans", include_str!("../locales/verifier/zh-Hans.json")),
    ("zh-Hant", include_str!("../locales/verifier/zh-Hant.json")),
];

/// What a text is for, without the form of its number.
fn subject(name: &str) -> &str {
    name.split('#').next().unwrap()
}

#[test]
fn the_check_of_a_draw_says_the_same_in_every_language() {
    let english = catalogue(CHECK[0].1);
    let subjects: BTreeSet<&str> = english.keys().map(|name| subject(name)).collect();
    for (lang, json) in CHECK {
        let other = catalogue(json);
        let here: BTreeSet<&str> = other.keys().map(|name| subject(name)).collect();
        assert_eq!(here, subjects, "{lang}");
        for name in other.keys() {
            let here = text(&other, name).unwrap();
            let (plural, there) = match text(&english, name) {
                Some(there) => (name.contains('#'), there),
                None => (true, text(&english, &format!("{}#other", subject(name))).unwrap()),
            };
            // One form of a number may leave out what another has.
            assert!(
                places(here).is_subset(&places(there)) && (plural || places(there).is_subset(&places(here))),
                "{lang}: {name}"
            );
        }
    }
}

#[test]
fn nothing_is_shouted_and_chinese_has_its_own_signs() {
    for (lang, json) in LANGUAGES.into_iter().chain(CHECK) {
        for (name, value) in catalogue(json) {
            let text = value.as_str().unwrap();
            assert!(!text.contains(['!', '！']), "{lang}: {name}");
            if lang != "en" {
                assert!(!text.contains([',', '?', ';']), "{lang}: {name}");
            }
        }
    }
}

#[test]
fn values_stand_in_their_places_and_a_missing_one_leaves_nothing() {
    assert_eq!(fill("{mine} of {all}", &[("all", "9"), ("mine", "2")]), "2 of 9");
    assert_eq!(fill("a {b} c", &[]), "a  c");
    assert_eq!(fill("a {b", &[("b", "x")]), "a ");
}
