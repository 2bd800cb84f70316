use super::{EditError, apply};
use canyu_core::staff::Edit;
use proptest::prelude::*;
use serde_json::{Value, json};
use toml_edit::DocumentMut;

const FILE: &str = r##"# Our toy.
slug = "toy" # stays
languages = ["en", "zh-Hans"]
title = { en = "Toy", zh-Hans = "玩具" }
opens = 2024-08-04T19:00:00Z

[lead]
en = "Soon."

# The first one.
[[nodes]]
id = "look"
kind = "teaser"

[[nodes.stages]]
picture = "cloth.svg"

[[nodes.stages]]
at = 2024-08-04T20:00:00Z

# The second one.
[[nodes]]
id = "guess"
kind = "guess"
options = [
  { key = "red", text = { en = "Red" } },
  { key = "blue" },
]
"##;

fn edited(edits: &[Value]) -> Result<String, EditError> {
    let mut document: DocumentMut = FILE.parse().unwrap();
    for edit in edits {
        let edit: Edit = serde_json::from_value(edit.clone()).unwrap();
        apply(&mut document, &edit)?;
    }
    let text = document.to_string();
    text.parse::<DocumentMut>()
        .unwrap_or_else(|error| panic!("{error}\n{text}"));
    Ok(text)
}

fn set(place: &str, value: Value) -> Value {
    json!({ "op": "set", "place": place, "value": value })
}

#[test]
fn a_value_is_written_in_its_place_and_nothing_else_changes() {
    for (edit, old, new) in [
        (
            set("slug", json!("robot")),
            "slug = \"toy\" # stays",
            "slug = \"robot\" # stays",
        ),
        (set("title.zh-Hans", json!("机器人")), "玩具", "机器人"),
        (set("lead.en", json!("Today.")), "\"Soon.\"", "\"Today.\""),
        (
            set("opens", json!({ "$time": "2025-01-02T03:04:05Z" })),
            "2024-08-04T19:00:00Z",
            "2025-01-02T03:04:05Z",
        ),
        (
            set("nodes[guess].options[red].text.en", json!("Reddish")),
            "\"Red\"",
            "\"Reddish\"",
        ),
        (
            set("nodes[guess].options[1].key", json!("navy")),
            "\"blue\"",
            "\"navy\"",
        ),
        (
            set("nodes[look].stages[0].picture", json!("a.svg")),
            "cloth.svg",
            "a.svg",
        ),
        (
            set("languages[1]", json!("zh-Hant")),
            "[\"en\", \"zh-Hans\"]",
            "[\"en\", \"zh-Hant\"]",
        ),
    ] {
        assert_eq!(edited(&[edit]), Ok(FILE.replacen(old, new, 1)), "{new}");
    }
    assert_eq!(edited(&[]), Ok(FILE.to_owned()));
}

#[test]
fn what_is_not_there_yet_is_made_on_the_way() {
    let text = edited(&[
        set("accent", json!("#c2410c")),
        set("confirm.by", json!(["email"])),
        set("nodes[look].lead.en", json!("Under the cloth")),
        set("nodes[guess].options[blue].text.zh-Hans", json!("蓝")),
        json!({ "op": "insert", "place": "origins", "value": "https://shop.example" }),
    ])
    .unwrap();
    for line in [
        "accent = \"#c2410c\"",
        "confirm = { by = [\"email\"] }",
        "lead = { en = \"Under the cloth\" }",
        "{ key = \"blue\" , text = { zh-Hans = \"蓝\" } }",
        "origins = [\"https://shop.example\"]",
    ] {
        assert!(
            text.replace("\"blue\",", "\"blue\" ,").contains(line),
            "{line} is not in\n{text}"
        );
    }
    assert!(text.contains("# The second one."));
}

#[test]
fn what_somebody_else_wrote_is_not_overwritten_unseen() {
    let seen = |was: Value| json!({ "op": "set", "place": "title.en", "value": "Mine", "was": was });
    assert!(edited(&[seen(json!("Toy"))]).unwrap().contains("Mine"));
    assert!(
        edited(&[seen(Value::Null)]).is_err(),
        "nothing was seen there, and something stands there"
    );
    assert_eq!(
        edited(&[set("title.en", json!("Theirs")), seen(json!("Toy"))]),
        Err(EditError::Meanwhile {
            place: "title.en".to_owned(),
            theirs: json!("Theirs")
        })
    );
    assert!(
        edited(&[set("title.en", json!("Mine")), seen(json!("Toy"))]).is_ok(),
        "both mean the same"
    );
}

#[test]
fn nodes_come_go_and_change_places_with_all_that_is_theirs() {
    let order = |text: &str| -> Vec<String> {
        let lines = text
            .lines()
            .filter(|line| line.starts_with("id ") || line.starts_with("picture") || line.starts_with("# The"));
        lines.map(str::to_owned).collect()
    };
    let moved = edited(&[json!({ "op": "move", "place": "nodes[guess]", "to": 0 })]).unwrap();
    assert_eq!(
        order(&moved),
        [
            "# The second one.",
            "id = \"guess\"",
            "# The first one.",
            "id = \"look\"",
            "picture = \"cloth.svg\""
        ]
    );
    let new = json!({ "id": "wish", "kind": "vote", "title": { "en": "Wish" }, "options": [{ "key": "a", "text": { "en": "A" } }] });
    let inserted = edited(&[json!({ "op": "insert", "place": "nodes", "at": 1, "value": new })]).unwrap();
    assert_eq!(
        order(&inserted),
        [
            "# The first one.",
            "id = \"look\"",
            "picture = \"cloth.svg\"",
            "id = \"wish\"",
            "# The second one.",
            "id = \"guess\""
        ]
    );
    assert!(inserted.contains("[[nodes.options]]\nkey = \"a\""), "{inserted}");
    let removed = edited(&[json!({ "op": "remove", "place": "nodes[look]" })]).unwrap();
    assert!(!removed.contains("stages") && removed.contains("guess"), "{removed}");
    let back = edited(&[
        json!({ "op": "move", "place": "nodes[look].stages[1]", "to": 0 }),
        json!({ "op": "remove", "place": "nodes[look].stages[1]" }),
        json!({ "op": "move", "place": "nodes[guess].options[blue]", "to": 0 }),
        json!({ "op": "remove", "place": "nodes[guess].options[red]" }),
    ])
    .unwrap();
    assert!(
        !back.contains("cloth.svg") && !back.contains("\"red\"") && back.contains("20:00"),
        "{back}"
    );
}

#[test]
fn what_leads_nowhere_is_refused() {
    for (edit, code) in [
        (set("nodes[nobody].title.en", json!("x")), "nothing at"),
        (set("nodes[7].id", json!("x")), "nothing at"),
        (set("slug.en", json!("x")), "nothing at"),
        (set("a..b", json!("x")), "nothing at"),
        (set("opens", json!({ "$time": "yesterday" })), "cannot stand"),
        (json!({ "op": "remove", "place": "accent" }), "nothing at"),
        (json!({ "op": "insert", "place": "slug", "value": "x" }), "cannot stand"),
        (json!({ "op": "move", "place": "slug", "to": 1 }), "nothing at"),
    ] {
        let error = edited(std::slice::from_ref(&edit)).unwrap_err().to_string();
        assert!(error.contains(code), "{edit}: {error}");
    }
    assert_eq!(
        edited(&[set("accent", Value::Null)]),
        Ok(FILE.to_owned()),
        "nothing is nothing"
    );
}

proptest! {
    /// Whatever a form writes is read back as it was, whatever it is.
    #[test]
    fn what_is_written_is_read_again(text in ".{0,40}", number in any::<i64>(), flag in any::<bool>()) {
        for value in [json!(text), json!(number), json!(flag), json!([text, text]), json!({ "en": text })] {
            let mut document: DocumentMut = FILE.parse().unwrap();
            apply(&mut document, &Edit::Set { place: "nodes[guess].x".to_owned(), value: value.clone(), was: None }).unwrap();
            let read: DocumentMut = document.to_string().parse().unwrap();
            let whole = super::json::of_table(read.as_table());
            prop_assert_eq!(&whole["nodes"][1]["x"], &value);
        }
    }
}
