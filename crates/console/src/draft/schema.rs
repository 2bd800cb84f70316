//! What may stand in a campaign file, read from its JSON Schema: the same that editors of the file complete from.

use super::place::brackets;
use canyu_core::moment::{HOUR, Moment};
use serde_json::{Map, Value, json};

/// What stands at a key; null where nothing does.
#[must_use]
pub fn value_at<'a>(value: &'a Value, key: &str) -> &'a Value {
    const NOTHING: &Value = &Value::Null;
    value.get(key).unwrap_or(NOTHING)
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A text in each language of the campaign.
    Text,
    /// A line of text.
    Line,
    /// A moment.
    Time,
    /// Yes or no.
    Flag,
    /// A number; whether it has to be whole.
    Number(bool),
    /// Lines of text.
    Lines,
    /// Whole numbers.
    Numbers,
    /// One of these.
    One(Vec<String>),
    /// Some of these.
    Some(Vec<String>),
    /// Numbers by name.
    Map,
    /// Fields together.
    Group,
    /// A list of such groups.
    List,
}

/// A field.
#[derive(Clone, Debug)]
pub struct Field<'a> {
    /// The type that it belongs to.
    pub owner: &'a str,
    /// Its key.
    pub name: &'a str,
    /// What it holds.
    pub shape: Shape,
    /// Whether it may be left out.
    pub optional: bool,
    /// What counts where it is left out.
    pub default: &'a Value,
    /// What it means, in English.
    pub hint: &'a str,
    /// The type of what it holds: of a list, of what is in it.
    pub kind: Kind<'a>,
}

/// A type: its name, empty where it has none, and its schema.
#[derive(Clone, Copy, Debug)]
pub struct Kind<'a> {
    /// Its name.
    pub name: &'a str,
    schema: &'a Value,
}

/// A schema as a whole.
#[derive(Clone, Copy)]
pub struct Schema<'a>(pub &'a Value);

impl<'a> Schema<'a> {
    /// The type of the campaign itself.
    #[must_use]
    pub fn campaign(self) -> Kind<'a> {
        Kind {
            name: "Campaign",
            schema: self.0,
        }
    }

    /// A type by its name.
    #[must_use]
    pub fn named(self, name: &'a str) -> Kind<'a> {
        Kind {
            name,
            schema: value_at(value_at(self.0, "$defs"), name),
        }
    }

    /// Follows references, and leaves out that something may be left out.
    fn resolve(self, schema: &'a Value) -> Kind<'a> {
        if let Some(name) = reference(schema) {
            return self.named(name);
        }
        let some = schema["anyOf"]
            .as_array()
            .and_then(|all| all.iter().find(|one| one["type"] != "null"));
        match some {
            Some(some) if schema["anyOf"].as_array().is_some_and(|all| all.len() == 2) => self.resolve(some),
            _ => Kind { name: "", schema },
        }
    }

    fn shape(self, kind: Kind<'a>) -> (Shape, Kind<'a>) {
        let schema = kind.schema;
        let is = |name: &str| match &schema["type"] {
            Value::Array(all) => all.iter().any(|one| one == name),
            one => one == name,
        };
        let shape = if kind.name == "Text" {
            Shape::Text
        } else if let Some(names) = names(schema) {
            Shape::One(names)
        } else if is("array") {
            let item = self.resolve(&schema["items"]);
            return match self.shape(item).0 {
                Shape::Line => (Shape::Lines, item),
                Shape::Number(_) => (Shape::Numbers, item),
                Shape::One(names) => (Shape::Some(names), item),
                _ => (Shape::List, item),
            };
        } else if is("string") {
            let is_time = schema["format"] == "date-time";
            if is_time { Shape::Time } else { Shape::Line }
        } else if is("boolean") {
            Shape::Flag
        } else if is("integer") || is("number") {
            Shape::Number(is("integer"))
        } else if schema["additionalProperties"].is_object() {
            Shape::Map
        } else {
            Shape::Group
        };
        (shape, kind)
    }

    /// What a type is one of, and what tells them apart: `kind` of a node and its kinds.
    #[must_use]
    pub fn variants(self, kind: Kind<'a>) -> Option<(&'a str, Vec<&'a str>)> {
        let variants = kind.schema["oneOf"].as_array()?;
        let tags: Vec<(&str, &str)> = variants.iter().filter_map(tag_of).collect();
        Some((tags.first()?.0, tags.iter().map(|(_, name)| *name).collect()))
    }

    fn variant(self, kind: Kind<'a>, value: &Value) -> Option<&'a Value> {
        let variants = kind.schema["oneOf"].as_array()?;
        variants
            .iter()
            .find(|one| tag_of(one).is_some_and(|(tag, name)| value[tag] == name))
    }

    /// The fields of a group with that value.
    #[must_use]
    pub fn fields(self, kind: Kind<'a>, value: &Value) -> Vec<Field<'a>> {
        let mut fields = self.own(kind);
        if let Some(variant) = self.variant(kind, value) {
            fields.extend(self.own(Kind {
                name: kind.name,
                schema: variant,
            }));
            if let Some(name) = reference(variant) {
                fields.extend(self.own(self.named(name)));
            }
        }
        fields
    }

    fn own(self, kind: Kind<'a>) -> Vec<Field<'a>> {
        let Some(properties) = kind.schema["properties"].as_object() else {
            return Vec::new();
        };
        let required = |name: &str| {
            kind.schema["required"]
                .as_array()
                .is_some_and(|all| all.iter().any(|one| one == name))
        };
        let field = |(name, schema): (&'a String, &'a Value)| {
            let (shape, of) = self.shape(self.resolve(schema));
            Field {
                owner: kind.name,
                name,
                shape,
                optional: !required(name),
                default: &schema["default"],
                hint: schema["description"].as_str().unwrap_or_default(),
                kind: of,
            }
        };
        properties
            .iter()
            .filter(|(_, schema)| schema.get("const").is_none())
            .map(field)
            .collect()
    }

    /// The least that something new has to have, so that it can be filled in.
    #[must_use]
    pub fn blank(self, kind: Kind<'a>, variant: Option<&str>, around: &Around<'_>) -> Value {
        let mut blank = Map::new();
        if let (Some((tag, _)), Some(name)) = (self.variants(kind), variant) {
            blank.insert(tag.to_owned(), name.into());
        }
        let fields = self.fields(kind, &Value::Object(blank.clone()));
        for field in fields.iter().filter(|field| !field.optional) {
            let value = match &field.shape {
                Shape::Text => json!({}),
                Shape::Line if matches!(field.name, "id" | "key") => around.name.into(),
                Shape::Line => "".into(),
                Shape::Time => time(around.time(field.name)),
                Shape::Flag => false.into(),
                Shape::Number(_) => 1.into(),
                Shape::Lines | Shape::Numbers => json!([]),
                Shape::One(names) => names.first().cloned().into(),
                Shape::Some(names) => json!([names.first()]),
                Shape::Map => json!({}),
                Shape::Group => self.blank(field.kind, None, around),
                Shape::List => {
                    let name = fresh(field.name, &[]);
                    json!([self.blank(field.kind, None, &Around { name: &name, ..*around })])
                }
            };
            blank.insert(field.name.to_owned(), value);
        }
        Value::Object(blank)
    }
}

/// What something new takes from what is around it.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// Its name.
    pub name: &'a str,
    /// The campaign.
    pub campaign: &'a Value,
}

impl Around<'_> {
    /// A moment that makes sense: what must come after the close comes after it.
    fn time(&self, field: &str) -> Moment {
        let moment = |name: &str| moment(&self.campaign[name]).unwrap_or_default();
        match field {
            "at" | "opens" => moment("opens"),
            "draws" => moment("closes").plus(HOUR),
            "expires" => moment("closes").plus(30 * 24 * HOUR),
            _ => moment("closes"),
        }
    }
}

fn reference(schema: &Value) -> Option<&str> {
    schema["$ref"].as_str()?.rsplit('/').next()
}

/// The values of what is one of a few names.
fn names(schema: &Value) -> Option<Vec<String>> {
    let all = schema["oneOf"].as_array()?;
    all.iter()
        .map(|one| one["const"].as_str().map(ToOwned::to_owned))
        .collect()
}

fn tag_of(variant: &Value) -> Option<(&str, &str)> {
    let properties = variant["properties"].as_object()?;
    properties
        .iter()
        .find_map(|(tag, schema)| Some((tag.as_str(), schema["const"].as_str()?)))
}

/// A moment of a document.
#[must_use]
pub fn moment(value: &Value) -> Option<Moment> {
    serde_json::from_value(value["$time"].clone()).ok()
}

/// A moment for a document.
#[must_use]
pub fn time(moment: Moment) -> Value {
    json!({ "$time": moment })
}

/// A name that nothing in a list has yet, from the list's own: `option-3` of `options`.
#[must_use]
pub fn fresh(list: &str, there: &[Value]) -> String {
    let stem = list.trim_end_matches('s');
    let known = brackets(there);
    let mut number = there.len() + 1;
    loop {
        let name = format!("{stem}-{number}");
        if !known.contains(&name) {
            return name;
        }
        number += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{Around, Schema, Shape, fresh};
    use serde_json::{Value, json};

    fn schema() -> Value {
        let text = include_str!("../../tests/schema.json");
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn every_field_of_a_campaign_has_a_shape() {
        let schema = schema();
        let schema = Schema(&schema);
        let fields = schema.fields(schema.campaign(), &json!({}));
        let shape = |name: &str| {
            fields
                .iter()
                .find(|field| field.name == name)
                .map(|field| field.shape.clone())
        };
        assert_eq!(shape("title"), Some(Shape::Text));
        assert_eq!(shape("accent"), Some(Shape::Line));
        assert_eq!(shape("opens"), Some(Shape::Time));
        assert_eq!(shape("rehearsal"), Some(Shape::Flag));
        assert_eq!(shape("origins"), Some(Shape::Lines));
        assert_eq!(shape("nodes"), Some(Shape::List));
        assert_eq!(shape("trust"), Some(Shape::Group));
        assert_eq!(shape("confirm"), Some(Shape::Group));
        assert_eq!(
            shape("languages"),
            Some(Shape::Some(vec!["en".into(), "zh-Hans".into(), "zh-Hant".into()]))
        );
    }

    #[test]
    fn a_node_has_the_fields_of_its_kind() {
        let schema = schema();
        let schema = Schema(&schema);
        let node = schema.named("Node");
        let (tag, kinds) = schema.variants(node).unwrap();
        assert_eq!((tag, kinds.len()), ("kind", 11));
        let fields = schema.fields(node, &json!({ "kind": "teaser" }));
        let owner = |name: &str| fields.iter().find(|field| field.name == name).map(|field| field.owner);
        assert_eq!(
            (owner("title"), owner("stages"), owner("options")),
            (Some("Node"), Some("Teaser"), None)
        );
        assert_eq!(owner("kind"), None);
    }

    #[test]
    fn something_new_has_what_it_must_have() {
        let schema = schema();
        let schema = Schema(&schema);
        let campaign =
            json!({ "opens": { "$time": "2024-08-04T19:00:00Z" }, "closes": { "$time": "2024-08-05T19:00:00Z" } });
        let around = Around {
            name: "draw",
            campaign: &campaign,
        };
        let node = schema.blank(schema.named("Node"), Some("lottery"), &around);
        assert_eq!(node["id"], "draw");
        assert_eq!(node["draws"], json!({ "$time": "2024-08-05T20:00:00Z" }));
        assert_eq!(node["prizes"], json!([{ "name": {} }]));
        let beacon = schema.blank(schema.named("BeaconSource"), Some("numbers"), &around);
        assert_eq!(
            beacon,
            json!({ "source": "numbers", "id": "draw", "about": "", "entropy_bits": 1 })
        );
        assert_eq!(fresh("options", &[json!({ "key": "option-2" })]), "option-3");
    }
}
