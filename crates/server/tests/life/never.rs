//! What must never happen: clocks set back, edited files, hostile words.

use crate::{CAMPAIGN, OPEN, come, guess, node, ok, published, refused, until};
use serde_json::{Value, json};

#[test]
fn a_clock_that_is_set_back_takes_nothing_back() {
    let place = published();
    let server = place.serve(OPEN);
    come(&server, 1..=2);
    ok(&server, 1, &guess("soymilk maker"));
    drop(server);
    let server = place.serve("2024-08-08T19:00:01Z");
    let tickets =
        |server: &crate::Server| ok(server, 1, &json!({ "act": "see", "nodes": ["guess"] }))["me"]["tickets"].clone();
    until("the bonus is given", || tickets(&server) == json!(6));
    drop(server);
    // An hour before the reveal again, as after a wrong time server.
    let server = place.serve("2024-08-08T18:00:00Z");
    assert_eq!(tickets(&server), json!(6));
    assert_eq!(
        node(&server, "guess")["revealed"],
        Value::Null,
        "the clock decides what is told"
    );
    drop(server);
    let server = place.serve("2024-08-08T19:00:05Z");
    until("all is as it was", || {
        node(&server, "guess")["revealed"]["answer"] == "Soymilk maker"
    });
    assert_eq!(tickets(&server), json!(6), "and nothing is given twice");
}

#[test]
fn an_edited_file_changes_what_may_change_and_nothing_else() {
    let place = published();
    let publish = |from: &str, to: &str| {
        assert!(CAMPAIGN.contains(from), "{from}");
        std::fs::write(place.path("toy.toml"), CAMPAIGN.replace(from, to)).unwrap();
        let output = place.run(&["campaign", "publish", "toy.toml", "--rehearsal-at", OPEN]);
        (
            output.status.success(),
            String::from_utf8_lossy(&output.stderr).into_owned(),
        )
    };
    for (from, to, named) in [
        (
            "answer = \"Soymilk maker\"",
            "answer = \"Rice cooker\"",
            "nodes[guess].answer",
        ),
        ("[\"豆浆机\"]", "[\"豆浆机\", \"blender\"]", "nodes[guess].aliases"),
        ("stock = 3", "stock = 2", "nodes[shelf].items[toy].stock"),
        ("per_day = 1", "per_day = 2", "nodes[luck].prizes"),
        ("generations = [3, 1]", "generations = [5, 1]", "nodes[friends].tickets"),
        ("plays = \"daily\"", "plays = \"once\"", "nodes[luck].plays"),
        ("taps = 2", "taps = 3", "nodes[picture].stages"),
    ] {
        let (done, said) = publish(from, to);
        assert!(!done && said.contains(named), "{to}: {said}");
        assert!(
            !said.contains("Soymilk") && !said.contains("Rice"),
            "not even staff's screens tell an answer: {said}"
        );
    }
    for (from, to) in [
        ("title = \"It will be blue\"", "title = \"It is blue\""),
        ("hint = \"Many wanted it\"", "hint = \"So many\""),
        ("tickets = 20\ncodes = 5", "tickets = 30\ncodes = 5"),
    ] {
        let (done, said) = publish(from, to);
        assert!(done, "{to}: {said}");
    }
}

#[test]
fn words_of_strangers_stay_words() {
    let place = published();
    let server = place.serve(OPEN);
    come(&server, 1..=4);
    for (fan, text) in [(1, "🫖"), (2, "\u{202e}elttek a"), (3, "<script>alert(1)</script>")] {
        ok(&server, fan, &guess(text));
    }
    assert_eq!(refused(&server, 4, &guess(&"豆".repeat(10_000))), "text_too_long");
    let mut labels: Vec<Value> = Vec::new();
    until("all three are on the wall", || {
        labels = node(&server, "guess")["wall"]
            .as_array()
            .unwrap()
            .iter()
            .map(|pick| pick["label"].clone())
            .collect();
        labels.len() == 3
    });
    assert!(
        labels.contains(&json!("🫖")) && labels.contains(&json!("elttek a")),
        "{labels:?}"
    );
    assert!(
        labels.contains(&json!("<script>alert(1)</script>")),
        "it is shown as it is, and as text"
    );
}
