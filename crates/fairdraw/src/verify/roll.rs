//! The whole list, as it comes: in pieces of any size, without keeping it.

use super::{Fault, Files, Mine, lists::read_excluded, opening::read_commitment};
use crate::{
    Hash,
    entry::{entrant, manifest_hash},
    excluded::Excluded,
    manifest::Manifest,
    roll::{ROW, Row},
    tree::{Builder, Label},
};

/// Reads `roll.bin` and builds its tree.
#[derive(Clone, Debug)]
pub struct Audit {
    builder: Builder,
    /// As many rows as the commitment says; the rest is not looked at.
    most: u64,
    /// The beginning of a row whose end has not come yet.
    part: Vec<u8>,
    excluded: std::vec::IntoIter<Excluded>,
    next_excluded: Option<Excluded>,
    watched: Option<Hash>,
    found: Option<Found>,
    tickets: u64,
    fault: Option<(Fault, u64)>,
}

/// Where an entry was found in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its place, from 0.
    pub index: u64,
    /// Its first ticket, from 0.
    pub start: u64,
    /// Its tickets.
    pub weight: u32,
}

/// What the list is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audited {
    /// The number of entries and the root, or what is wrong with which row, from 0.
    pub tree: Result<(u64, Label), (Fault, u64)>,
    /// Where the entry of whoever asks is.
    pub found: Option<Found>,
}

impl Audit {
    /// Begins. The other files say how heavy a row may be, how many there are, and who must not be among them; a file that cannot be
    /// read is named by its own check, and here leaves only what can be said without it.
    #[must_use]
    pub fn new(files: &Files<'_>, mine: Option<&Mine>) -> Self {
        let manifest = files
            .manifest
            .and_then(|bytes| Some((Manifest::read(bytes).ok()?, manifest_hash(bytes))));
        let commitment = files.commitment.and_then(|bytes| read_commitment(bytes).ok());
        let mut excluded = read_excluded(files.excluded).unwrap_or_default().into_iter();
        let watched = manifest.as_ref().zip(mine).and_then(|((_, hash), mine)| {
            let nonce = mine.nonce.as_ref()?;
            Some(entrant(hash, nonce, mine.contact.as_deref()?))
        });
        Self {
            builder: Builder::new(manifest.map_or(u32::MAX, |(manifest, _)| manifest.max_weight)),
            most: commitment.map_or(u64::MAX, |(commitment, _)| commitment.entries),
            part: Vec::with_capacity(ROW),
            next_excluded: excluded.next(),
            excluded,
            watched,
            found: None,
            tickets: 0,
            fault: None,
        }
    }

    /// The next piece. Returns whether more is wanted: after a fault nothing is.
    pub fn feed(&mut self, mut bytes: &[u8]) -> bool {
        if !self.part.is_empty() {
            let missing = ROW.saturating_sub(self.part.len()).min(bytes.len());
            let (head, rest) = bytes.split_at_checked(missing).unwrap_or((bytes, &[]));
            self.part.extend_from_slice(head);
            bytes = rest;
            if let Ok(row) = <&[u8; ROW]>::try_from(self.part.as_slice()) {
                let row = Row::from_bytes(row);
                self.part.clear();
                self.row(row);
            }
        }
        let (rows, rest) = bytes.as_chunks::<ROW>();
        for row in rows {
            if self.fault.is_some() {
                return false;
            }
            self.row(Row::from_bytes(row));
        }
        self.part.extend_from_slice(rest);
        self.fault.is_none()
    }

    fn row(&mut self, row: Row) {
        if self.fault.is_some() {
            return;
        }
        let index = self.builder.rows();
        if index >= self.most {
            self.fault = Some((Fault::Entries, index));
            return;
        }
        while self.next_excluded.as_ref().is_some_and(|one| one.commit < row.commit) {
            self.next_excluded = self.excluded.next();
        }
        if let Err(error) = self.builder.push(row) {
            self.fault = Some((Fault::Row(error.fault), error.row));
        } else if self.next_excluded.as_ref().is_some_and(|one| one.commit == row.commit) {
            self.fault = Some((Fault::RowExcluded, index));
        }
        if self.watched == Some(row.commit) {
            self.found = Some(Found {
                index,
                start: self.tickets,
                weight: row.weight,
            });
        }
        self.tickets = self.tickets.saturating_add(u64::from(row.weight));
    }

    /// The end of the list.
    #[must_use]
    pub fn finish(mut self) -> Audited {
        let rows = self.builder.rows();
        if self.fault.is_none() && !self.part.is_empty() {
            self.fault = Some((Fault::RowCut, rows));
        }
        let tree = match self.fault {
            Some(fault) => Err(fault),
            None => match self.builder.finish() {
                Ok(blocks) => Ok((rows, blocks.root())),
                Err(error) => Err((Fault::Row(error.fault), error.row)),
            },
        };
        Audited {
            tree,
            found: self.found,
        }
    }
}
