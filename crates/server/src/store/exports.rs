//! What exports read: whole tables, a row at a time.

use super::StoreError;
use canyu_core::{
    moment::Moment,
    world::{EventKind, Held},
};
use futures::stream::BoxStream;

/// Which rows an export takes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// From this moment on.
    pub from: Option<Moment>,
    /// Before this moment.
    pub to: Option<Moment>,
    /// Only this node.
    pub node: Option<String>,
    /// Only this channel.
    pub channel: Option<String>,
}

/// A line of the participants export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParticipantRow {
    /// The fan.
    pub id: String,
    /// His code.
    pub code: String,
    /// When he came.
    pub arrived_at: Moment,
    /// When he took part first.
    pub joined_at: Option<Moment>,
    /// By which channel he came.
    pub channel: String,
    /// His generation.
    pub generation: u32,
    /// Who brought him.
    pub referrer: Option<String>,
    /// By the share button of which node; empty when it is not known.
    pub via: Option<String>,
    /// Whether his tickets are in the draw.
    pub in_draw: bool,
    /// His tickets.
    pub tickets: u32,
    /// The tickets that his taking part gave his referrer.
    pub brought_tickets: u32,
    /// Friends who came.
    pub friends_arrived: u32,
    /// Friends who took part.
    pub friends_joined: u32,
    /// Friends for whom what was owed is earned.
    pub friends_counted: u32,
    /// When he was verified.
    pub verified_at: Option<Moment>,
    /// How he stands, see [`canyu_core::world::Standing::name`].
    pub standing: String,
    /// Why his tickets are kept out of the draw, see [`canyu_core::world::KeptOut::name`].
    pub kept_out: Option<String>,
    /// The group that staff have invited him into.
    pub seed: Option<String>,
    /// How the credit of his referrer stands, see [`canyu_core::world::Why::name`].
    pub credit: Option<String>,
}

/// A line of the events export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventRow {
    /// Ascending, with gaps.
    pub seq: i64,
    /// When.
    pub at: Moment,
    /// Who.
    pub fan: String,
    /// Where.
    pub node: String,
    /// What, see [`EventKind::name`].
    pub kind: String,
    /// Channel.
    pub channel: String,
    /// Generation.
    pub generation: u32,
}

/// A line of the nodes export: the sum of the rollups of a node, channel and generation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeRow {
    /// The node; empty for people who came by no fan's link.
    pub node: String,
    /// The channel.
    pub channel: String,
    /// The generation.
    pub generation: u32,
    /// Counts in the order of [`EventKind::ALL`].
    pub counts: [i64; EventKind::ALL.len()],
}

/// A line of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerRow {
    /// Ascending, with gaps.
    pub seq: i64,
    /// When.
    pub at: Moment,
    /// Who got it.
    pub fan: String,
    /// By which node; empty: from staff.
    pub node: String,
    /// Why, see [`canyu_core::world::Reason::name`].
    pub reason: String,
    /// The friend it is for, or the gift it belongs to.
    pub about: Option<String>,
    /// `tickets` or `points`.
    pub unit: String,
    /// How many.
    pub amount: i64,
}

/// Rows of an export, read as they are taken.
pub type Rows<'a, T> = BoxStream<'a, Result<T, StoreError>>;

/// What exports read.
pub trait Exports {
    /// Participants in the order in which they came.
    fn export_participants<'a>(&'a self, campaign: &'a str, filter: &'a Filter) -> Rows<'a, ParticipantRow>;

    /// Events in the order in which they were written.
    fn export_events<'a>(&'a self, campaign: &'a str, filter: &'a Filter) -> Rows<'a, EventRow>;

    /// Sums of the rollups by node, channel and generation.
    fn export_nodes<'a>(&'a self, campaign: &'a str, filter: &'a Filter) -> Rows<'a, NodeRow>;

    /// The ledger in the order in which it was written. Filtered by time and node.
    fn export_ledger<'a>(&'a self, campaign: &'a str, filter: &'a Filter) -> Rows<'a, LedgerRow>;

    /// Codes in the order in which they were made. Filtered by time and node.
    fn export_codes<'a>(&'a self, campaign: &'a str, filter: &'a Filter) -> Rows<'a, Held>;
}
