//! A campaign file as JSON, and JSON as what stands in a campaign file. Times are `{"$time": "2024-08-04T19:00:00Z"}`, since JSON has none.

use serde_json::{Map, Number, Value as Json, json};
use toml_edit::{Array, ArrayOfTables, Datetime, InlineTable, Item, Table, TableLike, Value};

/// The key of an object that stands for a time.
const TIME: &str = "$time";

/// A table, with everything below it.
#[must_use]
pub fn of_table(table: &dyn TableLike) -> Json {
    let pairs = table.iter().map(|(key, item)| (key.to_owned(), of_item(item)));
    Json::Object(pairs.collect())
}

fn of_item(item: &Item) -> Json {
    match item {
        Item::None => Json::Null,
        Item::Value(value) => of_value(value),
        Item::Table(table) => of_table(table),
        Item::ArrayOfTables(tables) => tables.iter().map(|table| of_table(table)).collect(),
    }
}

fn of_value(value: &Value) -> Json {
    match value {
        Value::String(text) => json!(text.value()),
        Value::Integer(number) => json!(number.value()),
        // TOML has infinities, JSON has not.
        Value::Float(number) => Number::from_f64(*number.value()).map_or(Json::Null, Json::Number),
        Value::Boolean(flag) => json!(flag.value()),
        Value::Datetime(time) => json!({ TIME: time.value().to_string() }),
        Value::Array(items) => items.iter().map(of_value).collect(),
        Value::InlineTable(table) => of_table(table),
    }
}

/// A value as it is written behind a key. `None` for what TOML cannot say: null, and a time that is none.
#[must_use]
pub fn value(json: &Json) -> Option<Value> {
    Some(match json {
        Json::Null => return None,
        Json::Bool(flag) => (*flag).into(),
        Json::Number(number) => match number.as_i64() {
            Some(whole) => whole.into(),
            None => number.as_f64()?.into(),
        },
        Json::String(text) => text.as_str().into(),
        Json::Array(items) => Value::Array(items.iter().map(value).collect::<Option<Array>>()?),
        Json::Object(map) => match time(map) {
            Some(time) => time?.into(),
            None => {
                let mut table = InlineTable::new();
                for (key, json) in map.iter().filter(|(_, json)| !json.is_null()) {
                    table.insert(key, value(json)?);
                }
                Value::InlineTable(table)
            }
        },
    })
}

/// A thing of a list, as a table with a headline of its own: `[[nodes]]`. Lists of things in it become such tables, too.
#[must_use]
pub fn table(map: &Map<String, Json>) -> Option<Table> {
    let mut table = Table::new();
    for (key, json) in map.iter().filter(|(_, json)| !json.is_null()) {
        let item = match things(json) {
            Some(things) => {
                Item::ArrayOfTables(things.into_iter().map(self::table).collect::<Option<ArrayOfTables>>()?)
            }
            None => Item::Value(value(json)?),
        };
        table.insert(key, item);
    }
    Some(table)
}

/// The objects of a list that has nothing else.
fn things(json: &Json) -> Option<Vec<&Map<String, Json>>> {
    let items = json.as_array().filter(|items| !items.is_empty())?;
    items
        .iter()
        .map(|item| item.as_object().filter(|map| time(map).is_none()))
        .collect()
}

/// The outer `None`: it is no time at all; the inner one: it is one that cannot be read.
fn time(map: &Map<String, Json>) -> Option<Option<Datetime>> {
    let text = map.get(TIME).filter(|_| map.len() == 1)?;
    Some(text.as_str().and_then(|text| text.parse().ok()))
}
