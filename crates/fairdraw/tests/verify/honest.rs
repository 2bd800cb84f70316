//! What is right is found right, and nothing more is said than is proven.

use crate::bundle::{ALL, Bundle, CLOSED, faults, outcome};
use fairdraw::{
    beacon::Chain,
    key::{Dalek, Signatures as _, Signed},
    verify::{Asked, Audit, Check, Files, Options, Outcome, Value, Verdicts, Why, asked, verify},
};

#[test]
fn an_honest_draw_holds_in_every_check() {
    let bundle = Bundle::honest();
    let mine = bundle.mine(5);
    let report = bundle.report(Some(&mine));
    assert_eq!(faults(&report), []);
    let checks: Vec<Check> = report.findings.iter().map(|finding| finding.check).collect();
    assert_eq!(checks, ALL);
    for check in ALL {
        assert_eq!(outcome(&report, check), Outcome::Ok, "{check:?}");
    }
    assert!(report.holds());
    assert_eq!(report.seen_at, Some(CLOSED + 60));
    assert_eq!(report.draws.len(), 6);
    let prizes: Vec<_> = report
        .draws
        .iter()
        .map(|drawn| drawn.prize.as_ref().map(|(prize, _)| *prize))
        .collect();
    // Draw 1 has forfeited a shirt; it went to the first alternate.
    assert_eq!(prizes, [Some(0), None, Some(1), Some(1), None, None]);
    assert_eq!(report.draws[1].forfeited.as_deref(), Some("declined"));
}

#[test]
fn the_bundle_of_the_vectors_holds_but_nobody_stands_for_it() {
    let read = |name: &str| std::fs::read(format!("{}/vectors/bundle/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let names = [
        "manifest.json",
        "commitment.txt",
        "beacon.json",
        "result.json",
        "excluded.txt",
        "forfeits.txt",
    ];
    let contents = names.map(read);
    let mut files = Files::default();
    for (name, bytes) in names.iter().zip(&contents) {
        *files.slot(name).unwrap() = Some(bytes);
    }
    let mut audit = Audit::new(&files, None);
    assert!(audit.feed(&read("roll.bin")));
    let audited = audit.finish();
    let check = |allow_unsigned| verify(&files, None, Some(&audited), Options { allow_unsigned }, &Dalek);
    let report = check(true);
    assert_eq!(faults(&report), []);
    assert_eq!(outcome(&report, Check::Signature), Outcome::NotProven(Why::Unsigned));
    for check in [
        Check::Commitment,
        Check::Beacon,
        Check::Seed,
        Check::Draws,
        Check::Roll,
        Check::Excluded,
    ] {
        assert_eq!(outcome(&report, check), Outcome::Ok, "{check:?}");
    }
    assert_eq!(faults(&check(false)), [(Check::Signature, "unsigned", None)]);
}

#[test]
fn nothing_is_proven_by_whoever_did_not_look() {
    let bundle = Bundle::honest();
    let report = bundle.report(None);
    assert!(report.holds());
    assert_eq!(outcome(&report, Check::Seen), Outcome::NotProven(Why::NotSeen));
    assert_eq!(outcome(&report, Check::Mine), Outcome::NotChecked(Why::Nobody));
    let mut late = bundle.mine(5);
    late.seen[0].1 = crate::bundle::DRAWS;
    let report = bundle.report(Some(&late));
    assert_eq!(outcome(&report, Check::Seen), Outcome::NotProven(Why::NotSeen));
    assert_eq!(report.seen_at, None);
}

#[test]
fn what_has_not_happened_yet_is_not_yet() {
    let bundle = Bundle::honest();
    let all = bundle.files();
    let open = Files {
        manifest: all.manifest,
        ..Files::default()
    };
    let committed = Files {
        commitment: all.commitment,
        excluded: all.excluded,
        ..open
    };
    let late = [
        Check::Beacon,
        Check::Seed,
        Check::Draws,
        Check::Prizes,
        Check::Forfeits,
        Check::Won,
    ];
    for (files, not_yet) in [
        (
            open,
            &[
                Check::Signature,
                Check::Commitment,
                Check::Seen,
                Check::Excluded,
                Check::Mine,
            ][..],
        ),
        (committed, &[]),
    ] {
        let report = verify(&files, Some(&bundle.mine(5)), None, Options::default(), &Dalek);
        assert_eq!(faults(&report), []);
        for check in late.iter().chain(not_yet) {
            assert_eq!(outcome(&report, *check), Outcome::NotYet, "{check:?}");
        }
        assert_eq!(outcome(&report, Check::Manifest), Outcome::Ok);
    }
}

#[test]
fn signatures_may_be_checked_by_somebody_else() {
    let bundle = Bundle::honest();
    let mine = bundle.mine(5);
    let files = bundle.files();
    let questions = asked(&files, Some(&mine));
    // The commitment, drand's round, three checkpoints, a forfeit and a receipt.
    assert_eq!(questions.len(), 7);
    let answer = |one: &Asked| match one {
        Asked::Key {
            key,
            message,
            signature,
        } => Dalek.check(key, message, signature),
        Asked::Round { round, signature } => Chain::QUICKNET.signed(*round, signature),
    };
    let answers: Vec<Signed> = questions.iter().map(answer).collect();
    assert_eq!(answers, [Signed::Good; 7]);
    let check = |answers: &[Signed]| {
        let verdicts = Verdicts::new(questions.clone(), answers.iter().copied());
        verify(&files, Some(&mine), None, Options::default(), &verdicts)
    };
    assert_eq!(faults(&check(&answers)), []);
    assert_eq!(outcome(&check(&answers), Check::Forfeits), Outcome::Ok);
    let unknown = check(&[]);
    for check in [Check::Signature, Check::Checkpoints, Check::Forfeits] {
        assert_eq!(outcome(&unknown, check), Outcome::NotChecked(Why::NoSignatures));
    }
    assert_eq!(outcome(&unknown, Check::Mine), Outcome::Ok);
    for (bad, question) in questions.iter().enumerate() {
        let mut answers = answers.clone();
        answers[bad] = Signed::Bad;
        let found = faults(&check(&answers));
        let code = if matches!(question, Asked::Round { .. }) {
            "beacon_signature_bad"
        } else {
            "signature_bad"
        };
        assert_eq!(found[0].1, code, "{bad}");
    }
}

#[test]
fn the_report_of_the_page_says_the_same() {
    let bundle = Bundle::honest();
    let report = bundle.report(Some(&bundle.mine(5)));
    let json = report.to_json();
    let mine = report.mine.unwrap();
    let expected = format!(
        r#""first":{},"last":{},"of":{},"weight":6"#,
        mine.tickets.0, mine.tickets.1, mine.of
    );
    assert!(json.contains(&expected), "{json}");
    assert!(
        json.starts_with(
            r#"{"holds":true,"findings":[{"check":"manifest","outcome":"ok","code":"","values":{"hash":""#
        )
    );
    assert!(json.contains(r#""prize":1,"name":"Shirt","commit":""#));
    assert!(json.contains(r#""forfeited":"declined""#));
    let places = report.findings.iter().flat_map(|finding| &finding.values);
    assert!(places.clone().any(|(_, value)| matches!(value, Value::Text(_))));
    assert_eq!(fairdraw::json::read(json.as_bytes(), |_| ()), Ok(()));
}
