//! In which order fields stand, and which of them are seldom needed. What is not named here comes last, so that a new key of the file has a
//! field of its own before anybody has thought about it.

use super::schema::Field;
use serde_json::Value;

/// Fields by their type; behind `|` those that stand under "More".
const ORDER: [(&str, &str); 14] = [
    ("Node", "title lead | id"),
    ("Assemble", "picture alt parts words"),
    (
        "Guess",
        "form answer aliases options placeholder min max decimals unit reveals bonus tries longest moderated",
    ),
    ("Honour", "places longest moderated"),
    ("Instant", "prizes plays expires"),
    (
        "Lottery",
        "prizes draws terms claim_days | alternates max_weight beacon",
    ),
    ("Reserve", "items expires each waits | offer_hours transfers"),
    (
        "Share",
        "most second rates milestones board | offer hold_hours longest moderated",
    ),
    ("Stage", "picture alt mask tiles hint at taps after"),
    ("Teaser", "stages | columns rows ink"),
    ("Trust", "network | hold review off weights"),
    ("Vote", "form options most propose longest moderated totals answers"),
    ("Part", "text picture x y width height key"),
    ("Choice", "text key"),
];

/// The cards of the campaign itself, and the fields on them.
pub const CARDS: [(&str, &str); 5] = [
    ("basics", "title lead languages opens closes accent slug rehearsal"),
    ("site", "origins page channels"),
    ("persons", "confirm consents identity"),
    ("trust", "trust"),
    ("gifts", "gifts"),
];

/// What every node has besides what it is about.
pub const REWARD: &str = "tickets points";
/// When it can be done.
pub const WHEN: &str = "opens closes after";

/// Fields that mean something only where another one has one of these values.
const ONLY: [(&str, &str, &str, &str); 7] = [
    ("Guess", "options", "form", "choice"),
    ("Guess", "min max decimals unit", "form", "number"),
    ("Guess", "aliases placeholder", "form", "text"),
    ("Guess", "longest moderated", "form", "text picture"),
    ("Guess", "answer bonus", "form", "text number choice"),
    ("Vote", "propose longest moderated answers", "form", "wishes"),
    ("Vote", "most", "form", "multiple ranked"),
];

fn is_in(names: &str, name: &str) -> bool {
    names.split(' ').any(|known| known == name)
}

/// Where a field stands among those of its type, and whether it stands under "More".
fn rank(field: &Field<'_>) -> (bool, usize) {
    let order = ORDER
        .iter()
        .find(|(owner, _)| *owner == field.owner)
        .map_or("", |(_, names)| names);
    let (first, more) = order.split_once('|').unwrap_or((order, ""));
    let among = |names: &str| names.split(' ').position(|known| known == field.name);
    (
        is_in(more, field.name),
        among(first).or_else(|| among(more)).unwrap_or(usize::MAX),
    )
}

/// Whether a field means something, or something stands there.
fn is_shown(field: &Field<'_>, value: &Value) -> bool {
    let mut rules = ONLY
        .iter()
        .filter(|(owner, names, ..)| *owner == field.owner && is_in(names, field.name));
    value.get(field.name).is_some()
        || rules.all(|(_, _, by, values)| is_in(values, value[*by].as_str().unwrap_or("text")))
}

/// The fields that are shown, in their order: first those that come first, then those under "More".
#[must_use]
pub fn sorted<'a>(mut fields: Vec<Field<'a>>, value: &Value) -> (Vec<Field<'a>>, Vec<Field<'a>>) {
    fields.retain(|field| is_shown(field, value));
    // What all nodes have stands before what is special about one, as it was read.
    fields.sort_by_key(|field| (field.owner != "Node", rank(field).1));
    fields.into_iter().partition(|field| !rank(field).0)
}

/// Those of some names, in the order of the names, taken out of the others.
#[must_use]
pub fn taken<'a>(fields: &mut Vec<Field<'a>>, names: &str) -> Vec<Field<'a>> {
    let take = |name| {
        let at = fields.iter().position(|field| field.name == name)?;
        Some(fields.remove(at))
    };
    names.split(' ').filter_map(take).collect()
}
