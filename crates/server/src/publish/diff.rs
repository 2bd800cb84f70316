//! Where two versions of a campaign differ.

use canyu_core::file::place::{NAMES, below as below_place};
use serde_json::Value;
use std::collections::BTreeSet;

/// A place where they differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The way to it, as `nodes[1].title.en`; things that have an id or a key of their own are named by it: `nodes[guess].options[red].text.en`.
    pub place: String,
    /// What stood there; null: nothing.
    pub old: Value,
    /// What stands there now; null: nothing.
    pub new: Value,
}

/// All places where two values differ, in the order of the new one.
#[must_use]
pub fn differences(old: &Value, new: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    walk("", old, new, &mut found);
    found
}

fn walk(place: &str, old: &Value, new: &Value, found: &mut Vec<Difference>) {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => {
            let keys: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
            for key in keys {
                let (before, after) = (
                    old.get(key).unwrap_or(&Value::Null),
                    new.get(key).unwrap_or(&Value::Null),
                );
                walk(&below(place, key), before, after, found);
            }
        }
        (Value::Array(old), Value::Array(new)) if all_named(old) && all_named(new) => {
            let names: Vec<&str> = new.iter().chain(old).filter_map(name).collect();
            let mut seen = BTreeSet::new();
            for known in names.into_iter().filter(|name| seen.insert(*name)) {
                let find = |items: &[Value]| items.iter().find(|item| name(item) == Some(known)).cloned();
                let (before, after) = (find(old).unwrap_or_default(), find(new).unwrap_or_default());
                walk(&format!("{place}[{known}]"), &before, &after, found);
            }
        }
        (Value::Array(old), Value::Array(new)) if old.len() == new.len() => {
            for (number, (old, new)) in old.iter().zip(new).enumerate() {
                walk(&format!("{place}[{number}]"), old, new, found);
            }
        }
        (old, new) if old != new => found.push(Difference {
            place: place.to_owned(),
            old: old.clone(),
            new: new.clone(),
        }),
        _ => {}
    }
}

/// The rules are kept within `campaign`, which says nothing.
fn below(place: &str, key: &str) -> String {
    below_place(if place == "campaign" { "" } else { place }, key)
}

fn name(item: &Value) -> Option<&str> {
    NAMES.iter().find_map(|name| item.get(name)?.as_str())
}

fn all_named(items: &[Value]) -> bool {
    let names: BTreeSet<&str> = items.iter().filter_map(name).collect();
    names.len() == items.len()
}

/// A value in at most 40 characters.
#[must_use]
pub fn brief(value: &Value) -> String {
    let text = value.to_string();
    if text.chars().count() <= 40 {
        text
    } else {
        text.chars().take(39).chain(['…']).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_has_a_name_is_called_by_it_and_found_wherever_it_stands() {
        let old = json!({ "closes": 1, "nodes": [{ "id": "a", "tiles": [1, 2] }, { "id": "b", "posts": [{ "key": "x", "text": "X" }] }] });
        let new = json!({ "closes": 2, "nodes": [{ "id": "a", "tiles": [1, 3] }, { "id": "b", "posts": [{ "key": "y", "text": "Y" }, { "key": "x", "text": "Z" }] }] });
        let places: Vec<String> = differences(&old, &new).into_iter().map(|change| change.place).collect();
        assert_eq!(
            places,
            [
                "closes",
                "nodes[a].tiles[1]",
                "nodes[b].posts[y]",
                "nodes[b].posts[x].text"
            ]
        );
        assert!(differences(&new, &new).is_empty());
    }
}
