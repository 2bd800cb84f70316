//! Why there is no file.

use crate::store::StoreError;
use canyu_core::staff::{ExportFormat, ExportTable};

/// Why there is no file.
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
    /// The workbook cannot be written.
    #[error("the workbook cannot be written: {0}")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    /// The Parquet file cannot be written.
    #[error("the Parquet file cannot be written: {0}")]
    Parquet(#[from] parquet::errors::ParquetError),
    /// Nobody wants it any more.
    #[error("the export was stopped")]
    Stopped,
    /// The table is no graph.
    #[error("{} cannot be written as {}: only referrals are a graph", table.name(), format.name())]
    FormatUnfit {
        /// The table.
        table: ExportTable,
        /// The format.
        format: ExportFormat,
    },
    /// The filter says something that the table does not know.
    #[error("{unfit} say nothing about {}: leave them out", table.name())]
    FilterUnfit {
        /// The table.
        table: ExportTable,
        /// What it does not know.
        unfit: &'static str,
    },
    /// There is none of that name, or not any more, or it is somebody else's.
    #[error("there is no export of that name, or not any more")]
    Unknown,
    /// The file is not there yet.
    #[error("the file is still being written: ask for the export until its state is ready")]
    NotReady,
    /// Too many files.
    #[error("there are {0} exports of yours already: remove one of them first")]
    TooMany(usize),
    /// The server keeps no files.
    #[error("this server has no folder for exports")]
    Off,
    /// Something ended that should not have.
    #[error("the export ended without a reason")]
    Broken,
}

impl ExportError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Store(_) | Self::Broken => "internal",
            Self::Write(_) | Self::Csv(_) | Self::Xlsx(_) | Self::Parquet(_) => "not_written",
            Self::Stopped => "export_stopped",
            Self::FormatUnfit { .. } => "format_unfit",
            Self::FilterUnfit { .. } => "filter_unfit",
            Self::Unknown => "export_unknown",
            Self::NotReady => "export_not_ready",
            Self::TooMany(_) => "exports_too_many",
            Self::Off => "exports_off",
        }
    }
}
