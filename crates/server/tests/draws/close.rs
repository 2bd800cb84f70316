//! Closing: who is in, what comes too late, and what happens when the power goes.

use crate::{
    evening::{
        CLOSED, DRAWN, OPEN, SIGNATURE, asked, commitment, done, enter, file, played, published, published_with,
        refused, serve, text, view, wait_for,
    },
    support::{act, agent},
};
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader};

#[test]
fn whoever_is_kept_out_is_told_why_and_stands_in_the_excluded_list() {
    let place = published();
    let server = serve(&place, OPEN);
    let id = enter(&server, 2)["id"].as_str().unwrap().to_owned();
    enter(&server, 1);
    refused(
        &place,
        OPEN,
        &["exclude", "toy", "--fan", &id, "--reason", "ugly"],
        "unknown_reason",
    );
    refused(
        &place,
        OPEN,
        &["exclude", "toy", "--fan", "nobody", "--reason", "staff"],
        "unknown_fan",
    );
    done(&place, OPEN, &["exclude", "toy", "--fan", &id, "--reason", "staff"]);
    let other = place.export("participants")[1]["id"].as_str().unwrap().to_owned();
    done(&place, OPEN, &["exclude", "toy", "--fan", &other, "--reason", "fraud"]);
    let undone = done(&place, OPEN, &["exclude", "toy", "--fan", &other, "--undo"]);
    assert!(undone.contains("not kept out of the draw any more"), "{undone}");
    let told = done(&place, CLOSED, &["commit", "toy"]);
    assert!(told.contains("the list is closed: 1 people with 1 tickets"), "{told}");
    refused(
        &place,
        CLOSED,
        &["exclude", "toy", "--fan", &id, "--undo"],
        "list_closed",
    );
    server.stop();
    let server = serve(&place, CLOSED);
    let committed = commitment(&server);
    assert_eq!((committed.entries, committed.excluded), (1, 1));
    let (_, mine) = asked(&server, 2, "/draw/mine");
    assert_eq!((&mine["excluded"], &mine["index"]), (&json!("staff"), &Value::Null));
    let line = format!("{} staff\n", mine["commit"].as_str().unwrap());
    assert_eq!(text(&server, "excluded.txt"), line);
    assert_eq!(fairdraw::hash::sha256(line.as_bytes()), committed.excluded_hash);
}

#[test]
fn a_list_that_is_closed_late_is_committed_to_with_a_warning_or_never() {
    let place = played_open();
    let server = serve(&place, "2024-08-04T20:25:00Z");
    wait_for(&server, "committed");
    let log = server.stop();
    assert!(
        log.contains("less than ten minutes before the random value") && log.contains("the list was closed late"),
        "{log}"
    );

    let place = played_open();
    let missed = refused(&place, DRAWN, &["commit", "toy"], "missed_beacon");
    assert!(missed.contains("Publish a new campaign"), "{missed}");
    refused(
        &place,
        DRAWN,
        &["run", "toy", "--signature", SIGNATURE],
        "not_committed",
    );
    assert!(done(&place, DRAWN, &["status", "toy"]).contains("proves nothing"));
    let mut server = serve(&place, DRAWN);
    // The reader is kept: a program whose log nobody reads ends.
    let mut lines = BufReader::new(server.log()).lines().map(Result::unwrap);
    assert!(lines.any(|line| line.contains("\"code\":\"missed_beacon\"")));
    let late = act(
        &agent(),
        &server,
        1,
        &json!({ "act": "vote", "node": "poll", "picks": ["b"] }),
    );
    assert_eq!(
        (late.0, &late.1["code"]),
        (409, &json!("closed")),
        "though nothing has closed the list"
    );
    assert_eq!(view(&server)["stage"], "closed");
}

/// Three people have entered.
fn played_open() -> crate::support::Place {
    let place = published();
    let server = serve(&place, OPEN);
    (1..=3).for_each(|fan| {
        enter(&server, fan);
    });
    server.stop();
    place
}

#[test]
fn a_server_killed_while_it_closes_leaves_the_list_open_and_the_next_one_closes_it() {
    let place = played_open();
    let many = 300_000;
    crate::support::sql(
        &place,
        &format!(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {many})
             INSERT INTO entries SELECT 'toy', 'many-' || i, hex(randomblob(32)), randomblob(32), 1 + i % 3, 0, zeroblob(64) FROM n"
        ),
    );
    let mut server = serve(&place, CLOSED);
    let mut lines = BufReader::new(server.log()).lines().map(Result::unwrap);
    assert!(lines.any(|line| line.contains("closing the list")));
    server.kill();
    let told = done(&place, CLOSED, &["status", "toy"]);
    assert!(told.contains("the list must be closed within"), "{told}");
    drop(lines);
    let server = serve(&place, CLOSED);
    wait_for(&server, "committed");
    let committed = commitment(&server);
    assert_eq!(committed.entries, many + 3);
    let roll = file(&server, "roll.bin").unwrap();
    assert_eq!(roll.len() as u64, 36 * (many + 3));
    let rows: Vec<_> = roll
        .as_chunks::<36>()
        .0
        .iter()
        .map(fairdraw::roll::Row::from_bytes)
        .collect();
    let root = fairdraw::tree::Blocks::build(&rows, 1_000).unwrap().root();
    assert_eq!((root.hash, root.sum), (committed.root, committed.tickets));
}

#[test]
fn two_servers_close_one_list_once() {
    let place = played_open();
    let servers: Vec<_> = (0..2).map(|_| serve(&place, CLOSED)).collect();
    let seen: Vec<_> = servers.iter().map(|server| wait_for(server, "committed")).collect();
    assert_eq!(seen[0], seen[1]);
    let logs: String = servers.into_iter().map(crate::support::Server::stop).collect();
    assert_eq!(logs.matches("closed and committed to").count(), 1, "{logs}");
    assert!(!logs.contains("\"ERROR\""), "{logs}");
}

#[test]
fn another_key_signs_nothing() {
    let place = played(2, false);
    std::fs::rename(place.path("canyu.key"), place.path("right.key")).unwrap();
    let none = refused(&place, DRAWN, &["run", "toy", "--signature", SIGNATURE], "no_key");
    assert!(
        none.contains("canyu.key") && !place.path("canyu.key").exists(),
        "no key is made in passing: {none}"
    );
    std::fs::write(
        place.path("canyu.key"),
        fairdraw::key::SigningKey::from_seed("x", [7; 32]).unwrap().to_text(),
    )
    .unwrap();
    let other = refused(&place, DRAWN, &["run", "toy", "--signature", SIGNATURE], "other_key");
    assert!(other.contains("--key"), "{other}");
    done(
        &place,
        DRAWN,
        &["run", "toy", "--signature", SIGNATURE, "--key", "right.key"],
    );
}

#[test]
fn the_close_cannot_move_once_the_list_is_closed() {
    let place = played(2, false);
    let later = std::fs::read_to_string(place.path("toy.toml"))
        .unwrap()
        .replace("T20:15:00Z", "T20:17:00Z");
    std::fs::write(place.path("toy.toml"), later).unwrap();
    let refused = place.run(&["campaign", "publish", "toy.toml", "--rehearsal-at", CLOSED]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("cannot close later any more"));
}

#[test]
fn numbers_and_witnesses_are_given_by_staff_and_checked() {
    let commits = [b"first".as_slice(), b"second"].map(|secret| fairdraw::text::hex(&fairdraw::hash::sha256(secret)));
    let place = published_with(&format!(
        r#"beacon = [{{ source = "numbers", id = "lotto", about = "Saturday's", entropy_bits = 24 }}, {{ source = "witness", id = "jury", commits = ["{}", "{}"] }}],"#,
        commits[0], commits[1]
    ));
    let server = serve(&place, OPEN);
    (1..=3).for_each(|fan| {
        enter(&server, fan);
    });
    server.stop();
    done(&place, CLOSED, &["commit", "toy"]);
    let told = done(&place, DRAWN, &["status", "toy"]);
    assert!(
        told.contains("--numbers KEY (of \"lotto\") --secret HEX (each of \"jury\")"),
        "{told}"
    );
    let hex = |text: &str| fairdraw::text::hex(text.as_bytes());
    let (first, second, third) = (hex("first"), hex("second"), hex("third"));
    let run = |more: &[&str]| {
        let mut all = vec!["run", "toy"];
        all.extend(more);
        all.into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let refuse = |more: &[&str], code: &str| {
        let all = run(more);
        refused(&place, DRAWN, &all.iter().map(String::as_str).collect::<Vec<_>>(), code);
    };
    refuse(&[], "beacon_missing");
    refuse(
        &["--numbers", "3.1./", "--secret", &first, "--secret", &second],
        "numbers_malformed",
    );
    refuse(&["--numbers", "1.3./", "--secret", &first], "secrets_missing");
    refuse(
        &["--numbers", "1.3./", "--secret", &first, "--secret", &third],
        "secrets_not_committed",
    );
    refuse(
        &[
            "--numbers",
            "1.3./",
            "--signature",
            SIGNATURE,
            "--secret",
            &first,
            "--secret",
            &second,
        ],
        "beacon_not_named",
    );
    let good = run(&["--numbers", "1.3./", "--secret", &second, "--secret", &first]);
    done(&place, DRAWN, &good.iter().map(String::as_str).collect::<Vec<_>>());
    let server = serve(&place, DRAWN);
    let beacon = text(&server, "beacon.json");
    let wanted =
        format!(r#"[{{"kind":"numbers","key":"1.3./"}},{{"kind":"witness","secrets":["{first}","{second}"]}}]"#);
    assert_eq!(beacon, wanted + "\n");
    refuse(
        &["--numbers", "1.4./", "--secret", &first, "--secret", &second],
        "drawn_already",
    );
}
