//! What a rehearsal assumes about people. It knows the rules of the campaign exactly, and people not at all: so the figures stand here in
//! one place, and in every report.

use super::report::Table;
use canyu_core::{
    campaign::{Campaign, Kind},
    moment::HOUR,
};

/// Milliseconds of a day.
pub(super) const DAY: i64 = 24 * HOUR;

/// The probability that somebody confirms who he is, where that is asked of him.
pub(super) const CONFIRMS: f64 = 0.7;
/// How long that takes on average, in milliseconds.
pub(super) const CONFIRMS_AFTER: i64 = 5 * 60_000;

/// A kind of people.
pub(super) struct Class {
    pub name: &'static str,
    /// Their part of all people.
    pub share: f64,
    /// How many of them take part at all.
    pub takes_part: f64,
    /// The probability of doing a node in a visit, for a node that draws everybody.
    pub does: f64,
    /// How often they come back, on average.
    pub returns: f64,
    /// The probability of sharing after a visit.
    pub shares: f64,
    /// Friends who follow a link that was shared, on average.
    pub brings: f64,
    /// The probability of going to an event.
    pub attends: f64,
}

/// The kinds of people. Their sharing differs much, as it does outside: a few bring most of the friends.
pub(super) const CLASSES: [Class; 3] = [
    Class {
        name: "lookers",
        share: 0.50,
        takes_part: 0.25,
        does: 0.45,
        returns: 0.2,
        shares: 0.03,
        brings: 0.6,
        attends: 0.002,
    },
    Class {
        name: "players",
        share: 0.38,
        takes_part: 0.80,
        does: 0.70,
        returns: 1.2,
        shares: 0.12,
        brings: 1.0,
        attends: 0.02,
    },
    Class {
        name: "fans",
        share: 0.12,
        takes_part: 0.97,
        does: 0.92,
        returns: 3.5,
        shares: 0.30,
        brings: 1.8,
        attends: 0.12,
    },
];

/// How much more often people share who get something for it.
pub(super) const REWARDED: f64 = 1.6;
/// How long it takes until a friend follows a link, on average.
pub(super) const FOLLOWS: i64 = 5 * HOUR;
/// How much of what is held at the close is redeemed.
pub(super) const REDEEMS: f64 = 0.8;
/// How many of the offers to people who wait are taken up.
pub(super) const TAKES_OFFER: f64 = 0.7;
/// How many reservations are given back.
pub(super) const CANCELS: f64 = 0.04;
/// How many reservations are handed on, where that is allowed.
pub(super) const HANDS_ON: f64 = 0.03;
/// How many priority codes reach somebody who uses them.
pub(super) const USES_CODE: f64 = 0.7;

/// How much a kind of node draws people: the factor on [`Class::does`].
pub(super) fn appeal(kind: &Kind) -> f64 {
    match kind {
        Kind::Teaser(_) | Kind::Instant(_) => 1.0,
        Kind::Vote(_) => 0.9,
        Kind::Guess(guess) if guess.form == canyu_core::campaign::GuessForm::Picture => 0.08,
        Kind::Guess(_) | Kind::Lottery(_) => 0.8,
        Kind::Assemble(_) => 0.6,
        Kind::Reserve(_) => 0.35,
        Kind::News(_) => 0.3,
        Kind::Honour(_) => 0.25,
        // Done by sharing and by being there, not in a visit's round.
        Kind::Share(_) | Kind::CheckIn(_) => 0.0,
    }
}

/// The kinds of people as a table.
pub(super) fn classes() -> Table {
    let heads = [
        "people",
        "part of all",
        "take part",
        "do a node",
        "come back",
        "share a visit",
        "friends a share",
    ];
    let mut table = Table::new("Kinds of people", &heads);
    let percent = |part: f64| format!("{:.0} %", part * 100.0);
    for class in &CLASSES {
        let cells = [
            percent(class.share),
            percent(class.takes_part),
            percent(class.does),
            format!("{:.1} ×", class.returns),
            percent(class.shares),
            format!("{:.1}", class.brings),
        ];
        table.row(class.name, cells);
    }
    table
}

/// The rest, a sentence each.
pub(super) fn sentences(campaign: &Campaign) -> Vec<String> {
    let mut all = vec![
        "More than half of those who come by themselves do so in the first sixth of the time; nights are quieter (in UTC+08:00 where the first language is Chinese, else in UTC).".to_owned(),
        "Everybody comes by himself at some time, or before that by a friend's link: so what friends bring comes earlier, not on top.".to_owned(),
        format!(
            "A friend follows a link after {} hours on average; rewards make people share {REWARDED} times as often.",
            FOLLOWS / HOUR
        ),
        "Nobody cheats, nothing is moderated, and staff give nothing away besides priority codes.".to_owned(),
    ];
    let has = |found: fn(&Kind) -> bool| campaign.nodes.iter().any(|node| found(&node.kind));
    let percent = |part: f64| (part * 100.0).round();
    if has(|kind| matches!(kind, Kind::Reserve(_))) {
        all.push(format!(
            "Of those who hold a reservation {} % redeem it, {} % give it back, {} % hand it on where they may; {} % of the offers from a waiting list are taken up, and {} % of the priority codes are used.",
            percent(REDEEMS),
            percent(CANCELS),
            percent(HANDS_ON),
            percent(TAKES_OFFER),
            percent(USES_CODE)
        ));
    }
    if campaign.confirm.is_some() {
        all.push(format!(
            "Of those who take part {} % confirm who they are, {} minutes later on average; nobody uses two devices.",
            percent(CONFIRMS),
            CONFIRMS_AFTER / 60_000
        ));
    }
    if has(|kind| matches!(kind, Kind::Guess(_))) {
        all.push("One text guess in six is right; the others spread over two hundred wrong ones, a few of which are popular.".to_owned());
    }
    all
}
