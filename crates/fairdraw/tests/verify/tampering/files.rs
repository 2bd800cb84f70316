//! Absurd files.

use super::report;
use crate::bundle::{Bundle, fails};
use fairdraw::verify::{Check, LIMITS, Options, verify};

#[test]
fn files_larger_than_they_can_be_are_not_read() {
    let bundle = Bundle::honest();
    for (name, limit) in LIMITS {
        let check = match name {
            "manifest.json" => Check::Manifest,
            "commitment.txt" => Check::Commitment,
            "beacon.json" => Check::Beacon,
            "result.json" => Check::Seed,
            "excluded.txt" => Check::Excluded,
            "forfeits.txt" => Check::Forfeits,
            _ => Check::Checkpoints,
        };
        let gigantic = vec![b' '; limit + 1];
        let mut files = bundle.files();
        *files.slot(name).unwrap() = Some(&gigantic);
        let report = verify(&files, None, None, Options::default(), &fairdraw::key::Dalek);
        fails(&report, check, "too_large", "");
    }
}

#[test]
fn a_path_of_a_million_steps_or_a_result_that_ends_early() {
    let step = format!(r#"["L",1,"{}"],"#, "0".repeat(64));
    let path = report(|b| {
        let long = format!(r#""path":[{}"#, step.repeat(100_000));
        b.result = b.result.replacen(r#""path":["#, &long, 1);
    });
    fails(&path, Check::Seed, "json_too_many", "");
    fails(
        &report(|b| b.result.truncate(1000)),
        Check::Seed,
        "json_cut",
        "byte=1000",
    );
    fails(
        &report(|b| b.result = "[".repeat(1 << 20)),
        Check::Seed,
        "json_depth",
        "byte=32",
    );
}
