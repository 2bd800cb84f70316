//! What was fixed before: manifest, signature, commitment, and who saw it.

use super::{Facts, Fault, Given, Notes, Outcome, Step, Why, bounded, lines, made, signed_note, text_of, unless};
use crate::{
    Hash,
    commitment::Commitment,
    entry::manifest_hash,
    hash::sha256,
    manifest::{Manifest, PAUSE},
    text::hex,
};

pub(super) fn manifest(given: &Given<'_>, facts: &mut Facts, notes: &mut Notes) -> Step {
    let bytes = given.files.manifest.ok_or(Outcome::Failed(Fault::Missing))?;
    let manifest = Manifest::read(bounded(bytes, "manifest.json")?).map_err(|error| notes.json(error))?;
    let hash = manifest_hash(bytes);
    notes.report.draw_of = Some((manifest.campaign.clone(), manifest.draw));
    notes.text("hash", hex(&hash));
    let checked = manifest.check();
    facts.manifest = Some((manifest, hash));
    checked.map_err(|fault| Outcome::Failed(Fault::Manifest(fault)))
}

pub(super) fn signature(given: &Given<'_>, facts: &mut Facts, notes: &mut Notes) -> Step {
    let (manifest, _) = facts.manifest()?;
    let Some(key) = &manifest.key else {
        return Err(if given.options.allow_unsigned {
            Outcome::NotProven(Why::Unsigned)
        } else {
            Outcome::Failed(Fault::Unsigned)
        });
    };
    let note = lines(made(given.files.commitment, None)?, "commitment.txt")?;
    notes.text("key", key.name().to_owned());
    let mut unknown = false;
    signed_note(given, key, note, &mut unknown).map_err(Outcome::Failed)?;
    unless(unknown)
}

/// The commitment of a file, and its hash.
pub(super) fn read_commitment(bytes: &[u8]) -> Result<(Commitment, Hash), Outcome> {
    let text = text_of(lines(bytes, "commitment.txt")?);
    let commitment = Commitment::parse(text).map_err(|_| Outcome::Failed(Fault::NotACommitment))?;
    Ok((commitment, sha256(text.as_bytes())))
}

pub(super) fn commitment(given: &Given<'_>, facts: &mut Facts, notes: &mut Notes) -> Step {
    let (commitment, hash) = read_commitment(made(given.files.commitment, None)?)?;
    let (manifest, manifest_hash) = facts.manifest()?;
    notes.number("entries", commitment.entries);
    notes.number("tickets", commitment.tickets);
    notes.number("closed", commitment.closed);
    notes.text("hash", hex(&hash));
    notes.report.numbers = Some((commitment.entries, commitment.tickets));
    if commitment.closed.saturating_add(PAUSE) > known(manifest) {
        // It stood before the value was known, and proves as much; but few can have seen it.
        notes.number("late", known(manifest).saturating_sub(commitment.closed));
    }
    let fault = fault_of(&commitment, manifest, manifest_hash);
    facts.commitment = Some((commitment, hash));
    fault.map_or(Ok(()), |fault| Err(Outcome::Failed(fault)))
}

/// The earliest time at which anything lets the value be known, in seconds since 1970.
fn known(manifest: &Manifest) -> u64 {
    let known = manifest.drawing_time().unwrap_or(u64::MAX);
    manifest.draws.map_or(known, |draws| draws.min(known))
}

fn fault_of(commitment: &Commitment, manifest: &Manifest, manifest_hash: &Hash) -> Option<Fault> {
    let most = commitment.entries.saturating_mul(manifest.max_weight.into());
    let is_possible = (commitment.entries..=most).contains(&commitment.tickets) && commitment.tickets < 1 << 63;
    if commitment.campaign != manifest.campaign || commitment.draw != manifest.draw {
        Some(Fault::OtherCampaign)
    } else if commitment.manifest != *manifest_hash {
        Some(Fault::OtherManifest)
    } else if commitment.beacon.parse() != Ok(manifest.beacon.clone()) {
        Some(Fault::OtherBeacon)
    } else if !is_possible {
        Some(Fault::Impossible)
    } else if commitment.closed < manifest.closes.unwrap_or(0) {
        Some(Fault::ClosedTooEarly)
    } else if commitment.closed >= known(manifest) {
        Some(Fault::ClosedAfterBeacon)
    } else {
        None
    }
}

pub(super) fn seen(given: &Given<'_>, facts: &mut Facts, notes: &mut Notes) -> Step {
    let (_, hash) = facts.commitment(given)?;
    let (manifest, _) = facts.manifest()?;
    let known = manifest.drawing_time().ok_or(Outcome::NotProven(Why::TimeUnknown))?;
    let mut first = None;
    for (other, at) in given.mine.map_or(&[][..], |mine| &mine.seen) {
        if *at >= known {
            continue;
        }
        if other != hash {
            notes.text("hash", hex(other));
            return Err(notes.at("at", *at, Fault::AnotherSeen));
        }
        first = Some(first.unwrap_or(*at).min(*at));
    }
    notes.number("known_at", known);
    let at = first.ok_or(Outcome::NotProven(Why::NotSeen))?;
    notes.number("at", at);
    notes.report.seen_at = Some(at);
    Ok(())
}
