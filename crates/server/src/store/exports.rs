//! What exports read: whole tables, a page of rows at a time.

use super::StoreError;
use async_trait::async_trait;
use canyu_core::moment::Moment;
use futures::stream::BoxStream;

/// Which rows an export takes: the same words as everywhere else.
pub use canyu_core::staff::Filter;

/// What is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Everybody who came, in the order in which they did.
    Participants,
    /// Those of them who were brought by somebody.
    Referrals,
    /// Those of them whose referrer the filter takes, too: the edges of a graph whose nodes are the participants.
    Ties,
    /// What happened, in the order in which it was written.
    Events,
    /// Sums of the rollups by node, channel and generation. A time counts by the beginning of its hour.
    Nodes,
    /// The ledger in the order in which it was written.
    Tickets,
    /// Codes in the order in which they were made.
    Codes,
}

/// Pages of rows as they are read: each is a JSON array of rows, and a row is an array of its cells, which are numbers, texts or null. Moments are
/// milliseconds since 1970 UTC, and what is true is 1. So the database's driver hands over one value for thousands of cells.
///
/// All pages are of one moment: what is written meanwhile is in none of them.
pub type Pages = BoxStream<'static, Result<String, StoreError>>;

/// Rows of something, read as they are taken.
pub type Rows<'a, T> = BoxStream<'a, Result<T, StoreError>>;

/// An export that comes by itself, and what became of it last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScheduledRow {
    /// The time of the file that was due last.
    pub due: Moment,
    /// When it was written; `None`: it was not yet.
    pub done: Option<Moment>,
    /// What it is called.
    pub file: String,
    /// Its rows.
    pub rows: u64,
    /// The code of what has kept it from being written so far.
    pub problem: Option<String>,
}

/// What exports read, and what is kept of those that come by themselves.
#[async_trait]
pub trait Exports {
    /// The rows of a source that a filter takes.
    fn export_rows(&self, campaign: &str, source: Source, filter: &Filter) -> Pages;

    /// About how many there are.
    async fn count_rows(&self, campaign: &str, source: Source, filter: &Filter) -> Result<u64, StoreError>;

    /// Takes the file of a schedule that is due at a moment, for a while: `false` when it is written already, or another process holds it.
    async fn take_scheduled(
        &self,
        campaign: &str,
        name: &str,
        due: Moment,
        now: Moment,
        until: Moment,
    ) -> Result<bool, StoreError>;

    /// Notes what became of a file that was taken. What could not be written may be taken again when it is not held any more.
    async fn note_scheduled(&self, campaign: &str, name: &str, row: &ScheduledRow) -> Result<(), StoreError>;

    /// What became of a schedule last; `None`: nothing was ever due.
    async fn scheduled(&self, campaign: &str, name: &str) -> Result<Option<ScheduledRow>, StoreError>;
}
