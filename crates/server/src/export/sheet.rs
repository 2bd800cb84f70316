//! A file of rows, in one of the formats.

use super::{
    ExportError, cell::Cell, column::Table, csv::Csv, graphml::Graphml, jsonl::Jsonl, parquet::Parquet, xlsx::Xlsx,
};
use canyu_core::{
    moment::Moment,
    staff::{ExportFormat, Filter},
};
use std::io::Write;

/// Where a file goes.
pub(super) type Out<'o> = Box<dyn Write + Send + 'o>;

/// What a file is of.
#[derive(Clone, Debug)]
pub(super) struct Head {
    pub(super) campaign: String,
    pub(super) table: &'static Table,
    pub(super) filter: Filter,
    /// `real` or `rehearsal`.
    pub(super) clock: &'static str,
    /// By the machine's clock.
    pub(super) made_at: Moment,
}

impl Head {
    /// The same for people and for programs: what stands in a file that can hold it.
    pub(super) fn facts(&self) -> Vec<(&'static str, String)> {
        let filter = serde_json::to_string(&self.filter).unwrap_or_default();
        vec![
            ("campaign", self.campaign.clone()),
            ("table", self.table.name().to_owned()),
            ("schema", format!("{} {}", self.table.name(), self.table.version)),
            ("row", self.table.row.to_owned()),
            ("filter", filter),
            ("clock", self.clock.to_owned()),
            ("made_at", self.made_at.to_string()),
        ]
    }
}

/// A file being written.
pub(super) trait Sheet: Send {
    /// Writes a row: a cell for each of the table's columns.
    fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), ExportError>;

    /// Writes what is still to be written.
    fn finish(self: Box<Self>) -> Result<(), ExportError>;
}

/// Begins a file. A graph has rows of two kinds and is begun elsewhere.
pub(super) fn begin<'o>(
    head: &Head,
    format: ExportFormat,
    bom: bool,
    out: Out<'o>,
) -> Result<Box<dyn Sheet + 'o>, ExportError> {
    Ok(match format {
        ExportFormat::Csv => Box::new(Csv::new(head, bom, out)?),
        ExportFormat::Jsonl => Box::new(Jsonl::new(head, out)),
        ExportFormat::Xlsx => Box::new(Xlsx::new(head, out)?),
        ExportFormat::Parquet => Box::new(Parquet::new(head, out)?),
        ExportFormat::Graphml => Box::new(Graphml::new(head, out)?),
    })
}

#[cfg(test)]
mod tests;
