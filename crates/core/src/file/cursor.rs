//! Reading tables key by key, so that every fault is noted and reading goes on.

use super::Severity;
use crate::{id, moment::Moment};
use std::{
    cell::RefCell,
    ops::{Range, RangeInclusive},
};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

type Span = Range<usize>;

/// A finding before its line and column are counted.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub span: Span,
    /// A key that is missing in the table at `span`.
    pub missing: Option<String>,
    pub severity: Severity,
    pub code: &'static str,
    pub message: String,
    pub remedy: String,
}

/// Collects what is found on the way.
#[derive(Default)]
pub(super) struct Log {
    entries: RefCell<Vec<Entry>>,
    pictures: RefCell<Vec<(String, Span)>>,
}

impl Log {
    pub fn error(&self, span: Span, code: &'static str, message: String, remedy: impl Into<String>) {
        self.push(Severity::Error, (span, None), code, message, remedy.into());
    }

    pub fn warn(&self, span: Span, code: &'static str, message: String, remedy: impl Into<String>) {
        self.push(Severity::Warning, (span, None), code, message, remedy.into());
    }

    pub fn picture(&self, path: &str, span: Span) {
        self.pictures.borrow_mut().push((path.to_owned(), span));
    }

    pub fn entries(&self) -> Vec<Entry> {
        self.entries.borrow().clone()
    }

    pub fn pictures(&self) -> Vec<(String, Span)> {
        self.pictures.borrow().clone()
    }

    fn push(
        &self,
        severity: Severity,
        (span, missing): (Span, Option<String>),
        code: &'static str,
        message: String,
        remedy: String,
    ) {
        self.entries.borrow_mut().push(Entry {
            span,
            missing,
            severity,
            code,
            message,
            remedy,
        });
    }
}

/// A table that is being read. It remembers the keys that were asked for: the others are unknown.
pub(super) struct Cursor<'a> {
    table: &'a DeTable<'a>,
    span: Span,
    pub log: &'a Log,
    asked: RefCell<Vec<&'static str>>,
}

impl<'a> Cursor<'a> {
    pub fn new(table: &'a DeTable<'a>, span: Span, log: &'a Log) -> Self {
        Self {
            table,
            span,
            log,
            asked: RefCell::default(),
        }
    }

    /// Where a key's value stands, or the table if it is not there.
    pub fn span(&self, key: &str) -> Span {
        self.table.get(key).map_or_else(|| self.span.clone(), Spanned::span)
    }

    pub fn error(&self, key: &str, code: &'static str, message: String, remedy: impl Into<String>) {
        self.log
            .push(Severity::Error, self.at(key), code, message, remedy.into());
    }

    pub fn warn(&self, key: &str, code: &'static str, message: String, remedy: impl Into<String>) {
        self.log
            .push(Severity::Warning, self.at(key), code, message, remedy.into());
    }

    fn at(&self, key: &str) -> (Span, Option<String>) {
        let missing = !self.table.contains_key(key) && !key.is_empty();
        (self.span(key), missing.then(|| key.to_owned()))
    }

    pub fn get(&self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.asked.borrow_mut().push(key);
        self.table.get(key)
    }

    /// A value that must be there.
    pub fn need<T>(
        &self,
        key: &'static str,
        read: impl FnOnce(&Self, &'static str) -> Option<T>,
        example: &str,
    ) -> Option<T> {
        if self.table.contains_key(key) {
            return read(self, key);
        }
        self.asked.borrow_mut().push(key);
        self.error(
            key,
            "missing_key",
            format!("`{key}` is missing"),
            format!("Add `{key} = {example}`."),
        );
        None
    }

    pub fn string(&self, key: &'static str) -> Option<&'a str> {
        self.typed(key, "a text in quotation marks", DeValue::as_str)
    }

    /// A name: slug, node id, option key.
    pub fn name(&self, key: &'static str) -> Option<String> {
        let text = self.string(key)?;
        if !id::is_name(text) {
            let longest = id::LONGEST_NAME;
            self.error(
                key,
                "bad_name",
                format!("`{text}` cannot be a name"),
                format!(
                    "Use lower-case letters a–z, digits and single hyphens between them, at most {longest} characters."
                ),
            );
            return None;
        }
        Some(text.to_owned())
    }

    /// A number within a range, or a default where there is none.
    pub fn number(&self, key: &'static str, range: RangeInclusive<u32>, default: u32) -> u32 {
        let Some(integer) = self.typed(key, "a whole number", DeValue::as_integer) else {
            return default;
        };
        match u32::from_str_radix(integer.as_str(), integer.radix()) {
            Ok(number) if range.contains(&number) => number,
            _ => {
                let (from, to) = (range.start(), range.end());
                self.error(
                    key,
                    "out_of_range",
                    format!("`{key}` is {}", integer.as_str()),
                    format!("Give a whole number from {from} to {to}."),
                );
                default
            }
        }
    }

    /// The table itself.
    pub fn raw(&self) -> &'a DeTable<'a> {
        self.table
    }

    /// The tables under a key, for a second look: nothing is noted.
    pub fn peek(&self, key: &str) -> Vec<Cursor<'a>> {
        let items = self.table.get(key).and_then(|value| value.get_ref().as_array());
        let tables = items.into_iter().flat_map(|items| items.iter());
        tables
            .filter_map(|item| Some(Cursor::new(item.get_ref().as_table()?, item.span(), self.log)))
            .collect()
    }

    /// A text, for a second look.
    pub fn peek_text(&self, key: &str) -> Option<&'a str> {
        self.table.get(key)?.get_ref().as_str()
    }

    /// Whether a key is there.
    pub fn has(&self, key: &'static str) -> bool {
        self.table.contains_key(key)
    }

    /// Yes or no, or a default where there is neither.
    pub fn flag(&self, key: &'static str, default: bool) -> bool {
        self.typed(key, "true or false", DeValue::as_bool).unwrap_or(default)
    }

    /// One of several names.
    pub fn one_of<T: Copy>(&self, key: &'static str, names: &[(&str, T)]) -> Option<T> {
        let given = self.string(key)?;
        let known = names.iter().find(|(name, _)| *name == given);
        if known.is_none() {
            let all: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
            self.error(
                key,
                "unknown_value",
                format!("`{given}` is not known here"),
                format!("Use one of {}.", all.join(", ")),
            );
        }
        known.map(|(_, value)| *value)
    }

    /// A number, whole or not, within a range.
    pub fn float(&self, key: &'static str, range: RangeInclusive<f64>) -> Option<f64> {
        let number: f64 = self.figure(key)?.parse().unwrap_or(f64::NAN);
        if !range.contains(&number) {
            let (from, to) = (range.start(), range.end());
            self.error(
                key,
                "out_of_range",
                format!("`{key}` is not within its bounds"),
                format!("Give a number from {from} to {to}."),
            );
            return None;
        }
        Some(number)
    }

    /// A number as it is written, whole or not, or the same in quotation marks.
    pub fn figure(&self, key: &'static str) -> Option<String> {
        self.typed(key, "a number", |value| match value {
            DeValue::Integer(integer) if integer.radix() == 10 => Some(integer.as_str().to_owned()),
            DeValue::Float(float) => Some(float.as_str().to_owned()),
            DeValue::String(text) => Some(text.to_string()),
            _ => None,
        })
    }

    /// The colour `#rrggbb`, in lower case.
    pub fn colour(&self, key: &'static str) -> Option<String> {
        let colour = self.string(key)?;
        let digits = colour.strip_prefix('#').unwrap_or_default();
        if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            self.error(
                key,
                "bad_colour",
                format!("`{colour}` is not a colour"),
                "Write six hexadecimal digits, as \"#c2410c\".",
            );
            return None;
        }
        Some(colour.to_ascii_lowercase())
    }

    /// The path of a picture beside or below the campaign file.
    pub fn picture(&self, key: &'static str) -> Option<String> {
        let path = self.string(key)?;
        let fine = !path.starts_with('/')
            && !path.contains('\\')
            && path.split('/').all(|part| !part.is_empty() && part != "..");
        if fine {
            self.log.picture(path, self.span(key));
        } else {
            self.error(
                key,
                "bad_path",
                format!("`{path}` is not a file beside or below the campaign file"),
                "Write it as \"router/cloth.svg\".",
            );
        }
        fine.then(|| path.to_owned())
    }

    /// A moment: a TOML date-time with its offset, or the same in quotation marks.
    pub fn moment(&self, key: &'static str) -> Option<Moment> {
        let value = self.get(key)?;
        let text = match value.get_ref() {
            DeValue::Datetime(datetime) => datetime.to_string(),
            DeValue::String(text) => text.to_string(),
            _ => String::new(),
        };
        let moment = Moment::parse(&text).ok();
        if moment.is_none() {
            self.error(
                key,
                "bad_moment",
                format!("`{key}` is not a moment with its offset from UTC"),
                "Write it as 2024-08-04T19:00:00+08:00, or with Z for UTC.",
            );
        }
        moment
    }

    /// A list of texts, each with its place.
    pub fn strings(&self, key: &'static str) -> Vec<(&'a str, Span)> {
        self.list(key, "a list of texts, as [\"a\", \"b\"]", DeValue::as_str)
    }

    /// A list of whole numbers, each with its place.
    pub fn numbers(&self, key: &'static str) -> Vec<(Option<u32>, Span)> {
        self.list(key, "a list of whole numbers, as [1, 2]", |value| {
            value
                .as_integer()
                .map(|integer| u32::from_str_radix(integer.as_str(), integer.radix()).ok())
        })
    }

    /// A table of its own, as `[confirm]`.
    pub fn table(&self, key: &'static str) -> Option<Cursor<'a>> {
        let span = self.span(key);
        let table = self.typed(key, "a table, as [confirm]", DeValue::as_table)?;
        Some(Cursor::new(table, span, self.log))
    }

    /// The tables of an array of tables, as `[[nodes]]`.
    pub fn tables(&self, key: &'static str) -> Vec<Cursor<'a>> {
        self.list(key, "tables, as [[…]] or [{ … }]", DeValue::as_table)
            .into_iter()
            .map(|(table, span)| Cursor::new(table, span, self.log))
            .collect()
    }

    /// Notes the keys that nobody asked for. To be called when everything has been read.
    pub fn finish(&self) {
        let asked = self.asked.borrow();
        for key in self.table.keys().filter(|key| !asked.contains(&key.get_ref().as_ref())) {
            let name = key.get_ref();
            if name == "prizes" && self.table.contains_key("kind") {
                self.log.error(
                    key.span(),
                    "prizes_without_draw",
                    "prizes stand at a node that draws nothing".to_owned(),
                    "Put them at a node of kind lottery (drawn at the end) or instant (won on the spot).",
                );
                continue;
            }
            let near = asked
                .iter()
                .max_by(|a, b| strsim::jaro(a, name).total_cmp(&strsim::jaro(b, name)));
            let remedy = match near {
                Some(near) if strsim::jaro(near, name) > 0.8 => format!("Did you mean `{near}`?"),
                _ => format!("Remove it. What can stand here: {}.", asked.join(", ")),
            };
            self.log
                .error(key.span(), "unknown_key", format!("`{name}` is not known here"), remedy);
        }
    }

    fn typed<T>(&self, key: &'static str, what: &str, read: impl FnOnce(&'a DeValue<'a>) -> Option<T>) -> Option<T> {
        let value = self.get(key)?;
        let typed = read(value.get_ref());
        if typed.is_none() {
            self.wrong_type(key, value, what);
        }
        typed
    }

    fn list<T>(&self, key: &'static str, what: &str, read: impl Fn(&'a DeValue<'a>) -> Option<T>) -> Vec<(T, Span)> {
        let Some(items) = self.typed(key, what, DeValue::as_array) else {
            return Vec::new();
        };
        let mut list = Vec::new();
        for item in items.iter() {
            match read(item.get_ref()) {
                Some(value) => list.push((value, item.span())),
                None => self.wrong_type(key, item, what),
            }
        }
        list
    }

    fn wrong_type(&self, key: &str, value: &Spanned<DeValue<'_>>, what: &str) {
        let found = value.get_ref().type_str();
        self.log.error(
            value.span(),
            "wrong_type",
            format!("`{key}` is of type {found}"),
            format!("Give {what}."),
        );
    }
}
