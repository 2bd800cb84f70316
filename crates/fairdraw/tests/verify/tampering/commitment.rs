//! The commitment and the manifest.

use super::report;
use crate::bundle::{CLOSED, DRAWS, fails, outcome};
use fairdraw::{
    key::SigningKey,
    verify::{Check, Outcome},
};

#[test]
fn a_commitment_signed_by_another_key() {
    let other = |name: &str| SigningKey::from_seed(name, [8; 32]).unwrap();
    let stranger = report(|b| {
        b.key = other("somebody.else");
        b.commit_to(CLOSED);
    });
    fails(&stranger, Check::Signature, "not_signed_by_key", "");
    let same_name = report(|b| {
        b.key = other("canyu.example");
        b.commit_to(CLOSED);
    });
    fails(&same_name, Check::Signature, "not_signed_by_key", "");
    let text_changed = report(|b| b.commitment = b.commitment.replace("closed 1722800000", "closed 1722800001"));
    fails(&text_changed, Check::Signature, "signature_bad", "");
    let unsigned = report(|b| b.commitment = b.committed().text());
    fails(&unsigned, Check::Signature, "note_malformed", "");
    let keyless = report(|b| b.manifest = b.manifest.replace("\"key\"", "\"kee\""));
    fails(&keyless, Check::Signature, "unsigned", "");
}

#[test]
fn a_commitment_after_the_beacon_or_too_close_to_it() {
    let closed = |at| report(|b| b.change_commitment(|c| c.closed = at));
    fails(&closed(DRAWS), Check::Commitment, "closed_after_beacon", "");
    fails(&closed(DRAWS + 86_400), Check::Commitment, "closed_after_beacon", "");
    // Late, but before the value was known: it is said.
    for (at, is_late) in [(DRAWS - 1, true), (DRAWS - 599, true), (DRAWS - 600, false)] {
        let report = closed(at);
        assert_eq!(outcome(&report, Check::Commitment), Outcome::Ok);
        let late = report
            .findings
            .iter()
            .flat_map(|finding| &finding.values)
            .any(|(name, _)| *name == "late");
        assert_eq!(late, is_late, "{at}");
    }
    fails(&closed(1_722_799_763), Check::Commitment, "closed_too_early", "");
}

#[test]
fn a_commitment_of_something_else() {
    let changed = |change: fn(&mut fairdraw::commitment::Commitment)| report(|b| b.change_commitment(change));
    let check = Check::Commitment;
    fails(
        &changed(|c| c.campaign = "other".to_owned()),
        check,
        "other_campaign",
        "",
    );
    fails(&changed(|c| c.draw = 2), check, "other_campaign", "");
    fails(&changed(|c| c.manifest[0] ^= 1), check, "other_manifest", "");
    fails(
        &changed(|c| c.beacon = c.beacon.replace("10000000", "10000001")),
        check,
        "other_beacon",
        "",
    );
    fails(&changed(|c| c.tickets = c.entries - 1), check, "impossible_numbers", "");
    fails(
        &changed(|c| c.tickets = c.entries * 12 + 1),
        check,
        "impossible_numbers",
        "",
    );
    fails(&changed(|c| c.tickets = u64::MAX), check, "impossible_numbers", "");
    fails(
        &report(|b| b.commitment = b.commitment.replace("draw 1", "draw one")),
        check,
        "commitment_malformed",
        "",
    );
    // A commitment with which no result was drawn gives another seed.
    fails(&changed(|c| c.root[0] ^= 1), Check::Seed, "seed_does_not_follow", "");
    fails(&changed(|c| c.root[0] ^= 1), Check::Roll, "root_not_committed", "");
}

#[test]
fn another_manifest_than_the_one_that_people_entered_under() {
    let more = report(|b| b.manifest = b.manifest.replace("\"quantity\":2", "\"quantity\":20"));
    fails(&more, Check::Commitment, "other_manifest", "");
    let round = report(|b| b.manifest = b.manifest.replace(":10000000", ":10000001"));
    fails(&round, Check::Manifest, "round_not_of_the_drawing_time", "");
    let soon = report(|b| b.manifest = b.manifest.replace("1722799764", "1722803000"));
    fails(&soon, Check::Manifest, "draws_too_soon_after_the_close", "");
    let broken = report(|b| b.manifest.truncate(100));
    fails(&broken, Check::Manifest, "json_cut", "byte=100");
}
