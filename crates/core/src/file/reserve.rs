//! The reservation of a file.

use super::{
    cursor::Cursor,
    nodes::{Around, Span, counted, unique_key},
    texts::need,
};
use crate::campaign::{Item, Reserve};
use std::collections::BTreeSet;

pub(super) fn reserve(table: &Cursor<'_>, around: &Around<'_>, span: &Span) -> Reserve {
    let mut keys = BTreeSet::new();
    let mut items = Vec::new();
    for item in table.tables("items") {
        items.push(read(&item, around, &mut keys));
        item.finish();
    }
    counted(table, "items", items.len(), 1..=32);
    let each = table.number("each", 1..=100, 1);
    let units = items.iter().map(|item| u64::from(item.stock)).sum::<u64>();
    if units > 0 && u64::from(each) > units {
        table.warn(
            "each",
            "never_earned",
            format!("nobody can ever hold {each}: there are {units} units in all"),
            "Let one person hold fewer.",
        );
    }
    let expires = table.need("expires", Cursor::moment, "2024-09-11T21:00:00+08:00");
    if expires.is_some_and(|expires| expires <= span.closes) {
        table.error(
            "expires",
            "codes_expire_too_early",
            "codes expire before the node closes: who reserves last could never redeem his".to_owned(),
            "Let `expires` be later than the close.",
        );
    }
    Reserve {
        items,
        each,
        waits: table.flag("waits", true),
        expires: expires.unwrap_or(span.closes),
        transfers: table.number("transfers", 0..=5, 0),
        offer_hours: table.number("offer_hours", 1..=336, 48),
    }
}

fn read(item: &Cursor<'_>, around: &Around<'_>, keys: &mut BTreeSet<String>) -> Item {
    let read = Item {
        key: unique_key(item, keys),
        text: need(item, "text", around.languages),
        stock: item
            .need("stock", |item, key| Some(item.number(key, 0..=10_000_000, 0)), "500")
            .unwrap_or(0),
        priority: item.number("priority", 0..=10_000_000, 0),
    };
    if read.stock == 0 && item.has("stock") {
        item.warn(
            "stock",
            "odds_never_win",
            "nobody ever gets one: there are none".to_owned(),
            "Give the units that there are, or remove the item.",
        );
    }
    if read.priority > read.stock {
        item.error(
            "priority",
            "codes_exceed_stock",
            format!(
                "{} codes are more than the {} units there are",
                read.priority, read.stock
            ),
            "Set aside at most the stock.",
        );
    }
    read
}
