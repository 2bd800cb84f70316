//! The cells of each table's rows, without the clock, which is the last of all.

use crate::{
    draw::when,
    store::{EventRow, LedgerRow, NodeRow, ParticipantRow, staff::GiftRow, winners::WinnerRow},
};
use canyu_core::{
    moment::Moment,
    world::{EventKind, Held},
};
use fairdraw::{manifest::Prize, text::hex};
use serde_json::{Value, json};

pub(super) fn drawn(row: &WinnerRow, prizes: &[Prize]) -> Vec<Value> {
    let prize = row.prize.and_then(|prize| prizes.get(prize as usize));
    let state = match (&row.forfeited, row.prize, row.claim.at) {
        (Some(_), _, _) => "forfeited",
        (None, None, _) => "alternate",
        (None, Some(_), Some(_)) => "claimed",
        (None, Some(_), None) => "open",
    };
    let (reason, forfeited_at) = row.forfeited.clone().unzip();
    vec![
        json!(row.k),
        json!(prize.map(|prize| &prize.name)),
        json!(state),
        json!(hex(&row.commit)),
        json!(row.weight),
        // Tickets that people are shown count from 1.
        json!(row.start.saturating_add(1)),
        json!(row.start.saturating_add(u64::from(row.weight))),
        json!(row.until.map(when)),
        json!(row.claim.at.map(when)),
        json!(forfeited_at.map(when)),
        json!(reason),
    ]
}

pub(super) fn participant(row: ParticipantRow) -> Vec<Value> {
    vec![
        json!(row.id),
        json!(row.code),
        json!(row.arrived_at),
        json!(row.joined_at),
        json!(row.channel),
        json!(row.generation),
        json!(row.referrer),
        json!(row.via),
        json!(row.in_draw),
        json!(row.tickets),
        json!(row.friends_arrived),
        json!(row.friends_joined),
        json!(row.friends_counted),
        json!(row.verified_at),
        json!(row.standing),
        json!(row.kept_out),
        json!(row.seed),
    ]
}

pub(super) fn referral(row: ParticipantRow) -> Vec<Value> {
    let joined: Option<Moment> = row.joined_at;
    vec![
        json!(row.referrer),
        json!(row.id),
        json!(row.via),
        json!(row.channel),
        json!(row.generation),
        json!(row.arrived_at),
        json!(joined),
        json!(match (joined, row.credit.as_deref()) {
            (Some(_), None | Some("earned")) => "confirmed",
            (Some(_), Some("void")) => "void",
            _ => "pending",
        }),
        json!(row.credit),
        json!(row.brought_tickets),
    ]
}

pub(super) fn event(row: EventRow) -> Vec<Value> {
    vec![
        json!(row.seq),
        json!(row.at),
        json!(row.fan),
        json!(row.node),
        json!(row.kind),
        json!(row.channel),
        json!(row.generation),
    ]
}

pub(super) fn node(row: NodeRow) -> Vec<Value> {
    let mut cells = vec![json!(row.node), json!(row.channel), json!(row.generation)];
    cells.extend(row.counts.iter().zip(EventKind::ALL).map(|(count, _)| json!(count)));
    cells
}

pub(super) fn ledger(row: LedgerRow) -> Vec<Value> {
    vec![
        json!(row.seq),
        json!(row.at),
        json!(row.fan),
        json!(row.node),
        json!(row.reason),
        json!(row.about),
        json!(row.unit),
        json!(row.amount),
    ]
}

pub(super) fn code(held: Held) -> Vec<Value> {
    let (redeemed, till) = held.redeemed.unzip();
    vec![
        json!(held.code),
        json!(held.node),
        json!(held.item),
        json!(held.state.name()),
        json!(held.origin.name()),
        json!(held.fan),
        json!(held.transfers),
        json!(held.made),
        json!(held.expires),
        json!(held.offered),
        json!(redeemed),
        json!(till),
    ]
}

pub(super) fn gift(row: GiftRow) -> Vec<Value> {
    vec![
        json!(row.gift),
        json!(row.at),
        json!(row.by),
        json!(row.role),
        json!(row.filter),
        json!(row.what),
        json!(row.amount),
        json!(row.reason),
        json!(row.people),
        json!(row.done),
    ]
}
