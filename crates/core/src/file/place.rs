//! Places in a campaign file, as people and programs name them: `title.en`, `nodes[guess].options[red].text.en`, `nodes[sleeve].stages[0].picture`.
//! In brackets stands the name of a thing in a list, where each has one of its own there that can stand in brackets, else its number from 0.

use std::{collections::BTreeSet, ops::Range};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// By which keys a thing in a list is named, the first that it has.
pub const NAMES: [&str; 3] = ["id", "key", "to"];

/// What stands in brackets for each thing of a list, given the names of those that have one.
#[must_use]
pub fn brackets(names: &[Option<&str>]) -> Vec<String> {
    let known: BTreeSet<&str> = names.iter().flatten().copied().collect();
    let is_plain = |name: &&str| {
        name.bytes()
            .all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, b'-' | b'_'))
    };
    let is_named = known.len() == names.len() && known.iter().all(is_plain);
    let bracket = |(number, name): (usize, &Option<&str>)| match name {
        Some(name) if is_named => (*name).to_owned(),
        _ => number.to_string(),
    };
    names.iter().enumerate().map(bracket).collect()
}

/// A place below another one.
#[must_use]
pub fn below(place: &str, key: &str) -> String {
    if place.is_empty() {
        key.to_owned()
    } else {
        format!("{place}.{key}")
    }
}

/// A step of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// The value of a key.
    Key(&'a str),
    /// A thing of a list.
    In(&'a str),
}

/// The steps of a place; `None` for what is none.
#[must_use]
pub fn steps(place: &str) -> Option<Vec<Step<'_>>> {
    let mut steps = Vec::new();
    for part in place.split('.') {
        let (key, brackets) = part
            .split_once('[')
            .map_or((part, None), |(key, rest)| (key, Some(rest)));
        if key.is_empty() || key.contains(']') {
            return None;
        }
        steps.push(Step::Key(key));
        let Some(rest) = brackets else { continue };
        for name in rest.strip_suffix(']')?.split("][") {
            let is_name = !name.is_empty() && !name.contains(['[', ']']);
            steps.push(Step::In(Some(name).filter(|_| is_name)?));
        }
    }
    Some(steps)
}

/// Where everything of a file stands.
pub(super) struct Places(Vec<(Range<usize>, String)>);

impl Places {
    pub(super) fn of(root: &DeTable<'_>) -> Self {
        let mut places = Self(Vec::new());
        places.table(root, "");
        places
    }

    fn table(&mut self, table: &DeTable<'_>, place: &str) {
        for (key, value) in table {
            let place = below(place, key.get_ref());
            self.0.push((key.span(), place.clone()));
            self.value(value, place);
        }
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>, place: String) {
        self.0.push((value.span(), place.clone()));
        match value.get_ref() {
            DeValue::Table(table) => self.table(table, &place),
            DeValue::Array(items) => {
                let names: Vec<Option<&str>> = items.iter().map(|item| name(item.get_ref())).collect();
                for (item, bracket) in items.iter().zip(brackets(&names)) {
                    self.value(item, format!("{place}[{bracket}]"));
                }
            }
            _ => {}
        }
    }

    /// What stands there: the innermost thing. `missing` is a key that it should have.
    pub(super) fn of_span(&self, span: &Range<usize>, missing: Option<&str>) -> String {
        // The last one that fits is the innermost, as what is inside is noted after what is around it.
        let exact = self.0.iter().rev().find(|(known, _)| known == span);
        let around = || {
            let fits = |(known, _): &&(Range<usize>, String)| known.start <= span.start && span.end <= known.end;
            self.0.iter().rev().find(fits)
        };
        let place = exact.or_else(around).map_or("", |(_, place)| place);
        match missing {
            // The whole file has no span of its own.
            Some(key) if *span == (0..0) => key.to_owned(),
            Some(key) => below(place, key),
            None if *span == (0..0) => String::new(),
            None => place.to_owned(),
        }
    }
}

fn name<'a>(value: &'a DeValue<'_>) -> Option<&'a str> {
    let table = value.as_table()?;
    NAMES.iter().find_map(|name| table.get(*name)?.get_ref().as_str())
}

#[cfg(test)]
mod tests {
    use super::{Step, steps};
    use crate::file::read;

    #[test]
    fn findings_say_what_they_are_about() {
        let file = r##"
slug = "Toy"
languages = ["en"]
title = { en = "Toy", fr = "Jouet" }
opens = 2024-08-04T19:00:00Z
accent = "blue"
lucky = 7

[[nodes]]
id = "guess"
kind = "guess"
title = { en = "What?" }
form = "choice"
[[nodes.options]]
key = "red"
[[nodes.options]]
key = "blue"
text = { en = "Blue" }

[[nodes]]
id = "look"
kind = "teaser"
title = { en = "Look" }
columns = 90
[[nodes.stages]]
picture = "/etc/passwd"
"##;
        let found = read(file).findings;
        let places: Vec<(&str, &str)> = found.iter().map(|one| (one.place.as_str(), one.code)).collect();
        for expected in [
            ("slug", "bad_name"),
            ("title.fr", "unknown_language"),
            ("closes", "missing_key"),
            ("accent", "bad_colour"),
            ("lucky", "unknown_key"),
            ("nodes[guess].options[red].text", "missing_key"),
            ("nodes[look].columns", "out_of_range"),
            ("nodes[look].stages[0].picture", "bad_path"),
        ] {
            assert!(places.contains(&expected), "{expected:?} is not among {places:?}");
        }
    }

    #[test]
    fn a_place_is_taken_apart_and_what_is_none_is_refused() {
        use Step::{In, Key};
        assert_eq!(steps("title.zh-Hans"), Some(vec![Key("title"), Key("zh-Hans")]));
        assert_eq!(
            steps("nodes[guess].options[0].text"),
            Some(vec![Key("nodes"), In("guess"), Key("options"), In("0"), Key("text")])
        );
        for wrong in ["", ".", "a..b", "a[", "a[]", "a]b", "a[b]c", "[a]", "a[b]]"] {
            assert_eq!(steps(wrong), None, "{wrong}");
        }
    }
}
