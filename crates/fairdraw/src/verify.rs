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
mod lists;
mod mine;
mod opening;
mod prizes;
mod report;
mod roll;

pub use asked::{Asked, Verdicts, asked};
pub use fault::{Fault, Why};
pub use mine::{Mine, PromisedWeight};
pub use report::{Check, Drawn, Finding, MyTickets, Outcome, Report, Value};
pub use roll::{Audit, Audited, Found};

use crate::{
    Hash,
    commitment::Commitment,
    draw::Draw,
    forfeit::Forfeit,
    json::JsonError,
    key::{Signatures, Signed, VerifierKey},
    manifest::Manifest,
    note::{Note, NoteError},
    result::ResultFile,
};

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
/// - `signatures`: who checks Ed25519 and drand's rounds.
#[must_use]
pub fn verify(
    files: &Files<'_>,
    mine: Option<&Mine>,
    roll: Option<&Audited>,
    options: Options,
    signatures: &dyn Signatures,
) -> Report {
    run(&Given {
        files,
        mine,
        roll,
        options,
        signatures,
    })
}

type Make = fn(&Given<'_>, &mut Facts, &mut Notes) -> Step;

/// The checks, in order.
const STEPS: [(Check, Make); 14] = [
    (Check::Manifest, opening::manifest),
    (Check::Signature, opening::signature),
    (Check::Commitment, opening::commitment),
    (Check::Seen, opening::seen),
    (Check::Beacon, draws::beacon),
    (Check::Seed, draws::seed),
    (Check::Draws, draws::draws),
    (Check::Forfeits, prizes::forfeits),
    (Check::Prizes, prizes::prizes),
    (Check::Excluded, lists::excluded),
    (Check::Checkpoints, lists::checkpoints),
    (Check::Roll, lists::roll),
    (Check::Mine, mine::tickets),
    (Check::Won, mine::won),
];

fn run(given: &Given<'_>) -> Report {
    go_through(given, &STEPS)
}

fn go_through(given: &Given<'_>, steps: &[(Check, Make)]) -> Report {
    let mut facts = Facts::default();
    let mut notes = Notes::default();
    for &(check, step) in steps {
        let outcome = step(given, &mut facts, &mut notes).err().unwrap_or(Outcome::Ok);
        let values = std::mem::take(&mut notes.values);
        notes.report.findings.push(Finding { check, outcome, values });
    }
    notes.report
}

/// What there is to go by.
struct Given<'a> {
    files: &'a Files<'a>,
    mine: Option<&'a Mine>,
    roll: Option<&'a Audited>,
    options: Options,
    signatures: &'a dyn Signatures,
}

/// What is known so far. A part is there once later checks can go by it, even if something about it is wrong.
#[derive(Default)]
struct Facts {
    manifest: Option<(Manifest, Hash)>,
    commitment: Option<(Commitment, Hash)>,
    value: Option<crate::beacon::Value>,
    /// Only with the right seed.
    result: Option<ResultFile>,
    /// Only once all of them have been checked.
    draws: Option<Vec<Draw>>,
    forfeits: Option<Vec<Forfeit>>,
}

impl Facts {
    fn manifest(&self) -> Result<&(Manifest, Hash), Outcome> {
        self.manifest.as_ref().ok_or(EARLIER)
    }

    /// The commitment; before there is one, nothing more can be checked.
    fn commitment(&self, given: &Given<'_>) -> Result<&(Commitment, Hash), Outcome> {
        made(self.commitment.as_ref(), given.files.commitment)
    }
}

/// What was made of a file, or why there is nothing.
fn made<T>(made: Option<T>, file: Option<&[u8]>) -> Result<T, Outcome> {
    made.ok_or(if file.is_some() { EARLIER } else { Outcome::NotYet })
}

/// What is written down.
#[derive(Default)]
struct Notes {
    report: Report,
    /// Of the check that is being made.
    values: Vec<(&'static str, Value)>,
}

impl Notes {
    fn number(&mut self, name: &'static str, number: u64) {
        self.values.push((name, Value::Number(number)));
    }

    fn text(&mut self, name: &'static str, text: String) {
        self.values.push((name, Value::Text(text)));
    }

    /// A fault at a place.
    fn at(&mut self, name: &'static str, place: u64, fault: Fault) -> Outcome {
        self.number(name, place);
        Outcome::Failed(fault)
    }

    fn json(&mut self, error: JsonError) -> Outcome {
        self.at("byte", error.at as u64, Fault::Json(error.fault))
    }
}

/// How a check ends where it does not simply hold.
type Step = Result<(), Outcome>;

const EARLIER: Outcome = Outcome::NotChecked(Why::Earlier);

/// A file that is small enough to be looked at.
fn bounded<'a>(bytes: &'a [u8], name: &str) -> Result<&'a [u8], Outcome> {
    for (limited, limit) in LIMITS {
        if limited == name && bytes.len() <= limit {
            return Ok(bytes);
        }
    }
    Err(Outcome::Failed(Fault::TooLarge))
}

/// A file of lines.
fn lines<'a>(bytes: &'a [u8], name: &str) -> Result<&'a str, Outcome> {
    std::str::from_utf8(bounded(bytes, name)?).map_err(|_| Outcome::Failed(Fault::NotText))
}

/// The text of a note, or the whole where it is none: in a draw without a key nothing is signed.
fn text_of(note: &str) -> &str {
    Note::parse(note).map_or(note, |note| note.text())
}

/// Checks a signature; `unknown` remembers that one could not be checked here.
fn signed(
    given: &Given<'_>,
    key: &VerifierKey,
    message: &[u8],
    signature: &[u8; 64],
    unknown: &mut bool,
) -> Result<(), Fault> {
    match given.signatures.check(key.bytes(), message, signature) {
        Signed::Good => Ok(()),
        Signed::Bad => Err(Fault::SignatureBad),
        Signed::Unknown => {
            *unknown = true;
            Ok(())
        }
    }
}

/// Checks that a key has signed a note.
fn signed_note(given: &Given<'_>, key: &VerifierKey, note: &str, unknown: &mut bool) -> Result<(), Fault> {
    let note = Note::parse(note).map_err(Fault::Note)?;
    let signature = note.signature(key).ok_or(Fault::Note(NoteError::NotSigned))?;
    signed(given, key, note.text().as_bytes(), &signature, unknown)
}

/// How a check ends in which some signatures could not be checked.
fn unless(unknown: bool) -> Step {
    if unknown {
        Err(Outcome::NotChecked(Why::NoSignatures))
    } else {
        Ok(())
    }
}
