//! `[trust]` of a file.

use super::cursor::Cursor;
use crate::campaign::{CONTROLS, HOLD, Network, REVIEW, Trust};
use std::collections::BTreeMap;

/// What needs no weight: it keeps people out by itself, at the door.
const WITHOUT_WEIGHT: [&str; 5] = ["visits", "proof", "rates", "guesses", "same_person"];

pub(super) fn trust(cursor: &Cursor<'_>) -> Trust {
    let Some(table) = cursor.table("trust") else {
        return Trust::default();
    };
    let networks = [("open", Network::Open), ("shared", Network::Shared)];
    let network = table.one_of("network", &networks).unwrap_or_default();
    let hold = percent(&table, "hold", 1, HOLD);
    let review = percent(&table, "review", 1, REVIEW.max(hold));
    if review < hold {
        table.error(
            "review",
            "review_below_hold",
            format!("a human looks from {review} on, but people are held from {hold} on"),
            "Let `review` be at least `hold`.",
        );
    }
    let mut off = Vec::new();
    for (control, span) in table.strings("off") {
        if CONTROLS.contains(&control) {
            off.push(control.to_owned());
        } else {
            table.log.error(
                span,
                "unknown_name",
                format!("`{control}` is not a control"),
                format!("Use {}.", CONTROLS.join(", ")),
            );
        }
    }
    if !off.is_empty() {
        table.warn(
            "off",
            "controls_off",
            format!("{} of the controls against cheats are switched off", off.len()),
            "Leave `off` out, unless you measure what they do.",
        );
    }
    let weights = weights(&table);
    table.finish();
    Trust {
        network,
        hold,
        review,
        off,
        weights,
    }
}

fn weights(trust: &Cursor<'_>) -> BTreeMap<String, u8> {
    let Some(table) = trust.table("weights") else {
        return BTreeMap::new();
    };
    let known = CONTROLS.iter().filter(|control| !WITHOUT_WEIGHT.contains(control));
    let given = known.filter(|control| table.has(control));
    let weights = given
        .map(|control| ((*control).to_owned(), percent(&table, control, 0, 0)))
        .collect();
    table.finish();
    weights
}

fn percent(table: &Cursor<'_>, key: &'static str, least: u32, default: u8) -> u8 {
    let number = table.number(key, least..=100, u32::from(default));
    u8::try_from(number).unwrap_or(default)
}
