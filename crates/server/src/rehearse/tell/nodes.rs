//! What each node did, and what it cost.

use super::{is_moderated, label, numbered, refusal, stamp};
use crate::rehearse::{
    report::{Section, Table, count, share},
    run::Run,
};
use canyu_core::campaign::Kind;

pub(super) fn sections(run: &Run<'_>) -> Vec<Section> {
    let mut all = vec![funnel(run), cost(run)];
    all.push(stages(run));
    all.push(refusals(run));
    all
}

fn funnel(run: &Run<'_>) -> Section {
    let mut section = Section::new(
        "The nodes",
        "How far people went at each node, and who came by links that were shared there.",
    );
    let heads = [
        "node",
        "seen",
        "done",
        "of those",
        "shared",
        "came by links",
        "took part",
    ];
    let mut table = Table::new("", &heads);
    let mut bars = Vec::new();
    for ((_, node), told) in numbered(run.campaign).zip(&run.tally.nodes) {
        let cells = [
            count(told.seen),
            count(told.completed),
            share(told.completed, told.seen),
            count(told.shared),
            count(told.arrived),
            count(told.joined),
        ];
        table.row(&label(node), cells);
        bars.push((label(node), told.completed as f64));
    }
    section.table(table);
    section.bars("People who did it", bars);
    section
}

fn cost(run: &Run<'_>) -> Section {
    let mut section = Section::new(
        "What each node costs",
        "Tickets and points that were given, codes that were made, prizes that were won on the spot, and texts or pictures that staff have to look at.",
    );
    let heads = ["node", "tickets", "points", "codes", "prizes", "to look at"];
    let mut table = Table::new("", &heads);
    let mut sums = [0; 5];
    for ((_, node), told) in numbered(run.campaign).zip(&run.tally.nodes) {
        let cells = [told.tickets, told.points, told.codes, told.prizes, told.looks];
        sums.iter_mut().zip(cells).for_each(|(sum, cell)| *sum += cell);
        table.row(&label(node), cells.map(count));
    }
    table.row("all", sums.map(count));
    section.table(table);
    section
}

/// Stages of teasers that wait for taps.
fn stages(run: &Run<'_>) -> Section {
    let mut section = Section::new("Stages that wait for taps", "");
    let mut table = Table::new("", &["stage", "taps needed", "opened (UTC)"]);
    for ((_, node), told) in numbered(run.campaign).zip(&run.tally.nodes) {
        let Kind::Teaser(teaser) = &node.kind else { continue };
        for (place, stage) in teaser.stages.iter().enumerate() {
            let Some(taps) = stage.taps else { continue };
            let opened = told
                .stages
                .get(&place)
                .map_or_else(|| "never".to_owned(), |&at| stamp(at));
            let name = format!("{}, stage {}", label(node), place + 1);
            table.row(&name, [count(taps.into()), opened]);
        }
    }
    section.table(table);
    section
}

fn refusals(run: &Run<'_>) -> Section {
    let mut section = Section::new("Acts that were refused", "By the rules, as fans would have been told.");
    let mut table = Table::new("", &["node", "why", "how often"]);
    for (&(index, code), &times) in &run.tally.refusals {
        let node = run.campaign.nodes.get(index).map_or_else(|| "–".to_owned(), label);
        table.row(&node, [refusal(code).to_owned(), count(times)]);
    }
    section.table(table);
    section
}

pub(super) fn stood_out(run: &Run<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    for ((_, node), told) in numbered(run.campaign).zip(&run.tally.nodes) {
        if told.completed == 0 && can_be_done(&node.kind) {
            notes.push(format!("Nobody did {}.", label(node)));
        }
        if let Kind::Teaser(teaser) = &node.kind {
            let waiting = teaser
                .stages
                .iter()
                .enumerate()
                .find(|(place, stage)| stage.taps.is_some() && !told.stages.contains_key(place));
            if let Some((place, taps)) = waiting.and_then(|(place, stage)| Some((place, stage.taps?))) {
                notes.push(format!(
                    "Stage {} of {} never opened: it needs {} taps and got {}.",
                    place + 1,
                    label(node),
                    count(taps.into()),
                    count(told.completed)
                ));
            }
        }
        if is_moderated(&node.kind) && told.looks > 0 {
            notes.push(format!(
                "At {} staff have {} texts or pictures to look at: {} minutes at ten seconds each.",
                label(node),
                count(told.looks),
                count(told.looks.div_ceil(6))
            ));
        }
    }
    notes
}

/// News without posts cannot be done.
fn can_be_done(kind: &Kind) -> bool {
    !matches!(kind, Kind::News(news) if news.posts.is_empty())
}
