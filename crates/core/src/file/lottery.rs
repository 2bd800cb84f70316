//! The lottery of a file.

use super::{cursor::Cursor, nodes::Span, texts::need};
use crate::{
    campaign::{BeaconSource, Gives, Lottery, Prize},
    lang::Lang,
};
use std::collections::BTreeSet;

/// Milliseconds between the close and the draw, at least: `fairdraw/v1`, step 0.
const BEFORE_DRAW: i64 = 10 * 60_000;
/// Random bits of a source that nobody can try out in advance.
const STRONG: u32 = 128;
/// Longest text of a source in characters.
const LONGEST_ABOUT: usize = 500;

pub(super) fn lottery(table: &Cursor<'_>, languages: &[Lang], campaign: &Span) -> Option<Lottery> {
    let draws = table.need("draws", Cursor::moment, "2024-08-12T20:00:00+08:00");
    if draws.is_some_and(|draws| draws < campaign.closes.plus(BEFORE_DRAW)) {
        table.error(
            "draws",
            "draw_too_early",
            "the draw is less than ten minutes after the close".to_owned(),
            "Let at least ten minutes, better an hour, pass between `closes` and `draws`.",
        );
    }
    let prizes: Vec<Prize> = table
        .tables("prizes")
        .iter()
        .map(|prize| read_prize(prize, languages))
        .collect();
    if prizes.is_empty() {
        table.error(
            "prizes",
            "missing_key",
            "the lottery has no prizes".to_owned(),
            "Add [[nodes.prizes]] with a name.",
        );
    }
    let terms = need(table, "terms", languages);
    let given = |key, range| table.get(key).map(|_| table.number(key, range, 1));
    let lottery = Lottery {
        draws: draws.unwrap_or_default(),
        prizes,
        terms,
        alternates: given("alternates", 0..=100_000),
        max_weight: given("max_weight", 1..=1_000_000),
        claim_days: table.number("claim_days", 1..=365, 14),
        beacon: beacon(table),
    };
    draws.map(|_| lottery)
}

fn read_prize(prize: &Cursor<'_>, languages: &[Lang]) -> Prize {
    let gives = match prize.string("gives") {
        None | Some("address") => Gives::Address,
        Some("code") => Gives::Code,
        Some("contact") => Gives::Contact,
        Some(other) => {
            prize.error(
                "gives",
                "unknown_gives",
                format!("`{other}` is not a way to hand out a prize"),
                "Use address (the winner gives one), code (he is given one) or contact (he says how to reach him).",
            );
            Gives::Address
        }
    };
    let read = Prize {
        name: need(prize, "name", languages),
        quantity: prize.number("quantity", 1..=1_000_000, 1),
        gives,
    };
    prize.finish();
    read
}

fn beacon(table: &Cursor<'_>) -> Vec<BeaconSource> {
    let mut names = BTreeSet::new();
    let mut sources = Vec::new();
    for source in table.tables("beacon") {
        let read = match source.need("source", Cursor::string, "\"drand\"") {
            Some("drand") => Some(BeaconSource::Drand),
            Some("numbers") => Some(numbers(&source)),
            Some("witness") => Some(witness(&source)),
            Some(other) => {
                source.error(
                    "source",
                    "unknown_source",
                    format!("`{other}` is not a source of random values"),
                    "Use drand (a public beacon), numbers (public numbers) or witness (secrets of witnesses).",
                );
                None
            }
            None => None,
        };
        source.finish();
        let Some(read) = read else { continue };
        let name = match &read {
            BeaconSource::Drand => "drand".to_owned(),
            BeaconSource::Numbers { id, .. } => format!("numbers:{id}"),
            BeaconSource::Witness { id, .. } => format!("witness:{id}"),
        };
        if !names.insert(name.clone()) {
            source.error(
                "source",
                "duplicate",
                format!("`{name}` stands here twice"),
                "Name each source once.",
            );
        }
        sources.push(read);
    }
    sources
}

fn numbers(source: &Cursor<'_>) -> BeaconSource {
    let about = source
        .need("about", Cursor::string, "\"Lotto 6/49 of 11 August 2024\"")
        .unwrap_or_default();
    if about.chars().count() > LONGEST_ABOUT {
        source.error(
            "about",
            "text_too_long",
            format!("it has more than {LONGEST_ABOUT} characters"),
            "Say in a sentence which numbers they are and where they are published.",
        );
    }
    let entropy_bits = source.number("entropy_bits", 1..=1_024, 1);
    if entropy_bits < STRONG {
        source.warn(
            "entropy_bits",
            "weak_source",
            format!(
                "{entropy_bits} random bits can be tried out in advance by whoever makes the list; every page says so"
            ),
            format!("Add the source drand beside it, or numbers with at least {STRONG} bits together."),
        );
    }
    BeaconSource::Numbers {
        id: source
            .need("id", Cursor::name, "\"lotto-2024-08-11\"")
            .unwrap_or_default(),
        about: about.to_owned(),
        entropy_bits,
    }
}

fn witness(source: &Cursor<'_>) -> BeaconSource {
    let mut commits = Vec::new();
    for (commit, span) in source.strings("commits") {
        let is_hash = commit.len() == 64 && commit.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if !is_hash {
            source.log.error(
                span,
                "bad_hash",
                "this is not a SHA-256".to_owned(),
                "Give 64 hexadecimal digits in lower case: the SHA-256 of the witness's secret.",
            );
        }
        commits.push(commit.to_owned());
    }
    if commits.is_empty() {
        source.error(
            "commits",
            "missing_key",
            "there are no witnesses".to_owned(),
            "Add `commits = [\"…\"]`: the SHA-256 of each witness's secret.",
        );
    }
    BeaconSource::Witness {
        id: source.need("id", Cursor::name, "\"jury\"").unwrap_or_default(),
        commits,
    }
}
