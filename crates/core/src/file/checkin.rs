//! The check-in of a file.

use super::{
    cursor::Cursor,
    nodes::{Around, Span, counted, unique_key},
    texts::need,
};
use crate::campaign::{CheckIn, Place};
use std::collections::BTreeSet;

pub(super) fn check_in(table: &Cursor<'_>, around: &Around<'_>, span: &Span) -> CheckIn {
    let mut keys = BTreeSet::new();
    let mut places = Vec::new();
    for place in table.tables("places") {
        let read = Place {
            key: unique_key(&place, &mut keys),
            text: need(&place, "text", around.languages),
            opens: place.moment("opens"),
            closes: place.moment("closes"),
        };
        let (opens, closes) = (read.opens.unwrap_or(span.opens), read.closes.unwrap_or(span.closes));
        if closes <= opens || opens >= span.closes || closes <= span.opens {
            place.error(
                if read.closes.is_some() { "closes" } else { "opens" },
                "unreachable_place",
                "nobody can check in here: it is never open while the node is".to_owned(),
                "Let it open before it closes, while the node is open.",
            );
        }
        place.finish();
        places.push(read);
    }
    counted(table, "places", places.len(), 1..=400);
    CheckIn {
        places,
        turns: table.number("turns", 0..=1_440, 0),
    }
}
