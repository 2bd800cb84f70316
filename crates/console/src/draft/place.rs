//! Places in a draft's document, as the server names them: `title.en`, `nodes[guess].options[red].text.en`, `nodes[sleeve].stages[0].picture`.

use canyu_core::staff::Edit;
use serde_json::{Map, Value};

/// By which keys a thing in a list is named, the first that it has.
const NAMES: [&str; 3] = ["id", "key", "to"];

/// A step of a place: the value of a key, or a thing of a list.
enum Step<'a> {
    Key(&'a str),
    In(&'a str),
}

/// A place below another one.
#[must_use]
pub fn below(place: &str, key: &str) -> String {
    if place.is_empty() {
        key.to_owned()
    } else {
        [place, ".", key].concat()
    }
}

/// The place of a thing in a list.
#[must_use]
pub fn inside(place: &str, bracket: &str) -> String {
    [place, "[", bracket, "]"].concat()
}

/// Whether a place is another one, or lies in it.
#[must_use]
pub fn is_within(place: &str, around: &str) -> bool {
    place
        .strip_prefix(around)
        .is_some_and(|rest| rest.is_empty() || around.is_empty() || rest.starts_with(['.', '[']))
}

/// What stands in brackets for each thing of a list: names where each has one of its own, else numbers.
#[must_use]
pub fn brackets(list: &[Value]) -> Vec<String> {
    let name = |item: &Value| {
        NAMES
            .iter()
            .find_map(|name| item.get(*name)?.as_str().map(ToOwned::to_owned))
    };
    let names: Vec<Option<String>> = list.iter().map(name).collect();
    // Others could not be told from the signs of a place: the words of a wish, say.
    let is_plain = |name: &str| {
        name.chars()
            .all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_'))
    };
    let is_own = |name: &String| {
        !name.is_empty() && is_plain(name) && names.iter().flatten().filter(|other| *other == name).count() == 1
    };
    if names.iter().all(|name| name.as_ref().is_some_and(is_own)) {
        names.into_iter().flatten().collect()
    } else {
        (0..list.len()).map(|number| number.to_string()).collect()
    }
}

fn steps(place: &str) -> Vec<Step<'_>> {
    let mut steps = Vec::new();
    for part in place.split('.').filter(|part| !part.is_empty()) {
        let mut parts = part.split('[');
        steps.extend(parts.next().map(Step::Key));
        steps.extend(parts.map(|name| Step::In(name.trim_end_matches(']'))));
    }
    steps
}

fn number(list: &[Value], bracket: &str) -> Option<usize> {
    brackets(list).iter().position(|known| known == bracket)
}

/// What stands at a place.
#[must_use]
pub fn at<'a>(document: &'a Value, place: &str) -> Option<&'a Value> {
    steps(place).iter().try_fold(document, |value, step| match step {
        Step::Key(key) => value.get(key),
        Step::In(name) => value.get(number(value.as_array()?, name)?),
    })
}

/// The same to be changed; tables that are missing on the way are made.
fn to_change<'a>(document: &'a mut Value, steps: &[Step<'_>]) -> Option<&'a mut Value> {
    steps.iter().try_fold(document, |value, step| match step {
        Step::Key(key) => {
            if !value.is_object() {
                *value = Value::Object(Map::new());
            }
            Some(value.as_object_mut()?.entry(*key).or_insert(Value::Null))
        }
        Step::In(name) => {
            let number = number(value.as_array()?, name)?;
            value.get_mut(number)
        }
    })
}

/// Makes a change, as the server makes it. One that leads nowhere changes nothing.
pub fn apply(document: &mut Value, edit: &Edit) {
    let made = match edit {
        // Nothing stands there any more.
        Edit::Set {
            place,
            value: Value::Null,
            ..
        } => remove(document, place).map(drop),
        Edit::Set { place, value, .. } => to_change(document, &steps(place)).map(|there| *there = value.clone()),
        Edit::Remove { place } => remove(document, place).map(drop),
        Edit::Insert { place, at, value } => to_change(document, &steps(place)).map(|there| {
            if !there.is_array() {
                *there = Value::Array(Vec::new());
            }
            if let Some(list) = there.as_array_mut() {
                let at = at.map_or(list.len(), |at| (at as usize).min(list.len()));
                list.insert(at, value.clone());
            }
        }),
        Edit::Move { place, to } => list_of(place).and_then(|list| {
            let item = remove(document, place)?;
            let list = to_change(document, &steps(list))?.as_array_mut()?;
            list.insert((*to as usize).min(list.len()), item);
            Some(())
        }),
    };
    // What is not there cannot be changed.
    let _: Option<()> = made;
}

/// The list that a thing stands in.
#[must_use]
pub fn list_of(place: &str) -> Option<&str> {
    place.rsplit_once('[').map(|(list, _)| list)
}

fn remove(document: &mut Value, place: &str) -> Option<Value> {
    let mut steps = steps(place);
    let last = steps.pop()?;
    // What is not there is not made only to be taken away.
    let around = to_change(document, &steps)?;
    match last {
        Step::Key(key) => around.as_object_mut()?.remove(key),
        Step::In(name) => {
            let list = around.as_array_mut()?;
            let number = number(list, name)?;
            Some(list.remove(number))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{apply, at, brackets, is_within};
    use canyu_core::staff::Edit;
    use serde_json::{Value, json};

    fn document() -> Value {
        json!({ "title": { "en": "Toy" }, "nodes": [
            { "id": "guess", "options": [{ "key": "red" }, { "key": "red" }] },
            { "id": "look", "stages": [{ "picture": "a.svg" }] },
        ] })
    }

    #[test]
    fn things_are_named_where_each_has_a_name_of_its_own() {
        let document = document();
        assert_eq!(at(&document, "nodes[look].stages[0].picture"), Some(&json!("a.svg")));
        assert_eq!(at(&document, "nodes[guess].options[1].key"), Some(&json!("red")));
        assert_eq!(at(&document, "nodes[guess].options[red].key"), None);
        assert_eq!(at(&document, "nodes[0]"), None);
        assert_eq!(brackets(&[json!({ "key": "a" }), json!({ "text": "b" })]), ["0", "1"]);
        assert!(is_within("title.en", "title") && is_within("nodes[a]", "nodes") && is_within("nodes[a]", ""));
        assert!(!is_within("titles", "title"));
    }

    #[test]
    fn changes_are_seen_before_the_server_has_answered() {
        let mut document = document();
        let place = "nodes[look].lead.en".to_owned();
        apply(
            &mut document,
            &Edit::Set {
                place,
                value: json!("See"),
                was: None,
            },
        );
        assert_eq!(at(&document, "nodes[look].lead.en"), Some(&json!("See")));
        apply(
            &mut document,
            &Edit::Move {
                place: "nodes[look]".to_owned(),
                to: 0,
            },
        );
        assert_eq!(brackets(document["nodes"].as_array().unwrap()), ["look", "guess"]);
        let value = json!({ "id": "more" });
        apply(
            &mut document,
            &Edit::Insert {
                place: "nodes".to_owned(),
                at: Some(1),
                value,
            },
        );
        apply(
            &mut document,
            &Edit::Remove {
                place: "nodes[guess]".to_owned(),
            },
        );
        assert_eq!(brackets(document["nodes"].as_array().unwrap()), ["look", "more"]);
        apply(
            &mut document,
            &Edit::Insert {
                place: "origins".to_owned(),
                at: None,
                value: json!("https://a.example"),
            },
        );
        assert_eq!(document["origins"], json!(["https://a.example"]));
        let before = document.clone();
        apply(
            &mut document,
            &Edit::Remove {
                place: "nodes[none].title".to_owned(),
            },
        );
        assert_eq!(document, before);
    }
}
