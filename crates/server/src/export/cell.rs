//! The cells of rows, with their types, as they are read from the store's pages. Texts stay where they are in the page.

use super::{
    ExportError,
    column::{Column, Table},
};
use crate::store::StoreError;
use canyu_core::{moment::Moment, staff::ColumnKind};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, SeqAccess, Visitor};
use std::{borrow::Cow, fmt};

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell<'a> {
    /// Nothing.
    Empty,
    /// Text.
    Text(Cow<'a, str>),
    /// A whole number.
    Integer(i64),
    /// Yes or no.
    Boolean(bool),
    /// A moment.
    Time(Moment),
}

impl<'a> Cell<'a> {
    pub(super) fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Text(text.into())
    }

    pub(super) fn maybe_text(text: Option<impl Into<Cow<'a, str>>>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }

    pub(super) fn count(number: impl TryInto<i64>) -> Self {
        Self::Integer(number.try_into().unwrap_or(i64::MAX))
    }

    pub(super) fn maybe_time(time: Option<Moment>) -> Self {
        time.map_or(Self::Empty, Self::Time)
    }
}

/// Reads a page of the store, and hands over its rows one after another, each with the clock as its last cell.
///
/// # Errors
/// When a row is not what its table's columns say, and whatever `each` fails with.
pub(super) fn read<'a>(
    page: &'a str,
    table: &Table,
    clock: &'static str,
    mut each: impl FnMut(&[Cell<'a>]) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    let mut failed = None;
    let rows = Rows {
        columns: table.own_columns(),
        clock,
        each: |row: &[Cell<'a>]| {
            each(row).map_err(|error| {
                failed = Some(error);
            })
        },
    };
    let read = rows.deserialize(&mut serde_json::Deserializer::from_str(page));
    match (failed, read) {
        (Some(error), _) => Err(error),
        (None, read) => read.map_err(|error| StoreError::Corrupt(format!("a row of {}: {error}", table.name())).into()),
    }
}

struct Rows<'c, E> {
    columns: &'c [Column],
    clock: &'static str,
    each: E,
}

impl<'de, E: FnMut(&[Cell<'de>]) -> Result<(), ()>> DeserializeSeed<'de> for Rows<'_, E> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, E: FnMut(&[Cell<'de>]) -> Result<(), ()>> Visitor<'de> for Rows<'_, E> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("rows")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut rows: A) -> Result<(), A::Error> {
        let mut cells = Vec::with_capacity(self.columns.len() + 1);
        loop {
            cells.clear();
            let row = Row {
                columns: self.columns,
                cells: &mut cells,
            };
            if rows.next_element_seed(row)?.is_none() {
                return Ok(());
            }
            cells.push(Cell::text(self.clock));
            (self.each)(&cells).map_err(|()| A::Error::custom("it could not be written"))?;
        }
    }
}

/// A row, into cells that are there already: thousands of rows share one list.
struct Row<'c, 'de> {
    columns: &'c [Column],
    cells: &'c mut Vec<Cell<'de>>,
}

impl<'de> DeserializeSeed<'de> for Row<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Row<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a row of {} cells", self.columns.len())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut row: A) -> Result<(), A::Error> {
        for (number, column) in self.columns.iter().enumerate() {
            let cell = row.next_element_seed(Of(column))?;
            self.cells
                .push(cell.ok_or_else(|| A::Error::invalid_length(number, &"a cell for each column"))?);
        }
        match row.next_element::<IgnoredAny>()? {
            None => Ok(()),
            Some(_) => Err(A::Error::custom("more cells than columns")),
        }
    }
}

/// A cell of a column.
struct Of<'c>(&'c Column);

impl<'de> DeserializeSeed<'de> for Of<'_> {
    type Value = Cell<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Cell<'de>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Of<'_> {
    type Value = Cell<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} in the column {}", self.0.kind, self.0.name)
    }

    fn visit_unit<E: Error>(self) -> Result<Cell<'de>, E> {
        if self.0.nullable {
            Ok(Cell::Empty)
        } else {
            Err(E::invalid_type(serde::de::Unexpected::Unit, &self))
        }
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Cell<'de>, E> {
        match self.0.kind {
            ColumnKind::Text => Ok(Cell::Text(Cow::Borrowed(text))),
            _ => Err(E::invalid_type(serde::de::Unexpected::Str(text), &self)),
        }
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Cell<'de>, E> {
        match self.0.kind {
            ColumnKind::Text => Ok(Cell::Text(Cow::Owned(text.to_owned()))),
            _ => Err(E::invalid_type(serde::de::Unexpected::Str(text), &self)),
        }
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Cell<'de>, E> {
        match self.0.kind {
            ColumnKind::Integer => Ok(Cell::Integer(number)),
            ColumnKind::Boolean => Ok(Cell::Boolean(number != 0)),
            ColumnKind::Time => Ok(Cell::Time(Moment(number))),
            ColumnKind::Text => Err(E::invalid_type(serde::de::Unexpected::Signed(number), &self)),
        }
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Cell<'de>, E> {
        match i64::try_from(number) {
            Ok(number) => self.visit_i64(number),
            Err(_) => Err(E::invalid_value(serde::de::Unexpected::Unsigned(number), &self)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::tables, *};
    use canyu_core::staff::ExportTable;

    fn rows(page: &str) -> Result<Vec<Vec<Cell<'_>>>, String> {
        let mut rows = Vec::new();
        let table = tables::table(ExportTable::Events);
        let read = read(page, table, "real", |row| {
            rows.push(row.to_vec());
            Ok(())
        });
        read.map(|()| rows).map_err(|error| error.to_string())
    }

    #[test]
    fn cells_get_the_types_of_their_columns_and_texts_stay_where_they_are() {
        let page = r#"[[1,1722798000000,"f","a\nb","seen","weibo",2],[2,5,"g","","shared","",0]]"#;
        let read = rows(page).unwrap();
        let first = [
            Cell::Integer(1),
            Cell::Time(Moment(1_722_798_000_000)),
            Cell::Text(Cow::Borrowed("f")),
            Cell::Text(Cow::Owned("a\nb".to_owned())),
            Cell::Text(Cow::Borrowed("seen")),
            Cell::Text(Cow::Borrowed("weibo")),
            Cell::Integer(2),
            Cell::Text(Cow::Borrowed("real")),
        ];
        assert_eq!(read[0], first);
        assert!(matches!(read[0][2], Cell::Text(Cow::Borrowed(_))));
        assert_eq!(read.len(), 2);
        assert_eq!(rows("[]").unwrap().len(), 0);
    }

    #[test]
    fn a_row_that_is_not_what_the_columns_say_is_damage_and_not_a_file() {
        for wrong in [
            r#"[[1,5,"f","a","seen","weibo"]]"#,
            r#"[[1,5,"f","a","seen","weibo",2,3]]"#,
            r#"[["1",5,"f","a","seen","weibo",2]]"#,
            r#"[[1,5,null,"a","seen","weibo",2]]"#,
            r#"[[1,5,7,"a","seen","weibo",2]]"#,
        ] {
            assert!(rows(wrong).unwrap_err().contains("a row of events"), "{wrong}");
        }
    }
}
