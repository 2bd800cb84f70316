//! The share node of a file.

use super::{cursor::Cursor, nodes::Around};
use crate::{campaign::Share, id::CHANNELS};

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
    Share { most, second, offer }
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
