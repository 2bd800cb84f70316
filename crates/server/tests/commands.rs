//! The program's commands, as staff use them.

mod support;

use support::{CAMPAIGN, EVENING, Place};

#[test]
fn a_file_with_errors_lists_them_all_and_publishes_nothing() {
    let place = Place::new();
    let wrong = CAMPAIGN
        .replacen("slug = \"toy\"", "slug = \"Toy!\"\ncolour = 3", 1)
        .replacen("blue.svg", "green.svg", 1);
    std::fs::write(place.path("toy.toml"), wrong).unwrap();
    let checked = place.run(&[
        "campaign",
        "check",
        "toy.toml",
        "--rehearsal-at",
        "2024-08-04T12:00:00Z",
    ]);
    assert_eq!(checked.status.code(), Some(1));
    let told = String::from_utf8_lossy(&checked.stdout).into_owned();
    assert!(told.contains("toy.toml:2:8: error[bad_name]"), "{told}");
    assert!(told.contains("toy.toml:3:1: error[unknown_key]"), "{told}");
    assert!(
        told.contains("error[bad_picture]: the picture `green.svg` cannot be used"),
        "{told}"
    );
    assert!(told.ends_with("3 errors, 0 warnings\n"), "{told}");
    let published = place.run(&["campaign", "publish", "toy.toml"]);
    assert_eq!(published.status.code(), Some(1));
    std::fs::write(place.path("toy.toml"), CAMPAIGN).unwrap();
    assert!(
        place.ok(&["campaign", "publish", "toy.toml"]).contains("version 1"),
        "nothing had been published before"
    );
}

#[test]
fn rules_are_locked_by_publishing_and_texts_are_not() {
    let place = Place::new();
    place.publish();
    assert!(
        place
            .ok(&["campaign", "publish", "toy.toml"])
            .contains("published already, as version 1")
    );
    let change = |old: &str, new: &str| {
        assert!(CAMPAIGN.contains(old));
        std::fs::write(place.path("toy.toml"), CAMPAIGN.replacen(old, new, 1)).unwrap();
        place.run(&["campaign", "publish", "toy.toml"])
    };
    for (old, new, named) in [
        ("tickets = 2", "tickets = 9", "nodes[guess].tickets (2 → 9)"),
        (
            "closes = 2024-08-05T19:00:00Z",
            "closes = 2024-08-05T18:00:00Z",
            "only a later close",
        ),
        ("en = \"Fair\"", "en = \"Unfair\"", "terms"),
    ] {
        let refused = change(old, new);
        assert_eq!(refused.status.code(), Some(1), "{new}");
        let told = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(
            told.contains("rules of \"toy\" are locked") && told.contains(named),
            "{told}"
        );
    }
    let red = std::fs::read(place.path("red.svg")).unwrap();
    std::fs::copy(place.path("blue.svg"), place.path("red.svg")).unwrap();
    assert_eq!(
        change("tickets = 2", "tickets = 2").status.code(),
        Some(1),
        "another picture under the same name"
    );
    std::fs::write(place.path("red.svg"), red).unwrap();
    let allowed = change("en = \"A new toy\"", "en = \"A newer toy\"");
    assert!(
        String::from_utf8_lossy(&allowed.stdout).contains("version 2"),
        "{allowed:?}"
    );
    let later = change("closes = 2024-08-05T19:00:00Z", "closes = 2024-08-05T19:30:00Z");
    assert!(
        String::from_utf8_lossy(&later.stdout).contains("version 3"),
        "{later:?}"
    );
}

#[test]
fn a_rehearsals_database_refuses_to_be_served_as_a_real_one() {
    let place = Place::new();
    place.publish();
    let refused = place.run(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("belongs to a rehearsal server"));
    drop(place.serve(EVENING));
    let password = place.run(&["serve", "--database", "postgres://canyu:secret@localhost/canyu"]);
    let told = String::from_utf8_lossy(&password.stderr).into_owned();
    assert!(
        told.contains("\"postgres:…\" is not a database") && !told.contains("secret"),
        "{told}"
    );
}

#[test]
fn the_schema_is_one_and_an_export_of_nothing_has_its_headers() {
    let place = Place::new();
    let schema: serde_json::Value = serde_json::from_str(&place.ok(&["campaign", "schema"])).unwrap();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    place.publish();
    for (table, first) in [
        ("participants", "id,"),
        ("events", "seq,"),
        ("nodes", "node,"),
        ("referrals", "referrer,"),
    ] {
        let file = format!("{table}.csv");
        place.ok(&["export", "toy", "--table", table, "-o", &file]);
        let text = std::fs::read_to_string(place.path(&file)).unwrap();
        assert!(text.starts_with(first) && text.lines().count() == 1, "{text}");
    }
    // Nobody came by it: each format says so with its columns, and the name of the file says of whom it is.
    for format in ["csv", "jsonl", "xlsx", "parquet", "graphml"] {
        let nobody = [
            "--channel",
            "weibo",
            "--generation",
            "3",
            "--worth",
            "verified",
            "--group",
            "mi",
        ];
        let out = ["export", "toy", "--table", "referrals", "--format", format, "-o", "."];
        place.ok(&[&out[..], &nobody].concat());
        let name = format!("toy-referrals-channel-weibo-generation-3-group-mi-verified-rehearsal.{format}");
        let bytes = std::fs::read(place.path(&name)).unwrap();
        let told = String::from_utf8_lossy(&bytes);
        assert_eq!(
            told.contains("referrer") || format == "graphml" && told.contains("attr.name"),
            ["csv", "parquet", "graphml"].contains(&format),
            "{format}"
        );
        assert_eq!(bytes.is_empty(), format == "jsonl");
    }
    assert!(!place.path("toy-referrals.csv.part").exists());
    let refused = place.run(&["export", "toy", "--table", "gifts", "--node", "guess"]);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("say nothing about gifts"));
    assert_eq!(
        place.run(&["export", "none", "--table", "nodes"]).status.code(),
        Some(2)
    );
    assert!(place.ok(&["export", "--dictionary"]).contains("### events, version 1"));
}
