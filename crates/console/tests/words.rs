//! The console speaks every language completely, and every word that it says is there.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test may fail in any way")]

use canyu_core::staff::{Right, Role};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const LANGUAGES: [(&str, &str); 3] = [
    ("en", include_str!("../../../locales/console/en.json")),
    ("zh-Hans", include_str!("../../../locales/console/zh-Hans.json")),
    ("zh-Hant", include_str!("../../../locales/console/zh-Hant.json")),
];

type Catalogue = BTreeMap<String, String>;

fn catalogue(json: &str) -> Catalogue {
    serde_json::from_str(json).unwrap()
}

fn english() -> Catalogue {
    catalogue(LANGUAGES[0].1)
}

/// The names in braces.
fn places(text: &str) -> BTreeSet<&str> {
    let parts = text.split('{').skip(1);
    parts
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
        .collect()
}

/// What a text is for, without the form of its number.
fn subject(name: &str) -> &str {
    name.split('#').next().unwrap()
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
    found
}

fn source() -> String {
    let files = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    files.iter().map(|file| fs::read_to_string(file).unwrap()).collect()
}

/// Every text in quotes of the source.
fn quoted(source: &str) -> BTreeSet<&str> {
    source
        .split('"')
        .filter(|part| !part.is_empty() && part.len() < 60 && !part.contains('\n'))
        .collect()
}

/// The first text in quotes behind each of these calls.
fn called_by<'a>(source: &'a str, calls: &[&str]) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    for call in calls {
        for rest in source.split(call).skip(1) {
            let rest = rest.trim_start();
            if let Some(name) = rest.strip_prefix('"').and_then(|rest| rest.split('"').next()) {
                found.insert(name);
            }
        }
    }
    found
}

#[test]
fn every_text_exists_in_every_language_with_the_same_places() {
    let english = english();
    let subjects: BTreeSet<&str> = english.keys().map(|name| subject(name)).collect();
    for (language, json) in LANGUAGES {
        let other = catalogue(json);
        assert_eq!(
            other.keys().map(|name| subject(name)).collect::<BTreeSet<_>>(),
            subjects,
            "{language}"
        );
        for (name, text) in &other {
            assert!(!text.trim().is_empty(), "{language}: {name} is empty");
            let there = english
                .get(name)
                .or_else(|| english.get(&format!("{}#other", subject(name))))
                .unwrap();
            assert_eq!(places(text), places(there), "{language}: {name}");
        }
    }
}

#[test]
fn every_word_that_is_said_is_there() {
    let (source, english) = (source(), english());
    for name in called_by(&source, &["words.t(", "words.with("]) {
        assert!(english.contains_key(name), "the source says {name}");
    }
    for name in called_by(&source, &["words.many("]) {
        assert!(
            english.contains_key(&format!("{name}#other")),
            "the source counts {name}"
        );
    }
    for role in Role::ALL {
        for name in [format!("role.{}", role.name()), format!("role.{}.hint", role.name())] {
            assert!(english.contains_key(&name), "there is no {name}");
        }
    }
    for right in Right::ALL {
        assert!(
            english.contains_key(&format!("right.{}", right.name())),
            "there is no word for {}",
            right.name()
        );
    }
}

#[test]
fn what_can_be_asked_before_it_is_done_has_all_its_words() {
    let english = english();
    for name in [
        "reset",
        "sign_out_everywhere",
        "disable",
        "enable",
        "delete",
        "withdraw",
    ] {
        for part in ["", ".title", ".lead", ".done"] {
            assert!(english.contains_key(&format!("{name}{part}")), "{name}{part}");
        }
    }
    for page in ["campaigns", "people", "tokens", "audit", "me", "missing"] {
        assert!(english.contains_key(&format!("page.{page}")), "{page}");
    }
}

/// Groups whose second half comes from the server, or from a value.
const GROUPS: [&str; 18] = [
    "code.",
    "draw.next.",
    "draw.reason.",
    "draw.stage.",
    "field.",
    "life.",
    "next.",
    "origin.",
    "page.",
    "problem.",
    "reason.",
    "right.",
    "role.",
    "standing.",
    "step.",
    "what.",
    "winner.",
    "wish.",
];

#[test]
fn no_language_has_a_text_that_nobody_says() {
    let source = source();
    let quoted = quoted(&source);
    for name in english().keys() {
        let name = subject(name);
        let is_built = GROUPS.iter().any(|group| name.starts_with(group));
        let is_of_a_question = [".title", ".lead", ".done", ".hint"]
            .iter()
            .any(|end| name.strip_suffix(end).is_some_and(|name| quoted.contains(name)));
        assert!(
            quoted.contains(name) || is_built || is_of_a_question,
            "nobody says {name}"
        );
    }
}

#[test]
fn every_deed_of_the_log_has_a_word() {
    let english = english();
    let core = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/src/staff/audit.rs");
    let audit = fs::read_to_string(core).unwrap();
    let deeds = audit
        .split("pub enum What {")
        .nth(1)
        .and_then(|rest| rest.split('}').next())
        .unwrap();
    let mut count = 0;
    for deed in deeds.lines().map(str::trim).filter(|line| line.ends_with(',')) {
        let mut name = String::new();
        for sign in deed.trim_end_matches(',').chars() {
            if sign.is_uppercase() && !name.is_empty() {
                name.push('_');
            }
            name.extend(sign.to_lowercase());
        }
        assert!(
            english.contains_key(&format!("what.{name}")),
            "there is no word for {name}"
        );
        count += 1;
    }
    assert!(count > 10);
}

/// What only programs are told.
const NOT_FOR_PEOPLE: [&str; 3] = ["not_signed_in", "token_wrong", "not_for_tokens"];

#[test]
fn every_refusal_of_accounts_has_words() {
    let english = english();
    let server = Path::new(env!("CARGO_MANIFEST_DIR")).join("../server/src/account.rs");
    let source = fs::read_to_string(server).unwrap();
    let codes = source
        .split("pub fn code(&self)")
        .nth(1)
        .and_then(|rest| rest.split("\n    }").next())
        .unwrap();
    let codes: Vec<&str> = codes.split('"').skip(1).step_by(2).collect();
    assert!(codes.len() > 20, "{codes:?}");
    for code in codes.iter().filter(|code| !NOT_FOR_PEOPLE.contains(code)) {
        assert!(
            english.contains_key(&format!("problem.{code}")),
            "there are no words for {code}"
        );
    }
}

#[test]
fn nothing_is_shouted_and_chinese_has_its_own_signs() {
    for (language, json) in LANGUAGES {
        for (name, text) in catalogue(json) {
            assert!(!text.contains(['!', '！']), "{language}: {name}");
            if language != "en" {
                assert!(!text.contains([',', '?', ';']), "{language}: {name}");
            }
        }
    }
}
