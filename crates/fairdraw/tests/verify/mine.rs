//! What one person's browser kept.

use crate::bundle::{Bundle, CLOSED, contact, fails, is_failed, outcome, weight};
use fairdraw::{
    entry::Receipt,
    hash::sha256,
    verify::{Check, Fault, Mine, Outcome, Value, Why},
};

#[test]
fn my_tickets_are_found_by_my_path_by_the_list_or_by_my_prize() {
    let bundle = Bundle::honest();
    for person in 0..38 {
        let mut mine = bundle.mine(person);
        let by_path = bundle.report(Some(&mine)).mine.unwrap();
        assert_eq!(by_path.tickets.1 - by_path.tickets.0 + 1, u64::from(weight(person)));
        mine.path = None;
        let report = bundle.report(Some(&mine));
        assert_eq!(report.mine, Some(by_path));
        assert_eq!(outcome(&report, Check::Won), Outcome::Ok);
        // Without the list a winner is still shown by his proof.
        let report = bundle.report_of(&[], Some(&mine));
        let expected = if by_path.k.is_some() {
            Outcome::Ok
        } else {
            Outcome::NotProven(Why::NoPath)
        };
        assert_eq!(outcome(&report, Check::Mine), expected);
    }
}

#[test]
fn winners_are_told_what_they_have() {
    let bundle = Bundle::honest();
    let draws = bundle.result().draws;
    let of = |k: usize| {
        (0..38)
            .find(|person| bundle.commit(*person) == draws[k].commit)
            .unwrap()
    };
    let won = |k: usize| {
        let report = bundle.report(Some(&bundle.mine(of(k))));
        report.findings.last().unwrap().values.clone()
    };
    let text = |name, text: &str| (name, Value::Text(text.to_owned()));
    let number = |name, number| (name, Value::Number(number));
    assert_eq!(won(0), [number("k", 0), number("prize", 0), text("name", "Vinyl")]);
    assert_eq!(won(1), [number("k", 1), text("forfeited", "declined")]);
    assert_eq!(won(3), [number("k", 3), number("prize", 1), text("name", "Shirt")]);
    assert_eq!(won(5), [number("k", 5)]);
}

#[test]
fn whoever_was_left_out_is_told_why() {
    let bundle = Bundle::honest();
    let report = bundle.report(Some(&bundle.mine(38)));
    assert_eq!(outcome(&report, Check::Mine), Outcome::NotProven(Why::Excluded));
    let reason = ("reason", Value::Text("staff".to_owned()));
    let finding = report.findings.iter().find(|finding| finding.check == Check::Mine);
    assert_eq!(finding.unwrap().values, [reason]);
}

#[test]
fn whoever_has_a_receipt_and_is_nowhere_was_cheated() {
    let mut bundle = Bundle::honest();
    let mine = bundle.mine(5);
    let commit = bundle.commit(5);
    bundle.rows.retain(|row| row.commit != commit);
    bundle.commit_to(CLOSED);
    bundle.draw();
    bundle.forfeits.clear();
    let without_path = Mine {
        path: None,
        seen: vec![],
        ..mine.clone()
    };
    fails(&bundle.report(Some(&without_path)), Check::Mine, "left_out", "");
    // His old path leads nowhere.
    assert!(!bundle.report(Some(&mine)).holds());
}

#[test]
fn fewer_tickets_than_promised_are_noticed() {
    let mut bundle = Bundle::honest();
    let commit = bundle.commit(5);
    let row = bundle.rows.iter_mut().find(|row| row.commit == commit).unwrap();
    row.weight -= 1;
    bundle.commit_to(CLOSED);
    bundle.draw();
    bundle.forfeits.clear();
    let mut mine = bundle.mine(5);
    mine.weight = Some(5);
    fails(
        &bundle.report(Some(&mine)),
        Check::Mine,
        "less_than_promised",
        "weight=5",
    );
    mine.path = None;
    fails(
        &bundle.report(Some(&mine)),
        Check::Mine,
        "less_than_promised",
        "weight=5",
    );
}

#[test]
fn receipts_of_somebody_else_are_noticed() {
    let bundle = Bundle::honest();
    let report = |change: &dyn Fn(&mut Mine)| {
        let mut mine = bundle.mine(5);
        change(&mut mine);
        bundle.report(Some(&mine))
    };
    let mine = Check::Mine;
    fails(
        &report(&|m| m.receipts[0].weight += 1),
        mine,
        "signature_bad",
        "receipt=1",
    );
    fails(&report(&|m| m.receipts[0].at += 1), mine, "signature_bad", "receipt=1");
    fails(
        &report(&|m| m.receipts[0].manifest = Some([0; 32])),
        mine,
        "receipt_other_manifest",
        "receipt=1",
    );
    fails(
        &report(&|m| m.contact = Some(contact(6))),
        mine,
        "receipt_other_entry",
        "receipt=1",
    );
    fails(
        &report(&|m| m.nonce = Some([0; 32])),
        mine,
        "receipt_other_entry",
        "receipt=1",
    );
    fails(&report(&|m| m.start = Some(0)), mine, "path_start", "");
    fails(&report(&|m| m.weight = Some(7)), mine, "path_sum", "");
    fails(&report(&|m| m.index = Some(99)), mine, "path_no_such_index", "");
    // Later receipts promise more.
    let mut later = bundle.mine(5);
    let receipt = Receipt {
        manifest: bundle.manifest_hash(),
        commit: bundle.commit(5),
        weight: 9,
        at: CLOSED - 1,
    };
    let mut promised = later.receipts[0].clone();
    (promised.weight, promised.at, promised.signature) = (9, CLOSED - 1, bundle.key.sign(&receipt.message()));
    later.receipts.insert(0, promised);
    later.weight = Some(6);
    fails(&bundle.report(Some(&later)), mine, "less_than_promised", "weight=6");
}

#[test]
fn what_was_kept_is_read_in_both_its_forms() {
    let bundle = Bundle::honest();
    let one = Mine::from_json(bundle.receipt(5).as_bytes()).unwrap();
    assert_eq!((one.receipts.len(), one.receipts[0].weight), (1, 6));
    let hash = fairdraw::text::hex(&sha256(b"commitment"));
    let all = format!(
        r#"{{"nonce":"{hash}","contact":"é","receipts":[{},{{"weight":1,"at":2,"signature":"{}"}}],"index":3,"start":4,"weight":5,"path":[["L",1,"{hash}"]],"seen":[["{hash}",6]],"commit":"{hash}","else":[null]}}"#,
        bundle.receipt(5),
        fairdraw::text::base64(&[1; 64]),
    );
    let all = Mine::from_json(all.as_bytes()).unwrap();
    assert_eq!(
        (all.receipts.len(), all.index, all.start, all.weight),
        (2, Some(3), Some(4), Some(5))
    );
    assert_eq!(
        (all.receipts[1].manifest, all.seen[0].1, all.path.unwrap().len()),
        (None, 6, 1)
    );
    let none = r#"{"nonce":null,"contact":null,"receipts":[],"index":null,"path":null}"#;
    assert_eq!(Mine::from_json(none.as_bytes()), Ok(Mine::default()));
    for wrong in [
        "[]",
        r#"{"nonce":"12"}"#,
        r#"{"seen":[["00",1]]}"#,
        r#"{"receipts":[{}]}"#,
        r#"{"index":-1}"#,
    ] {
        assert!(Mine::from_json(wrong.as_bytes()).is_err(), "{wrong}");
    }
    assert!(is_failed(
        &bundle.report(Some(&Mine {
            seen: vec![([1; 32], CLOSED)],
            ..bundle.mine(5)
        })),
        Check::Seen,
        Fault::AnotherSeen
    ));
}
