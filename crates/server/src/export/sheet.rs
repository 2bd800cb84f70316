//! A file of rows, in one of the formats.

use super::{ExportError, Format};
use serde_json::{Map, Value, json};
use std::io::Write;

/// A file being written.
pub(super) struct Sheet<W: Write> {
    columns: &'static [&'static str],
    clock: &'static str,
    to: To<W>,
    rows: u64,
}

enum To<W: Write> {
    Csv(Box<csv::Writer<W>>),
    Jsonl(W),
}

impl<W: Write> Sheet<W> {
    pub(super) fn new(
        columns: &'static [&'static str],
        format: Format,
        clock: &'static str,
        out: W,
    ) -> Result<Self, ExportError> {
        let to = match format {
            Format::Csv => {
                let mut writer = csv::WriterBuilder::new()
                    .terminator(csv::Terminator::CRLF)
                    .from_writer(out);
                writer.write_record(columns)?;
                To::Csv(Box::new(writer))
            }
            Format::Jsonl => To::Jsonl(out),
        };
        Ok(Self {
            columns,
            clock,
            to,
            rows: 0,
        })
    }

    pub(super) fn row(&mut self, mut cells: Vec<Value>) -> Result<(), ExportError> {
        cells.push(json!(self.clock));
        match &mut self.to {
            To::Csv(writer) => writer.write_record(cells.iter().map(csv_cell))?,
            To::Jsonl(out) => {
                let names = self.columns.iter().map(|&name| name.to_owned());
                let object: Map<String, Value> = names.zip(cells).collect();
                writeln!(out, "{}", Value::Object(object))?;
            }
        }
        self.rows += 1;
        Ok(())
    }

    pub(super) fn finish(self) -> Result<u64, ExportError> {
        match self.to {
            To::Csv(mut writer) => writer.flush()?,
            To::Jsonl(mut out) => out.flush()?,
        }
        Ok(self.rows)
    }
}

/// A cell of a CSV file. Numbers stay numbers; a text that begins like a formula is disarmed (OWASP, "CSV injection").
pub(crate) fn csv_cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => format!("'{text}"),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn json_lines_keep_names_and_types() {
        let mut out = Vec::new();
        let mut sheet = Sheet::new(&["a", "b", "clock"], Format::Jsonl, "real", &mut out).unwrap();
        sheet.row(vec![json!(1), json!("=x")]).unwrap();
        assert_eq!(sheet.finish().unwrap(), 1);
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "{\"a\":1,\"b\":\"=x\",\"clock\":\"real\"}\n"
        );
    }
}
