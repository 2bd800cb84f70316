//! The nodes of a file, and what all kinds have in common.

use super::{
    assemble::assemble,
    checkin::check_in,
    cursor::Cursor,
    guess::guess,
    honour::honour,
    instant::instant,
    lottery::lottery,
    news::news,
    reserve::reserve,
    share::share,
    teaser::teaser,
    texts::{maybe, need},
    vote::vote,
};
use crate::{
    campaign::{Choice, Kind, Node},
    fold,
    lang::{Lang, Text},
    moment::Moment,
};
use std::collections::BTreeSet;

/// When something is open.
pub(super) struct Span {
    pub opens: Moment,
    pub closes: Moment,
}

/// What the readers of the kinds need to know.
pub(super) struct Around<'a> {
    pub languages: &'a [Lang],
    pub channels: &'a [String],
    pub campaign: &'a Span,
    /// Whether friends count only when they have confirmed who they are.
    pub confirms: bool,
}

pub(super) fn read_all(cursor: &Cursor<'_>, around: &Around<'_>) -> Vec<Node> {
    let mut ids = BTreeSet::new();
    let mut kinds = BTreeSet::new();
    let mut nodes = Vec::new();
    for table in cursor.tables("nodes") {
        let Some(node) = read(&table, around) else { continue };
        if !node.id.is_empty() && !ids.insert(node.id.clone()) {
            table.error(
                "id",
                "duplicate",
                format!("another node is called `{}`", node.id),
                "Give each node an id of its own.",
            );
        }
        if matches!(node.kind, Kind::Lottery(_) | Kind::Share(_)) && !kinds.insert(node.kind.name()) {
            let kind = node.kind.name();
            table.error(
                "kind",
                "one_only",
                format!("the campaign has a {kind} node already"),
                "Keep one of them.",
            );
        }
        nodes.push(node);
    }
    nodes
}

fn read(table: &Cursor<'_>, around: &Around<'_>) -> Option<Node> {
    let id = table.need("id", Cursor::name, "\"guess\"");
    let title = need(table, "title", around.languages);
    let lead = maybe(table, "lead", around.languages);
    let opens = table.moment("opens");
    let closes = table.moment("closes");
    let span = window(table, around.campaign, opens, closes);
    let mut tickets = table.number("tickets", 0..=1_000, 0);
    let points = table.number("points", 0..=1_000_000, 0);
    let after = table.name("after");
    let name = table.need("kind", Cursor::string, "\"guess\"")?;
    let kind = match name {
        "teaser" => Kind::Teaser(teaser(table, around, &span)),
        "guess" => Kind::Guess(guess(table, around, &span)?),
        "vote" => Kind::Vote(vote(table, around)?),
        "assemble" => Kind::Assemble(assemble(table, around)),
        "reserve" => Kind::Reserve(reserve(table, around, &span)),
        "lottery" => Kind::Lottery(lottery(table, around.languages, around.campaign)?),
        "instant" => Kind::Instant(instant(table, around, &span)),
        "share" => Kind::Share(share(table, around, &mut tickets)),
        "checkin" => Kind::CheckIn(check_in(table, around, &span)),
        "news" => Kind::News(news(table, around)),
        "honour" => Kind::Honour(honour(table)),
        _ => {
            table.error(
                "kind",
                "unknown_kind",
                format!("`{name}` is not a kind of node"),
                "Use teaser, guess, vote, assemble, reserve, lottery, instant, share, checkin, news or honour.",
            );
            return None;
        }
    };
    table.finish();
    Some(Node {
        id: id.unwrap_or_default(),
        title,
        lead,
        opens,
        closes,
        tickets,
        points,
        after,
        kind,
    })
}

fn window(table: &Cursor<'_>, campaign: &Span, opens: Option<Moment>, closes: Option<Moment>) -> Span {
    let span = Span {
        opens: opens.unwrap_or(campaign.opens),
        closes: closes.unwrap_or(campaign.closes),
    };
    if campaign.opens >= campaign.closes {
        // That has been said, and everything else follows from it.
        return span;
    }
    if span.opens >= campaign.closes || span.closes <= campaign.opens || span.closes <= span.opens {
        let key = if closes.is_some() { "closes" } else { "opens" };
        table.error(
            key,
            "unreachable_node",
            "the node is never open".to_owned(),
            "Let it open before it closes, while the campaign is open.",
        );
    } else if span.opens < campaign.opens || span.closes > campaign.closes {
        let key = if span.opens < campaign.opens { "opens" } else { "closes" };
        table.warn(
            key,
            "outside_campaign",
            format!("`{key}` lies outside the campaign's own time, which counts"),
            format!("Leave `{key}` out."),
        );
    }
    span
}

/// What can be chosen: tables of a key and a text, so many of them.
pub(super) fn choices(
    table: &Cursor<'_>,
    key: &'static str,
    languages: &[Lang],
    count: std::ops::RangeInclusive<usize>,
) -> Vec<Choice> {
    let mut keys = BTreeSet::new();
    let mut choices: Vec<Choice> = Vec::new();
    for option in table.tables(key) {
        let read = Choice {
            key: unique_key(&option, &mut keys),
            text: need(&option, "text", languages),
        };
        if choices.iter().any(|known| reads_alike(&known.text, &read.text)) {
            option.warn(
                "text",
                "reads_alike",
                "another one reads the same: nobody can tell them apart".to_owned(),
                "Give each a text of its own.",
            );
        }
        choices.push(read);
        option.finish();
    }
    counted(table, key, choices.len(), count);
    choices
}

fn reads_alike(a: &Text, b: &Text) -> bool {
    let same = |lang: &Lang, text: &String| b.0.get(lang).is_some_and(|other| fold::key(other) == fold::key(text));
    a.0.iter().any(|(lang, text)| same(lang, text))
}

/// The key of something that stands in a list, and of no other thing in it.
pub(super) fn unique_key(table: &Cursor<'_>, keys: &mut BTreeSet<String>) -> String {
    let key = table.need("key", Cursor::name, "\"red\"").unwrap_or_default();
    if !key.is_empty() && !keys.insert(key.clone()) {
        table.error(
            "key",
            "duplicate",
            format!("another one is called `{key}`"),
            "Give each a key of its own.",
        );
    }
    key
}

/// Notes that there are too few or too many tables under a key.
pub(super) fn counted(table: &Cursor<'_>, key: &str, count: usize, range: std::ops::RangeInclusive<usize>) {
    if !range.contains(&count) {
        let (from, to) = (range.start(), range.end());
        table.error(
            key,
            "option_count",
            format!("there are {count} under `{key}`"),
            format!("Give {from} to {to} under [[nodes.{key}]]."),
        );
    }
}
