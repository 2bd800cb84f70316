//! The share node of a file.

use super::{cursor::Cursor, nodes::Around, texts::need};
use crate::{
    campaign::{Milestone, Rate, Share},
    id::CHANNELS,
    lang::Lang,
};

/// Hours that a friend waits before he counts, where people have to confirm who they are.
const HOLD_HOURS: u32 = 24;

pub(super) fn share(table: &Cursor<'_>, around: &Around<'_>, tickets: &mut u32) -> Share {
    let second = second(table, tickets);
    let most = table.number("most", 0..=10_000, 10);
    if most == 0 && *tickets > 0 {
        table.warn(
            "most",
            "odds_never_win",
            "no friend ever brings a ticket: `most` is 0".to_owned(),
            "Give the number of friends that bring tickets.",
        );
    }
    let rates = rates(table, *tickets);
    if let Some(first) = rates.first() {
        *tickets = first.tickets;
    }
    let hold = if around.confirms { HOLD_HOURS } else { 0 };
    Share {
        most,
        second,
        offer: offer(table, around),
        rates,
        milestones: milestones(table, around.languages),
        hold_hours: table.number("hold_hours", 0..=720, hold),
        board: table.number("board", 0..=100, 0),
        longest: table.number("longest", 1..=60, 24),
        moderated: table.flag("moderated", true),
    }
}

fn offer(table: &Cursor<'_>, around: &Around<'_>) -> Vec<String> {
    let mut offer = Vec::new();
    for (channel, span) in table.strings("offer") {
        if CHANNELS.contains(&channel) || around.channels.iter().any(|known| known == channel) {
            offer.push(channel.to_owned());
        } else {
            let known = CHANNELS.join(", ");
            table.log.error(
                span,
                "unknown_channel",
                format!("`{channel}` is not a channel"),
                format!("Use {known}, or add it to the campaign's `channels`."),
            );
        }
    }
    offer
}

/// What friends bring, by how many there have been. A later friend never brings more than an earlier one: else it would pay to spam.
fn rates(table: &Cursor<'_>, tickets: u32) -> Vec<Rate> {
    let mut rates: Vec<Rate> = Vec::new();
    for row in table.tables("rates") {
        let rate = Rate {
            upto: row.number("upto", 1..=10_000, 1),
            tickets: row.number("tickets", 0..=1_000, 0),
        };
        row.finish();
        let last = rates.last().copied();
        if last.is_some_and(|last| rate.upto <= last.upto) {
            row.error(
                "upto",
                "rates_out_of_order",
                format!("{} does not come after the rate before", rate.upto),
                "Order the rates by `upto`, the lowest first.",
            );
        }
        if last.is_some_and(|last| rate.tickets > last.tickets) {
            row.error(
                "tickets",
                "rates_rise",
                "later friends bring more than earlier ones: that pays those who spam".to_owned(),
                "Let the tickets fall from rate to rate, or stay.",
            );
        }
        rates.push(rate);
    }
    if !rates.is_empty() && tickets > 0 {
        table.error(
            "tickets",
            "said_twice",
            "`tickets` and `rates` say the same thing".to_owned(),
            "Keep one of them.",
        );
    }
    rates
}

fn milestones(table: &Cursor<'_>, languages: &[Lang]) -> Vec<Milestone> {
    let mut milestones: Vec<Milestone> = Vec::new();
    for row in table.tables("milestones") {
        let milestone = Milestone {
            friends: row.number("friends", 1..=10_000, 1),
            tickets: row.number("tickets", 0..=1_000, 0),
            points: row.number("points", 0..=1_000_000, 0),
            text: need(&row, "text", languages),
        };
        row.finish();
        if milestones.last().is_some_and(|last| milestone.friends <= last.friends) {
            row.error(
                "friends",
                "milestones_out_of_order",
                format!("{} does not come after the milestone before", milestone.friends),
                "Order the milestones by `friends`, the lowest first.",
            );
        }
        milestones.push(milestone);
    }
    milestones
}

/// Tickets for a friend's friend: `second`, or the second of `generations`, of which the first is `tickets`.
fn second(table: &Cursor<'_>, tickets: &mut u32) -> u32 {
    let second = table.number("second", 0..=1_000, 0);
    let generations = table.numbers("generations");
    if let Some((_, span)) = generations.get(2) {
        table.log.error(
            span.clone(),
            "too_many_generations",
            "a reward for more than two generations is a pyramid scheme".to_owned(),
            "Reward friends, and at most the friends of friends: `generations = [3, 1]`.",
        );
    }
    for (key, given) in [("tickets", *tickets), ("second", second)] {
        if !generations.is_empty() && given > 0 {
            table.error(
                key,
                "said_twice",
                format!("`{key}` and `generations` say the same thing"),
                "Keep one of them.",
            );
        }
    }
    let reward = |place: usize, given: u32| {
        let number = generations.get(place).and_then(|(number, _)| *number);
        number.filter(|&number| number <= 1_000).unwrap_or(given)
    };
    *tickets = reward(0, *tickets);
    reward(1, second)
}
