//! The console speaks every language completely, and every word that it says is there.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test may fail in any way")]

use canyu_core::staff::{Right, Role};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const LANGUAGES: [&str; 3] = ["en", "zh-Hans", "zh-Hant"];

/// Whose words there are: every program's, and one program's own.
const OWNERS: [&str; 5] = ["", "desk", "editor", "figures", "office"];

type Catalogue = BTreeMap<String, String>;

/// What the server says in English already, and other languages say themselves.
const SAID_BY_THE_SERVER: &str = "finding.";

fn file(owner: &str, language: &str) -> Catalogue {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales/console");
    let text = fs::read_to_string(folder.join(owner).join(format!("{language}.json"))).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// Everything that is said in a language.
fn whole(language: &str) -> Catalogue {
    OWNERS.iter().flat_map(|owner| file(owner, language)).collect()
}

fn catalogue(language: &str) -> Catalogue {
    let mut all = whole(language);
    all.retain(|name, _| !name.starts_with(SAID_BY_THE_SERVER));
    all
}

fn english() -> Catalogue {
    catalogue("en")
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

/// What a program is made of: everything but what is another program's alone. The modules of drafts are the editor's.
fn source_of(program: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = sources(&root);
    files.retain(|file| {
        let path = file.strip_prefix(&root).unwrap();
        let owner = OWNERS[1..]
            .iter()
            .find(|owner| path.starts_with(Path::new("pages").join(owner)));
        let owner = owner
            .copied()
            .or(match path.iter().next().and_then(|first| first.to_str()) {
                Some("draft" | "draft.rs") => Some("editor"),
                Some("chart") => Some("figures"),
                _ => None,
            });
        owner.is_none_or(|owner| owner == program)
    });
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
    for language in LANGUAGES {
        let other = catalogue(language);
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
fn no_word_has_two_owners() {
    for language in LANGUAGES {
        let all: usize = OWNERS.iter().map(|owner| file(owner, language).len()).sum();
        assert_eq!(all, whole(language).len(), "{language}");
    }
}

#[test]
fn every_word_that_a_program_says_is_in_its_file_or_in_that_of_all() {
    for program in &OWNERS[1..] {
        let source = source_of(program);
        let known: Catalogue = ["", program].iter().flat_map(|owner| file(owner, "en")).collect();
        for name in called_by(&source, &["words.t(", "words.with("]) {
            assert!(known.contains_key(name), "{program} says {name}");
        }
        for name in called_by(&source, &["words.many("]) {
            assert!(known.contains_key(&format!("{name}#other")), "{program} counts {name}");
        }
        // Many names are handed on before they are said: whatever is a name of another program's words is not to be found in this one's source.
        let quoted = quoted(&source);
        for other in OWNERS[1..].iter().filter(|other| *other != program) {
            for name in file(other, "en").keys().filter(|name| name.contains('.')) {
                assert!(
                    !quoted.contains(subject(name)),
                    "{program} says {name}, which is {other}'s"
                );
            }
        }
    }
}

#[test]
fn every_role_and_every_right_has_a_word() {
    let english = english();
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
const GROUPS: [&str; 36] = [
    "card.",
    "channel.",
    "code.",
    "column.",
    "doubt.",
    "draw.next.",
    "draw.reason.",
    "draw.stage.",
    "embed.at.",
    "every.",
    "field.",
    "format.",
    "happening.",
    "hint.",
    "kind.",
    "life.",
    "moment.",
    "next.",
    "origin.",
    "page.",
    "problem.",
    "reason.",
    "report.count.",
    "right.",
    "role.",
    "sign.",
    "standing.",
    "step.",
    "table.",
    "unknown.",
    "value.",
    "webhook.problem.",
    "what.",
    "winner.",
    "wish.",
    "worth.",
];

#[test]
fn no_language_has_a_text_that_nobody_says() {
    let source = source();
    let quoted = quoted(&source);
    for name in english().keys() {
        let name = subject(name);
        let is_built = GROUPS.iter().any(|group| name.starts_with(group));
        let is_of_a_question = [".title", ".lead", ".done", ".hint", ".means"]
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

/// The values that a schema knows, and the fields of its types: `(type, name)`.
fn of_schema(schema: &serde_json::Value) -> (BTreeSet<String>, BTreeSet<(String, String)>) {
    let (mut values, mut fields) = (BTreeSet::new(), BTreeSet::new());
    let types = schema["$defs"].as_object().unwrap();
    let campaign = ("Campaign".to_owned(), schema.clone());
    for (name, of) in types
        .iter()
        .map(|(name, of)| (name.clone(), of.clone()))
        .chain([campaign])
    {
        if matches!(name.as_str(), "Text" | "Lang" | "Moment") {
            continue;
        }
        let variants = of
            .get("oneOf")
            .unwrap_or(&serde_json::Value::Null)
            .as_array()
            .cloned()
            .unwrap_or_default();
        for one in variants.iter().chain([&of]) {
            if let Some(value) = one["const"].as_str() {
                values.insert(value.to_owned());
            }
            for (field, holds) in one["properties"].as_object().into_iter().flatten() {
                match holds["const"].as_str() {
                    Some(value) if field == "kind" => drop(values.insert(format!("kind.{value}"))),
                    Some(value) => drop(values.insert(value.to_owned())),
                    None => drop(fields.insert((name.clone(), field.clone()))),
                }
            }
        }
    }
    (values, fields)
}

#[test]
fn every_field_of_a_campaign_file_and_every_value_has_a_word() {
    let english = english();
    let schema = include_str!("schema.json");
    let (values, fields) = of_schema(&serde_json::from_str(schema).unwrap());
    assert!(values.len() > 40 && fields.len() > 100);
    for (owner, name) in &fields {
        let has_word = [format!("field.{owner}.{name}"), format!("field.{name}")]
            .iter()
            .any(|key| english.contains_key(key));
        assert!(has_word, "there is no word for {owner}.{name}");
    }
    for value in &values {
        assert!(
            english.contains_key(&format!("value.{value}")),
            "there is no word for {value}"
        );
        if let Some(kind) = value.strip_prefix("kind.") {
            assert!(
                english.contains_key(&format!("kind.{kind}")),
                "nothing says what a {kind} is"
            );
        }
    }
    // Hints are about fields that there are.
    for name in english.keys().filter_map(|name| name.strip_prefix("hint.")) {
        let (owner, field) = name.split_once('.').unwrap();
        assert!(
            fields.contains(&(owner.to_owned(), field.to_owned())),
            "there is no {name}"
        );
    }
}

#[test]
fn what_is_wrong_with_a_file_is_said_in_every_other_language() {
    let found = |language: &str| -> BTreeSet<String> {
        whole(language)
            .into_keys()
            .filter(|name| name.starts_with(SAID_BY_THE_SERVER))
            .collect()
    };
    let [en, hans, hant] = LANGUAGES;
    assert!(found(en).is_empty());
    assert_eq!(found(hans), found(hant));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/src/file");
    let files: String = sources(&folder)
        .iter()
        .map(|file| fs::read_to_string(file).unwrap())
        .collect();
    for name in found(hans) {
        let code = name.trim_start_matches(SAID_BY_THE_SERVER);
        let is_known = files.contains(&format!("\"{code}\"")) || matches!(code, "bad_picture" | "syntax");
        assert!(is_known, "no finding is called {code}");
    }
}

/// What only programs are told.
const NOT_FOR_PEOPLE: [&str; 3] = ["not_signed_in", "token_wrong", "not_for_tokens"];

#[test]
fn every_refusal_of_accounts_and_drafts_has_words() {
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
    let drafts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../server/src/draft/error.rs");
    let drafts = fs::read_to_string(drafts).unwrap();
    let drafts = drafts
        .split("pub fn code(&self)")
        .nth(1)
        .and_then(|rest| rest.split("\n    }").next())
        .unwrap();
    let codes: Vec<&str> = codes.into_iter().chain(drafts.split('"').skip(1).step_by(2)).collect();
    for code in codes.iter().filter(|code| !NOT_FOR_PEOPLE.contains(code)) {
        assert!(
            english.contains_key(&format!("problem.{code}")),
            "there are no words for {code}"
        );
    }
}

#[test]
fn nothing_is_shouted_and_chinese_has_its_own_signs() {
    for language in LANGUAGES {
        for (name, text) in catalogue(language) {
            assert!(!text.contains(['!', '！']), "{language}: {name}");
            if language != "en" {
                assert!(!text.contains([',', '?', ';']), "{language}: {name}");
            }
        }
    }
}
