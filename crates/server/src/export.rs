//! Tables for marketers: what happened, row by row, in files that their tools read.

mod rows;
mod sheet;
mod table;

pub(crate) use sheet::csv_cell;
pub use table::Table;

use crate::{
    draw::DRAW,
    store::{Filter, Store, StoreError},
};
use fairdraw::manifest::Manifest;
use futures::TryStreamExt as _;
use sheet::Sheet;
use std::io::Write;

/// The format of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Comma-separated values (RFC 4180) in UTF-8, with a line of names. Text that a spreadsheet would take for a formula is
    /// preceded by an apostrophe.
    Csv,
    /// A JSON object a line.
    Jsonl,
}

/// Why an export ended early.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file cannot be written.
    #[error("the file cannot be written: {0}")]
    Write(#[from] std::io::Error),
    /// The file cannot be written.
    #[error("the file cannot be written: {0}")]
    Csv(#[from] csv::Error),
}

/// Writes a table; how many rows it has. Memory does not grow with the table.
///
/// # Errors
/// When the database fails or the file cannot be written.
pub async fn write(
    store: &dyn Store,
    campaign: &str,
    table: Table,
    format: Format,
    filter: &Filter,
    out: &mut impl Write,
) -> Result<u64, ExportError> {
    let clock = if store.is_rehearsal().await? == Some(true) {
        "rehearsal"
    } else {
        "real"
    };
    let mut sheet = Sheet::new(table.columns(), format, clock, out)?;
    match table {
        Table::Participants => {
            let mut rows = store.export_participants(campaign, filter);
            while let Some(row) = rows.try_next().await? {
                sheet.row(rows::participant(row))?;
            }
        }
        Table::Referrals => {
            let mut rows = store.export_participants(campaign, filter);
            while let Some(row) = rows.try_next().await? {
                if row.referrer.is_some() {
                    sheet.row(rows::referral(row))?;
                }
            }
        }
        Table::Events => {
            let mut rows = store.export_events(campaign, filter);
            while let Some(row) = rows.try_next().await? {
                sheet.row(rows::event(row))?;
            }
        }
        Table::Nodes => {
            let mut rows = store.export_nodes(campaign, filter);
            while let Some(row) = rows.try_next().await? {
                sheet.row(rows::node(row))?;
            }
        }
        Table::Tickets => {
            let mut rows = store.export_ledger(campaign, filter);
            while let Some(row) = rows.try_next().await? {
                sheet.row(rows::ledger(row))?;
            }
        }
        Table::Codes => {
            let mut rows = store.export_codes(campaign, filter);
            while let Some(row) = rows.try_next().await? {
                sheet.row(rows::code(row))?;
            }
        }
        Table::Gifts => {
            for row in store.gifts(campaign).await? {
                sheet.row(rows::gift(row))?;
            }
        }
        Table::Draws => {
            let prizes = match store.manifest(campaign).await? {
                Some(manifest) => {
                    Manifest::read(&manifest)
                        .map_err(|error| StoreError::Corrupt(error.to_string()))?
                        .prizes
                }
                None => Vec::new(),
            };
            let mut rows = store.winners(campaign, DRAW);
            while let Some(row) = rows.try_next().await? {
                sheet.row(rows::drawn(&row, &prizes))?;
            }
        }
    }
    sheet.finish()
}
