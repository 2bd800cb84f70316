//! The data dictionary: what stands in the tables, for programs and for the manual.

use super::tables::table;
use canyu_core::staff::{ColumnKind, ExportTable, TableDictionary};
use std::fmt::Write as _;

/// All tables with their columns.
#[must_use]
pub fn dictionary() -> Vec<TableDictionary> {
    ExportTable::ALL.map(|which| table(which).dictionary()).into()
}

/// The same as Markdown. It stands in the manual, and a test sees to it that the manual has it as it is.
#[must_use]
pub fn manual() -> String {
    let mut text = String::new();
    for which in ExportTable::ALL {
        let table = table(which);
        let personal = if table.is_personal() { "" } else { " Nothing personal." };
        // Writing to a string never fails.
        let _ = write!(
            text,
            "### {0}, version {1}\n\nA row is {2}.{personal}\n\n| column | type | what it says |\n| --- | --- | --- |\n",
            table.name(),
            table.version,
            table.row,
        );
        for column in table.columns() {
            let kind = match column.kind {
                ColumnKind::Text => "text",
                ColumnKind::Integer => "integer",
                ColumnKind::Boolean => "boolean",
                ColumnKind::Time => "time",
            };
            let optional = if column.nullable { ", may be empty" } else { "" };
            let unit = if column.unit.is_empty() {
                String::new()
            } else {
                format!(" ({})", column.unit)
            };
            let personal = if column.personal { " *personal*" } else { "" };
            let _ = writeln!(
                text,
                "| `{}` | {kind}{unit}{optional} | {}{personal} |",
                column.name, column.meaning
            );
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Mend it with `canyu export --dictionary`.
    #[test]
    fn the_manual_says_of_each_column_what_the_program_does() {
        let manual_file = include_str!("../../../../docs/export.md");
        assert!(
            manual_file.contains(&manual()),
            "docs/export.md lacks what `canyu export --dictionary` prints"
        );
    }

    #[test]
    fn the_dictionary_has_every_table_with_the_clock_as_its_last_column() {
        let tables = dictionary();
        assert_eq!(tables.len(), ExportTable::ALL.len());
        for table in tables {
            assert_eq!(table.columns.last().map(|column| column.name.as_str()), Some("clock"));
        }
    }
}
