use super::*;
use crate::{json::JsonFault, vectors};

const FULL: &str = r#"{"protocol":"fairdraw/v1","campaign":"toy","draw":1,"opens":1722795000,"closes":1722799764,"draws":1722803364,
    "prizes":[{"name":"Vinyl","quantity":5}],"alternates":205,"base_tickets":1,
    "credits":[{"node":"guess","reason":"done","tickets":2},{"node":"friends","reason":"friend","tickets":3,"most":10}],"max_weight":41,
    "disqualifications":["duplicate","staff"],"forfeits":{"reasons":["unclaimed","declined"],"claim_days":14},
    "key":"PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    "beacon":"drand:52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971:10000000",
    "numbers":{"lotto":{"about":"6 of 49","entropy_bits":24}},
    "witnesses":{"jury":["82007135d49d16a58f61d02699000ce1e63430633394a08581eaf18af34499c2"]},"fallback":"wait"}
"#;

fn read(text: &str) -> Result<Manifest, JsonFault> {
    Manifest::read(text.as_bytes()).map_err(|error| error.fault)
}

#[test]
fn the_manifest_of_the_vectors_is_read() {
    let manifest = read(vectors::MANIFEST).unwrap();
    assert_eq!(
        (manifest.campaign.as_str(), manifest.draw, manifest.max_weight),
        ("demo", 1, 100)
    );
    assert_eq!((manifest.places(), manifest.key.is_none()), (5, true));
    assert_eq!(manifest.drawing_time(), Some(1_722_803_364));
    assert_eq!(manifest.check(), Ok(()));
}

#[test]
fn a_manifest_with_everything_is_read_and_its_times_are_checked() {
    let manifest = read(FULL).unwrap();
    assert_eq!((manifest.places(), manifest.claim_days), (210, Some(14)));
    assert_eq!(manifest.witnesses[0].commits.len(), 1);
    assert_eq!(manifest.key.as_ref().map(VerifierKey::name), Some("PeterNeumann"));
    assert_eq!(manifest.check(), Ok(()));
    let checked = |from: &str, to: &str| read(&FULL.replace(from, to)).unwrap().check();
    assert_eq!(checked(":10000000", ":10000001"), Err(ManifestFault::Round));
    assert_eq!(checked("1722803364", "1722803361"), Err(ManifestFault::Round));
    assert_eq!(checked("1722799764", "1722802764"), Ok(()));
    assert_eq!(checked("1722799764", "1722802765"), Err(ManifestFault::TooSoon));
}

#[test]
fn what_no_draw_can_follow_is_refused() {
    let cases = [
        ("fairdraw/v1", "fairdraw/v2", JsonFault::Value),
        (r#""fallback":"wait""#, r#""fallback":"coin""#, JsonFault::Value),
        (r#""campaign":"toy""#, r#""campaign":"t\noy""#, JsonFault::Value),
        (r#""campaign":"toy","#, "", JsonFault::Missing),
        (r#""draw":1"#, r#""draw":1,"draw":2"#, JsonFault::Twice),
        (r#""max_weight":41"#, r#""max_weight":4294967296"#, JsonFault::Number),
        (r#""alternates":205"#, r#""alternates":-1"#, JsonFault::Number),
        ("c74f20a3", "c74f20a4", JsonFault::Value),
        ("drand:52", "dice:52", JsonFault::Value),
        (r#","entropy_bits":24"#, "", JsonFault::Missing),
        ("82007135", "8200713", JsonFault::Value),
        (r#"{"name":"Vinyl","quantity":5}"#, "5", JsonFault::Type),
    ];
    for (from, to, fault) in cases {
        assert_eq!(read(&FULL.replace(from, to)), Err(fault), "{to}");
    }
    assert_eq!(read(FULL.split_at(FULL.len() / 2).0), Err(JsonFault::Cut));
}
