//! Comma-separated values.

use super::{
    ExportError,
    cell::Cell,
    sheet::{Head, Out, Sheet},
    when::Times,
};
use serde_json::Value;
use std::{borrow::Cow, io::Write as _};

/// What Excel needs to take a file for UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();
/// Bytes that are gathered before they are written.
const BUFFER: usize = 256 * 1024;

/// A file of comma-separated values (RFC 4180), with a line of names.
pub(super) struct Csv<'o> {
    writer: csv::Writer<Out<'o>>,
    times: Times,
    text: Vec<u8>,
}

impl<'o> Csv<'o> {
    pub(super) fn new(head: &Head, bom: bool, mut out: Out<'o>) -> Result<Self, ExportError> {
        if bom {
            out.write_all(BYTE_ORDER_MARK)?;
        }
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .buffer_capacity(BUFFER)
            .from_writer(out);
        writer.write_record(head.table.columns().map(|column| column.name))?;
        Ok(Self {
            writer,
            times: Times::default(),
            text: Vec::new(),
        })
    }
}

impl Sheet for Csv<'_> {
    fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), ExportError> {
        for cell in cells {
            match cell {
                Cell::Empty => self.writer.write_field(b"")?,
                Cell::Text(text) => self.writer.write_field(disarmed(text).as_bytes())?,
                Cell::Integer(number) => self.writer.write_field(itoa::Buffer::new().format(*number))?,
                Cell::Boolean(true) => self.writer.write_field(b"true")?,
                Cell::Boolean(false) => self.writer.write_field(b"false")?,
                Cell::Time(moment) => {
                    self.text.clear();
                    self.times.write(*moment, &mut self.text);
                    self.writer.write_field(&self.text)?;
                }
            }
        }
        self.writer.write_record(None::<&[u8]>)?;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        Ok(self.writer.flush()?)
    }
}

/// A text that no spreadsheet takes for a formula (OWASP, "CSV injection").
fn disarmed(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// A cell of another CSV file. Numbers stay numbers; a text that begins like a formula is disarmed.
pub(crate) fn csv_cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => disarmed(text).into_owned(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn formulas_are_disarmed_and_numbers_are_not() {
        assert_eq!(
            csv_cell(&json!("=HYPERLINK(\"http://evil\")")),
            "'=HYPERLINK(\"http://evil\")"
        );
        assert_eq!(csv_cell(&json!(-1)), "-1");
        assert_eq!(csv_cell(&json!("-1")), "'-1");
        assert_eq!(csv_cell(&json!(null)), "");
    }
}
