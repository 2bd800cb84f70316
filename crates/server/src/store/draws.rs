//! What is kept of draws: a trait in terms of data alone, as [`super::Store`] is. What may happen when is decided above it; here it
//! is only made sure that nothing is written on top of what has changed meanwhile.
//!
//! Moments are what the protocol counts in: seconds since 1970 UTC, campaign time.

use super::StoreError;
use async_trait::async_trait;
use fairdraw::{Hash, excluded::Excluded, roll::Row, tree::Label};

/// How far a draw is, as short as can be: what the server looks at each second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawStamp {
    /// The campaign.
    pub campaign: String,
    /// The draw, from 1.
    pub draw: u32,
    /// When its list was closed.
    pub closed_at: Option<i64>,
    /// When it was drawn.
    pub drawn_at: Option<i64>,
}

/// A draw, but for its long documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawRow {
    /// Which one, and how far it is.
    pub stamp: DrawStamp,
    /// The manifest, byte by byte as published.
    pub manifest: Vec<u8>,
    /// The commitment, a signed note.
    pub commitment: Option<String>,
}

/// The documents of a draw that are read on demand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Document {
    /// `excluded.txt`
    Excluded,
    /// `beacon.json`
    Beacon,
    /// `result.json`
    Result,
}

/// How many people and tickets are in a draw that is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Entered {
    /// People with a ticket at least, those included who will be kept out at the close.
    pub entries: u64,
    /// Their tickets, as far as they count.
    pub tickets: u64,
}

/// A checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckpointRow {
    /// When.
    pub at: i64,
    /// The signed note.
    pub note: String,
}

/// A receipt that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptRow {
    /// Tickets.
    pub weight: u32,
    /// When.
    pub at: i64,
    /// Ed25519, 64 bytes.
    pub signature: Vec<u8>,
}

/// Somebody whom staff keep out of a draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptOutRow {
    /// Who.
    pub fan: String,
    /// Why.
    pub reason: String,
    /// Since when.
    pub at: i64,
}

/// What is written when a list has been closed.
#[derive(Clone, Debug)]
pub struct Closed {
    /// When.
    pub at: i64,
    /// The signed commitment.
    pub commitment: String,
    /// `excluded.txt`
    pub excluded: String,
    /// The last checkpoint.
    pub checkpoint: CheckpointRow,
    /// The label of each block of rows, in order.
    pub labels: Vec<Label>,
}

/// Somebody drawn, in the order of the draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DrawnRow {
    /// His place in the list, from 0.
    pub place: u64,
    /// Tickets before his.
    pub start: u64,
    /// His prize; `None`: an alternate.
    pub prize: Option<u32>,
    /// Until when he has to claim it.
    pub until: Option<i64>,
}

/// What is written when a draw has been run.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// When.
    pub at: i64,
    /// `beacon.json`
    pub beacon: String,
    /// `result.json`
    pub result: Vec<u8>,
    /// Everybody drawn.
    pub winners: Vec<DrawnRow>,
}

/// Draws, from publishing to the result. What is written once stays: the methods that write answer `false`, and write nothing, when
/// what they rest on has changed meanwhile.
#[async_trait]
pub trait Draws: Send + Sync + 'static {
    /// All draws, as short as can be.
    async fn draw_stamps(&self) -> Result<Vec<DrawStamp>, StoreError>;

    /// A draw.
    async fn draw(&self, campaign: &str, draw: u32) -> Result<Option<DrawRow>, StoreError>;

    /// A long document of a draw.
    async fn draw_document(&self, campaign: &str, draw: u32, document: Document)
    -> Result<Option<Vec<u8>>, StoreError>;

    /// Who has entered so far; of nobody more tickets count than `most`.
    async fn entered(&self, campaign: &str, most: u32) -> Result<Entered, StoreError>;

    /// The checkpoints, in order, one after the other.
    async fn checkpoints(&self, campaign: &str, draw: u32) -> Result<Vec<CheckpointRow>, StoreError>;

    /// The last checkpoint.
    async fn last_checkpoint(&self, campaign: &str, draw: u32) -> Result<Option<CheckpointRow>, StoreError>;

    /// Adds a checkpoint, if `after` is when the last one was made, and the list is open.
    async fn add_checkpoint(
        &self,
        campaign: &str,
        draw: u32,
        row: &CheckpointRow,
        after: Option<i64>,
    ) -> Result<bool, StoreError>;

    /// Keeps somebody out of a draw, if its list is open. A second reason takes the place of the first.
    async fn exclude(&self, campaign: &str, draw: u32, fan: &str, reason: &str, at: i64) -> Result<bool, StoreError>;

    /// Lets somebody in again, if he is kept out and the list is open.
    async fn include(&self, campaign: &str, draw: u32, fan: &str) -> Result<bool, StoreError>;

    /// Why somebody is kept out.
    async fn exclusion(&self, campaign: &str, draw: u32, fan: &str) -> Result<Option<String>, StoreError>;

    /// Whom staff keep out of a draw, the latest first; whom the rules keep out is not told.
    async fn kept_out(&self, campaign: &str, draw: u32) -> Result<Vec<KeptOutRow>, StoreError>;

    /// Notes where the commitment was published, in the place of what was noted before; whether there is a commitment.
    async fn tell(&self, campaign: &str, draw: u32, place: &str, at: i64) -> Result<bool, StoreError>;

    /// Where the commitment was published, and when that was noted.
    async fn told(&self, campaign: &str, draw: u32) -> Result<Option<(String, i64)>, StoreError>;

    /// Whether there is a fan of that id.
    async fn knows_fan(&self, campaign: &str, fan: &str) -> Result<bool, StoreError>;

    /// All receipts that somebody was given, in order.
    async fn receipts(&self, campaign: &str, fan: &str) -> Result<Vec<ReceiptRow>, StoreError>;

    /// Begins to close a list, in a transaction; `None`: it is closed already.
    async fn begin_close(&self, campaign: &str, draw: u32) -> Result<Option<Box<dyn Closing>>, StoreError>;

    /// The labels of all blocks of the closed list.
    async fn roll_labels(&self, campaign: &str, draw: u32) -> Result<Vec<Label>, StoreError>;

    /// Rows of the closed list, from a place on.
    async fn roll_rows(&self, campaign: &str, draw: u32, from: u64, rows: u32) -> Result<Vec<Row>, StoreError>;

    /// The place of an entrant in the closed list.
    async fn roll_place(&self, campaign: &str, draw: u32, commit: &Hash) -> Result<Option<u64>, StoreError>;

    /// Keeps the result, if the list is closed and there is no result yet.
    async fn keep_result(&self, campaign: &str, draw: u32, drawn: &Drawn) -> Result<bool, StoreError>;
}

/// A list being closed, in one transaction. Dropped without [`Closing::commit`] it leaves nothing.
#[async_trait]
pub trait Closing: Send {
    /// Copies all who are eligible to the closed list, strictly ascending by their commits; nobody with more tickets than `most`.
    async fn freeze(&mut self, most: u32) -> Result<(), StoreError>;

    /// The rows of the frozen list from a place on.
    async fn rows(&mut self, from: u64, rows: u32) -> Result<Vec<Row>, StoreError>;

    /// Those who have entered and are kept out, ascending by their commits.
    async fn excluded(&mut self) -> Result<Vec<Excluded>, StoreError>;

    /// As [`Draws::entered`].
    async fn entered(&mut self, most: u32) -> Result<Entered, StoreError>;

    /// As [`Draws::last_checkpoint`].
    async fn last_checkpoint(&mut self) -> Result<Option<CheckpointRow>, StoreError>;

    /// Writes what goes with the list.
    async fn write(&mut self, closed: &Closed) -> Result<(), StoreError>;

    /// Makes it last: when this returns, it is on disk.
    async fn commit(self: Box<Self>) -> Result<(), StoreError>;
}
