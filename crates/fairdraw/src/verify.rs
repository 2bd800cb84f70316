//! Step 8, the check: everything that was published, and what one person kept, step by step.
//!
//! Every check ends with an [`Outcome`]: it holds, it fails with a [`Fault`], or it says why it proves nothing. A draw is not called fair
//! where nothing failed but that which makes it so was not there: without somebody who saw the commitment before the beacon, for
//! instance, the list could have been changed afterwards, and [`Check::Seen`] says so.
//!
//! Where an earlier check leaves nothing to go by, the later ones are [`Why::Earlier`]: so a fault is named where it is.

mod asked;
mod draws;
mod fault;
mod mine;
mod opening;
mod people;
mod report;
mod roll;

pub use asked::{Asked, Verdicts, asked};
pub use fault::{Fault, Why};
pub use mine::{Mine, PromisedWeight};
pub use report::{Check, Drawn, Finding, MyTickets, Outcome, Report, Value};
pub use roll::{Audit, Audited, Found};

use crate::{Hash, commitment::Commitment, draw::Draw, key::Signatures, manifest::Manifest, prizes::Holder};

/// The files of a draw, as published. What is missing has not happened yet, or was not given.
#[derive(Clone, Copy, Debug, Default)]
pub struct Files<'a> {
    /// `manifest.json`
    pub manifest: Option<&'a [u8]>,
    /// `commitment.txt`
    pub commitment: Option<&'a [u8]>,
    /// `beacon.json`
    pub beacon: Option<&'a [u8]>,
    /// `result.json`
    pub result: Option<&'a [u8]>,
    /// `excluded.txt`
    pub excluded: Option<&'a [u8]>,
    /// `forfeits.txt`
    pub forfeits: Option<&'a [u8]>,
    /// `checkpoints.txt`
    pub checkpoints: Option<&'a [u8]>,
}

/// The files of a bundle besides `roll.bin`, and how many bytes each may have. Larger ones are refused before they are read; whoever
/// reads them from a disk or a network can stop there.
pub const LIMITS: [(&str, usize); 7] = [
    ("manifest.json", 1 << 20),
    ("commitment.txt", 1 << 16),
    ("beacon.json", 1 << 16),
    ("result.json", 1 << 26),
    ("excluded.txt", 1 << 26),
    ("forfeits.txt", 1 << 26),
    ("checkpoints.txt", 1 << 26),
];

impl<'a> Files<'a> {
    /// The place for a file, by its name in the bundle; `None` for a name that is not in [`LIMITS`].
    pub fn slot(&mut self, name: &str) -> Option<&mut Option<&'a [u8]>> {
        match name {
            "manifest.json" => Some(&mut self.manifest),
            "commitment.txt" => Some(&mut self.commitment),
            "beacon.json" => Some(&mut self.beacon),
            "result.json" => Some(&mut self.result),
            "excluded.txt" => Some(&mut self.excluded),
            "forfeits.txt" => Some(&mut self.forfeits),
            "checkpoints.txt" => Some(&mut self.checkpoints),
            _ => None,
        }
    }
}

/// What is taken as it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// A manifest without a key is let pass: who published the files is then not proven.
    pub allow_unsigned: bool,
}

/// Checks a draw.
///
/// - `mine`: what one person kept, if anything;
/// - `roll`: the whole list, run through an [`Audit`] before, if it is at hand;
/// - `signatures`: who checks Ed25519.
#[must_use]
pub fn verify(
    files: &Files<'_>,
    mine: Option<&Mine>,
    roll: Option<&Audited>,
    options: Options,
    signatures: &dyn Signatures,
) -> Report {
    let mut run = Run {
        files,
        mine,
        roll,
        options,
        signatures,
        report: Report::default(),
        manifest: None,
        commitment: None,
        value: None,
        draws: None,
        holders: Vec::new(),
    };
    opening::check(&mut run);
    draws::check(&mut run);
    people::check(&mut run);
    mine::check(&mut run);
    run.report
}

/// What is known so far. A part is there once later checks can go by it, even if something about it is wrong.
struct Run<'a> {
    files: &'a Files<'a>,
    mine: Option<&'a Mine>,
    roll: Option<&'a Audited>,
    options: Options,
    signatures: &'a dyn Signatures,
    report: Report,
    manifest: Option<(Manifest, Hash)>,
    commitment: Option<(Commitment, Hash)>,
    value: Option<crate::beacon::Value>,
    /// Only once all of them have been checked.
    draws: Option<Vec<Draw>>,
    holders: Vec<Holder>,
}

type Values = Vec<(&'static str, Value)>;

/// What a check found: values that say more, or how it ended otherwise.
type Step<T> = Result<T, (Outcome, Values)>;

impl Run<'_> {
    /// Notes what a check found.
    fn note(&mut self, check: Check, found: Step<Values>) {
        let (outcome, values) = match found {
            Ok(values) => (Outcome::Ok, values),
            Err(otherwise) => otherwise,
        };
        self.report.findings.push(Finding { check, outcome, values });
    }

    /// Notes a check, and hands on what it made where it holds.
    fn keep<T>(&mut self, check: Check, found: Step<(T, Values)>) -> Option<T> {
        let (made, found) = match found {
            Ok((made, values)) => (Some(made), Ok(values)),
            Err(otherwise) => (None, Err(otherwise)),
        };
        self.note(check, found);
        made
    }

    fn manifest(&self) -> Step<&(Manifest, Hash)> {
        self.manifest.as_ref().ok_or_else(earlier)
    }

    /// The commitment; before there is one, nothing more can be checked.
    fn commitment(&self) -> Step<&(Commitment, Hash)> {
        match (&self.commitment, self.files.commitment) {
            (Some(commitment), _) => Ok(commitment),
            (None, None) => Err((Outcome::NotYet, Vec::new())),
            (None, Some(_)) => Err(earlier()),
        }
    }
}

fn failed(fault: Fault) -> (Outcome, Values) {
    (Outcome::Failed(fault), Vec::new())
}

fn failed_at<T>(fault: Fault, name: &'static str, place: u64) -> Step<T> {
    Err((Outcome::Failed(fault), vec![(name, Value::Number(place))]))
}

fn earlier() -> (Outcome, Values) {
    (Outcome::NotChecked(Why::Earlier), Vec::new())
}

fn not_checked(why: Why) -> (Outcome, Values) {
    (Outcome::NotChecked(why), Vec::new())
}

fn not_proven(why: Why) -> (Outcome, Values) {
    (Outcome::NotProven(why), Vec::new())
}

fn number(name: &'static str, number: u64) -> (&'static str, Value) {
    (name, Value::Number(number))
}

fn text(name: &'static str, text: impl Into<String>) -> (&'static str, Value) {
    (name, Value::Text(text.into()))
}

/// A file that is small enough to be looked at.
fn bounded<'a>(bytes: &'a [u8], name: &str) -> Step<&'a [u8]> {
    let limit = LIMITS.iter().find(|(limited, _)| *limited == name);
    match limit {
        Some((_, limit)) if bytes.len() <= *limit => Ok(bytes),
        _ => Err(failed(Fault::TooLarge)),
    }
}

fn utf8(bytes: &[u8]) -> Step<&str> {
    std::str::from_utf8(bytes).map_err(|_| failed(Fault::NotText))
}

/// The text of a note, or the whole where it is none: in a draw without a key nothing is signed.
fn text_of(note: &str) -> &str {
    crate::note::Note::parse(note).map_or(note, |note| note.text())
}
