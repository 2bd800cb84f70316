//! What comes before and after the draw: those left out, checkpoints, forfeits.

use super::report;
use crate::bundle::{Bundle, CLOSED, DRAWS, fails, faults};
use fairdraw::verify::{Check, Files, Options, verify};

#[test]
fn forfeits_that_are_not_the_organisers_or_not_possible() {
    let check = Check::Forfeits;
    let line = |k, reason: &'static str, at| report(move |b| b.forfeits += &b.forfeit(k, reason, at));
    let later = DRAWS + 20 * 86_400;
    assert_eq!(faults(&line(3, "unclaimed", later)), []);
    fails(&line(3, "unclaimed", DRAWS + 7200), check, "too_early", "line=2");
    fails(&line(1, "declined", later), check, "no_prize", "line=2");
    fails(&line(4, "declined", later), check, "no_prize", "line=2");
    fails(&line(9, "declined", later), check, "no_prize", "line=2");
    fails(&line(0, "disliked", later), check, "reason_not_in_manifest", "line=2");
    fails(&line(0, "declined", DRAWS - 1), check, "too_early", "line=2");
    fails(&line(0, "declined", DRAWS + 3599), check, "line_out_of_order", "line=2");
    fails(
        &report(|b| b.forfeits = b.forfeits.replace("1 de", "2 de")),
        check,
        "signature_bad",
        "line=1",
    );
    fails(
        &report(|b| b.forfeits = "0 declined\n".to_owned()),
        check,
        "line_malformed",
        "line=1",
    );
    fails(
        &report(|b| b.forfeits = b.forfeits.trim_end().to_owned()),
        check,
        "line_malformed",
        "line=1",
    );
}

#[test]
fn a_list_of_those_left_out_that_was_changed() {
    let check = Check::Excluded;
    let dropped = report(|b| b.excluded = b.excluded.lines().take(1).map(|line| format!("{line}\n")).collect());
    fails(&dropped, check, "excluded_not_committed", "");
    let reason = report(|b| b.excluded = b.excluded.replace("staff", "other"));
    fails(&reason, check, "excluded_not_committed", "");
    let committed = report(|b| {
        b.excluded = b.excluded.replace("staff", "ugly");
        b.commit_to(CLOSED);
    });
    fails(&committed, check, "reason_not_in_manifest", "");
    fails(&report(|b| b.excluded.push('x')), check, "line_malformed", "line=3");
    let turned = report(|b| b.excluded = b.excluded.lines().rev().map(|line| format!("{line}\n")).collect());
    fails(&turned, check, "line_out_of_order", "line=2");
    let bundle = Bundle::honest();
    let files = Files {
        excluded: None,
        ..bundle.files()
    };
    fails(
        &verify(&files, None, None, Options::default(), &fairdraw::key::Dalek),
        check,
        "excluded_not_committed",
        "",
    );
}

#[test]
fn checkpoints_taken_back_changed_or_made_up_later() {
    let check = Check::Checkpoints;
    let changed = report(|b| b.checkpoints = b.checkpoints.replacen("entries 20", "entries 21", 1));
    fails(&changed, check, "signature_bad", "checkpoint=1");
    let dropped = report(|b| {
        let second = b.checkpoints.rfind("fairdraw/v1").unwrap();
        let first = b.checkpoints[..second].rfind("fairdraw/v1").unwrap();
        b.checkpoints.replace_range(first..second, "");
    });
    fails(&dropped, check, "checkpoint_chain", "checkpoint=2");
    let added = |at| {
        report(move |b| {
            let last = b.checkpoints.rfind("fairdraw/v1").unwrap();
            let (text, _) = b.checkpoints[last..].split_once("\n\n").unwrap();
            let last = fairdraw::hash::sha256(format!("{text}\n").as_bytes());
            let more = b.checkpoint(last, at);
            b.checkpoints += &b.key.sign_note(&more.text());
        })
    };
    fails(&added(CLOSED + 1), check, "checkpoint_after_close", "checkpoint=4");
    fails(&added(CLOSED - 3600), check, "line_out_of_order", "checkpoint=4");
    fails(
        &report(|b| b.checkpoints.insert(0, 'x')),
        check,
        "checkpoint_malformed",
        "checkpoint=1",
    );
    let foreign = report(|b| b.checkpoints = b.checkpoints.replacen("campaign toy", "campaign tay", 1));
    fails(&foreign, check, "other_campaign", "checkpoint=1");
}
