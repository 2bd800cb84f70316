//! A tree of which only the labels of whole blocks are kept: 12 bytes for a thousand entries instead of 80,000.

use super::{BLOCK, Label, PathStep, RowError, RowFault, Side, TreeError, leaf, level_above, node};
use crate::roll::Row;
use std::ops::Range;

/// The tree of a closed list: the labels of its blocks of [`BLOCK`] rows, and of the levels above.
#[derive(Clone, Debug)]
pub struct Blocks {
    entries: u64,
    /// The tickets before each block.
    starts: Vec<u64>,
    /// The blocks' labels, then one level after the other up to the root.
    levels: Vec<Vec<Label>>,
}

impl Blocks {
    /// The tree of rows that are in memory; on all cores with the feature `rayon`.
    ///
    /// # Errors
    /// The first row that is out of order, or whose weight is not 1 to `max_weight`.
    pub fn build(rows: &[Row], max_weight: u32) -> Result<Self, RowError> {
        let block = |(number, block): (usize, &[Row])| {
            let first = number * BLOCK;
            let before = first.checked_sub(1).and_then(|last| rows.get(last));
            let mut builder = Builder {
                rows: first as u64,
                before: before.map(|row| row.commit),
                ..Builder::new(max_weight)
            };
            block.iter().try_for_each(|row| builder.push(*row))?;
            builder.close_block()?;
            Ok(builder.labels)
        };
        #[cfg(feature = "rayon")]
        let labels: Result<Vec<Vec<Label>>, RowError> = {
            use rayon::prelude::*;
            rows.par_chunks(BLOCK).enumerate().map(block).collect()
        };
        #[cfg(not(feature = "rayon"))]
        let labels: Result<Vec<Vec<Label>>, RowError> = rows.chunks(BLOCK).enumerate().map(block).collect();
        let entries = rows.len() as u64;
        Self::from_labels(entries, labels?.concat()).map_err(|_| RowError {
            row: entries.saturating_sub(1),
            fault: RowFault::TooManyTickets,
        })
    }

    /// The tree of labels that were kept, of so many entries.
    ///
    /// # Errors
    /// Where that number of entries has another number of blocks, or where there are 2^63 tickets.
    pub fn from_labels(entries: u64, labels: Vec<Label>) -> Result<Self, TreeError> {
        if entries.div_ceil(BLOCK as u64) != labels.len() as u64 {
            return Err(TreeError::WrongBlocks);
        }
        let mut starts = Vec::with_capacity(labels.len());
        let mut sum = 0_u64;
        for label in &labels {
            starts.push(sum);
            sum = sum.checked_add(label.sum).ok_or(TreeError::TooManyTickets)?;
        }
        let mut levels = vec![labels];
        while let Some(level) = levels.last().filter(|level| level.len() > 1) {
            let above = level_above(level)?;
            levels.push(above);
        }
        Ok(Self {
            entries,
            starts,
            levels,
        })
    }

    /// The root. Of a list without entries it is [`Label::empty`].
    #[must_use]
    pub fn root(&self) -> Label {
        let top = self.levels.last().and_then(|level| level.first());
        top.copied().unwrap_or_else(Label::empty)
    }

    /// How many entries there are.
    #[must_use]
    pub const fn entries(&self) -> u64 {
        self.entries
    }

    /// The blocks' labels, to be kept for [`Blocks::from_labels`].
    #[must_use]
    pub fn labels(&self) -> &[Label] {
        self.levels.first().map_or(&[], Vec::as_slice)
    }

    /// The rows of a block, by their places in the list. Empty where there is no such block.
    #[must_use]
    pub fn rows_of(&self, block: u64) -> Range<u64> {
        let place = |block: u64| block.saturating_mul(BLOCK as u64).min(self.entries);
        place(block)..place(block.saturating_add(1))
    }

    /// The block in which a ticket lies, counted from 0, and the first ticket of that block.
    #[must_use]
    pub fn block_of_ticket(&self, ticket: u64) -> Option<(u64, u64)> {
        if ticket >= self.root().sum {
            return None;
        }
        let block = self.starts.partition_point(|&start| start <= ticket).checked_sub(1)?;
        Some((block as u64, *self.starts.get(block)?))
    }

    /// The path of an entry to the root, from the rows of its block.
    ///
    /// # Errors
    /// Where there is no such entry, or the rows are not those of its block.
    pub fn path(&self, index: u64, rows: &[Row]) -> Result<Vec<PathStep>, TreeError> {
        if index >= self.entries {
            return Err(TreeError::NoSuchEntry);
        }
        let block = usize::try_from(index / BLOCK as u64).map_err(|_| TreeError::NoSuchEntry)?;
        let mut place = (index % BLOCK as u64) as usize;
        let mut path = Vec::with_capacity(32);
        let mut level: Vec<Label> = rows.iter().map(leaf).collect();
        while level.len() > 1 {
            path.extend(sibling(&level, place));
            level = level_above(&level)?;
            place /= 2;
        }
        if level.first() != self.labels().get(block) {
            return Err(TreeError::OtherRows);
        }
        let mut place = block;
        for level in &self.levels {
            path.extend(sibling(level, place));
            place /= 2;
        }
        Ok(path)
    }

    /// Where an entry's tickets begin, from the rows of its block.
    ///
    /// # Errors
    /// Where there is no such entry.
    pub fn start(&self, index: u64, rows: &[Row]) -> Result<u64, TreeError> {
        let block = usize::try_from(index / BLOCK as u64).map_err(|_| TreeError::NoSuchEntry)?;
        let place = (index % BLOCK as u64) as usize;
        let first = self.starts.get(block).ok_or(TreeError::NoSuchEntry)?;
        let before = rows.get(..place).ok_or(TreeError::NoSuchEntry)?;
        before
            .iter()
            .try_fold(*first, |sum, row| sum.checked_add(u64::from(row.weight)))
            .ok_or(TreeError::TooManyTickets)
    }
}

/// The neighbour that a label is joined with; none for an odd last one, which moves up as it is.
fn sibling(level: &[Label], place: usize) -> Option<PathStep> {
    let side = if place & 1 == 1 { Side::Left } else { Side::Right };
    let label = level.get(place ^ 1)?;
    Some(PathStep {
        side,
        sum: label.sum,
        hash: label.hash,
    })
}

/// Makes the tree of rows that come one after the other, however many.
#[derive(Clone, Debug)]
pub struct Builder {
    max_weight: u32,
    rows: u64,
    before: Option<crate::Hash>,
    labels: Vec<Label>,
    /// Whole subtrees of the block that is being filled, the largest first.
    open: Vec<Label>,
    /// Rows in it.
    filled: usize,
}

impl Builder {
    /// An empty list in which nobody may have more than `max_weight` tickets.
    #[must_use]
    pub const fn new(max_weight: u32) -> Self {
        Self {
            max_weight,
            rows: 0,
            before: None,
            labels: Vec::new(),
            open: Vec::new(),
            filled: 0,
        }
    }

    /// The next row.
    ///
    /// # Errors
    /// Where it does not come after the row before, or its weight is not 1 to the highest. The builder is of no more use then.
    pub fn push(&mut self, row: Row) -> Result<(), RowError> {
        self.check(&row)?;
        let mut label = leaf(&row);
        // The subtrees' sizes are the bits of the number of rows: joining is adding one.
        let mut bits = self.filled;
        while bits & 1 == 1 {
            let left = self.open.pop().unwrap_or_else(Label::empty);
            label = node(&left, &label).map_err(|_| self.error(RowFault::TooManyTickets))?;
            bits >>= 1;
        }
        self.open.push(label);
        self.before = Some(row.commit);
        self.rows += 1;
        self.filled += 1;
        if self.filled == BLOCK {
            self.close_block()?;
        }
        Ok(())
    }

    const fn error(&self, fault: RowFault) -> RowError {
        RowError { row: self.rows, fault }
    }

    fn check(&self, row: &Row) -> Result<(), RowError> {
        let fault = match self.before.map(|before| before.cmp(&row.commit)) {
            Some(std::cmp::Ordering::Equal) => RowFault::Doubled,
            Some(std::cmp::Ordering::Greater) => RowFault::OutOfOrder,
            _ if row.weight == 0 => RowFault::NoTickets,
            _ if row.weight > self.max_weight => RowFault::AboveCap,
            _ => return Ok(()),
        };
        Err(self.error(fault))
    }

    /// Joins what is open, from the smallest on: so the left part of every join is the largest power of two below the rest.
    fn close_block(&mut self) -> Result<(), RowError> {
        let Some(mut label) = self.open.pop() else {
            return Ok(());
        };
        while let Some(left) = self.open.pop() {
            label = node(&left, &label).map_err(|_| self.error(RowFault::TooManyTickets))?;
        }
        self.labels.push(label);
        self.filled = 0;
        Ok(())
    }

    /// How many rows there were.
    #[must_use]
    pub const fn rows(&self) -> u64 {
        self.rows
    }

    /// The tree.
    ///
    /// # Errors
    /// Where there are 2^63 tickets.
    pub fn finish(mut self) -> Result<Blocks, RowError> {
        self.close_block()?;
        let error = self.error(RowFault::TooManyTickets);
        Blocks::from_labels(self.rows, self.labels).map_err(|_| error)
    }
}

#[cfg(test)]
mod tests;
