//! Lists of things in a campaign file, however they are written: `[[nodes.posts]]` or `posts = [{ … }]`.

use super::Amendment;
use canyu_core::{campaign::WishStatus, lang::Text, moment::Moment};
use toml_edit::{Array, ArrayOfTables, Datetime, DocumentMut, InlineTable, Item, TableLike, Value};

/// The table of a node, and whether it is written in a line.
pub(super) fn node<'a>(document: &'a mut DocumentMut, id: &str) -> Option<(&'a mut dyn TableLike, bool)> {
    let nodes = document.get_mut("nodes")?;
    let has_id = |table: &dyn TableLike| table.get("id").and_then(Item::as_str) == Some(id);
    match nodes {
        Item::ArrayOfTables(list) => {
            let found = list.iter_mut().find(|table| has_id(*table));
            found.map(|table| (table as &mut dyn TableLike, false))
        }
        Item::Value(Value::Array(list)) => {
            let mut tables = list.iter_mut().filter_map(Value::as_inline_table_mut);
            let found = tables.find(|table| has_id(*table));
            found.map(|table| (table as &mut dyn TableLike, true))
        }
        _ => None,
    }
}

/// What a thing is known by: a field, and whether its text is the one that is meant.
type Known<'a, F> = (&'a str, F);

/// Puts a thing into a list, in the place of the one that is known so, or at its end.
pub(super) fn set<F: Fn(&str) -> bool>(
    (table, is_line): (&mut dyn TableLike, bool),
    list: &str,
    known: Known<'_, F>,
    thing: InlineTable,
) {
    let is_known = |table: &dyn TableLike| is_known(table, &known);
    match table.get_mut(list) {
        Some(Item::ArrayOfTables(things)) => {
            let place = things.iter().position(|table| is_known(table));
            if let Some(found) = place.and_then(|place| things.get_mut(place)) {
                let gone: Vec<String> = found
                    .iter()
                    .map(|(key, _)| key.to_owned())
                    .filter(|key| !thing.contains_key(key))
                    .collect();
                for key in gone {
                    found.remove(&key);
                }
                for (key, value) in thing {
                    found.insert(&key, Item::Value(value));
                }
            } else {
                things.push(thing.into_table());
            }
        }
        Some(Item::Value(Value::Array(things))) => {
            let place = things
                .iter()
                .position(|value| value.as_inline_table().is_some_and(|table| is_known(table)));
            match place.and_then(|place| things.get_mut(place)) {
                Some(found) => {
                    let decor = found.decor().clone();
                    *found = Value::InlineTable(thing);
                    *found.decor_mut() = decor;
                }
                None => things.push(thing),
            }
        }
        // Where nodes are tables their lists are, too. A node that is written in a line gets its list there.
        _ if is_line => {
            let mut things = Array::new();
            things.push(thing);
            table.insert(list, Item::Value(Value::Array(things)));
        }
        _ => {
            let mut things = ArrayOfTables::new();
            things.push(thing.into_table());
            table.insert(list, Item::ArrayOfTables(things));
        }
    }
}

/// Takes a thing out of a list.
pub(super) fn remove<F: Fn(&str) -> bool>((table, _): (&mut dyn TableLike, bool), list: &str, known: Known<'_, F>) {
    match table.get_mut(list) {
        Some(Item::ArrayOfTables(things)) => things.retain(|table| !is_known(table, &known)),
        Some(Item::Value(Value::Array(things))) => {
            things.retain(|value| !value.as_inline_table().is_some_and(|table| is_known(table, &known)));
        }
        _ => {}
    }
}

fn is_known<F: Fn(&str) -> bool>(table: &dyn TableLike, (field, is_meant): &Known<'_, F>) -> bool {
    table.get(field).and_then(Item::as_str).is_some_and(is_meant)
}

/// A post as it stands in a file.
pub(super) fn post(amendment: &Amendment) -> InlineTable {
    let mut table = InlineTable::new();
    if let Amendment::Post {
        key, at, title, text, ..
    } = amendment
    {
        table.insert("key", key.as_str().into());
        table.insert("at", moment(*at));
        table.insert("title", texts(title));
        if !text.0.is_empty() {
            table.insert("text", texts(text));
        }
    }
    table
}

/// An answer as it stands in a file.
pub(super) fn answer(to: &str, (status, text): &(WishStatus, Text)) -> InlineTable {
    let mut table = InlineTable::new();
    table.insert("to", to.into());
    table.insert("status", status.name().into());
    if !text.0.is_empty() {
        table.insert("text", texts(text));
    }
    table
}

/// Whole seconds: nobody tells news by the millisecond.
fn moment(at: Moment) -> Value {
    let whole = Moment(at.0.div_euclid(1_000) * 1_000).to_string();
    match whole.parse::<Datetime>() {
        Ok(at) => at.into(),
        // Left to the reader of the file, who says what is wrong with it.
        Err(_) => whole.into(),
    }
}

fn texts(text: &Text) -> Value {
    let mut table = InlineTable::new();
    for (lang, text) in &text.0 {
        table.insert(lang.tag(), text.as_str().into());
    }
    Value::InlineTable(table)
}
