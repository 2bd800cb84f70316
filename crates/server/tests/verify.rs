//! `canyu verify`, with the real program.

#![allow(
    clippy::allow_attributes,
    clippy::unwrap_used,
    reason = "a test's helper may end the test"
)]

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Output},
};
use tempfile::TempDir;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

const FILES: [&str; 7] = [
    "manifest.json",
    "commitment.txt",
    "beacon.json",
    "result.json",
    "excluded.txt",
    "forfeits.txt",
    "roll.bin",
];

/// A copy of the bundle of the protocol's test vectors.
struct Bundle(TempDir);

impl Bundle {
    fn new() -> Self {
        let bundle = Self(TempDir::new().unwrap());
        let vectors = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fairdraw/vectors/bundle");
        for name in FILES {
            fs::copy(vectors.join(name), bundle.path(name)).unwrap();
        }
        bundle
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn change(&self, name: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(name)).unwrap();
        assert!(text.contains(from));
        fs::write(self.path(name), text.replacen(from, to, 1)).unwrap();
    }

    fn zip(&self, inside: &str) -> PathBuf {
        let path = self.path("bundle.zip");
        let mut zip = ZipWriter::new(fs::File::create(&path).unwrap());
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        for name in FILES {
            zip.start_file(format!("{inside}{name}"), options).unwrap();
            zip.write_all(&fs::read(self.path(name)).unwrap()).unwrap();
        }
        zip.finish().unwrap();
        path
    }

    fn verify(&self) -> (i32, String) {
        verify(self.0.path(), &["--allow-unsigned"])
    }
}

/// Exit code and everything that was printed.
fn verify(path: &Path, more: &[&str]) -> (i32, String) {
    let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_canyu"))
        .arg("verify")
        .arg(path)
        .args(more)
        .output()
        .unwrap();
    let told = [stdout, stderr].concat();
    (status.code().unwrap(), String::from_utf8(told).unwrap())
}

#[track_caller]
fn says((code, told): (i32, String), expected: i32, words: &[&str]) {
    assert_eq!(code, expected, "{told}");
    for word in words {
        assert!(told.contains(word), "{word:?} is not in {told}");
    }
    assert!(!told.contains("panicked"), "{told}");
}

#[test]
fn the_bundle_of_the_vectors_holds_where_unsigned_ones_may() {
    let bundle = Bundle::new();
    let words = [
        "ok      commitment   11 entries, 157 tickets, closed 2024-08-04T19:33:20Z",
        "-       signature    not proven",
        "-       seen         not proven",
        "ok      draws        5 draws recomputed",
        "ok      roll         11 entries, strictly ascending, root as committed",
        "Nothing is wrong. What stands behind a - is not proven here.",
    ];
    says(bundle.verify(), 0, &words);
    says(verify(bundle.0.path(), &[]), 1, &["FAILED  signature", "[unsigned]"]);
    for inside in ["", "demo/"] {
        says(verify(&bundle.zip(inside), &["--allow-unsigned"]), 0, &words);
    }
}

#[test]
fn a_receipt_shows_its_owners_tickets() {
    let bundle = Bundle::new();
    let mine = r#"{"nonce":"294e64e09b5e33a46913bb01f2190649b566b442cadb4fbc581f0609febdcc0a","contact":"jo@example.org","seen":[["93af80caed4529d9164fc2621e81aa92dc25db6003e70a440dc761ac2c9a3233",1722800120]]}"#;
    fs::write(bundle.path("receipt.json"), mine).unwrap();
    let receipt = bundle.path("receipt.json");
    let options = ["--allow-unsigned", "--receipt", receipt.to_str().unwrap()];
    let words = [
        "ok      seen         at 2024-08-04T19:35:20Z, before the random value was known (2024-08-04T20:29:24Z)",
        "ok      mine         your tickets are numbers 14 to 25 of 157",
        "ok      won          draw 0: Signed vinyl",
    ];
    says(verify(bundle.0.path(), &options), 0, &words);
    fs::write(bundle.path("receipt.json"), "{").unwrap();
    says(verify(bundle.0.path(), &options), 2, &["is not a receipt"]);
}

#[test]
fn what_was_tampered_with_is_named() {
    let cases = [
        (
            "result.json",
            "\"attempt\":0",
            "\"attempt\":1",
            "FAILED  draws        k=0: the number of attempts",
        ),
        ("result.json", "\"seed\":\"07", "\"seed\":\"08", "FAILED  seed"),
        ("beacon.json", "10000000", "10000001", "[round_not_the_manifests]"),
        ("beacon.json", "a187c9", "a187c8", "[beacon_signature_bad]"),
        ("manifest.json", "\"quantity\":2", "\"quantity\":3", "[other_manifest]"),
        (
            "commitment.txt",
            "closed 1722800000",
            "closed 1722803364",
            "[closed_after_beacon]",
        ),
    ];
    for (name, from, to, words) in cases {
        let bundle = Bundle::new();
        bundle.change(name, from, to);
        says(bundle.verify(), 1, &[words, "Something is wrong"]);
        says(verify(&bundle.zip(""), &["--allow-unsigned"]), 1, &[words]);
    }
    let bundle = Bundle::new();
    let mut roll = fs::read(bundle.path("roll.bin")).unwrap();
    roll[36 * 4 + 35] = 101;
    fs::write(bundle.path("roll.bin"), roll).unwrap();
    says(
        bundle.verify(),
        1,
        &["FAILED  roll         row=5: more tickets", "[row_above_cap]"],
    );
}

#[test]
fn what_cannot_be_read_is_said_in_a_sentence() {
    let bundle = Bundle::new();
    says(verify(&bundle.path("nowhere"), &[]), 2, &["cannot read"]);
    says(
        verify(&bundle.path("roll.bin"), &[]),
        2,
        &["neither a folder nor a zip"],
    );
    let zip = bundle.zip("");
    let bytes = fs::read(&zip).unwrap();
    fs::write(&zip, &bytes[..bytes.len() / 2]).unwrap();
    says(verify(&zip, &[]), 2, &["neither a folder nor a zip"]);
    let mut broken = bytes;
    broken[60] ^= 0xff;
    fs::write(&zip, broken).unwrap();
    says(verify(&zip, &[]), 2, &["canyu: "]);

    let bundle = Bundle::new();
    let result = fs::read(bundle.path("result.json")).unwrap();
    fs::write(bundle.path("result.json"), &result[..1000]).unwrap();
    says(bundle.verify(), 2, &["FAILED  seed         byte=1000: a sudden end"]);
    fs::remove_file(bundle.path("manifest.json")).unwrap();
    says(bundle.verify(), 2, &["there is no manifest.json"]);
}

/// 5 GB that take 5 MB in a zip, and as little on a disk.
#[test]
fn gigantic_files_are_refused_and_not_read() {
    let bundle = Bundle::new();
    let result = fs::File::create(bundle.path("result.json")).unwrap();
    result.set_len(5 << 30).unwrap();
    says(bundle.verify(), 2, &["result.json is larger than 67108864 bytes"]);

    let bundle = Bundle::new();
    let roll = fs::File::create(bundle.path("roll.bin")).unwrap();
    roll.set_len(5 << 30).unwrap();
    says(bundle.verify(), 1, &["FAILED  roll         row=1: it has no tickets"]);

    let bundle = Bundle::new();
    fs::write(bundle.path("beacon.json"), vec![b' '; 200 << 20]).unwrap();
    let zip = bundle.zip("");
    assert!(fs::metadata(&zip).unwrap().len() < 1 << 20);
    says(verify(&zip, &[]), 2, &["beacon.json is larger than 65536 bytes"]);
}
