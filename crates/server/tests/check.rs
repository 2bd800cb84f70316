//! `canyu campaign check` over files that are broken on purpose. At each line of theirs that is at fault a comment names the finding, as
//! `# fault: code`, or several: all of those are found, and nothing else.

#![allow(
    clippy::allow_attributes,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test may end here"
)]

mod support;

use std::path::{Path, PathBuf};
use support::Place;

/// When the check takes place: after the spring of those files whose times have passed, before all others.
const NOW: &str = "2024-08-01T12:00:00Z";

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries
        .filter(|path| path.extension().is_some_and(|end| end == "toml"))
        .collect();
    files.sort();
    files
}

/// What the comments of a file say.
fn planted(source: &str) -> Vec<(usize, String)> {
    let mut all = Vec::new();
    for (line, text) in (1..).zip(source.lines()) {
        let codes = text.split_once("# fault: ").map_or("", |(_, codes)| codes);
        all.extend(
            codes
                .split(", ")
                .filter(|code| !code.is_empty())
                .map(|code| (line, code.to_owned())),
        );
    }
    all.sort();
    all
}

/// What the check says: `FILE:LINE:COLUMN: severity[code]: what is wrong. What would be right.`
fn found(file: &Path, told: &str) -> Vec<(usize, String)> {
    let mut all = Vec::new();
    for line in told
        .lines()
        .filter_map(|line| line.strip_prefix(&format!("{}:", file.display())))
    {
        let mut parts = line.splitn(3, ':');
        let (place, column) = (parts.next().unwrap(), parts.next().unwrap());
        let rest = parts.next().unwrap().trim_start();
        assert!(column.parse::<usize>().unwrap() >= 1, "{line}");
        let (head, words) = rest.split_once("]: ").unwrap();
        let (severity, code) = head.split_once('[').unwrap();
        assert!(["error", "warning"].contains(&severity), "{line}");
        let (wrong, right) = words.split_once(". ").unwrap();
        assert!(
            wrong.len() > 10 && right.len() > 8 && right.ends_with(['.', '?']),
            "{line}"
        );
        all.push((place.parse().unwrap(), code.to_owned()));
    }
    all.sort();
    all
}

#[test]
fn every_planted_fault_is_named_with_its_line_and_nothing_else() {
    let place = Place::new();
    let files = files("tests/broken");
    assert!(files.len() >= 20, "{}", files.len());
    let mut wrong = Vec::new();
    for file in &files {
        let checked = place.run(&["campaign", "check", file.to_str().unwrap(), "--rehearsal-at", NOW]);
        let told = String::from_utf8_lossy(&checked.stdout).into_owned();
        let planted = planted(&std::fs::read_to_string(file).unwrap());
        assert!(!planted.is_empty(), "{}", file.display());
        let found = found(file, &told);
        if found != planted {
            let missing: Vec<_> = planted.iter().filter(|fault| !found.contains(fault)).collect();
            wrong.push(format!("{}\nmissing: {missing:?}\n{told}", file.display()));
        }
        let has_errors = told.contains(": error[");
        assert_eq!(checked.status.code(), Some(i32::from(has_errors)), "{told}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_is_said_about_the_samples() {
    let place = Place::new();
    let files = files("../../campaigns");
    assert!(files.len() >= 3);
    for file in files {
        let told = place.ok(&["campaign", "check", file.to_str().unwrap()]);
        assert_eq!(told, "0 errors, 0 warnings\n", "{}", file.display());
    }
}
