//! A JSON object a line.

use super::{
    ExportError,
    cell::Cell,
    sheet::{Head, Out, Sheet},
    when::Times,
};
use std::io::{BufWriter, Write as _};

const BUFFER: usize = 256 * 1024;

/// A file of lines, each an object with all columns.
pub(super) struct Jsonl<'o> {
    out: BufWriter<Out<'o>>,
    /// What stands before the cell of each column: `{"seq":`, `,"at":`, …
    names: Vec<Vec<u8>>,
    times: Times,
    line: Vec<u8>,
}

impl<'o> Jsonl<'o> {
    pub(super) fn new(head: &Head, out: Out<'o>) -> Self {
        let name = |(place, name): (usize, &str)| {
            let sign = if place == 0 { '{' } else { ',' };
            format!("{sign}\"{name}\":").into_bytes()
        };
        Self {
            out: BufWriter::with_capacity(BUFFER, out),
            names: head
                .table
                .columns()
                .map(|column| column.name)
                .enumerate()
                .map(name)
                .collect(),
            times: Times::default(),
            line: Vec::new(),
        }
    }
}

impl Sheet for Jsonl<'_> {
    fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), ExportError> {
        let line = &mut self.line;
        line.clear();
        for (name, cell) in self.names.iter().zip(cells) {
            line.extend_from_slice(name);
            match cell {
                Cell::Empty => line.extend_from_slice(b"null"),
                Cell::Text(text) => serde_json::to_writer(&mut *line, text).map_err(std::io::Error::from)?,
                Cell::Integer(number) => line.extend_from_slice(itoa::Buffer::new().format(*number).as_bytes()),
                Cell::Boolean(true) => line.extend_from_slice(b"true"),
                Cell::Boolean(false) => line.extend_from_slice(b"false"),
                Cell::Time(moment) => {
                    line.push(b'"');
                    self.times.write(*moment, line);
                    line.push(b'"');
                }
            }
        }
        line.extend_from_slice(b"}\n");
        Ok(self.out.write_all(line)?)
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        Ok(self.out.flush()?)
    }
}
