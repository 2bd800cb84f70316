//! What was fixed before: manifest, signature, commitment, and who saw it.

use super::{
    Check, Fault, Outcome, Run, Step, Values, Why, bounded, failed, not_checked, not_proven, number, text, text_of,
    utf8,
};
use crate::{
    Hash,
    commitment::Commitment,
    entry::manifest_hash,
    key::{Signed, VerifierKey},
    manifest::{Manifest, PAUSE},
    note::Note,
    text::hex,
};

pub(super) fn check(run: &mut Run<'_>) {
    let found = manifest(run);
    run.note(Check::Manifest, found);
    let found = signature(run);
    run.note(Check::Signature, found);
    let found = commitment(run);
    run.note(Check::Commitment, found);
    let found = seen(run);
    run.note(Check::Seen, found);
}

fn manifest(run: &mut Run<'_>) -> Step<Values> {
    let bytes = run.files.manifest.ok_or_else(|| failed(Fault::Missing))?;
    let bytes = bounded(bytes, "manifest.json")?;
    let manifest = Manifest::read(bytes).map_err(|error| {
        (
            Outcome::Failed(Fault::Json(error.fault)),
            vec![number("byte", error.at as u64)],
        )
    })?;
    let hash = manifest_hash(bytes);
    run.report.draw_of = Some((manifest.campaign.clone(), manifest.draw));
    let checked = manifest.check();
    run.manifest = Some((manifest, hash));
    checked.map_err(|fault| failed(Fault::Manifest(fault)))?;
    Ok(vec![text("hash", hex(&hash))])
}

fn signature(run: &Run<'_>) -> Step<Values> {
    let (manifest, _) = run.manifest()?;
    let Some(key) = &manifest.key else {
        return Err(if run.options.allow_unsigned {
            not_proven(Why::Unsigned)
        } else {
            failed(Fault::Unsigned)
        });
    };
    let bytes = run.files.commitment.ok_or((Outcome::NotYet, Vec::new()))?;
    signed_note(run, key, utf8(bounded(bytes, "commitment.txt")?)?)?;
    Ok(vec![text("key", key.name())])
}

/// Checks that a key has signed a note.
pub(super) fn signed_note(run: &Run<'_>, key: &VerifierKey, note: &str) -> Step<()> {
    let note = Note::parse(note).map_err(|error| failed(Fault::Note(error)))?;
    let checked = note.verify(key, run.signatures);
    signed(checked.map_err(|error| failed(Fault::Note(error)))?)
}

pub(super) fn signed(checked: Signed) -> Step<()> {
    match checked {
        Signed::Good => Ok(()),
        Signed::Bad => Err(failed(Fault::SignatureBad)),
        Signed::Unknown => Err(not_checked(Why::NoSignatures)),
    }
}

/// The commitment of a file, if it is one.
pub(super) fn read_commitment(bytes: &[u8]) -> Step<Commitment> {
    let note = utf8(bounded(bytes, "commitment.txt")?)?;
    Commitment::parse(text_of(note)).map_err(|_| failed(Fault::NotACommitment))
}

fn commitment(run: &mut Run<'_>) -> Step<Values> {
    let bytes = run.files.commitment.ok_or((Outcome::NotYet, Vec::new()))?;
    let commitment = read_commitment(bytes)?;
    let hash = commitment.hash();
    let values = vec![
        number("entries", commitment.entries),
        number("tickets", commitment.tickets),
        number("closed", commitment.closed),
        text("hash", hex(&hash)),
    ];
    let (manifest, manifest_hash) = run.manifest()?;
    let fault = fault_of(&commitment, manifest, manifest_hash);
    run.report.numbers = Some((commitment.entries, commitment.tickets));
    run.commitment = Some((commitment, hash));
    match fault {
        Some(fault) => Err((Outcome::Failed(fault), values)),
        None => Ok(values),
    }
}

fn fault_of(commitment: &Commitment, manifest: &Manifest, manifest_hash: &Hash) -> Option<Fault> {
    let most = commitment.entries.checked_mul(u64::from(manifest.max_weight));
    let is_possible = commitment.entries <= commitment.tickets
        && most.is_none_or(|most| commitment.tickets <= most)
        && commitment.tickets < 1 << 63;
    // The list has to be closed before the earliest time that anything names.
    let draws = [manifest.draws, manifest.drawing_time()].into_iter().flatten().min();
    if (&commitment.campaign, commitment.draw) != (&manifest.campaign, manifest.draw) {
        Some(Fault::OtherCampaign)
    } else if commitment.manifest != *manifest_hash {
        Some(Fault::OtherManifest)
    } else if commitment.beacon != manifest.beacon.to_string() {
        Some(Fault::OtherBeacon)
    } else if !is_possible {
        Some(Fault::Impossible)
    } else if manifest.closes.is_some_and(|closes| commitment.closed < closes) {
        Some(Fault::ClosedTooEarly)
    } else if draws.is_some_and(|draws| commitment.closed >= draws) {
        Some(Fault::ClosedAfterBeacon)
    } else if draws.is_some_and(|draws| commitment.closed.saturating_add(PAUSE) > draws) {
        Some(Fault::ClosedTooLate)
    } else {
        None
    }
}

fn seen(run: &mut Run<'_>) -> Step<Values> {
    let (_, hash) = run.commitment()?;
    let (manifest, _) = run.manifest()?;
    let seen = run.mine.map_or(&[][..], |mine| &mine.seen);
    let Some(time) = manifest.drawing_time() else {
        return Err(not_proven(Why::TimeUnknown));
    };
    let before: Vec<&(Hash, u64)> = seen.iter().filter(|(_, at)| *at < time).collect();
    if let Some((other, at)) = before.iter().find(|(other, _)| other != hash) {
        return Err((
            Outcome::Failed(Fault::AnotherSeen),
            vec![number("at", *at), text("hash", hex(other))],
        ));
    }
    let first = before.iter().map(|(_, at)| *at).min();
    let Some(at) = first else {
        return Err((Outcome::NotProven(Why::NotSeen), vec![number("known_at", time)]));
    };
    run.report.seen_at = Some(at);
    Ok(vec![number("at", at), number("known_at", time)])
}
