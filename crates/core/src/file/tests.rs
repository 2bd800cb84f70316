//! What staff are told about their files.

use super::*;
use crate::{campaign::Kind, lang::Lang, moment::Moment};

const GOOD: &str = r##"
slug = "toy"
languages = ["en", "zh-Hans"]
title = { en = "A new toy", zh-Hans = "新玩具" }
accent = "#C2410C"
opens = 2024-08-04T19:00:00Z
closes = 2024-08-05T19:00:00Z
origins = ["https://shop.example", "http://localhost:*"]

[[nodes]]
id = "picture"
kind = "teaser"
title = { en = "What is it", zh-Hans = "这是什么" }
tickets = 1
columns = 2
rows = 2

[[nodes.stages]]
picture = "toy/cloth.svg"
alt = { en = "Something under a cloth", zh-Hans = "布下有物" }

[[nodes.stages]]
at = 2024-08-04T20:00:00Z
picture = "toy/open.svg"
tiles = [1, 4]
alt = { en = "Two corners", zh-Hans = "露出两角" }
hint = { en = "It has no screen", zh-Hans = "它没有屏幕" }

[[nodes]]
id = "draw"
kind = "lottery"
title = { en = "Prizes", zh-Hans = "奖品" }
draws = 2024-08-05T20:00:00Z
terms = { en = "One each.", zh-Hans = "每人一份。" }
alternates = 6
max_weight = 40
claim_days = 7
prizes = [{ name = { en = "The toy", zh-Hans = "新玩具" }, quantity = 3, gives = "code" }]
beacon = [
    { source = "drand" },
    { source = "numbers", id = "lotto", about = "All balls of five lotteries", entropy_bits = 130 },
    { source = "witness", id = "jury", commits = ["e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"] },
]
"##;

fn findings(source: &str) -> Vec<(usize, usize, &'static str)> {
    read(source)
        .findings
        .iter()
        .map(|f| (f.line, f.column, f.code))
        .collect()
}

/// The findings after one line of the good file was replaced.
fn after(old: &str, new: &str) -> Vec<&'static str> {
    assert!(GOOD.contains(old), "{old}");
    findings(&GOOD.replacen(old, new, 1))
        .into_iter()
        .map(|(_, _, code)| code)
        .collect()
}

#[test]
fn a_good_file_is_read_whole() {
    let reading = read(GOOD);
    assert_eq!(reading.findings, []);
    let campaign = reading.campaign.unwrap();
    assert_eq!(campaign.languages, [Lang::En, Lang::ZhHans]);
    assert_eq!(campaign.opens, Moment::parse("2024-08-04T19:00:00Z").unwrap());
    assert_eq!(campaign.accent.as_deref(), Some("#c2410c"));
    let Kind::Teaser(teaser) = &campaign.nodes[0].kind else {
        panic!("not a teaser")
    };
    assert_eq!(teaser.stages[1].tiles, [1, 4]);
    assert_eq!(teaser.laid(&teaser.stages[0]), [0, 1, 2, 3]);
    assert_eq!(teaser.laid(&teaser.stages[1]), [0, 3]);
    let reached = |now| {
        teaser.reached(&crate::campaign::Progress {
            opens: campaign.opens,
            now,
            taps: 0,
            done: None,
        })
    };
    assert_eq!(reached(campaign.opens), 1);
    assert_eq!(reached(campaign.opens.plus(3_600_000)), 2);
    let pictures: Vec<_> = reading.pictures.iter().map(|p| (p.path.as_str(), p.line)).collect();
    assert_eq!(pictures, [("toy/cloth.svg", 19), ("toy/open.svg", 24)]);
}

#[test]
fn all_errors_are_listed_with_line_and_column() {
    let source = "slug = \"Toy\"\nlanguages = [\"en\", \"fr\"]\ntitel = \"x\"\nopens = 2024-08-04T19:00:00\ncloses = 5\naccent = \"red\"\n\n[[nodes]]\nid = \"a\"\nkind = \"quiz\"\ntitle = \"A\"\n";
    assert_eq!(
        findings(source),
        [
            (1, 1, "missing_key"),
            (1, 1, "no_origins"),
            (1, 8, "bad_name"),
            (2, 20, "unknown_language"),
            (3, 1, "unknown_key"),
            (4, 9, "bad_moment"),
            (5, 10, "bad_moment"),
            (6, 10, "bad_colour"),
            (8, 1, "node_count"),
            (10, 8, "unknown_kind"),
        ]
    );
    let reading = read(source);
    assert!(reading.campaign.is_none());
    let unknown = reading.findings.iter().find(|f| f.code == "unknown_key").unwrap();
    assert_eq!(
        (unknown.message.as_str(), unknown.remedy.as_str()),
        ("`titel` is not known here", "Did you mean `title`?")
    );
}

#[test]
fn broken_toml_says_where() {
    let reading = read("slug = \"toy\nlanguages = [\"en\"]\n");
    assert!(reading.campaign.is_none());
    assert_eq!(reading.findings[0].code, "syntax");
    assert_eq!(reading.findings[0].line, 1);
    assert!(!read("").is_fine());
    assert!(!read("\u{0}\u{FFFF}=[[[").is_fine());
}

#[test]
fn traps_are_named() {
    assert_eq!(
        after("closes = 2024-08-05T19:00:00Z", "closes = 2024-08-04T19:00:00Z"),
        ["closes_too_early"],
        "what follows from it is not said"
    );
    assert_eq!(after("tickets = 1", "tickets = 0"), ["odds_never_win"]);
    assert_eq!(
        after("draws = 2024-08-05T20:00:00Z", "draws = 2024-08-05T19:05:00Z"),
        ["draw_too_early"]
    );
    assert_eq!(after("max_weight = 40", "max_weight = 0"), ["out_of_range"]);
    assert_eq!(after("gives = \"code\"", "gives = \"parcel\""), ["unknown_gives"]);
    assert_eq!(after("source = \"drand\"", "source = \"coin\""), ["unknown_source"]);
    assert_eq!(after("entropy_bits = 130", "entropy_bits = 24"), ["weak_source"]);
    assert_eq!(after("[\"e3b0", "[\"zzb0"), ["bad_hash"]);
    assert_eq!(
        after(
            "{ source = \"drand\" },",
            "{ source = \"drand\" }, { source = \"drand\" },"
        ),
        ["duplicate"]
    );
    assert_eq!(
        after("at = 2024-08-04T20:00:00Z", "at = 2024-08-06T20:00:00Z"),
        ["stage_never_seen"]
    );
    assert_eq!(
        after("tiles = [1, 4]", "tiles = [0, 5, -1]"),
        ["out_of_range", "out_of_range", "out_of_range"]
    );
    assert_eq!(after("toy/open.svg", "../open.svg"), ["bad_path"]);
    assert_eq!(after("id = \"draw\"", "id = \"picture\""), ["duplicate"]);
    assert_eq!(after("quantity = 3", "quantity = 0"), ["out_of_range"]);
    assert_eq!(after(", zh-Hans = \"奖品\"", ""), ["missing_language"]);
    assert_eq!(
        after("tickets = 1", "tickets = 1\nopens = 2024-09-01T00:00:00Z"),
        ["unreachable_node"]
    );
    assert_eq!(after("https://shop.example", "https://shop.example/"), ["bad_origin"]);
    assert_eq!(after("https://shop.example", "*"), ["bad_origin"]);
    assert_eq!(after("https://shop.example", "http://shop.example"), ["plain_http"]);
    assert_eq!(after("slug = \"toy\"", "slug = 3"), ["wrong_type"]);
}

/// The schema comes from the types, the reader is written by hand: every key of the one must be known to the other.
#[test]
fn schema_and_reader_know_the_same_keys() {
    let schema = serde_json::to_value(schema()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let json = |source: &str| serde_json::to_value(toml::from_str::<toml::Table>(source).unwrap()).unwrap();
    let plain = |mut value: serde_json::Value| {
        flatten_moments(&mut value);
        value
    };
    let value = plain(json(GOOD));
    let errors: Vec<_> = validator
        .iter_errors(&value)
        .map(|error| format!("{} {error}", error.instance_path()))
        .collect();
    assert_eq!(errors, Vec::<String>::new());
    let mut keys = std::collections::BTreeSet::new();
    property_names(&schema, &mut keys);
    for key in [
        "stages",
        "placeholder",
        "tries",
        "longest",
        "form",
        "options",
        "draws",
        "prizes",
        "terms",
        "alternates",
        "max_weight",
        "claim_days",
        "gives",
        "entropy_bits",
        "commits",
        "most",
        "offer",
        "page",
        "channels",
    ] {
        assert!(keys.contains(key), "the schema lacks {key}");
    }
    assert!(!validator.is_valid(&plain(json(&GOOD.replace("slug = \"toy\"", "slug = 3")))));
}

/// `toml` hands date-times to serde as a table of one key.
fn flatten_moments(value: &mut serde_json::Value) {
    if let Some(text) = value.get("$__toml_private_datetime").cloned() {
        *value = text;
        return;
    }
    match value {
        serde_json::Value::Array(items) => items.iter_mut().for_each(flatten_moments),
        serde_json::Value::Object(map) => map.values_mut().for_each(flatten_moments),
        _ => {}
    }
}

fn property_names(schema: &serde_json::Value, names: &mut std::collections::BTreeSet<String>) {
    match schema {
        serde_json::Value::Array(items) => items.iter().for_each(|item| property_names(item, names)),
        serde_json::Value::Object(map) => {
            if let Some(properties) = map.get("properties").and_then(|p| p.as_object()) {
                names.extend(properties.keys().cloned());
            }
            map.values().for_each(|value| property_names(value, names));
        }
        _ => {}
    }
}

#[test]
fn the_console_tests_its_forms_with_the_schema_that_there_is() {
    let known: serde_json::Value = serde_json::from_str(include_str!("../../../console/tests/schema.json")).unwrap();
    let now = serde_json::to_value(schema()).unwrap();
    assert_eq!(
        known, now,
        "write it anew: canyu campaign schema > crates/console/tests/schema.json"
    );
}
