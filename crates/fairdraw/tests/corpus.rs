//! The fuzzer's corpus, and every prefix of the vectors' bundle, through everything that reads files: nothing panics. See `fuzz/`.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed; clippy knows only the test functions themselves"
)]

#[path = "../../../fuzz/fuzz_targets/reading.rs"]
mod reading;

use std::{fs, path::Path};

fn corpus(name: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fuzz/corpus")
        .join(name);
    let files = fs::read_dir(folder).unwrap();
    files.map(|file| fs::read(file.unwrap().path()).unwrap()).collect()
}

#[test]
fn the_corpus_of_bundles_is_read() {
    let corpus = corpus("bundle");
    assert!(!corpus.is_empty());
    let holding = corpus.iter().filter(|bytes| reading::bundle(bytes)).count();
    assert!(holding > 0, "the vectors' bundle is part of the corpus, and holds");
}

#[test]
fn the_corpus_of_json_texts_is_read() {
    let corpus = corpus("json");
    assert!(!corpus.is_empty());
    for bytes in corpus {
        reading::json(&bytes);
    }
}

#[test]
fn a_bundle_that_ends_anywhere_is_read() {
    let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/bundle/vectors");
    let bytes = fs::read(seed).unwrap();
    for end in (0..bytes.len()).step_by(7) {
        reading::bundle(bytes.split_at(end).0);
    }
}
