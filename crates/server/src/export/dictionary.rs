//! The data dictionary: what stands in the tables, for programs and for the manual.

use super::tables::table;
use canyu_core::{
    lang::Lang,
    staff::{ColumnKind, ExportTable, TableDictionary},
};
use std::{collections::BTreeMap, fmt::Write as _, sync::LazyLock};

type Sentences = BTreeMap<String, String>;

/// Each English sentence of the dictionary in both Chinese scripts. English itself stands in the tables.
static CHINESE: LazyLock<[Sentences; 2]> = LazyLock::new(|| {
    [
        include_str!("../../../../locales/dictionary/zh-Hans.json"),
        include_str!("../../../../locales/dictionary/zh-Hant.json"),
    ]
    .map(|text| serde_json::from_str(text).unwrap_or_default())
});

/// All tables with their columns, in a language.
#[must_use]
pub fn dictionary(lang: Lang) -> Vec<TableDictionary> {
    let [hans, hant] = &*CHINESE;
    let sentences = match lang {
        Lang::En => None,
        Lang::ZhHans => Some(hans),
        Lang::ZhHant => Some(hant),
    };
    let mut tables: Vec<_> = ExportTable::ALL.map(|which| table(which).dictionary()).into();
    let said = |text: &mut String| {
        if let Some(other) = sentences.and_then(|sentences| sentences.get(text.as_str())) {
            text.clone_from(other);
        }
    };
    for table in &mut tables {
        said(&mut table.row);
        table.columns.iter_mut().for_each(|column| said(&mut column.meaning));
    }
    tables
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
    use std::collections::BTreeSet;

    /// Mend it with `canyu export --dictionary`.
    #[test]
    fn the_manual_says_of_each_column_what_the_program_does() {
        let manual_file = include_str!("../../../../docs/export.md");
        assert!(
            manual_file.contains(&manual()),
            "docs/export.md lacks what `canyu export --dictionary` prints"
        );
    }

    /// What stands in backticks: values as they are in the files, whatever the language.
    fn values(sentence: &str) -> Vec<&str> {
        sentence.split('`').skip(1).step_by(2).collect()
    }

    fn sentences(tables: &[TableDictionary]) -> impl Iterator<Item = &str> {
        let rows = tables.iter().map(|table| &table.row);
        let columns = tables.iter().flat_map(|table| &table.columns);
        rows.chain(columns.map(|column| &column.meaning)).map(String::as_str)
    }

    #[test]
    fn each_sentence_is_said_in_both_scripts_with_the_same_values_in_it() {
        let english = dictionary(Lang::En);
        for (lang, known) in [Lang::ZhHans, Lang::ZhHant].into_iter().zip(&*CHINESE) {
            let told = dictionary(lang);
            for (english, chinese) in sentences(&english).zip(sentences(&told)) {
                assert_ne!(english, chinese, "{lang:?}");
                assert_eq!(values(english), values(chinese), "{lang:?}");
            }
            let needed: BTreeSet<&str> = sentences(&english).collect();
            let kept: BTreeSet<&str> = known.keys().map(String::as_str).collect();
            assert_eq!(kept, needed, "{lang:?}");
        }
    }

    #[test]
    fn the_dictionary_has_every_table_with_the_clock_as_its_last_column() {
        let tables = dictionary(Lang::En);
        assert_eq!(tables.len(), ExportTable::ALL.len());
        for table in tables {
            assert_eq!(table.columns.last().map(|column| column.name.as_str()), Some("clock"));
        }
    }
}
