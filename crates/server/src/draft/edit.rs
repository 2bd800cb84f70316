//! Changes of a campaign file, place by place. What is not changed stays as it was written, with its comments.

use super::json;
use canyu_core::{
    file::place::{NAMES, Step, brackets, steps},
    staff::Edit,
};
use serde_json::Value as Json;
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value};

/// Why nothing was changed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum EditError {
    /// There is no such place.
    #[error("there is nothing at `{0}`, or not any more")]
    NoPlace(String),
    /// What is to be written cannot stand in a file.
    #[error(
        "what is to be written at `{0}` cannot stand in a campaign file: it is null, or a time that cannot be read"
    )]
    NoValue(String),
    /// Something else stands there than whoever writes has seen.
    #[error("somebody else has written something else at `{place}` meanwhile; nothing was changed")]
    Meanwhile {
        /// Where.
        place: String,
        /// What stands there.
        theirs: Json,
    },
}

/// A step whose thing has been found.
#[derive(Clone, Copy)]
enum At<'a> {
    Key(&'a str),
    Number(usize),
}

/// Makes a change.
///
/// # Errors
/// [`EditError`]; nothing was changed then.
pub fn apply(document: &mut DocumentMut, edit: &Edit) -> Result<(), EditError> {
    let whole = json::of_table(document.as_table());
    match edit {
        Edit::Set { place, value, was } => {
            let way = find(&whole, place)?;
            let there = seen(&whole, &way).cloned().unwrap_or_default();
            if was.as_ref().is_some_and(|was| *was != there && *value != there) {
                return Err(EditError::Meanwhile {
                    place: place.clone(),
                    theirs: there,
                });
            }
            if value.is_null() {
                return if there.is_null() {
                    Ok(())
                } else {
                    remove(document, &way, place)
                };
            }
            let value = json::value(value).ok_or_else(|| EditError::NoValue(place.clone()))?;
            set(document, &way, value).ok_or_else(|| EditError::NoPlace(place.clone()))
        }
        Edit::Remove { place } => remove(document, &find(&whole, place)?, place),
        Edit::Insert { place, at, value } => {
            let way = find(&whole, place)?;
            let length = seen(&whole, &way).and_then(Json::as_array).map_or(0, Vec::len);
            let at = at.map_or(length, |at| length.min(at as usize));
            insert(document, &way, at, value).ok_or_else(|| EditError::NoValue(place.clone()))?;
            number(document);
            Ok(())
        }
        Edit::Move { place, to } => {
            let way = find(&whole, place)?;
            reorder(document, &way, *to as usize).ok_or_else(|| EditError::NoPlace(place.clone()))?;
            number(document);
            Ok(())
        }
    }
}

/// The steps of a place, with names of things turned into their numbers. The last steps may lead to where nothing stands yet.
fn find<'a>(whole: &Json, place: &'a str) -> Result<Vec<At<'a>>, EditError> {
    let nothing = || EditError::NoPlace(place.to_owned());
    let mut here = Some(whole);
    let mut way = Vec::new();
    for step in steps(place).ok_or_else(nothing)? {
        let at = match step {
            Step::Key(key) => At::Key(key),
            Step::In(bracket) => {
                let things = here.and_then(Json::as_array).ok_or_else(nothing)?;
                let name = |thing: &'_ Json| {
                    NAMES
                        .iter()
                        .find_map(|name| thing.get(*name)?.as_str().map(str::to_owned))
                };
                let names: Vec<Option<String>> = things.iter().map(name).collect();
                let names: Vec<Option<&str>> = names.iter().map(Option::as_deref).collect();
                let number = brackets(&names).iter().position(|known| known == bracket);
                // A number leads there, too, where things have names.
                let number = number.or_else(|| bracket.parse().ok().filter(|number| *number < things.len()));
                At::Number(number.ok_or_else(nothing)?)
            }
        };
        here = here.and_then(|here| child(here, at));
        way.push(at);
    }
    Ok(way)
}

fn child<'a>(json: &'a Json, at: At<'_>) -> Option<&'a Json> {
    match at {
        At::Key(key) => json.get(key),
        At::Number(number) => json.get(number),
    }
}

fn seen<'a>(whole: &'a Json, way: &[At<'_>]) -> Option<&'a Json> {
    way.iter().try_fold(whole, |json, at| child(json, *at))
}

/// Something in a document that can be changed: TOML has the same things in headlines and in braces.
enum Spot<'a> {
    Item(&'a mut Item),
    Table(&'a mut Table),
    Value(&'a mut Value),
}

impl<'a> Spot<'a> {
    /// One step further; where a key leads to nothing, a table in braces is put there if `make` says so.
    fn step(self, at: At<'_>, make: bool) -> Option<Self> {
        match (self, at) {
            (Self::Item(Item::Table(table)) | Self::Table(table), At::Key(key)) => {
                if make && !table.contains_key(key) {
                    table.insert(key, Item::Value(Value::InlineTable(InlineTable::new())));
                }
                Some(Self::Item(table.get_mut(key)?))
            }
            (
                Self::Item(Item::Value(Value::InlineTable(table))) | Self::Value(Value::InlineTable(table)),
                At::Key(key),
            ) => {
                if make && !table.contains_key(key) {
                    table.insert(key, Value::InlineTable(InlineTable::new()));
                }
                Some(Self::Value(table.get_mut(key)?))
            }
            (Self::Item(Item::ArrayOfTables(tables)), At::Number(number)) => Some(Self::Table(tables.get_mut(number)?)),
            (Self::Item(Item::Value(Value::Array(items))) | Self::Value(Value::Array(items)), At::Number(number)) => {
                Some(Self::Value(items.get_mut(number)?))
            }
            _ => None,
        }
    }
}

/// What stands before the last step, and that step.
fn parent<'a, 'w>(document: &'a mut DocumentMut, way: &[At<'w>], make: bool) -> Option<(Spot<'a>, At<'w>)> {
    let (last, before) = way.split_last()?;
    let root = Spot::Table(document.as_table_mut());
    let spot = before.iter().try_fold(root, |spot, at| spot.step(*at, make))?;
    Some((spot, *last))
}

fn set(document: &mut DocumentMut, way: &[At<'_>], mut value: Value) -> Option<()> {
    let (spot, last) = parent(document, way, true)?;
    match (spot, last) {
        (Spot::Item(Item::Table(table)) | Spot::Table(table), At::Key(key)) => match table.get_mut(key) {
            Some(Item::Value(old)) => like(old, value),
            // A table with a headline is filled anew, so that it stays where it stands.
            Some(Item::Table(old)) => match value {
                Value::InlineTable(new) => {
                    old.clear();
                    old.extend(new);
                }
                value => drop(table.insert(key, Item::Value(value))),
            },
            _ => drop(table.insert(key, Item::Value(value))),
        },
        (Spot::Item(Item::Value(Value::InlineTable(table))) | Spot::Value(Value::InlineTable(table)), At::Key(key)) => {
            match table.get_mut(key) {
                Some(old) => like(old, value),
                None => drop(table.insert(key, value)),
            }
        }
        (Spot::Item(Item::Value(Value::Array(items))) | Spot::Value(Value::Array(items)), At::Number(number)) => {
            like(items.get_mut(number)?, value);
        }
        (Spot::Item(Item::ArrayOfTables(tables)), At::Number(number)) => {
            let table = tables.get_mut(number)?;
            let Value::InlineTable(new) = &mut value else {
                return None;
            };
            table.clear();
            table.extend(std::mem::take(new));
        }
        _ => return None,
    }
    Some(())
}

/// In place of the old value, with the blanks and the comment around it.
fn like(old: &mut Value, mut new: Value) {
    *new.decor_mut() = old.decor().clone();
    *old = new;
}

fn remove(document: &mut DocumentMut, way: &[At<'_>], place: &str) -> Result<(), EditError> {
    let removed = parent(document, way, false).and_then(|(spot, last)| match (spot, last) {
        (Spot::Item(Item::Table(table)) | Spot::Table(table), At::Key(key)) => table.remove(key).map(drop),
        (Spot::Item(Item::Value(Value::InlineTable(table))) | Spot::Value(Value::InlineTable(table)), At::Key(key)) => {
            table.remove(key).map(drop)
        }
        (Spot::Item(Item::ArrayOfTables(tables)), At::Number(number)) => {
            (number < tables.len()).then(|| drop(tables.remove(number)))
        }
        (Spot::Item(Item::Value(Value::Array(items))) | Spot::Value(Value::Array(items)), At::Number(number)) => {
            (number < items.len()).then(|| drop(items.remove(number)))
        }
        _ => None,
    });
    removed.ok_or_else(|| EditError::NoPlace(place.to_owned()))
}

fn insert(document: &mut DocumentMut, way: &[At<'_>], at: usize, new: &Json) -> Option<()> {
    // Nothing is made on the way before it is sure that it is needed.
    let value = json::value(new)?;
    let (spot, last) = parent(document, way, true)?;
    let At::Key(key) = last else {
        let Spot::Value(Value::Array(items)) = spot.step(last, false)? else {
            return None;
        };
        items.insert(at, value);
        return Some(());
    };
    match spot {
        Spot::Item(Item::Table(table)) | Spot::Table(table) => match table.get_mut(key) {
            Some(Item::ArrayOfTables(tables)) => put(tables, at, json::table(new.as_object()?)?),
            Some(Item::Value(Value::Array(items))) if !items.is_empty() => spread(items, at, value),
            Some(Item::Value(Value::Array(_))) | None => {
                let item = match new.as_object() {
                    Some(map) => Item::ArrayOfTables([json::table(map)?].into_iter().collect()),
                    None => Item::Value(Value::Array([value].into_iter().collect())),
                };
                table.insert(key, item);
            }
            _ => return None,
        },
        Spot::Item(Item::Value(Value::InlineTable(table))) | Spot::Value(Value::InlineTable(table)) => {
            match table.get_mut(key) {
                Some(Value::Array(items)) => spread(items, at, value),
                None => drop(table.insert(key, Value::Array([value].into_iter().collect()))),
                _ => return None,
            }
        }
        _ => return None,
    }
    Some(())
}

fn put(tables: &mut ArrayOfTables, at: usize, table: Table) {
    let mut all: Vec<Table> = std::mem::take(tables).into_iter().collect();
    all.insert(at.min(all.len()), table);
    *tables = all.into_iter().collect();
}

/// Where each stands in a line of its own, so does the new one.
fn spread(items: &mut Array, at: usize, mut value: Value) {
    if let Some(first) = items.get(0) {
        *value.decor_mut() = first.decor().clone();
    }
    items.insert_formatted(at.min(items.len()), value);
}

fn reorder(document: &mut DocumentMut, way: &[At<'_>], to: usize) -> Option<()> {
    let (spot, last) = parent(document, way, false)?;
    let At::Number(from) = last else { return None };
    match spot {
        Spot::Item(Item::ArrayOfTables(tables)) => {
            let mut all: Vec<Table> = std::mem::take(tables).into_iter().collect();
            let moved = (from < all.len()).then(|| all.remove(from))?;
            all.insert(to.min(all.len()), moved);
            *tables = all.into_iter().collect();
        }
        Spot::Item(Item::Value(Value::Array(items))) | Spot::Value(Value::Array(items)) => {
            let moved = (from < items.len()).then(|| items.remove(from))?;
            items.insert_formatted(to.min(items.len()), moved);
        }
        _ => return None,
    }
    Some(())
}

/// Tables are written in the order of their positions, which those that came, or went elsewhere, do not have: they get new ones in the order in
/// which they stand in the document.
fn number(document: &mut DocumentMut) {
    let mut next = 0;
    number_table(document.as_table_mut(), &mut next);
}

fn number_table(table: &mut Table, next: &mut isize) {
    table.set_position(Some(*next));
    *next += 1;
    // What was written first comes first, and what is new behind it.
    let mut keys: Vec<(isize, String)> = table
        .iter()
        .filter_map(|(key, item)| Some((first(item)?, key.to_owned())))
        .collect();
    keys.sort_by_key(|(position, _)| *position);
    for (_, key) in keys {
        match table.get_mut(&key) {
            Some(Item::Table(table)) => number_table(table, next),
            Some(Item::ArrayOfTables(tables)) => tables.iter_mut().for_each(|table| number_table(table, next)),
            _ => {}
        }
    }
}

/// Where a table, or the first of several, was written; the end for what is new. `None` for what is none.
fn first(item: &Item) -> Option<isize> {
    match item {
        Item::Table(table) => Some(table.position().unwrap_or(isize::MAX)),
        Item::ArrayOfTables(tables) => Some(tables.iter().filter_map(Table::position).min().unwrap_or(isize::MAX)),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
