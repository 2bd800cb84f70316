//! Tables for marketers: what happened, row by row, in files that their tools read.

mod sheet;

pub(crate) use sheet::csv_cell;

use crate::{
    draw::{DRAW, when},
    store::{EventRow, Filter, NodeRow, ParticipantRow, Store, StoreError, winners::WinnerRow},
};
use canyu_core::{moment::Moment, world::EventKind};
use fairdraw::{
    manifest::{Manifest, Prize},
    text::hex,
};
use futures::TryStreamExt as _;
use serde_json::{Value, json};
use sheet::Sheet;
use std::io::Write;

/// What can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Table {
    /// Everybody who came: when, by whom, through which channel and node, in which generation, with which tickets.
    Participants,
    /// Everything that happened, a line an event.
    Events,
    /// The funnel of each node by channel and generation.
    Nodes,
    /// Who brought whom.
    Referrals,
    /// Everybody drawn, without names: prize, state, tickets, deadlines.
    Draws,
}

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

impl Table {
    /// The columns in order.
    #[must_use]
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Participants => &[
                "id",
                "code",
                "arrived_at",
                "joined_at",
                "channel",
                "generation",
                "referrer",
                "via",
                "in_draw",
                "tickets",
                "friends_arrived",
                "friends_joined",
                "clock",
            ],
            Self::Events => &[
                "seq",
                "at",
                "participant",
                "node",
                "kind",
                "channel",
                "generation",
                "clock",
            ],
            Self::Nodes => &[
                "node",
                "channel",
                "generation",
                "seen",
                "started",
                "completed",
                "shared",
                "arrived",
                "joined",
                "clock",
            ],
            Self::Referrals => &[
                "referrer",
                "participant",
                "via",
                "channel",
                "generation",
                "arrived_at",
                "joined_at",
                "status",
                "tickets",
                "clock",
            ],
            Self::Draws => &[
                "k",
                "prize",
                "state",
                "commit",
                "weight",
                "first_ticket",
                "last_ticket",
                "until",
                "claimed_at",
                "forfeited_at",
                "reason",
                "clock",
            ],
        }
    }
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
                sheet.row(participant(row))?;
            }
        }
        Table::Referrals => {
            let mut rows = store.export_participants(campaign, filter);
            while let Some(row) = rows.try_next().await? {
                if row.referrer.is_some() {
                    sheet.row(referral(row))?;
                }
            }
        }
        Table::Events => {
            let mut rows = store.export_events(campaign, filter);
            while let Some(row) = rows.try_next().await? {
                sheet.row(event(row))?;
            }
        }
        Table::Nodes => {
            let mut rows = store.export_nodes(campaign, filter);
            while let Some(row) = rows.try_next().await? {
                sheet.row(node(row))?;
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
                sheet.row(drawn(&row, &prizes))?;
            }
        }
    }
    sheet.finish()
}

fn drawn(row: &WinnerRow, prizes: &[Prize]) -> Vec<Value> {
    let prize = row.prize.and_then(|prize| prizes.get(prize as usize));
    let state = match (&row.forfeited, row.prize, row.claim.at) {
        (Some(_), _, _) => "forfeited",
        (None, None, _) => "alternate",
        (None, Some(_), Some(_)) => "claimed",
        (None, Some(_), None) => "open",
    };
    let (reason, forfeited_at) = row.forfeited.clone().unzip();
    vec![
        json!(row.k),
        json!(prize.map(|prize| &prize.name)),
        json!(state),
        json!(hex(&row.commit)),
        json!(row.weight),
        // Tickets that people are shown count from 1.
        json!(row.start.saturating_add(1)),
        json!(row.start.saturating_add(u64::from(row.weight))),
        json!(row.until.map(when)),
        json!(row.claim.at.map(when)),
        json!(forfeited_at.map(when)),
        json!(reason),
    ]
}

fn participant(row: ParticipantRow) -> Vec<Value> {
    vec![
        json!(row.id),
        json!(row.code),
        json!(row.arrived_at),
        json!(row.joined_at),
        json!(row.channel),
        json!(row.generation),
        json!(row.referrer),
        json!(row.via),
        json!(row.in_draw),
        json!(row.tickets),
        json!(row.friends_arrived),
        json!(row.friends_joined),
    ]
}

fn referral(row: ParticipantRow) -> Vec<Value> {
    let joined: Option<Moment> = row.joined_at;
    vec![
        json!(row.referrer),
        json!(row.id),
        json!(row.via),
        json!(row.channel),
        json!(row.generation),
        json!(row.arrived_at),
        json!(joined),
        json!(if joined.is_some() { "confirmed" } else { "pending" }),
        json!(row.brought_tickets),
    ]
}

fn event(row: EventRow) -> Vec<Value> {
    vec![
        json!(row.seq),
        json!(row.at),
        json!(row.fan),
        json!(row.node),
        json!(row.kind),
        json!(row.channel),
        json!(row.generation),
    ]
}

fn node(row: NodeRow) -> Vec<Value> {
    let mut cells = vec![json!(row.node), json!(row.channel), json!(row.generation)];
    cells.extend(row.counts.iter().zip(EventKind::ALL).map(|(count, _)| json!(count)));
    cells
}
