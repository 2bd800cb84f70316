//! The report of a rehearsal.

mod goods;
mod nodes;
mod spread;

use super::{
    assume,
    draw::Drawn,
    report::{Part, Report, Section, Table, count, ratio, share},
    run::Run,
    tally::SAMPLES,
};
use canyu_core::{
    campaign::{Campaign, Kind, Node},
    lang::Text,
    moment::{HOUR, Moment},
};

/// Names on the axis of time, about.
const TICKS: i64 = 7;

pub(super) fn report(run: &Run<'_>, drawn: Option<&Drawn>, seed: u64) -> Report {
    let campaign = run.campaign;
    let title = format!("Rehearsal of “{}”", name(campaign, &campaign.title));
    let about = vec![
        format!(
            "{} simulated people from {} to {} (UTC), seed {seed}. The same file, people and seed give this report again.",
            count(run.people.all.len() as u64),
            stamp(campaign.opens),
            stamp(campaign.closes)
        ),
        "The rules are those of the campaign; the people are assumed, and how is told below. Compare variants with it; do not forecast by it.".to_owned(),
    ];
    let mut sections = vec![short(run, drawn), stood_out(run, drawn)];
    sections.extend(spread::sections(run));
    sections.extend(nodes::sections(run));
    sections.extend(drawn.and_then(|drawn| goods::draw(run, drawn)));
    sections.extend(goods::reservations(run));
    sections.extend(goods::instants(run));
    sections.push(assumed(campaign));
    sections.retain(|section| !section.parts.is_empty());
    Report { title, about, sections }
}

fn short(run: &Run<'_>, drawn: Option<&Drawn>) -> Section {
    let mut section = Section::new("In short", "");
    let came = run.fans().count() as u64;
    let (joined, friends) = (run.joined(), spread::friends(run));
    let tickets: u64 = run.fans().map(|fan| u64::from(fan.tickets())).sum();
    let mut table = Table::new("", &["what", "number", "part"]);
    table.row("people who came", [count(came), String::new()]);
    table.row("took part", [count(joined), share(joined, came)]);
    table.row("of these brought by friends", [count(friends), share(friends, joined)]);
    table.row("reproduction number", [ratio(friends, joined), String::new()]);
    table.row(
        "tickets given",
        [count(tickets), format!("{} a person", ratio(tickets, joined))],
    );
    if let Some(drawn) = drawn {
        table.row(
            "people in the draw",
            [count(drawn.entries), share(drawn.entries, joined)],
        );
        table.row(
            "tickets in the draw",
            [count(drawn.tickets), share(drawn.tickets, tickets)],
        );
    }
    table.row(
        "acts decided",
        [
            count(run.tally.acts),
            format!("{} a person", ratio(run.tally.acts, came)),
        ],
    );
    section.table(table);
    section
}

/// What staff would want to change, or to know.
fn stood_out(run: &Run<'_>, drawn: Option<&Drawn>) -> Section {
    let mut notes = Vec::new();
    notes.extend(goods::stood_out(run));
    notes.extend(nodes::stood_out(run));
    if let (Some(drawn), Some((_, lottery))) = (drawn, run.campaign.lottery())
        && u64::from(lottery.quantity()) >= drawn.entries
    {
        notes.push(format!(
            "The lottery has {} prizes for {} people: everybody who enters wins.",
            count(lottery.quantity().into()),
            count(drawn.entries)
        ));
    }
    let mut section = Section::new("What stood out", "");
    if !notes.is_empty() {
        section.parts.push(Part::Notes(notes));
    }
    section
}

fn assumed(campaign: &Campaign) -> Section {
    let mut section = Section::new(
        "What is assumed",
        "These figures are the same for every campaign; only the rules differ. They are guesses in the range of what published campaigns report.",
    );
    section.table(assume::classes());
    section.parts.push(Part::Notes(assume::sentences(campaign)));
    section
}

/// A text in the campaign's first language.
fn name<'a>(campaign: &Campaign, text: &'a Text) -> &'a str {
    text.to(campaign.languages.first().copied().unwrap_or_default())
}

/// A node as staff know it: its id and kind.
fn label(node: &Node) -> String {
    if node.id == node.kind.name() {
        node.id.clone()
    } else {
        format!("{} ({})", node.id, node.kind.name())
    }
}

/// A moment to the minute, in UTC.
fn stamp(moment: Moment) -> String {
    moment
        .to_string()
        .chars()
        .take(16)
        .collect::<String>()
        .replace('T', " ")
}

/// Names of some samples for the axis of time: days where there are several, else hours, or quarters of them up to six hours.
fn ticks(run: &Run<'_>) -> Vec<(usize, String)> {
    let (opens, closes) = (run.campaign.opens, run.campaign.closes);
    let length = (closes.0 - opens.0).max(1);
    let (unit, skip) = if length > 3 * assume::DAY {
        (assume::DAY, 5)
    } else if length > 6 * HOUR {
        (HOUR, 11)
    } else {
        (HOUR / 4, 11)
    };
    let step = unit * (length / unit / (TICKS + 1) + 1);
    let first = Moment(opens.0.div_euclid(step) * step);
    let moments = (0..).map(|number| first.plus(step * number));
    let inside = moments
        .skip_while(|moment| *moment < opens)
        .take_while(|moment| *moment <= closes);
    let tick = |moment: Moment| {
        let sample = (moment.0 - opens.0) * SAMPLES as i64 / length;
        (sample as usize, stamp(moment).chars().skip(skip).take(5).collect())
    };
    inside.map(tick).collect()
}

/// What a refusal means to staff.
fn refusal(code: &str) -> &str {
    match code {
        "sold_out" => "wanted one when all were taken",
        "wall_full" => "wanted to sign when the wall was full",
        "holds_enough" => "wanted more than one may hold",
        "guess_repeated" => "repeated a guess",
        "closed" => "came too late",
        other => other,
    }
}

/// Nodes with their places.
fn numbered(campaign: &Campaign) -> impl Iterator<Item = (usize, &Node)> {
    campaign.nodes.iter().enumerate()
}

/// Whether staff look at what fans write at a node before others see it.
fn is_moderated(kind: &Kind) -> bool {
    match kind {
        Kind::Guess(guess) => guess.is_moderated(),
        Kind::Vote(vote) => vote.moderated && vote.propose > 0,
        Kind::Honour(honour) => honour.moderated,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_are_told_in_words_that_exist() {
        use canyu_core::decide::Refusal;
        let refusals = [
            Refusal::SoldOut(String::new()),
            Refusal::WallFull(1),
            Refusal::HoldsEnough(1),
            Refusal::GuessRepeated,
            Refusal::Closed(String::new()),
        ];
        for known in refusals {
            assert_ne!(refusal(known.code()), known.code());
        }
    }
}
