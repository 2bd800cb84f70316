//! Tables for marketers: what happened, row by row, in files that their tools read.
//!
//! What the columns are stands in [`tables`] alone: the types in the files, the data dictionary and the manual follow from it.

mod cell;
mod column;
mod csv;
pub mod desk;
mod dictionary;
mod error;
mod graphml;
mod jsonl;
mod name;
mod parquet;
pub mod schedule;
mod sheet;
mod small;
mod tables;
mod wanted;
mod when;
mod xlsx;

pub use column::{Column, Table};
pub(crate) use csv::csv_cell;
pub use dictionary::{dictionary, manual};
pub use error::ExportError;
pub use name::file_name;
pub use tables::table;
pub use wanted::Wanted;

use crate::{
    progress::Progress,
    store::{
        Store,
        exports::{Pages, Source},
    },
};
use canyu_core::{
    moment::Moment,
    staff::{ExportFormat, ExportTable},
};
use cell::Cell;
use futures::TryStreamExt as _;
use graphml::Graphml;
use sheet::{Head, Out, Sheet};
use std::io::Write;

/// What its rows are called for, in all files of a rehearsal.
pub(crate) const REHEARSAL: &str = "rehearsal";

/// Writes a file; how many rows it has: of a graph the edges. Memory does not grow with the table.
///
/// `made_at` is the machine's time, and `progress` counts the rows.
///
/// # Errors
/// When the database fails, the file cannot be written, it cannot be of what is wanted, or nobody wants it any more.
pub async fn write(
    store: &dyn Store,
    wanted: &Wanted,
    made_at: Moment,
    progress: &Progress,
    out: impl Write + Send,
) -> Result<u64, ExportError> {
    wanted.check()?;
    let clock = if store.is_rehearsal().await? == Some(true) {
        REHEARSAL
    } else {
        "real"
    };
    let head = Head {
        campaign: wanted.campaign.clone(),
        table: table(wanted.table),
        filter: wanted.filter.clone(),
        clock,
        made_at,
    };
    let writing = Writing {
        store,
        wanted,
        head: &head,
        progress,
    };
    match wanted.format {
        ExportFormat::Graphml => writing.graph(Box::new(out)).await,
        format => {
            let sheet = sheet::begin(&head, format, wanted.bom, Box::new(out))?;
            writing.table(sheet).await
        }
    }
}

/// What one file is written from.
struct Writing<'w> {
    store: &'w dyn Store,
    wanted: &'w Wanted,
    head: &'w Head,
    progress: &'w Progress,
}

impl Writing<'_> {
    async fn table(&self, mut sheet: Box<dyn Sheet + '_>) -> Result<u64, ExportError> {
        let rows = match self.wanted.source() {
            Some(source) => self.pages(source, self.head.table, &mut *sheet).await?,
            None => {
                let rows = small::rows(self.store, self.wanted).await?;
                for row in &rows {
                    let cells: Vec<Cell<'_>> = row.iter().cloned().chain([Cell::text(self.head.clock)]).collect();
                    sheet.row(&cells)?;
                }
                let rows = rows.len() as u64;
                self.progress.add(rows);
                rows
            }
        };
        sheet.finish()?;
        Ok(rows)
    }

    /// Nodes come before edges, so that no reader meets an edge whose ends it does not know.
    async fn graph(&self, out: Out<'_>) -> Result<u64, ExportError> {
        let mut graph = Box::new(Graphml::new(self.head, out)?);
        let nodes = table(ExportTable::Participants);
        self.pages(Source::Participants, nodes, &mut *graph).await?;
        graph.edges();
        let edges = self.pages(Source::Ties, self.head.table, &mut *graph).await?;
        graph.finish()?;
        Ok(edges)
    }

    async fn pages(&self, source: Source, table: &Table, sheet: &mut dyn Sheet) -> Result<u64, ExportError> {
        let mut pages: Pages = self
            .store
            .export_rows(&self.wanted.campaign, source, &self.wanted.filter);
        let mut rows = 0;
        while let Some(page) = pages.try_next().await? {
            if self.progress.is_stopped() {
                return Err(ExportError::Stopped);
            }
            let before = rows;
            cell::read(&page, table, self.head.clock, |cells| {
                rows += 1;
                sheet.row(cells)
            })?;
            self.progress.add(rows - before);
        }
        Ok(rows)
    }
}
