//! What pages of statistics read: counts of events, in one state of the data.

use super::StoreError;
use crate::statistics::calendar::Calendar;
use async_trait::async_trait;
use canyu_core::{
    moment::Moment,
    staff::{Filter, SeriesStep},
    world::{EventKind, Worth},
};

/// By what counts are summed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// The node.
    Node,
    /// The channel.
    Channel,
    /// The generation.
    Generation,
    /// What those are worth whose events they are.
    Worth,
    /// The seed group that they descend from.
    Origin,
}

/// Which counts.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Of which people and times. Hours count that begin in the time.
    pub filter: &'a Filter,
    /// Of which kinds of event.
    pub kinds: &'a [EventKind],
    /// Summed by hour or day; else over the whole time.
    pub step: Option<SeriesStep>,
    /// And by these; by the kind always.
    pub by: &'a [Dimension],
}

/// A sum. What it is not summed by is left at its default.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CellRow {
    /// When the hour or day begins.
    pub start: Moment,
    /// The kind of event.
    pub kind: EventKind,
    /// The node.
    pub node: String,
    /// The channel.
    pub channel: String,
    /// The generation.
    pub generation: u32,
    /// The worth.
    pub worth: Worth,
    /// The seed group.
    pub origin: String,
    /// How many; never 0.
    pub count: u64,
}

/// What changes whenever figures do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Revision {
    /// The last event.
    pub seq: i64,
    /// How often counts of earlier events have moved: somebody was verified, held, merged …
    pub moves: i64,
}

impl std::fmt::Display for Revision {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.moves {
            0 => write!(f, "{}", self.seq),
            moves => write!(f, "{}.{moves}", self.seq),
        }
    }
}

/// When somebody joined who was brought, and whoever had brought him.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delayed {
    /// The one who brought him.
    pub referrer: Moment,
    /// He.
    pub friend: Moment,
}

/// A count that is not what the events say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differing {
    /// Span, way, start, node, channel, generation, origin, kind and worth, as they are kept.
    pub cell: String,
    /// What is kept; 0: nothing.
    pub kept: i64,
    /// What the events say.
    pub counted: i64,
}

/// What a comparison of counts and events has found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// How many counts agree.
    pub agree: u64,
    /// How many do not.
    pub differ: u64,
    /// The first twenty of those.
    pub first: Vec<Differing>,
}

/// One state of the data: what is written meanwhile it does not show.
#[async_trait]
pub trait Snapshot: Send {
    /// The zone that days are kept by.
    async fn calendar(&mut self) -> Result<Calendar, StoreError>;

    /// See [`Revision`].
    async fn revision(&mut self, campaign: &str) -> Result<Revision, StoreError>;

    /// The day that the first person came on.
    async fn first_day(&mut self, campaign: &str) -> Result<Option<Moment>, StoreError>;

    /// Sums, in no order. What they cost grows with how many different counts there are, and not with events: whole days are read from days, all time
    /// from one sum, and counts are kept that tell apart exactly what is asked for.
    async fn cells(&mut self, campaign: &str, asked: Asked<'_>) -> Result<Vec<CellRow>, StoreError>;

    /// When friends joined and those who had brought them, of so many participants at most, chosen by chance.
    async fn delays(&mut self, campaign: &str, most: u32) -> Result<Vec<Delayed>, StoreError>;
}

/// What the store keeps of statistics.
#[async_trait]
pub trait Statistics {
    /// Keeps days by this zone from now on. Those that are kept by another one are made again, which it says.
    async fn keep_days(&self, calendar: &Calendar) -> Result<bool, StoreError>;

    /// See [`Revision`].
    async fn revision(&self, campaign: &str) -> Result<Revision, StoreError>;

    /// The data as they are now.
    async fn snapshot(&self) -> Result<Box<dyn Snapshot>, StoreError>;

    /// Counts all events of a campaign and compares; with `replace` what was counted is kept from then on. It takes memory for neither events nor
    /// counts. With `replace` nothing else is written meanwhile.
    async fn recount(&self, campaign: &str, replace: bool) -> Result<Compared, StoreError>;
}
