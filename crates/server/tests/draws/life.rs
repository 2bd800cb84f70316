//! The whole life of a draw.

use crate::{
    evening::{
        CLOSED, DRAWN, LATER, OPEN, OTHER, SIGNATURE, asked, commitment, done, draw, enter, file, nonce, published,
        refused, serve, text, view, wait_for,
    },
    support::{act, agent},
};
use fairdraw::{
    checkpoint::{self, Checkpoint},
    entry,
    key::{Dalek, Signatures as _, Signed},
    manifest::Manifest,
    note::Note,
    roll::{ROW, Row},
    text::{hex, unbase64, unhex_hash},
    tree::{self, Label, PathStep, Side},
};
use serde_json::{Value, json};

/// The checkpoints, each signed and naming the one before.
fn checkpoints(text: &str, manifest: &Manifest) -> Vec<Checkpoint> {
    let mut previous = [0; 32];
    checkpoint::notes(text)
        .map(|note| {
            let note = Note::parse(note).unwrap();
            assert_eq!(note.verify(manifest.key.as_ref().unwrap(), &Dalek), Ok(Signed::Good));
            let checkpoint = Checkpoint::parse(note.text()).unwrap();
            assert_eq!(checkpoint.previous, previous);
            previous = checkpoint.hash();
            checkpoint
        })
        .collect()
}

/// A receipt of `draw/mine` is signed over what the fan has.
fn check_receipts(mine: &Value, manifest_bytes: &[u8]) -> u64 {
    let manifest = Manifest::read(manifest_bytes).unwrap();
    let hash = entry::manifest_hash(manifest_bytes);
    let nonce = unhex_hash(mine["nonce"].as_str().unwrap()).unwrap();
    let commit = entry::entrant(&hash, &nonce, mine["contact"].as_str().unwrap());
    assert_eq!(mine["commit"], hex(&commit));
    let receipts = mine["receipts"].as_array().unwrap();
    for receipt in receipts {
        let promised = entry::Receipt {
            manifest: hash,
            commit,
            weight: receipt["weight"].as_u64().unwrap().try_into().unwrap(),
            at: receipt["at"].as_u64().unwrap(),
        };
        let signature = unbase64(receipt["signature"].as_str().unwrap()).unwrap();
        let key = manifest.key.as_ref().unwrap();
        let signed = Dalek.check(key.bytes(), &promised.message(), &signature.try_into().unwrap());
        assert_eq!(signed, Signed::Good);
    }
    receipts.last().unwrap()["weight"].as_u64().unwrap()
}

fn path(mine: &Value) -> Vec<PathStep> {
    let step = |step: &Value| PathStep {
        side: if step[0] == "L" { Side::Left } else { Side::Right },
        sum: step[1].as_u64().unwrap(),
        hash: unhex_hash(step[2].as_str().unwrap()).unwrap(),
    };
    mine["path"].as_array().unwrap().iter().map(step).collect()
}

#[test]
fn from_the_first_entry_to_the_winners() {
    let place = published();
    let server = serve(&place, OPEN);
    let me = enter(&server, 6);
    assert!(me["receipt"].as_str().unwrap().contains(&nonce(6)));
    (1..=5).for_each(|fan| {
        enter(&server, fan);
    });
    let manifest_bytes = file(&server, "manifest.json").unwrap();
    let manifest = Manifest::read(&manifest_bytes).unwrap();
    let (_, mine) = asked(&server, 6, "/draw/mine");
    assert_eq!(check_receipts(&mine, &manifest_bytes), 4);
    assert_eq!((&mine["index"], &mine["path"]), (&Value::Null, &Value::Null));
    for early in [
        "commitment.txt",
        "roll.bin",
        "excluded.txt",
        "beacon.json",
        "result.json",
        "forfeits.txt",
        "else",
    ] {
        assert_eq!(file(&server, early), None, "{early}");
    }
    assert_eq!(view(&server)["stage"], "open");
    refused(&place, OPEN, &["commit", "toy"], "not_over");
    refused(&place, OPEN, &["run", "toy", "--signature", SIGNATURE], "not_committed");
    server.stop();

    let server = serve(&place, LATER);
    enter(&server, 7);
    server.stop();

    // The server closes and commits by itself.
    let server = serve(&place, CLOSED);
    let late = act(&agent(), &server, 8, &json!({ "act": "arrive" }));
    assert_eq!(late.0, 200);
    let late = act(
        &agent(),
        &server,
        8,
        &json!({ "act": "enter", "node": "draw", "nonce": nonce(8) }),
    );
    assert_eq!((late.0, &late.1["code"]), (409, &json!("closed")));
    let seen = wait_for(&server, "committed");
    let committed = commitment(&server);
    assert_eq!(seen["commitment"], hex(&committed.hash()));
    assert_eq!(
        (seen["entries"].as_u64(), seen["tickets"].as_u64()),
        (Some(7), Some(committed.tickets))
    );
    assert_eq!((committed.entries, committed.tickets), (7, 1 + 3 + 2 + 3 + 1 + 4 + 1));
    assert_eq!(committed.manifest, entry::manifest_hash(&manifest_bytes));
    let counted = checkpoints(&text(&server, "checkpoints.txt"), &manifest);
    let numbers: Vec<_> = counted.iter().map(|one| one.entries).collect();
    assert!(numbers.is_sorted() && numbers.len() >= 3, "{numbers:?}");
    let last = counted.last().unwrap();
    assert_eq!(
        (last.entries, last.tickets, last.at),
        (7, committed.tickets, committed.closed)
    );
    assert!(
        counted.iter().any(|one| one.at / 3_600 < last.at / 3_600),
        "one for the hour before"
    );

    // Everybody's part can be checked, and the list as a whole.
    let roll = file(&server, "roll.bin").unwrap();
    let rows: Vec<Row> = roll.as_chunks::<ROW>().0.iter().map(Row::from_bytes).collect();
    let whole = tree::Blocks::build(&rows, manifest.max_weight).unwrap();
    let root = Label {
        hash: committed.root,
        sum: committed.tickets,
    };
    assert_eq!(whole.root(), root);
    for fan in 1..=7 {
        let (_, mine) = asked(&server, fan, "/draw/mine");
        let index = mine["index"].as_u64().unwrap();
        let row = rows[index as usize];
        assert_eq!(hex(&row.commit), mine["commit"].as_str().unwrap());
        assert_eq!(u64::from(row.weight), check_receipts(&mine, &manifest_bytes));
        let start = mine["start"].as_u64().unwrap();
        tree::check_path(&row, index, 7, start, &path(&mine), &root).unwrap();
    }
    let (status, nothing) = asked(&server, 8, "/draw/mine");
    assert_eq!((status, &nothing["code"]), (404, &json!("not_entered")));
    server.stop();

    nothing_can_change(&place, &committed);
    the_draw(&place);
}

/// Between the commitment and the draw.
fn nothing_can_change(place: &crate::support::Place, committed: &fairdraw::commitment::Commitment) {
    let before = hex(&committed.hash());
    let again = done(place, CLOSED, &["commit", "toy"]);
    assert!(
        again.contains("nothing was changed") && again.contains(&before),
        "{again}"
    );
    let fan = place.export("participants")[0]["id"].as_str().unwrap().to_owned();
    let excluded = refused(
        place,
        CLOSED,
        &["exclude", "toy", "--fan", &fan, "--reason", "staff"],
        "list_closed",
    );
    assert!(excluded.contains("nothing of it can change any more"), "{excluded}");
    refused(
        place,
        CLOSED,
        &["forfeit", "toy", "0", "--reason", "declined"],
        "not_drawn_yet",
    );
    refused(place, CLOSED, &["forfeit", "toy", "--overdue"], "not_drawn_yet");
    refused(place, CLOSED, &["run", "toy", "--signature", SIGNATURE], "too_early");
    refused(place, CLOSED, &["claims", "toy", "-o", "claims.csv"], "not_drawn_yet");
    let told = done(place, CLOSED, &["status", "toy"]);
    assert!(told.contains(&before) && told.contains("then it is drawn"), "{told}");

    // A clock that says the campaign is still open changes nothing: the list is closed.
    let server = serve(place, LATER);
    let agent = agent();
    let guess = json!({ "act": "guess", "node": "guess", "text": "one more" });
    let late = act(&agent, &server, 1, &guess);
    assert_eq!((late.0, &late.1["code"]), (409, &json!("closed")));
    assert_eq!(hex(&commitment(&server).hash()), before);
    server.stop();
}

fn the_draw(place: &crate::support::Place) {
    std::fs::write(
        place.path("other.json"),
        json!({ "round": 1000, "signature": OTHER }).to_string(),
    )
    .unwrap();
    let wrong = refused(
        place,
        DRAWN,
        &["run", "toy", "--beacon", "other.json"],
        "round_not_the_manifests",
    );
    assert!(
        wrong.contains("round 1000; the manifest names round 10000000"),
        "{wrong}"
    );
    refused(
        place,
        DRAWN,
        &["run", "toy", "--signature", OTHER],
        "beacon_signature_bad",
    );
    refused(place, DRAWN, &["run", "toy", "--signature", "xyz"], "beacon_unreadable");
    refused(
        place,
        DRAWN,
        &["run", "toy", "--signature", SIGNATURE, "--numbers", "1./"],
        "beacon_not_named",
    );
    refused(
        place,
        DRAWN,
        &["run", "toy", "--relay", "http://127.0.0.1:9"],
        "beacon_missing",
    );
    let ran = done(place, DRAWN, &["run", "toy", "--signature", SIGNATURE]);
    assert!(ran.contains("5 people were drawn"), "{ran}");
    let server = serve(place, DRAWN);
    wait_for(&server, "drawn");
    let result = text(&server, "result.json");
    let again = done(place, DRAWN, &["run", "toy", "--signature", SIGNATURE]);
    assert!(again.contains("nothing was changed"), "{again}");
    assert!(
        draw(place, DRAWN, &["run", "toy"]).status.success(),
        "without a value too"
    );
    assert_eq!(text(&server, "result.json"), result);
    let winners: Vec<Value> = (1..=7).map(|fan| asked(&server, fan, "/me").1["won"].clone()).collect();
    let mut prizes: Vec<_> = winners.iter().filter_map(|won| won["prize"].as_u64()).collect();
    prizes.sort_unstable();
    assert_eq!(prizes, [0, 1, 2], "{winners:?}");
    let seen = act(&agent(), &server, 1, &json!({ "act": "see", "nodes": ["draw"] }));
    assert_eq!(seen.1["me"]["won"], winners[0], "an act's answer says the same");
    server.stop();
}
