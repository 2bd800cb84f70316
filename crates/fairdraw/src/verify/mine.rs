//! What one person's browser kept, and what it proves to him.

mod read;

use super::{
    Check, Fault, MyTickets, Outcome, Run, Step, Values, Why, failed, failed_at, number, opening::signed,
    people::read_excluded, text,
};
use crate::{
    Hash,
    commitment::Commitment,
    entry::{Receipt, entrant},
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

impl PromisedWeight {
    /// What was signed.
    pub(super) fn receipt(&self, manifest: &Hash, commit: &Hash) -> Receipt {
        Receipt {
            manifest: *manifest,
            commit: *commit,
            weight: self.weight,
            at: self.at,
        }
    }
}

pub(super) fn check(run: &mut Run<'_>) {
    let found = tickets(run);
    run.report.mine = run.keep(Check::Mine, found);
    let found = won(run);
    run.note(Check::Won, found);
}

fn nobody() -> (Outcome, Values) {
    (Outcome::NotChecked(Why::Nobody), Vec::new())
}

/// What stands for the person under this manifest.
fn my_commit(run: &Run<'_>) -> Step<Hash> {
    let mine = run.mine.ok_or_else(nobody)?;
    let (_, manifest) = run.manifest()?;
    let nonce = mine.nonce.as_ref().ok_or_else(nobody)?;
    let contact = mine.contact.as_deref().ok_or_else(nobody)?;
    Ok(entrant(manifest, nonce, contact))
}

fn tickets(run: &Run<'_>) -> Step<(MyTickets, Values)> {
    let commit = my_commit(run)?;
    let mine = run.mine.ok_or_else(nobody)?;
    let are_checked = receipts(run, mine, &commit)?;
    let (commitment, _) = run.commitment()?;
    let last = mine.receipts.iter().max_by_key(|receipt| (receipt.at, receipt.weight));
    let promised = last.map_or(0, |receipt| receipt.weight);
    let (row, start) = row(run, mine, commit, commitment, promised)?;
    if row.weight < promised {
        let values = vec![number("weight", row.weight.into()), number("promised", promised.into())];
        return Err((Outcome::Failed(Fault::LessThanPromised), values));
    }
    let drawn = run.report.draws.iter().find(|drawn| drawn.commit == commit);
    let tickets = MyTickets {
        tickets: (start.saturating_add(1), start.saturating_add(u64::from(row.weight))),
        of: commitment.tickets,
        k: drawn.map(|drawn| drawn.k),
        prize: drawn.and_then(|drawn| drawn.prize.as_ref()).map(|(prize, _)| *prize),
    };
    let mut values = vec![
        number("first", tickets.tickets.0),
        number("last", tickets.tickets.1),
        number("of", tickets.of),
        number("receipts", mine.receipts.len() as u64),
    ];
    if !are_checked {
        values.push(text("receipts_unchecked", Why::NoSignatures.code()));
    }
    Ok((tickets, values))
}

/// Checks all receipts. `false` where signatures cannot be checked here.
fn receipts(run: &Run<'_>, mine: &Mine, commit: &Hash) -> Step<bool> {
    let (manifest, hash) = run.manifest()?;
    let mut are_checked = true;
    for (place, receipt) in (1..).zip(&mine.receipts) {
        let at_receipt = |fault| failed_at(fault, "receipt", place);
        if receipt.manifest.is_some_and(|manifest| manifest != *hash) {
            return at_receipt(Fault::ReceiptManifest);
        }
        if receipt.commit.is_some_and(|other| other != *commit) {
            return at_receipt(Fault::ReceiptCommit);
        }
        let Some(key) = &manifest.key else { continue };
        let message = receipt.receipt(hash, commit).message();
        match signed(run.signatures.check(key.bytes(), &message, &receipt.signature)) {
            Ok(()) => {}
            Err((Outcome::Failed(fault), _)) => return at_receipt(fault),
            Err(_) => are_checked = false,
        }
    }
    Ok(are_checked)
}

/// My row and my first ticket: by my path to the root, by the whole list, or by the proof of my prize.
fn row(run: &Run<'_>, mine: &Mine, commit: Hash, commitment: &Commitment, promised: u32) -> Step<(Row, u64)> {
    if let (Some(index), Some(start), Some(path)) = (mine.index, mine.start, &mine.path) {
        let weight = mine.weight.unwrap_or(promised);
        let (row, root) = (
            Row { commit, weight },
            Label {
                hash: commitment.root,
                sum: commitment.tickets,
            },
        );
        check_path(&row, index, commitment.entries, start, path, &root).map_err(|fault| failed(Fault::Path(fault)))?;
        return Ok((row, start));
    }
    let is_committed = |entries: u64, root: Label| {
        (entries, root.sum, root.hash) == (commitment.entries, commitment.tickets, commitment.root)
    };
    let audited = run
        .roll
        .filter(|audited| audited.tree.is_ok_and(|(entries, root)| is_committed(entries, root)));
    if let Some(found) = audited.and_then(|audited| audited.found) {
        let weight = found.weight;
        return Ok((Row { commit, weight }, found.start));
    }
    // A winner's path stands in the result, and has been checked.
    let draws = run.draws.iter().flatten();
    if let Some(draw) = draws.into_iter().find(|draw| draw.commit == commit) {
        let weight = draw.weight;
        return Ok((Row { commit, weight }, draw.start));
    }
    let excluded = read_excluded(run.files.excluded).unwrap_or_default();
    if let Some(one) = excluded.into_iter().find(|one| one.commit == commit) {
        return Err((Outcome::NotProven(Why::Excluded), vec![text("reason", one.reason)]));
    }
    // Somebody with the nonce of an entry but no receipt may never have entered.
    Err(match audited {
        Some(_) if !mine.receipts.is_empty() => failed(Fault::LeftOut),
        _ => (Outcome::NotProven(Why::NoPath), Vec::new()),
    })
}

fn won(run: &Run<'_>) -> Step<Values> {
    let commit = my_commit(run)?;
    if run.files.result.is_none() {
        return Err((Outcome::NotYet, Vec::new()));
    }
    if run.draws.is_none() {
        return Err(super::earlier());
    }
    let Some(drawn) = run.report.draws.iter().find(|drawn| drawn.commit == commit) else {
        return Ok(Vec::new());
    };
    let mut values = vec![number("k", drawn.k.into())];
    if let Some((prize, name)) = &drawn.prize {
        values.extend([number("prize", *prize as u64), text("name", name.clone())]);
    }
    if let Some(reason) = &drawn.forfeited {
        values.push(text("forfeited", reason.clone()));
    }
    Ok(values)
}
