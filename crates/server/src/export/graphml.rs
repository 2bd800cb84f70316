//! The tree of referrals as a graph (GraphML 1.0), for NetworkX and Gephi.

use super::{
    ExportError,
    cell::Cell,
    column::{Column, Table},
    sheet::{Head, Out, Sheet},
    tables,
    when::Times,
};
use canyu_core::staff::{ColumnKind, ExportTable};
use std::io::{BufWriter, Write};

const BUFFER: usize = 256 * 1024;
const BEGIN: &str =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n";

/// A graph. First it takes participants, who are its nodes, and from [`Graphml::edges`] on referrals, which are its edges.
pub(super) struct Graphml<'o> {
    out: BufWriter<Out<'o>>,
    nodes: &'static Table,
    edges: &'static Table,
    is_at_edges: bool,
    text: Vec<u8>,
    times: Times,
}

impl<'o> Graphml<'o> {
    pub(super) fn new(head: &Head, out: Out<'o>) -> Result<Self, ExportError> {
        let mut graph = Self {
            out: BufWriter::with_capacity(BUFFER, out),
            nodes: tables::table(ExportTable::Participants),
            edges: tables::table(ExportTable::Referrals),
            is_at_edges: false,
            text: BEGIN.into(),
            times: Times::default(),
        };
        for (whose, table) in [("node", graph.nodes), ("edge", graph.edges)] {
            for column in attributes(table) {
                let kind = match column.kind {
                    ColumnKind::Integer => "long",
                    ColumnKind::Boolean => "boolean",
                    ColumnKind::Text | ColumnKind::Time => "string",
                };
                let name = column.name;
                writeln!(
                    graph.text,
                    "<key id=\"{whose}.{name}\" for=\"{whose}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>"
                )?;
            }
        }
        for (name, _) in head.facts() {
            writeln!(
                graph.text,
                "<key id=\"graph.{name}\" for=\"graph\" attr.name=\"{name}\" attr.type=\"string\"/>"
            )?;
        }
        graph.text.extend_from_slice(b"<graph edgedefault=\"directed\">\n");
        for (name, value) in head.facts() {
            write!(graph.text, "<data key=\"graph.{name}\">")?;
            escape(&value, &mut graph.text);
            graph.text.extend_from_slice(b"</data>\n");
        }
        graph.out.write_all(&graph.text)?;
        Ok(graph)
    }

    /// What comes now are edges.
    pub(super) fn edges(&mut self) {
        self.is_at_edges = true;
    }

    /// The cell of a column as the text of an attribute.
    fn attribute(&mut self, table: &Table, name: &str, cells: &[Cell<'_>]) {
        let cell = table.place(name).and_then(|place| cells.get(place));
        self.value(cell.unwrap_or(&Cell::Empty));
    }

    fn value(&mut self, cell: &Cell<'_>) {
        match cell {
            Cell::Empty => {}
            Cell::Text(text) => escape(text, &mut self.text),
            Cell::Integer(number) => self
                .text
                .extend_from_slice(itoa::Buffer::new().format(*number).as_bytes()),
            Cell::Boolean(is) => self.text.extend_from_slice(if *is { b"true" } else { b"false" }),
            Cell::Time(moment) => self.times.write(*moment, &mut self.text),
        }
    }
}

impl Sheet for Graphml<'_> {
    fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), ExportError> {
        self.text.clear();
        let (whose, table) = if self.is_at_edges {
            ("edge", self.edges)
        } else {
            ("node", self.nodes)
        };
        if self.is_at_edges {
            self.text.extend_from_slice(b"<edge source=\"");
            self.attribute(table, "referrer", cells);
            self.text.extend_from_slice(b"\" target=\"");
            self.attribute(table, "participant", cells);
        } else {
            self.text.extend_from_slice(b"<node id=\"");
            self.attribute(table, "id", cells);
        }
        self.text.extend_from_slice(b"\">");
        for (column, cell) in table.columns().zip(cells) {
            if is_attribute(&column) && *cell != Cell::Empty {
                write!(self.text, "<data key=\"{whose}.{}\">", column.name)?;
                self.value(cell);
                self.text.extend_from_slice(b"</data>");
            }
        }
        writeln!(self.text, "</{whose}>")?;
        Ok(self.out.write_all(&self.text)?)
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        self.out.write_all(b"</graph>\n</graphml>\n")?;
        Ok(self.out.flush()?)
    }
}

fn attributes(table: &Table) -> impl Iterator<Item = Column> {
    table.columns().filter(is_attribute)
}

/// What is not said by the graph itself. Share codes would let whoever sees the picture act as somebody's friend.
fn is_attribute(column: &Column) -> bool {
    !["id", "code", "referrer", "participant", "clock"].contains(&column.name)
}

/// Text inside of XML 1.0; what that cannot hold is left out.
fn escape(text: &str, to: &mut Vec<u8>) {
    for letter in text.chars() {
        match letter {
            '&' => to.extend_from_slice(b"&amp;"),
            '<' => to.extend_from_slice(b"&lt;"),
            '>' => to.extend_from_slice(b"&gt;"),
            '"' => to.extend_from_slice(b"&quot;"),
            '\t' | '\n' | '\r' => to.push(b' '),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            letter => to.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
}
