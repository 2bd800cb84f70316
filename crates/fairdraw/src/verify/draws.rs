//! What came after: beacon, seed, draws.

use super::{Check, Fault, Outcome, Run, Step, Value, Values, Why, bounded, earlier, failed, failed_at, number, text};
use crate::{
    Hash,
    beacon::{self, Published, Strength},
    draw::{self, Draw, Drawn},
    result::ResultFile,
    roll::Row,
    text::hex,
    tree::{Label, check_path},
};

pub(super) fn check(run: &mut Run<'_>) {
    let (value, found) = beacon(run);
    run.value = value;
    run.note(Check::Beacon, found);
    let result = read(run);
    let found = seed(run, &result);
    let result = run.keep(Check::Seed, found).and(result.ok());
    let found = draws(run, result);
    run.draws = run.keep(Check::Draws, found);
}

fn beacon(run: &Run<'_>) -> (Option<beacon::Value>, Step<Values>) {
    match read_beacon(run) {
        Ok(value) => {
            let found = match value.strength {
                Strength::Unchecked => Err((Outcome::NotChecked(Why::NoDrand), Vec::new())),
                Strength::Weak => Ok(vec![text("strength", "weak")]),
                Strength::Strong => Ok(Vec::new()),
            };
            (Some(value), found)
        }
        Err(otherwise) => (None, Err(otherwise)),
    }
}

fn read_beacon(run: &Run<'_>) -> Step<beacon::Value> {
    run.commitment()?;
    let (manifest, _) = run.manifest()?;
    let bytes = run.files.beacon.ok_or((Outcome::NotYet, Vec::new()))?;
    let published =
        Published::from_json(bounded(bytes, "beacon.json")?).map_err(|error| failed_json(error.fault, error.at))?;
    beacon::sources(&manifest.beacon, &published, manifest)
        .or_else(|(place, fault)| failed_at(Fault::Beacon(fault), "source", place as u64))
}

fn failed_json(fault: crate::json::JsonFault, at: usize) -> (Outcome, Values) {
    (Outcome::Failed(Fault::Json(fault)), vec![number("byte", at as u64)])
}

fn read(run: &Run<'_>) -> Step<ResultFile> {
    run.commitment()?;
    let bytes = run.files.result.ok_or((Outcome::NotYet, Vec::new()))?;
    ResultFile::from_json(bounded(bytes, "result.json")?).map_err(|error| failed_json(error.fault, error.at))
}

fn seed(run: &Run<'_>, result: &Step<ResultFile>) -> Step<((), Values)> {
    let result = match result {
        Ok(result) => result,
        Err(otherwise) => return Err(otherwise.clone()),
    };
    let value = run.value.as_ref().ok_or_else(earlier)?;
    let (_, commitment) = run.commitment()?;
    let seed = draw::seed(commitment, &value.sources);
    if seed == result.seed {
        Ok(((), vec![text("seed", hex(&seed))]))
    } else {
        Err(failed(Fault::Seed))
    }
}

/// All draws of a result whose seed is right.
fn draws(run: &Run<'_>, result: Option<ResultFile>) -> Step<(Vec<Draw>, Values)> {
    let (commitment, _) = run.commitment()?;
    let (manifest, _) = run.manifest()?;
    if run.files.result.is_none() {
        return Err((Outcome::NotYet, Vec::new()));
    }
    let result = result.ok_or_else(earlier)?;
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
    for (k, draw) in (0..).zip(&result.draws) {
        if u64::from(k) >= expected {
            return failed_at(Fault::TooManyDraws, "k", u64::from(k));
        }
        one(&result.seed, k, draw, &mut drawn, &bounds).or_else(|fault| failed_at(fault, "k", u64::from(k)))?;
    }
    let count = result.draws.len() as u64;
    if count < expected {
        let values = vec![number("draws", count), ("expected", Value::Number(expected))];
        return Err((Outcome::Failed(Fault::TooFewDraws), values));
    }
    Ok((result.draws, vec![number("draws", count)]))
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
