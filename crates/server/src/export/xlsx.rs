//! Workbooks. Rows go to a temporary file as they come, so memory does not grow with the table.

use super::{
    ExportError,
    cell::Cell,
    sheet::{Head, Out, Sheet},
};
use canyu_core::{moment::Moment, staff::ColumnKind};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};
use std::borrow::Cow;

/// Rows of a sheet, its head with them (Excel's specification).
pub(super) const SHEET_ROWS: u32 = 1_048_576;
/// Characters of a cell, as Excel counts them: UTF-16 units.
const LONGEST_TEXT: usize = 32_767;
/// Where Excel's days begin, counted in days before 1970-01-01.
const EPOCH: f64 = 25_569.0;
const DAY: f64 = 86_400_000.0;

/// A workbook: the table on its first sheet, what it is of on the second, and more of the table on further ones where it is longer than a sheet.
pub(super) struct Xlsx<'o> {
    book: Workbook,
    head: Head,
    out: Out<'o>,
    bold: Format,
    time: Format,
    /// The sheet that is being written, from 0.
    sheet: usize,
    /// The row of it that comes next.
    row: u32,
    rows: u64,
    sheet_rows: u32,
}

impl<'o> Xlsx<'o> {
    pub(super) fn new(head: &Head, out: Out<'o>) -> Result<Self, ExportError> {
        Self::with_sheets_of(head, out, SHEET_ROWS)
    }

    /// The same with shorter sheets, for tests.
    pub(super) fn with_sheets_of(head: &Head, out: Out<'o>, sheet_rows: u32) -> Result<Self, ExportError> {
        let mut xlsx = Self {
            book: Workbook::new(),
            head: head.clone(),
            out,
            bold: Format::new().set_bold(),
            time: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
            sheet: 0,
            row: 0,
            rows: 0,
            sheet_rows,
        };
        xlsx.next_sheet(head.table.name().to_owned())?;
        xlsx.book.add_worksheet().set_name("About")?;
        Ok(xlsx)
    }

    /// Adds a sheet with the names of the columns.
    fn next_sheet(&mut self, name: String) -> Result<(), XlsxError> {
        let sheet = self.book.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?.set_freeze_panes(1, 0)?;
        for (place, column) in (0_u16..).zip(self.head.table.columns()) {
            let width = match column.kind {
                ColumnKind::Time => 19,
                ColumnKind::Text => 16,
                ColumnKind::Integer | ColumnKind::Boolean => 11,
            };
            sheet.set_column_width(place, width)?;
            sheet.write_string_with_format(0, place, column.name, &self.bold)?;
        }
        self.row = 1;
        Ok(())
    }

    /// What the workbook is of, and what its columns say.
    fn write_about(&mut self) -> Result<(), XlsxError> {
        let sheet = self.book.worksheet_from_index(1)?;
        sheet.set_column_width(0, 18)?.set_column_width(1, 40)?;
        let mut row = 0;
        let facts = self.head.facts();
        for (name, value) in facts.iter().map(|(name, value)| (*name, value.as_str())) {
            sheet.write_string_with_format(row, 0, name, &self.bold)?;
            sheet.write_string(row, 1, shortened(value))?;
            row += 1;
        }
        sheet.write_string_with_format(row, 0, "rows", &self.bold)?;
        sheet.write_number(row, 1, self.rows as f64)?;
        row += 2;
        for column in self.head.table.columns() {
            sheet.write_string_with_format(row, 0, column.name, &self.bold)?;
            sheet.write_string(row, 1, column.meaning)?;
            sheet.write_string(row, 2, column.unit)?;
            row += 1;
        }
        Ok(())
    }

    fn properties(&self) -> Result<DocProperties, XlsxError> {
        let title = format!("{}: {}", self.head.campaign, self.head.table.name());
        let comment = self
            .head
            .facts()
            .into_iter()
            .map(|(name, value)| format!("{name}: {value}\n"));
        Ok(DocProperties::new()
            .set_title(title)
            .set_author("Canyu")
            .set_status(self.head.clock)
            .set_comment(comment.collect::<String>())
            .set_creation_datetime(&ExcelDateTime::from_timestamp(self.head.made_at.0.div_euclid(1_000))?))
    }
}

impl Sheet for Xlsx<'_> {
    fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), ExportError> {
        if self.row == self.sheet_rows {
            // The second one says what it is of.
            self.sheet = self.sheet.max(1) + 1;
            self.next_sheet(format!("{} {}", self.head.table.name(), self.sheet))?;
        }
        let sheet = self.book.worksheet_from_index(self.sheet)?;
        for (place, cell) in (0_u16..).zip(cells) {
            match cell {
                Cell::Empty => continue,
                // As text, whatever it looks like: no formula comes out of a cell.
                Cell::Text(text) => sheet.write_string(self.row, place, shortened(text))?,
                Cell::Integer(number) => sheet.write_number(self.row, place, *number as f64)?,
                Cell::Boolean(is) => sheet.write_boolean(self.row, place, *is)?,
                Cell::Time(moment) => sheet.write_number_with_format(self.row, place, serial(*moment), &self.time)?,
            };
        }
        self.row += 1;
        self.rows += 1;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        self.write_about()?;
        let properties = self.properties()?;
        self.book.set_properties(&properties);
        self.book.save_to_writer(&mut self.out)?;
        Ok(self.out.flush()?)
    }
}

/// A moment as Excel counts: days since the end of 1899, by UTC.
fn serial(moment: Moment) -> f64 {
    moment.0 as f64 / DAY + EPOCH
}

/// A text as far as a cell can hold it.
fn shortened(text: &str) -> Cow<'_, str> {
    // No character has more UTF-16 units than bytes.
    if text.len() <= LONGEST_TEXT || text.encode_utf16().count() <= LONGEST_TEXT {
        return Cow::Borrowed(text);
    }
    let mut units = 0;
    let fits = |letter: &char| {
        units += letter.len_utf16();
        units < LONGEST_TEXT
    };
    Cow::Owned(text.chars().take_while(fits).chain(['…']).collect())
}
