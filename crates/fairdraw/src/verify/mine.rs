//! What one person's browser kept, and what it proves to him.

mod read;

use super::{
    EARLIER, Facts, Fault, Found, Given, MyTickets, Notes, Outcome, Step, Value, Why, lists::read_excluded, made,
    signed,
};
use crate::{
    Hash,
    entry::{Receipt, entrant},
    manifest::Manifest,
    roll::Row,
    tree::{Label, PathStep, check_path},
};

/// What one person kept; all of it may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mine {
    /// The random bytes of his entry.
    pub nonce: Option<Hash>,
    /// The contact or handle that he entered with.
    pub contact: Option<String>,
    /// The receipts that he was given.
    pub receipts: Vec<PromisedWeight>,
    /// The place of his row in the roll, from 0.
    pub index: Option<u64>,
    /// His first ticket, from 0.
    pub start: Option<u64>,
    /// His weight in the roll; left out, that of the last receipt.
    pub weight: Option<u32>,
    /// From his leaf to the root.
    pub path: Option<Vec<PathStep>>,
    /// Hashes of commitments of this draw, and when his browser first saw them, in seconds since 1970.
    pub seen: Vec<(Hash, u64)>,
}

/// A receipt as it was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PromisedWeight {
    /// The manifest's hash, if it was kept with it.
    pub manifest: Option<Hash>,
    /// What stands for the person, if it was kept with it.
    pub commit: Option<Hash>,
    /// The tickets promised.
    pub weight: u32,
    /// When, in seconds since 1970.
    pub at: u64,
    /// The organiser's signature.
    pub signature: [u8; 64],
}

/// What stands for the person under this manifest.
fn my_commit(given: &Given<'_>, facts: &Facts) -> Result<Hash, Outcome> {
    let nobody = Outcome::NotChecked(Why::Nobody);
    let mine = given.mine.ok_or(nobody)?;
    let (_, manifest) = facts.manifest()?;
    let nonce = mine.nonce.as_ref().ok_or(nobody)?;
    let contact = mine.contact.as_deref().ok_or(nobody)?;
    Ok(entrant(manifest, nonce, contact))
}

pub(super) fn tickets(given: &Given<'_>, facts: &mut Facts, notes: &mut Notes) -> Step {
    let commit = my_commit(given, facts)?;
    let (Some(mine), Some((manifest, hash))) = (given.mine, &facts.manifest) else {
        return Err(EARLIER);
    };
    let mut unknown = false;
    let mut place = 0;
    // When the last receipt was given, and what it promises.
    let mut last = (0, 0);
    for receipt in &mine.receipts {
        place += 1;
        receipt_fault(given, (manifest, hash), receipt, &commit, &mut unknown)
            .map_err(|fault| notes.at("receipt", place, fault))?;
        last = last.max((receipt.at, receipt.weight));
    }
    let promised = last.1;
    let (commitment, _) = facts.commitment(given)?;
    let found = row(given, facts, notes, commit, promised)?;
    if found.weight < promised {
        notes.number("weight", found.weight.into());
        return Err(notes.at("promised", promised.into(), Fault::LessThanPromised));
    }
    let drawn = notes.report.draws.iter().find(|drawn| drawn.commit == commit);
    let tickets = MyTickets {
        tickets: (
            found.start.saturating_add(1),
            found.start.saturating_add(found.weight.into()),
        ),
        of: commitment.tickets,
        k: drawn.map(|drawn| drawn.k),
        prize: drawn.and_then(|drawn| drawn.prize.as_ref()).map(|(prize, _)| *prize),
    };
    notes.report.mine = Some(tickets);
    notes.number("first", tickets.tickets.0);
    notes.number("last", tickets.tickets.1);
    notes.number("of", tickets.of);
    notes.number("receipts", place);
    if unknown {
        notes.text("receipts_unchecked", Why::NoSignatures.code().to_owned());
    }
    Ok(())
}

fn receipt_fault(
    given: &Given<'_>,
    (manifest, hash): (&Manifest, &Hash),
    receipt: &PromisedWeight,
    commit: &Hash,
    unknown: &mut bool,
) -> Result<(), Fault> {
    if receipt.manifest.is_some_and(|manifest| manifest != *hash) {
        return Err(Fault::ReceiptManifest);
    }
    if receipt.commit.is_some_and(|other| other != *commit) {
        return Err(Fault::ReceiptCommit);
    }
    let Some(key) = &manifest.key else { return Ok(()) };
    let promise = Receipt {
        manifest: *hash,
        commit: *commit,
        weight: receipt.weight,
        at: receipt.at,
    };
    signed(given, key, &promise.message(), &receipt.signature, unknown)
}

/// My row: by my path to the root, by the whole list, or by the proof of my prize.
fn row(given: &Given<'_>, facts: &Facts, notes: &mut Notes, commit: Hash, promised: u32) -> Result<Found, Outcome> {
    let (commitment, _) = facts.commitment(given)?;
    let mine = given.mine.ok_or(EARLIER)?;
    let root = Label {
        hash: commitment.root,
        sum: commitment.tickets,
    };
    if let (Some(index), Some(start), Some(path)) = (mine.index, mine.start, &mine.path) {
        let weight = mine.weight.unwrap_or(promised);
        return match check_path(&Row { commit, weight }, index, commitment.entries, start, path, &root) {
            Ok(()) => Ok(Found { index, start, weight }),
            Err(fault) => Err(Outcome::Failed(Fault::Path(fault))),
        };
    }
    let audited = given.roll.filter(|roll| roll.tree == Ok((commitment.entries, root)));
    if let Some(found) = audited.and_then(|audited| audited.found) {
        return Ok(found);
    }
    for draw in facts.draws.iter().flatten() {
        if draw.commit == commit {
            let (index, start, weight) = (draw.index, draw.start, draw.weight);
            return Ok(Found { index, start, weight });
        }
    }
    for one in read_excluded(given.files.excluded).unwrap_or_default() {
        if one.commit == commit {
            notes.text("reason", one.reason);
            return Err(Outcome::NotProven(Why::Excluded));
        }
    }
    // Somebody with the nonce of an entry but no receipt may never have entered.
    Err(if audited.is_some() && !mine.receipts.is_empty() {
        Outcome::Failed(Fault::LeftOut)
    } else {
        Outcome::NotProven(Why::NoPath)
    })
}

pub(super) fn won(given: &Given<'_>, facts: &mut Facts, notes: &mut Notes) -> Step {
    let commit = my_commit(given, facts)?;
    made(facts.draws.as_ref(), given.files.result)?;
    let Notes { report, values } = notes;
    for drawn in &report.draws {
        if drawn.commit == commit {
            values.push(("k", Value::Number(drawn.k.into())));
            if let Some((prize, name)) = &drawn.prize {
                values.push(("prize", Value::Number(*prize as u64)));
                values.push(("name", Value::Text(name.clone())));
            }
            if let Some(reason) = &drawn.forfeited {
                values.push(("forfeited", Value::Text(reason.clone())));
            }
        }
    }
    Ok(())
}
