//! After the draw: claims, forfeits, the list for shipping, the bundle.

use crate::{
    evening::{DRAWN, OVERDUE, asked, done, file, played, refused, serve, text, wait_for},
    support::{Place, Server, agent, token},
};
use fairdraw::{
    forfeit::{self, Forfeit},
    key::{Dalek, Signatures as _, Signed},
    manifest::Manifest,
    prizes,
    result::ResultFile,
    verify::{self, Audit, Check, Mine, Outcome, Report},
};
use serde_json::{Value, json};
use std::io::Read as _;

/// Who has which prize: fan by prize.
fn holders(server: &Server, fans: u32) -> Vec<u32> {
    let mut held: Vec<(u64, u32)> = (1..=fans)
        .filter_map(|fan| {
            let won = asked(server, fan, "/me").1["won"].clone();
            (won["state"] == "open" || won["state"] == "claimed").then(|| (won["prize"].as_u64().unwrap(), fan))
        })
        .collect();
    held.sort_unstable();
    assert!(
        held.iter().map(|(prize, _)| *prize).eq(0..held.len() as u64),
        "{held:?}"
    );
    held.into_iter().map(|(_, fan)| fan).collect()
}

fn claim(server: &Server, fan: u32, body: &Value) -> (u16, Value) {
    let mut answer = agent()
        .post(server.at("/draw/claim"))
        .header("authorization", format!("Bearer {}", token(fan)))
        .send_json(body)
        .unwrap();
    (answer.status().as_u16(), answer.body_mut().read_json().unwrap())
}

fn code(answer: &(u16, Value)) -> (u16, &str) {
    (answer.0, answer.1["code"].as_str().unwrap_or("none"))
}

#[test]
fn a_winner_claims_once_and_nobody_else_can() {
    let place = played(7, true);
    let server = serve(&place, DRAWN);
    let holders = holders(&server, 7);
    let [vinyl, coupon, call] = holders[..] else {
        panic!("{holders:?}")
    };
    let loser = (1..=7).find(|fan| !holders.contains(fan)).unwrap();
    assert_eq!(code(&claim(&server, loser, &json!({}))), (403, "not_a_winner"));
    assert_eq!(code(&claim(&server, 99, &json!({}))), (404, "unknown_fan"));
    let half = claim(&server, vinyl, &json!({ "name": "Jo", "address": "  " }));
    assert_eq!(
        (code(&half), &half.1["missing"]),
        ((422, "claim_incomplete"), &json!(["address"]))
    );
    let long = claim(&server, vinyl, &json!({ "name": "J".repeat(201), "address": "Here" }));
    assert_eq!(
        (code(&long), &long.1["part"], &long.1["longest"]),
        ((422, "claim_too_long"), &json!("name"), &json!(200))
    );
    assert_eq!(code(&claim(&server, vinyl, &json!({ "shoe": 43 }))), (400, "malformed"));

    let whole = json!({ "name": "=Jo Example", "address": "1 Secret Road\nTown" });
    let claimed = claim(&server, vinyl, &whole);
    assert_eq!(claimed, (200, json!({ "state": "claimed", "code": null })));
    assert_eq!(claim(&server, vinyl, &whole), claimed, "the same again");
    let other = json!({ "name": "Eve", "address": "Elsewhere" });
    assert_eq!(code(&claim(&server, vinyl, &other)), (409, "claimed_already"));
    let given = claim(&server, coupon, &json!({}));
    let first = given.1["code"].as_str().unwrap();
    assert_eq!((given.0, first.len()), (200, 13));
    assert_eq!(claim(&server, coupon, &json!({})), given, "the same code again");
    assert_eq!(asked(&server, coupon, "/me").1["won"]["code"], first);
    assert_eq!(
        code(&claim(&server, call, &json!({ "name": "Kim" }))),
        (422, "claim_incomplete")
    );
    assert_eq!(claim(&server, call, &json!({ "contact": "@kim" })).0, 200);

    let told = done(&place, DRAWN, &["claims", "toy", "-o", "claims.csv"]);
    assert!(told.contains("3 of 3 prizes are claimed"), "{told}");
    let csv = std::fs::read_to_string(place.path("claims.csv")).unwrap();
    assert!(
        csv.contains(",Vinyl,'=Jo Example,\"1 Secret Road\nTown\",,,2024-08-04T20:"),
        "{csv}"
    );
    assert!(
        csv.contains(&format!(",Coupon,,,,{first},")) && csv.contains(",Call,,,'@kim,,"),
        "{csv}"
    );
    let export = place.ok(&["export", "toy", "--table", "draws"]);
    assert!(
        export.contains(",Vinyl,claimed,") && export.contains(",,alternate,"),
        "{export}"
    );
    let log = server.stop();
    for secret in ["Secret Road", "Jo Example", first, "@kim"] {
        assert!(!log.contains(secret) && !export.contains(secret), "{secret}");
    }
    refused(
        &place,
        OVERDUE,
        &["forfeit", "toy", "0", "--reason", "unclaimed"],
        "claimed",
    );
}

#[test]
fn a_forfeit_moves_the_prize_and_is_signed_and_public() {
    let place = played(7, true);
    let server = serve(&place, DRAWN);
    let before = holders(&server, 7);
    refused(
        &place,
        DRAWN,
        &["forfeit", "toy", "0", "--reason", "unclaimed"],
        "not_overdue",
    );
    refused(
        &place,
        DRAWN,
        &["forfeit", "toy", "0", "--reason", "bored"],
        "unknown_reason",
    );
    refused(
        &place,
        DRAWN,
        &["forfeit", "toy", "3", "--reason", "declined"],
        "no_prize",
    );
    refused(
        &place,
        DRAWN,
        &["forfeit", "toy", "5", "--reason", "declined"],
        "no_such_winner",
    );
    let moved = done(&place, DRAWN, &["forfeit", "toy", "1", "--reason", "declined"]);
    assert!(moved.contains("number 3 has it now"), "{moved}");
    refused(
        &place,
        DRAWN,
        &["forfeit", "toy", "1", "--reason", "declined"],
        "forfeited_already",
    );
    let after = holders(&server, 7);
    assert_eq!((after[0], after[2]), (before[0], before[2]));
    assert!(!before.contains(&after[1]));
    let lost = asked(&server, before[1], "/me").1["won"].clone();
    assert_eq!((&lost["state"], &lost["code"]), (&json!("forfeited"), &Value::Null));
    assert_eq!(code(&claim(&server, before[1], &json!({}))), (409, "claim_over"));
    assert_eq!(claim(&server, after[1], &json!({})).0, 200);
    server.stop();

    // Those who have not claimed in time.
    let server = serve(&place, OVERDUE);
    let address = json!({ "name": "Jo", "address": "Here" });
    assert_eq!(code(&claim(&server, before[0], &address)), (409, "claim_over"));
    let moved = done(&place, OVERDUE, &["forfeit", "toy", "--overdue"]);
    assert!(
        moved.contains("number 4 has it now") && moved.contains("no alternate is left"),
        "{moved}"
    );
    assert!(done(&place, OVERDUE, &["forfeit", "toy", "--overdue"]).contains("no prize is overdue"));
    let last = asked(&server, before[2], "/me").1["won"].clone();
    assert_eq!(last["state"], "forfeited");

    // The lines are the organiser's, and say what the server did.
    let manifest = Manifest::read(&file(&server, "manifest.json").unwrap()).unwrap();
    let commitment = crate::evening::commitment(&server).hash();
    let lines = Forfeit::parse(&text(&server, "forfeits.txt")).unwrap();
    for line in &lines {
        let signed = line.signed.unwrap();
        let message = forfeit::message(&commitment, line.k, signed.at, &line.reason);
        let key = manifest.key.as_ref().unwrap();
        assert_eq!(Dalek.check(key.bytes(), &message, &signed.signature), Signed::Good);
    }
    let ks: Vec<u32> = lines.iter().map(|line| line.k).collect();
    let drawn = ResultFile::from_json(&file(&server, "result.json").unwrap())
        .unwrap()
        .draws
        .len();
    let filled = prizes::fill(&manifest.prizes, drawn, &ks).unwrap();
    let filled: Vec<_> = filled
        .iter()
        .map(|holder| (u64::from(holder.k), holder.prize))
        .collect();
    let held: Vec<_> = place
        .export("draws")
        .iter()
        .filter(|row| row["state"] == "open" || row["state"] == "claimed")
        .map(|row| {
            (
                row["k"].as_u64().unwrap(),
                ["Vinyl", "Coupon", "Call"]
                    .iter()
                    .position(|name| row["prize"] == *name)
                    .unwrap(),
            )
        })
        .collect();
    let sorted = |mut list: Vec<(u64, usize)>| {
        list.sort_unstable();
        list
    };
    assert_eq!(
        sorted(filled),
        sorted(held),
        "the protocol's rule and the server's tables agree"
    );
}

fn files(place: &Place, folder: &str) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = std::fs::read_dir(place.path(folder))
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            (
                path.file_name().unwrap().to_str().unwrap().to_owned(),
                std::fs::read(path).unwrap(),
            )
        })
        .collect();
    files.sort();
    files
}

#[test]
fn the_bundle_is_the_same_as_a_folder_as_a_zip_and_over_http() {
    let place = played(5, true);
    assert!(done(&place, DRAWN, &["audit", "toy", "-o", "bundle"]).contains("8 files in bundle"));
    let folder = files(&place, "bundle");
    assert_eq!(folder.len(), 8);
    done(&place, DRAWN, &["audit", "toy", "-o", "bundle"]);
    assert_eq!(files(&place, "bundle"), folder, "over an older one");
    done(&place, DRAWN, &["audit", "toy", "-o", "bundle.zip"]);
    let server = serve(&place, DRAWN);
    for zip in [
        std::fs::read(place.path("bundle.zip")).unwrap(),
        file(&server, "bundle.zip").unwrap(),
    ] {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(zip)).unwrap();
        let mut unpacked: Vec<(String, Vec<u8>)> = (0..archive.len())
            .map(|number| {
                let mut bytes = Vec::new();
                let mut one = archive.by_index(number).unwrap();
                one.read_to_end(&mut bytes).unwrap();
                (one.name().unwrap().into_owned(), bytes)
            })
            .collect();
        unpacked.sort();
        assert_eq!(unpacked, folder);
    }
    for (name, bytes) in &folder {
        assert_eq!(file(&server, name).as_ref(), Some(bytes), "{name}");
    }
    std::fs::create_dir(place.path("else")).unwrap();
    std::fs::write(place.path("else/diary.txt"), "mine").unwrap();
    let kept = crate::evening::draw(&place, DRAWN, &["audit", "toy", "-o", "else"]);
    assert_eq!(kept.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&kept.stderr).contains("holds other files"));
    assert_eq!(files(&place, "else").len(), 1);
    wait_for(&server, "drawn");
}

/// What the verifier says of the files in a folder, and of a fan's own part.
fn verdict(place: &Place, folder: &str, mine: Option<&Mine>) -> Report {
    let files = files(place, folder);
    let find = |name: &str| {
        files
            .iter()
            .find(|(found, _)| found == name)
            .map(|(_, bytes)| bytes.as_slice())
    };
    let mut published = verify::Files::default();
    for (name, _) in verify::LIMITS {
        *published.slot(name).unwrap() = find(name);
    }
    let mut audit = Audit::new(&published, mine);
    audit.feed(find("roll.bin").unwrap());
    verify::verify(
        &published,
        mine,
        Some(&audit.finish()),
        verify::Options::default(),
        &Dalek,
    )
}

#[test]
fn the_verifier_finds_that_everything_holds_for_everybody() {
    let place = played(7, true);
    done(&place, DRAWN, &["forfeit", "toy", "0", "--reason", "declined"]);
    done(&place, OVERDUE, &["forfeit", "toy", "1", "--reason", "unclaimed"]);
    done(&place, DRAWN, &["audit", "toy", "-o", "bundle"]);
    let server = serve(&place, DRAWN);
    let (mut held, mut won) = (0, 0);
    for fan in 1..=7 {
        let (_, kept) = asked(&server, fan, "/draw/mine");
        let mut mine = Mine::from_json(kept.to_string().as_bytes()).unwrap();
        // He had the page open before the value existed.
        mine.seen = vec![(crate::evening::commitment(&server).hash(), 1_722_802_600)];
        let report = verdict(&place, "bundle", Some(&mine));
        assert_eq!(report.findings.len(), 14);
        for finding in &report.findings {
            assert_eq!(finding.outcome, Outcome::Ok, "fan {fan}: {finding:?}");
        }
        let tickets = report.mine.unwrap();
        assert_eq!(tickets.of, report.numbers.unwrap().1);
        let told = asked(&server, fan, "/me").1["won"].clone();
        held += usize::from(tickets.prize.is_some());
        won += usize::from(told["state"] == "open");
        let is_mine = told["state"] == "open" && told["prize"].as_u64() == tickets.prize.map(|prize| prize as u64);
        assert_eq!(tickets.prize.is_some(), is_mine, "fan {fan}: {told}");
    }
    assert_eq!((held, won), (3, 3));
    let strangers = verdict(&place, "bundle", None);
    assert!(strangers.holds(), "{strangers:?}");

    // One byte of the list.
    let path = place.path("bundle/roll.bin");
    let mut roll = std::fs::read(&path).unwrap();
    roll[35] += 1;
    std::fs::write(path, roll).unwrap();
    let report = verdict(&place, "bundle", None);
    let failed: Vec<_> = report
        .findings
        .iter()
        .filter(|finding| matches!(finding.outcome, Outcome::Failed(_)))
        .collect();
    assert!(failed.len() == 1 && failed[0].check == Check::Roll, "{failed:?}");
}
