//! Those left out, the hourly numbers, and the whole list.

use super::{Facts, Fault, Given, Notes, Outcome, Step, Why, lines, signed_note, text_of, unless};
use crate::{
    Hash,
    checkpoint::{Checkpoint, notes as all_notes},
    excluded::{Excluded, ExcludedError},
    hash::sha256,
    manifest::Manifest,
};

/// Those left out, as the file has them; a file that is missing has none. Else the fault and its line.
pub(super) fn read_excluded(bytes: Option<&[u8]>) -> Result<Vec<Excluded>, (Outcome, u64)> {
    let text = lines(bytes.unwrap_or_default(), "excluded.txt").map_err(|outcome| (outcome, 0))?;
    Excluded::parse(text).map_err(|error| match error {
        ExcludedError::Malformed(line) => (Outcome::Failed(Fault::Line), line),
        ExcludedError::OutOfOrder(line) => (Outcome::Failed(Fault::LineOrder), line),
    })
}

pub(super) fn excluded(given: &Given<'_>, facts: &mut Facts, notes: &mut Notes) -> Step {
    let (manifest, _) = facts.manifest()?;
    let (commitment, _) = facts.commitment(given)?;
    let list = read_excluded(given.files.excluded).map_err(|(outcome, line)| {
        if line > 0 {
            notes.number("line", line);
        }
        outcome
    })?;
    let hash = sha256(given.files.excluded.unwrap_or_default());
    if list.len() as u64 != commitment.excluded || hash != commitment.excluded_hash {
        return Err(Outcome::Failed(Fault::ExcludedDiffer));
    }
    let reasons = &manifest.disqualifications;
    let mut line = 0;
    for one in &list {
        line += 1;
        if !reasons.is_empty() && !reasons.contains(&one.reason) {
            return Err(notes.at("line", line, Fault::Reason));
        }
    }
    notes.number("excluded", line);
    Ok(())
}

pub(super) fn checkpoints(given: &Given<'_>, facts: &mut Facts, notes: &mut Notes) -> Step {
    let (manifest, manifest_hash) = facts.manifest()?;
    let bytes = given.files.checkpoints.ok_or(Outcome::NotChecked(Why::NotGiven))?;
    let file = lines(bytes, "checkpoints.txt")?;
    let closed = facts
        .commitment
        .as_ref()
        .map_or(u64::MAX, |(commitment, _)| commitment.closed);
    let mut before = Before {
        hash: [0; 32],
        at: None,
        numbers: (0, 0),
    };
    let mut unknown = false;
    let mut place = 0;
    for note in all_notes(file) {
        place += 1;
        let fault =
            checkpoint(note, &mut before, (manifest, manifest_hash), closed).and_then(|()| match &manifest.key {
                Some(key) => signed_note(given, key, note, &mut unknown),
                None => Ok(()),
            });
        fault.map_err(|fault| notes.at("checkpoint", place, fault))?;
    }
    notes.number("checkpoints", place);
    if let Some(at) = before.at {
        notes.number("entries", before.numbers.0);
        notes.number("tickets", before.numbers.1);
        notes.number("at", at);
    }
    unless(unknown)
}

/// The checkpoint before.
struct Before {
    hash: Hash,
    at: Option<u64>,
    numbers: (u64, u64),
}

fn checkpoint(
    note: &str,
    before: &mut Before,
    (manifest, manifest_hash): (&Manifest, &Hash),
    closed: u64,
) -> Result<(), Fault> {
    let text = text_of(note);
    let checkpoint = Checkpoint::parse(text).map_err(|_| Fault::NotACheckpoint)?;
    if checkpoint.campaign != manifest.campaign || checkpoint.draw != manifest.draw {
        return Err(Fault::OtherCampaign);
    }
    if checkpoint.manifest != *manifest_hash {
        return Err(Fault::OtherManifest);
    }
    if checkpoint.previous != before.hash {
        return Err(Fault::ChainBroken);
    }
    if before.at.is_some_and(|at| at >= checkpoint.at) {
        return Err(Fault::LineOrder);
    }
    if checkpoint.at > closed {
        return Err(Fault::AfterClose);
    }
    *before = Before {
        hash: sha256(text.as_bytes()),
        at: Some(checkpoint.at),
        numbers: (checkpoint.entries, checkpoint.tickets),
    };
    Ok(())
}

pub(super) fn roll(given: &Given<'_>, facts: &mut Facts, notes: &mut Notes) -> Step {
    let (commitment, _) = facts.commitment(given)?;
    let audited = given.roll.ok_or(Outcome::NotChecked(Why::NotGiven))?;
    let (entries, root) = audited
        .tree
        .map_err(|(fault, row)| notes.at("row", row.saturating_add(1), fault))?;
    for (fault, found, committed) in [
        (Fault::Entries, entries, commitment.entries),
        (Fault::Tickets, root.sum, commitment.tickets),
    ] {
        if found != committed {
            notes.number("found", found);
            return Err(notes.at("committed", committed, fault));
        }
    }
    if root.hash != commitment.root {
        return Err(Outcome::Failed(Fault::Root));
    }
    notes.number("entries", entries);
    notes.number("tickets", root.sum);
    Ok(())
}
