//! What a table's columns are: the one description that the files' types, the data dictionary and the manual follow from.

use canyu_core::staff::{ColumnKind, ExportColumn, ExportTable, TableDictionary};

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What is in it.
    pub kind: ColumnKind,
    /// What numbers count; empty for all else.
    pub unit: &'static str,
    /// What it says, in one sentence.
    pub meaning: &'static str,
    /// Whether a cell may be empty.
    pub nullable: bool,
    /// Whether it tells of a single person.
    pub personal: bool,
}

const fn column(name: &'static str, kind: ColumnKind, meaning: &'static str) -> Column {
    Column {
        name,
        kind,
        unit: "",
        meaning,
        nullable: false,
        personal: false,
    }
}

/// Text.
pub(super) const fn text(name: &'static str, meaning: &'static str) -> Column {
    column(name, ColumnKind::Text, meaning)
}

/// A number of something.
pub(super) const fn count(name: &'static str, unit: &'static str, meaning: &'static str) -> Column {
    Column {
        unit,
        ..column(name, ColumnKind::Integer, meaning)
    }
}

/// Yes or no.
pub(super) const fn flag(name: &'static str, meaning: &'static str) -> Column {
    column(name, ColumnKind::Boolean, meaning)
}

/// A moment.
pub(super) const fn time(name: &'static str, meaning: &'static str) -> Column {
    column(name, ColumnKind::Time, meaning)
}

impl Column {
    /// A cell of it may be empty.
    pub(super) const fn optional(self) -> Self {
        Self { nullable: true, ..self }
    }

    /// It tells of a single person.
    pub(super) const fn personal(self) -> Self {
        Self { personal: true, ..self }
    }
}

/// The last column of each table.
pub(super) const CLOCK: Column = text("clock", "Whose time it was: `real` or `rehearsal`.");

/// A table.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Which.
    pub table: ExportTable,
    /// The version of its columns: a higher one may have more of them, and none that means something else.
    pub version: u32,
    /// What a row is.
    pub row: &'static str,
    pub(super) columns: &'static [Column],
}

impl Table {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.table.name()
    }

    /// Its columns in order, but for the clock.
    pub(super) fn own_columns(&self) -> &'static [Column] {
        self.columns
    }

    /// Its columns in order.
    pub fn columns(&self) -> impl Iterator<Item = Column> {
        self.columns.iter().copied().chain([CLOCK])
    }

    /// Where a column is.
    pub(super) fn place(&self, name: &str) -> Option<usize> {
        self.columns().position(|column| column.name == name)
    }

    /// Whether it tells of single persons.
    #[must_use]
    pub fn is_personal(&self) -> bool {
        self.columns.iter().any(|column| column.personal)
    }

    /// What it says of itself on the wire.
    #[must_use]
    pub fn dictionary(&self) -> TableDictionary {
        let column = |column: Column| ExportColumn {
            name: column.name.to_owned(),
            kind: column.kind,
            unit: column.unit.to_owned(),
            meaning: column.meaning.to_owned(),
            nullable: column.nullable,
            personal: column.personal,
        };
        TableDictionary {
            table: self.table,
            version: self.version,
            row: self.row.to_owned(),
            personal: self.is_personal(),
            columns: self.columns().map(column).collect(),
        }
    }
}
