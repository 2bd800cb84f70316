//! Whom it concerns: prizes, forfeits, those left out, the hourly numbers, the whole list.

use super::{
    Check, Drawn, Fault, Outcome, Run, Step, Value, Values, Why, bounded, earlier, failed, failed_at, not_checked,
    number,
    opening::{signed, signed_note},
    text_of, utf8,
};
use crate::{
    checkpoint::{Checkpoint, notes},
    excluded::{Excluded, ExcludedError},
    forfeit::{Forfeit, message},
    hash::sha256,
    manifest::Manifest,
    prizes::fill,
};

pub(super) fn check(run: &mut Run<'_>) {
    let forfeits = forfeits(run);
    let reasons = forfeits.as_ref().map_or(&[][..], |(forfeits, _)| forfeits);
    let found = prizes(run, reasons);
    run.note(Check::Prizes, found);
    run.keep(Check::Forfeits, forfeits);
    let found = excluded(run);
    run.note(Check::Excluded, found);
    let found = checkpoints(run);
    run.note(Check::Checkpoints, found);
    let found = roll(run);
    run.note(Check::Roll, found);
}

/// Where the draws have not been checked: why not.
fn no_draws(run: &Run<'_>) -> (Outcome, Values) {
    match run.files.result {
        Some(_) => earlier(),
        None => (Outcome::NotYet, Vec::new()),
    }
}

fn prizes(run: &mut Run<'_>, forfeits: &[Forfeit]) -> Step<Values> {
    let (manifest, _) = run.manifest()?;
    let draws = run.draws.as_ref().ok_or_else(|| no_draws(run))?;
    let forfeited: Vec<u32> = forfeits.iter().map(|forfeit| forfeit.k).collect();
    let holders = fill(&manifest.prizes, draws.len(), &forfeited).unwrap_or_default();
    let mut prize_of = vec![None; draws.len()];
    for holder in &holders {
        if let Some(slot) = prize_of.get_mut(holder.k as usize) {
            *slot = Some(holder.prize);
        }
    }
    let mut reason_of = vec![None; draws.len()];
    for forfeit in forfeits {
        if let Some(slot) = reason_of.get_mut(forfeit.k as usize) {
            *slot = Some(forfeit.reason.clone());
        }
    }
    let name_of = |prize: usize| manifest.prizes.get(prize).map(|kind| (prize, kind.name.clone()));
    let drawn = draws
        .iter()
        .zip(prize_of)
        .zip(reason_of)
        .map(|((draw, prize), forfeited)| Drawn {
            k: draw.k,
            prize: prize.and_then(name_of),
            commit: draw.commit,
            tickets: (
                draw.start.saturating_add(1),
                draw.start.saturating_add(u64::from(draw.weight)),
            ),
            forfeited,
        });
    let (drawn, handed) = (drawn.collect(), holders.len());
    let unused = draws.len().saturating_sub(handed + forfeits.len());
    run.report.draws = drawn;
    run.holders = holders;
    Ok(vec![
        number("prizes", handed as u64),
        number("alternates", unused as u64),
    ])
}

fn forfeits(run: &Run<'_>) -> Step<(Vec<Forfeit>, Values)> {
    let (manifest, _) = run.manifest()?;
    let (_, commitment) = run.commitment()?;
    let draws = run.draws.as_ref().ok_or_else(|| no_draws(run))?;
    let bytes = run.files.forfeits.ok_or_else(|| not_checked(Why::NotGiven))?;
    let forfeits = Forfeit::parse(utf8(bounded(bytes, "forfeits.txt")?)?)
        .or_else(|error| failed_at(Fault::Line, "line", error.0))?;
    let known = manifest.drawing_time();
    let claimed_until = known
        .zip(manifest.claim_days)
        .map(|(time, days)| time.saturating_add(u64::from(days) * 86_400));
    let mut last = known.unwrap_or(0);
    for (line, forfeit) in (1..).zip(&forfeits) {
        let at_line = |fault| failed_at(fault, "line", line);
        let reasons = &manifest.forfeit_reasons;
        if !reasons.is_empty() && !reasons.contains(&forfeit.reason) {
            return at_line(Fault::Reason);
        }
        match (&manifest.key, forfeit.signed) {
            (Some(key), Some(by)) => {
                let message = message(commitment, forfeit.k, by.at, &forfeit.reason);
                let checked = run.signatures.check(key.bytes(), &message, &by.signature);
                signed(checked).map_err(|(outcome, _)| (outcome, vec![number("line", line)]))?;
            }
            (Some(_), None) => return at_line(Fault::Line),
            (None, _) => {}
        }
        if let Some(by) = forfeit.signed {
            let is_unclaimed = forfeit.reason == "unclaimed";
            if by.at < known.unwrap_or(0) || (is_unclaimed && claimed_until.is_some_and(|until| by.at < until)) {
                return at_line(Fault::TooEarly);
            }
            if by.at < last {
                return at_line(Fault::LineOrder);
            }
            last = by.at;
        }
    }
    let forfeited: Vec<u32> = forfeits.iter().map(|forfeit| forfeit.k).collect();
    fill(&manifest.prizes, draws.len(), &forfeited)
        .or_else(|error| failed_at(Fault::NoPrize, "line", error.0 as u64 + 1))?;
    let count = forfeits.len() as u64;
    Ok((forfeits, vec![number("forfeits", count)]))
}

/// Those left out, as the file has them; a file that is missing has none.
pub(super) fn read_excluded(bytes: Option<&[u8]>) -> Step<Vec<Excluded>> {
    let bytes = bounded(bytes.unwrap_or_default(), "excluded.txt")?;
    Excluded::parse(utf8(bytes)?).or_else(|error| match error {
        ExcludedError::Malformed(line) => failed_at(Fault::Line, "line", line),
        ExcludedError::OutOfOrder(line) => failed_at(Fault::LineOrder, "line", line),
    })
}

fn excluded(run: &Run<'_>) -> Step<Values> {
    let (manifest, _) = run.manifest()?;
    let (commitment, _) = run.commitment()?;
    let list = read_excluded(run.files.excluded)?;
    let count = list.len() as u64;
    if (count, sha256(run.files.excluded.unwrap_or_default())) != (commitment.excluded, commitment.excluded_hash) {
        return Err(failed(Fault::ExcludedDiffer));
    }
    let reasons = &manifest.disqualifications;
    for (line, one) in (1..).zip(&list) {
        if !reasons.is_empty() && !reasons.contains(&one.reason) {
            return failed_at(Fault::Reason, "line", line);
        }
    }
    Ok(vec![number("excluded", count)])
}

fn checkpoints(run: &Run<'_>) -> Step<Values> {
    let (manifest, hash) = run.manifest()?;
    let bytes = run.files.checkpoints.ok_or_else(|| not_checked(Why::NotGiven))?;
    let file = utf8(bounded(bytes, "checkpoints.txt")?)?;
    let closed = run.commitment.as_ref().map(|(commitment, _)| commitment.closed);
    let mut last: Option<Checkpoint> = None;
    for (place, note) in (1..).zip(notes(file)) {
        let checkpoint = match Checkpoint::parse(text_of(note)) {
            Ok(checkpoint) => checkpoint,
            Err(_) => return failed_at(Fault::NotACheckpoint, "checkpoint", place),
        };
        fault_of(&checkpoint, last.as_ref(), (manifest, hash), closed)
            .map_or(Ok(()), |fault| failed_at(fault, "checkpoint", place))?;
        if let Some(key) = &manifest.key {
            signed_note(run, key, note).map_err(|(outcome, _)| (outcome, vec![number("checkpoint", place)]))?;
        }
        last = Some(checkpoint);
    }
    let count = notes(file).count() as u64;
    let mut values = vec![number("checkpoints", count)];
    if let Some(last) = last {
        values.extend([
            number("entries", last.entries),
            number("tickets", last.tickets),
            number("at", last.at),
        ]);
    }
    Ok(values)
}

fn fault_of(
    checkpoint: &Checkpoint,
    last: Option<&Checkpoint>,
    (manifest, hash): (&Manifest, &crate::Hash),
    closed: Option<u64>,
) -> Option<Fault> {
    if (&checkpoint.campaign, checkpoint.draw) != (&manifest.campaign, manifest.draw) {
        Some(Fault::OtherCampaign)
    } else if checkpoint.manifest != *hash {
        Some(Fault::OtherManifest)
    } else if checkpoint.previous != last.map_or([0; 32], Checkpoint::hash) {
        Some(Fault::ChainBroken)
    } else if last.is_some_and(|last| last.at >= checkpoint.at) {
        Some(Fault::LineOrder)
    } else if closed.is_some_and(|closed| checkpoint.at > closed) {
        Some(Fault::AfterClose)
    } else {
        None
    }
}

fn roll(run: &Run<'_>) -> Step<Values> {
    let (commitment, _) = run.commitment()?;
    let audited = run.roll.ok_or_else(|| not_checked(Why::NotGiven))?;
    let (entries, root) = match audited.tree {
        Ok(tree) => tree,
        Err((fault, row)) => return failed_at(fault, "row", row.saturating_add(1)),
    };
    let differ = |fault, found, committed| {
        let values = vec![number("found", found), ("committed", Value::Number(committed))];
        Err((Outcome::Failed(fault), values))
    };
    if entries != commitment.entries {
        differ(Fault::Entries, entries, commitment.entries)
    } else if root.sum != commitment.tickets {
        differ(Fault::Tickets, root.sum, commitment.tickets)
    } else if root.hash != commitment.root {
        Err(failed(Fault::Root))
    } else {
        Ok(vec![number("entries", entries), number("tickets", root.sum)])
    }
}
