//! Who has which prize.

use super::{Drawn, EARLIER, Facts, Fault, Given, Notes, Outcome, Step, Why, lines, made, signed, unless};
use crate::{
    forfeit::{Forfeit, message},
    manifest::Manifest,
    prizes::{Holder, NoPrize, fill},
};

/// The holders after some forfeits.
fn holders(manifest: &Manifest, draws: usize, forfeits: &[Forfeit]) -> Result<Vec<Holder>, NoPrize> {
    let mut forfeited = Vec::new();
    for forfeit in forfeits {
        forfeited.push(forfeit.k);
    }
    fill(&manifest.prizes, draws, &forfeited)
}

pub(super) fn forfeits(given: &Given<'_>, facts: &mut Facts, notes: &mut Notes) -> Step {
    if given.files.result.is_none() {
        return Err(Outcome::NotYet);
    }
    let (manifest, _) = facts.manifest()?;
    let (_, commitment) = facts.commitment(given)?;
    let Some(bytes) = given.files.forfeits else {
        facts.forfeits = Some(Vec::new());
        return Err(Outcome::NotChecked(Why::NotGiven));
    };
    let forfeits =
        Forfeit::parse(lines(bytes, "forfeits.txt")?).map_err(|error| notes.at("line", error.0, Fault::Line))?;
    let mut unknown = false;
    let mut last = manifest.drawing_time().unwrap_or(0);
    let mut line = 0;
    for forfeit in &forfeits {
        line += 1;
        fault_of(given, (manifest, commitment), forfeit, &mut last, &mut unknown)
            .map_err(|fault| notes.at("line", line, fault))?;
    }
    let draws = made(facts.draws.as_ref(), given.files.result)?.len();
    holders(manifest, draws, &forfeits).map_err(|error| notes.at("line", error.0 as u64 + 1, Fault::NoPrize))?;
    notes.number("forfeits", line);
    facts.forfeits = Some(forfeits);
    unless(unknown)
}

/// What is wrong with one line; `last` is the date of the line before.
fn fault_of(
    given: &Given<'_>,
    (manifest, commitment): (&Manifest, &crate::Hash),
    forfeit: &Forfeit,
    last: &mut u64,
    unknown: &mut bool,
) -> Result<(), Fault> {
    let reasons = &manifest.forfeit_reasons;
    if !reasons.is_empty() && !reasons.contains(&forfeit.reason) {
        return Err(Fault::Reason);
    }
    let Some(by) = forfeit.signed else {
        // Only where there is no key nobody can sign.
        return if manifest.key.is_some() {
            Err(Fault::Line)
        } else {
            Ok(())
        };
    };
    if let Some(key) = &manifest.key {
        let message = message(commitment, forfeit.k, by.at, &forfeit.reason);
        signed(given, key, &message, &by.signature, unknown)?;
    }
    let known = manifest.drawing_time().unwrap_or(0);
    let days = manifest
        .claim_days
        .filter(|_| forfeit.reason == "unclaimed")
        .unwrap_or(0);
    if by.at < known.saturating_add(u64::from(days) * 86_400) {
        return Err(Fault::TooEarly);
    }
    if by.at < *last {
        return Err(Fault::LineOrder);
    }
    *last = by.at;
    Ok(())
}

pub(super) fn prizes(given: &Given<'_>, facts: &mut Facts, notes: &mut Notes) -> Step {
    let draws = made(facts.draws.as_ref(), given.files.result)?;
    let forfeits = facts.forfeits.as_ref().ok_or(EARLIER)?;
    let (manifest, _) = facts.manifest()?;
    let holders = holders(manifest, draws.len(), forfeits).map_err(|_| EARLIER)?;
    notes.number("prizes", holders.len() as u64);
    notes.number(
        "alternates",
        draws.len().saturating_sub(holders.len() + forfeits.len()) as u64,
    );
    let drawn = &mut notes.report.draws;
    for draw in draws {
        drawn.push(Drawn {
            k: draw.k,
            prize: None,
            commit: draw.commit,
            tickets: (
                draw.start.saturating_add(1),
                draw.start.saturating_add(draw.weight.into()),
            ),
            forfeited: None,
        });
    }
    for holder in holders {
        if let (Some(drawn), Some(prize)) = (drawn.get_mut(holder.k as usize), manifest.prizes.get(holder.prize)) {
            drawn.prize = Some((holder.prize, prize.name.clone()));
        }
    }
    for forfeit in forfeits {
        if let Some(drawn) = drawn.get_mut(forfeit.k as usize) {
            drawn.forfeited = Some(forfeit.reason.clone());
        }
    }
    Ok(())
}
