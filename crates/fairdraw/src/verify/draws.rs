//! What came after: beacon, seed, draws.

use super::{EARLIER, Facts, Fault, Given, Notes, Outcome, Step, Why, bounded, made};
use crate::{
    Hash,
    beacon::{self, Chain, Published, Strength},
    draw::{self, Draw, Drawn},
    result::ResultFile,
    roll::Row,
    text::hex,
    tree::{Label, check_path},
};

pub(super) fn beacon(given: &Given<'_>, facts: &mut Facts, notes: &mut Notes) -> Step {
    facts.commitment(given)?;
    let (manifest, _) = facts.manifest()?;
    let bytes = bounded(made(given.files.beacon, None)?, "beacon.json")?;
    let published = Published::from_json(bytes).map_err(|error| notes.json(error))?;
    let rounds = |chain: &Chain, round: u64, signature: &[u8]| given.signatures.round(chain, round, signature);
    let checked = beacon::sources_with(&manifest.beacon, &published, manifest, &rounds);
    let value = checked.map_err(|(place, fault)| notes.at("source", place as u64, Fault::Beacon(fault)))?;
    let strength = value.strength;
    facts.value = Some(value);
    match strength {
        Strength::Strong => Ok(()),
        Strength::Weak => {
            notes.text("strength", "weak".to_owned());
            Ok(())
        }
        Strength::Unchecked => Err(Outcome::NotChecked(Why::NoDrand)),
    }
}

pub(super) fn seed(given: &Given<'_>, facts: &mut Facts, notes: &mut Notes) -> Step {
    let (_, commitment) = facts.commitment(given)?;
    let bytes = bounded(made(given.files.result, None)?, "result.json")?;
    let result = ResultFile::from_json(bytes).map_err(|error| notes.json(error))?;
    let value = facts.value.as_ref().ok_or(EARLIER)?;
    if draw::seed(commitment, &value.sources) != result.seed {
        return Err(Outcome::Failed(Fault::Seed));
    }
    notes.text("seed", hex(&result.seed));
    facts.result = Some(result);
    Ok(())
}

/// All draws of a result whose seed is right.
pub(super) fn draws(given: &Given<'_>, facts: &mut Facts, notes: &mut Notes) -> Step {
    let result = made(facts.result.take(), given.files.result)?;
    let (commitment, _) = facts.commitment(given)?;
    let (manifest, _) = facts.manifest()?;
    let bounds = Bounds {
        root: Label {
            hash: commitment.root,
            sum: commitment.tickets,
        },
        entries: commitment.entries,
        max_weight: manifest.max_weight,
    };
    let expected = manifest.places().min(commitment.entries);
    let mut drawn = Drawn::default();
    let mut k = 0;
    for draw in &result.draws {
        let checked = if u64::from(k) < expected {
            one(&result.seed, k, draw, &mut drawn, &bounds)
        } else {
            Err(Fault::TooManyDraws)
        };
        checked.map_err(|fault| notes.at("k", k.into(), fault))?;
        k += 1;
    }
    notes.number("draws", k.into());
    if u64::from(k) < expected {
        return Err(notes.at("expected", expected, Fault::TooFewDraws));
    }
    facts.draws = Some(result.draws);
    Ok(())
}

struct Bounds {
    root: Label,
    entries: u64,
    max_weight: u32,
}

/// Draw number `k`, recomputed; `drawn` are those before it.
fn one(seed: &Hash, k: u32, draw: &Draw, drawn: &mut Drawn, bounds: &Bounds) -> Result<(), Fault> {
    if draw.k != k {
        return Err(Fault::DrawOrder);
    }
    let remaining = bounds.root.sum.saturating_sub(drawn.tickets());
    let sample = draw::sample(seed, k, remaining).ok_or(Fault::TooManyDraws)?;
    if sample.attempt != draw.attempt {
        return Err(Fault::DrawAttempt);
    }
    if drawn.ticket(sample.r) != Some(draw.x) {
        return Err(Fault::DrawTicket);
    }
    if draw.weight == 0 || draw.weight > bounds.max_weight {
        return Err(Fault::DrawWeight);
    }
    let place = draw.x.checked_sub(draw.start);
    if place.is_none_or(|place| place >= u64::from(draw.weight)) {
        return Err(Fault::DrawInterval);
    }
    let row = Row {
        commit: draw.commit,
        weight: draw.weight,
    };
    check_path(&row, draw.index, bounds.entries, draw.start, &draw.path, &bounds.root).map_err(Fault::Path)?;
    // The path proves the interval, and the drawn ticket is none of those before: intervals cannot meet.
    if drawn.add(draw.start, draw.weight) {
        Ok(())
    } else {
        Err(Fault::DrawInterval)
    }
}
