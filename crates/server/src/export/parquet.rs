//! Apache Parquet: columns with types, a group of rows at a time.

use super::{
    ExportError,
    cell::Cell,
    column::Column,
    sheet::{Head, Out, Sheet},
};
use bytes::Bytes;
use canyu_core::staff::ColumnKind;
use parquet::{
    basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical},
    data_type::{BoolType, ByteArray, ByteArrayType, Int64Type},
    errors::ParquetError,
    file::{
        metadata::KeyValue,
        properties::WriterProperties,
        writer::{SerializedColumnWriter, SerializedFileWriter},
    },
    schema::types::{Type, TypePtr},
};
use std::sync::Arc;

/// Rows of a group: what is in memory at a time, some 20 MB of the widest table.
const GROUP: usize = 100_000;

/// A file of columns.
pub(super) struct Parquet<'o> {
    writer: SerializedFileWriter<Out<'o>>,
    columns: Vec<Values>,
    rows: usize,
}

/// The cells of a column, gathered.
struct Values {
    column: Column,
    values: Gathered,
    /// For each row 1 where there is a value; left empty where a cell cannot be.
    levels: Vec<i16>,
}

enum Gathered {
    Integers(Vec<i64>),
    Booleans(Vec<bool>),
    /// All texts one behind the other, and where each ends.
    Texts(Vec<u8>, Vec<usize>),
}

impl<'o> Parquet<'o> {
    pub(super) fn new(head: &Head, out: Out<'o>) -> Result<Self, ExportError> {
        let fact = |(name, value): (&str, String)| KeyValue::new(format!("canyu.{name}"), Some(value));
        let mut about: Vec<KeyValue> = head.facts().into_iter().map(fact).collect();
        let dictionary = serde_json::to_string(&head.table.dictionary().columns).unwrap_or_default();
        about.push(KeyValue::new("canyu.columns".to_owned(), Some(dictionary)));
        let properties = WriterProperties::builder()
            // Read by everything there is, and written without a C compiler.
            .set_compression(Compression::SNAPPY)
            .set_created_by(concat!("canyu ", env!("CARGO_PKG_VERSION")).to_owned())
            .set_key_value_metadata(Some(about))
            .build();
        let fields: Result<Vec<TypePtr>, ParquetError> = head.table.columns().map(field).collect();
        let schema = Type::group_type_builder(head.table.name())
            .with_fields(fields?)
            .build()?;
        Ok(Self {
            writer: SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties))?,
            columns: head.table.columns().map(Values::new).collect(),
            rows: 0,
        })
    }

    /// Writes the rows that were gathered.
    fn flush(&mut self) -> Result<(), ExportError> {
        if self.rows == 0 {
            return Ok(());
        }
        let mut group = self.writer.next_row_group()?;
        for column in &mut self.columns {
            let mut writer = group.next_column()?.ok_or(ExportError::Broken)?;
            column.write(&mut writer)?;
            writer.close()?;
        }
        group.close()?;
        self.rows = 0;
        Ok(())
    }
}

impl Sheet for Parquet<'_> {
    fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), ExportError> {
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            column.push(cell)?;
        }
        self.rows += 1;
        if self.rows == GROUP { self.flush() } else { Ok(()) }
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        self.flush()?;
        self.writer.close()?;
        Ok(())
    }
}

/// The type of a column.
fn field(column: Column) -> Result<TypePtr, ParquetError> {
    let (physical, logical) = match column.kind {
        ColumnKind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        ColumnKind::Integer => (Physical::INT64, Some(LogicalType::integer(64, true))),
        ColumnKind::Boolean => (Physical::BOOLEAN, None),
        ColumnKind::Time => (Physical::INT64, Some(LogicalType::timestamp(true, TimeUnit::MILLIS))),
    };
    let repetition = if column.nullable {
        Repetition::OPTIONAL
    } else {
        Repetition::REQUIRED
    };
    let field = Type::primitive_type_builder(column.name, physical)
        .with_logical_type(logical)
        .with_repetition(repetition);
    Ok(Arc::new(field.build()?))
}

impl Values {
    fn new(column: Column) -> Self {
        let values = match column.kind {
            ColumnKind::Text => Gathered::Texts(Vec::new(), Vec::new()),
            ColumnKind::Integer | ColumnKind::Time => Gathered::Integers(Vec::new()),
            ColumnKind::Boolean => Gathered::Booleans(Vec::new()),
        };
        Self {
            column,
            values,
            levels: Vec::new(),
        }
    }

    fn push(&mut self, cell: &Cell<'_>) -> Result<(), ExportError> {
        match (cell, &mut self.values) {
            (Cell::Empty, _) if self.column.nullable => {}
            (Cell::Integer(number), Gathered::Integers(values)) => values.push(*number),
            (Cell::Time(moment), Gathered::Integers(values)) => values.push(moment.0),
            (Cell::Boolean(is), Gathered::Booleans(values)) => values.push(*is),
            (Cell::Text(text), Gathered::Texts(bytes, ends)) => {
                bytes.extend_from_slice(text.as_bytes());
                ends.push(bytes.len());
            }
            _ => {
                let said = format!("{cell:?} in the column {}", self.column.name);
                return Err(ParquetError::General(said).into());
            }
        }
        if self.column.nullable {
            self.levels.push(i16::from(*cell != Cell::Empty));
        }
        Ok(())
    }

    /// Writes what was gathered, and forgets it.
    fn write(&mut self, to: &mut SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        let levels = self.column.nullable.then_some(self.levels.as_slice());
        match &mut self.values {
            Gathered::Integers(values) => {
                to.typed::<Int64Type>().write_batch(values, levels, None)?;
                values.clear();
            }
            Gathered::Booleans(values) => {
                to.typed::<BoolType>().write_batch(values, levels, None)?;
                values.clear();
            }
            Gathered::Texts(bytes, ends) => {
                let all = Bytes::from(std::mem::take(bytes));
                let mut start = 0;
                let each = ends.drain(..).map(|end| {
                    let text = all.slice(start..end);
                    start = end;
                    ByteArray::from(text)
                });
                let texts: Vec<ByteArray> = each.collect();
                to.typed::<ByteArrayType>().write_batch(&texts, levels, None)?;
            }
        }
        self.levels.clear();
        Ok(())
    }
}
