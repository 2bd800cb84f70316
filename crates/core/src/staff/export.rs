//! Exports: tables of a campaign as files.

use super::Filter;
use crate::moment::Moment;
use serde::{Deserialize, Serialize};

/// What can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ExportTable {
    /// Everybody who came: when, by whom, through which channel and node, in which generation, with which tickets.
    Participants,
    /// Everything that happened, a line an event.
    Events,
    /// The funnel of each node by channel and generation.
    Nodes,
    /// Who brought whom.
    Referrals,
    /// The ledger: every ticket and point, when, to whom and why.
    Tickets,
    /// Codes: reservations, priority codes, prizes won on the spot, and what became of each.
    Codes,
    /// What staff have given, an action a line.
    Gifts,
    /// Everybody drawn, without names: prize, state, tickets, deadlines.
    Draws,
}

impl ExportTable {
    /// All there are.
    pub const ALL: [Self; 8] = [
        Self::Participants,
        Self::Events,
        Self::Nodes,
        Self::Referrals,
        Self::Tickets,
        Self::Codes,
        Self::Gifts,
        Self::Draws,
    ];

    /// Its name on the wire and in names of files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Participants => "participants",
            Self::Events => "events",
            Self::Nodes => "nodes",
            Self::Referrals => "referrals",
            Self::Tickets => "tickets",
            Self::Codes => "codes",
            Self::Gifts => "gifts",
            Self::Draws => "draws",
        }
    }

    /// The table of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|table| table.name() == name)
    }
}

/// The format of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// Comma-separated values (RFC 4180) in UTF-8, with a line of names. Text that a spreadsheet would take for a formula is
    /// preceded by an apostrophe.
    Csv,
    /// A JSON object a line.
    Jsonl,
    /// A workbook for Excel and LibreOffice, with a second sheet that says what it is of.
    Xlsx,
    /// Columns with types (Apache Parquet), for DuckDB, pandas, Spark and warehouses.
    Parquet,
    /// The tree of referrals as a graph, for Gephi and NetworkX. Of referrals alone.
    Graphml,
}

impl ExportFormat {
    /// All there are.
    pub const ALL: [Self; 5] = [Self::Csv, Self::Jsonl, Self::Xlsx, Self::Parquet, Self::Graphml];

    /// Its name on the wire, which is the ending of its files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Jsonl => "jsonl",
            Self::Xlsx => "xlsx",
            Self::Parquet => "parquet",
            Self::Graphml => "graphml",
        }
    }

    /// The format of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// Whether a table can be written so.
    #[must_use]
    pub fn is_for(self, table: ExportTable) -> bool {
        self != Self::Graphml || table == ExportTable::Referrals
    }
}

/// An export that is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewExport {
    /// What.
    pub table: ExportTable,
    /// How.
    pub format: ExportFormat,
    /// Which rows. Draws have none of it, gifts `from` and `to` alone.
    #[serde(default)]
    pub filter: Filter,
    /// CSV alone: begin with a byte order mark, by which Excel knows that it is UTF-8.
    #[serde(default)]
    pub bom: bool,
}

/// How far an export is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ExportState {
    /// Others are being written first.
    Waiting,
    /// It is being written.
    Running,
    /// The file can be fetched.
    Ready,
    /// It could not be written.
    Failed,
}

/// An export that somebody has asked for, and how far it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Export {
    /// Its name.
    pub id: String,
    /// What.
    pub table: ExportTable,
    /// How.
    pub format: ExportFormat,
    /// Which rows.
    pub filter: Filter,
    /// Whether a CSV file begins with a byte order mark.
    pub bom: bool,
    /// What its file is called: campaign, table and filter, and `rehearsal` where it is of one.
    pub file: String,
    /// When it was asked for, by the machine's clock, also in a rehearsal.
    pub asked_at: Moment,
    /// How far it is.
    pub state: ExportState,
    /// Rows that are written.
    pub rows: u64,
    /// Of about how many; `null`: not known yet.
    pub of: Option<u64>,
    /// Bytes of the file so far.
    pub bytes: u64,
    /// When the file is removed, by the machine's clock; `null`: it is not there yet.
    pub until: Option<Moment>,
    /// The code of what has kept it from being written; `null`: nothing has.
    pub problem: Option<String>,
}

/// How often an export comes by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Every {
    /// At each full hour.
    Hour,
    /// At midnight, by UTC.
    Day,
    /// At midnight between Sunday and Monday, by UTC.
    Week,
}

impl Every {
    /// Its name on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
        }
    }
}

/// An export that comes by itself, as `canyu.toml` says, and what became of it last. Times are the campaign's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ScheduledExport {
    /// What.
    pub table: ExportTable,
    /// How.
    pub format: ExportFormat,
    /// Which rows; each file ends where its time does.
    pub filter: Filter,
    /// How often.
    pub every: Every,
    /// The time of the file that was due last; `null`: none was yet.
    pub due: Option<Moment>,
    /// When that one was written; `null`: it was not yet.
    pub done: Option<Moment>,
    /// What it is called.
    pub file: String,
    /// Its rows.
    pub rows: u64,
    /// The code of what has kept the last one from being written, so far; `null`: nothing has.
    pub problem: Option<String>,
    /// When the next one is due.
    pub next: Moment,
}

/// The exports of a campaign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Exports {
    /// One's own, the newest first.
    pub own: Vec<Export>,
    /// Those that come by themselves.
    pub scheduled: Vec<ScheduledExport>,
}

/// What is in the cells of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// A moment: RFC 3339 in UTC; in Parquet a timestamp in milliseconds, in a workbook a date.
    Time,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ExportColumn {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub kind: ColumnKind,
    /// What numbers count; empty for all else.
    pub unit: String,
    /// What it says, in one sentence; values as they are in the files stand in backticks.
    pub meaning: String,
    /// Whether a cell may be empty.
    pub nullable: bool,
    /// Whether it tells of a single person.
    pub personal: bool,
}

/// What stands in a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct TableDictionary {
    /// The table.
    pub table: ExportTable,
    /// The version of its columns: a higher one may have more of them, and none that means something else.
    pub version: u32,
    /// What a row is.
    pub row: String,
    /// Whether a column of it tells of single persons: then `see_persons` is needed, too.
    pub personal: bool,
    /// Its columns in order.
    pub columns: Vec<ExportColumn>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_on_the_wire_are_those_that_are_typed_in() {
        for table in ExportTable::ALL {
            assert_eq!(serde_json::to_value(table).unwrap(), table.name());
            assert_eq!(ExportTable::named(table.name()), Some(table));
        }
        for format in ExportFormat::ALL {
            assert_eq!(serde_json::to_value(format).unwrap(), format.name());
            assert_eq!(ExportFormat::named(format.name()), Some(format));
        }
        for every in [Every::Hour, Every::Day, Every::Week] {
            assert_eq!(serde_json::to_value(every).unwrap(), every.name());
        }
    }

    #[test]
    fn an_export_without_a_filter_is_of_everything() {
        let wish: NewExport = serde_json::from_str(r#"{ "table": "nodes", "format": "xlsx" }"#).unwrap();
        assert_eq!((wish.filter, wish.bom), (Filter::default(), false));
        assert!(serde_json::from_str::<NewExport>(r#"{ "table": "nodes", "format": "xlsx", "chanel": 1 }"#).is_err());
    }
}
