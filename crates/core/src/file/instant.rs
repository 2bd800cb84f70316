//! The instant win of a file.

use super::{
    cursor::Cursor,
    nodes::{Around, Span, counted},
    texts::need,
};
use crate::{
    campaign::{Instant, InstantGives, InstantPrize, Plays},
    instant::{Supply, fits},
};

pub(super) fn instant(table: &Cursor<'_>, around: &Around<'_>, span: &Span) -> Instant {
    let mut prizes = Vec::new();
    for prize in table.tables("prizes") {
        let read = read(&prize, around);
        let supply = Supply {
            quantity: read.quantity,
            per_day: read.per_day,
        };
        if span.opens < span.closes
            && let Err(error) = fits(span.opens, span.closes, &[supply])
        {
            prize.error(
                "per_day",
                error.code(),
                format!("the prizes do not fit into the days: {error}"),
                "Let more be won in a day, or have fewer, or more days.",
            );
        }
        prize.finish();
        prizes.push(read);
    }
    counted(table, "prizes", prizes.len(), 1..=32);
    if !table.has("closes") {
        table.error(
            "closes",
            "instant_needs_closes",
            "the winning moments are sealed for a time that must not move, as the close of the campaign may".to_owned(),
            "Give the node a close of its own: `closes = 2024-08-11T21:00:00+08:00`.",
        );
    }
    let expires = table.moment("expires");
    if expires.is_some_and(|expires| expires <= span.closes) {
        table.error(
            "expires",
            "codes_expire_too_early",
            "codes expire before the node closes: who wins last could never redeem his".to_owned(),
            "Let `expires` be later than the close.",
        );
    }
    Instant {
        prizes,
        plays: table
            .one_of("plays", &[("once", Plays::Once), ("daily", Plays::Daily)])
            .unwrap_or_default(),
        expires,
    }
}

fn read(prize: &Cursor<'_>, around: &Around<'_>) -> InstantPrize {
    let gives = [
        ("code", InstantGives::Code),
        ("tickets", InstantGives::Tickets),
        ("points", InstantGives::Points),
    ];
    InstantPrize {
        name: need(prize, "name", around.languages),
        quantity: prize.number("quantity", 1..=100_000, 1),
        per_day: prize.has("per_day").then(|| prize.number("per_day", 1..=100_000, 1)),
        gives: prize.one_of("gives", &gives).unwrap_or_default(),
        amount: prize.number("amount", 1..=1_000, 1),
    }
}
