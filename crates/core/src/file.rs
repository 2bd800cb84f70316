//! The campaign file: TOML in, a [`Campaign`] or a list of findings out. Each finding says where, what is wrong, and what would
//! be right; all of them are listed, not only the first.

mod assemble;
mod campaign;
mod checkin;
mod cursor;
mod guess;
mod honour;
mod instant;
mod lottery;
mod news;
mod nodes;
mod people;
pub mod place;
mod reserve;
mod share;
mod teaser;
mod texts;
mod trust;
mod vote;
mod whole;

#[cfg(test)]
mod tests;

use crate::{campaign::Campaign, moment::Moment};
use cursor::{Cursor, Log};
use std::ops::Range;

/// Whether a finding keeps a campaign from being published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// It does.
    Error,
    /// It does not, but is probably not meant.
    Warning,
}

/// Something about a campaign file.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Finding {
    /// How bad.
    pub severity: Severity,
    /// A stable code.
    pub code: &'static str,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// What it is about, as `nodes[guess].title.en`: see [`place`]. Empty: the file as a whole.
    pub place: String,
    /// What is wrong.
    pub message: String,
    /// What would be right.
    pub remedy: String,
}

/// A picture that the file names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureName {
    /// Relative to the file.
    pub path: String,
    /// Where the file names it.
    pub line: usize,
    /// Where the file names it.
    pub column: usize,
    /// The same as a [`place`].
    pub place: String,
}

/// What reading a campaign file gives.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The campaign, when there are no errors.
    pub campaign: Option<Campaign>,
    /// Errors and warnings, by place.
    pub findings: Vec<Finding>,
    /// The pictures it needs. Whether they are there is for the caller to look.
    pub pictures: Vec<PictureName>,
}

impl Reading {
    /// Whether nothing keeps the campaign from being published.
    #[must_use]
    pub fn is_fine(&self) -> bool {
        self.findings.iter().all(|finding| finding.severity != Severity::Error)
    }
}

/// Reads and checks a campaign file, whenever that is.
#[must_use]
pub fn read(source: &str) -> Reading {
    read_at(source, None)
}

/// Reads and checks a campaign file that is to be published now: what has passed already is named, too.
#[must_use]
pub fn read_at(source: &str, now: Option<Moment>) -> Reading {
    let log = Log::default();
    let (root, syntax) = toml::de::DeTable::parse_recoverable(source);
    for error in &syntax {
        let span = error.span().unwrap_or(0..0);
        log.error(
            span,
            "syntax",
            error.message().to_owned(),
            "Write it as TOML 1.0: key = value, texts in quotation marks.",
        );
    }
    let read = if syntax.is_empty() {
        campaign::read(&Cursor::new(root.get_ref(), 0..0, &log), now)
    } else {
        None
    };
    let place = |span: &Range<usize>| line_and_column(source, span.start);
    let places = place::Places::of(root.get_ref());
    let mut findings: Vec<Finding> = log
        .entries()
        .into_iter()
        .map(|entry| {
            let (line, column) = place(&entry.span);
            let cursor::Entry {
                severity,
                code,
                message,
                remedy,
                span,
                missing,
            } = entry;
            Finding {
                severity,
                code,
                line,
                column,
                place: places.of_span(&span, missing.as_deref()),
                message,
                remedy,
            }
        })
        .collect();
    findings.sort_by_key(|finding| (finding.line, finding.column, finding.severity));
    let pictures = log.pictures().into_iter().map(|(path, span)| {
        let (line, column) = place(&span);
        let place = places.of_span(&span, None);
        PictureName {
            path,
            line,
            column,
            place,
        }
    });
    let mut reading = Reading {
        campaign: None,
        pictures: pictures.collect(),
        findings,
    };
    if reading.is_fine() {
        reading.campaign = read;
    }
    reading
}

/// The JSON Schema of the campaign file, for editors.
#[must_use]
pub fn schema() -> schemars::Schema {
    schemars::SchemaGenerator::default().into_root_schema_for::<Campaign>()
}

fn line_and_column(source: &str, offset: usize) -> (usize, usize) {
    let before = source.get(..offset).unwrap_or(source);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
    (line, column)
}
