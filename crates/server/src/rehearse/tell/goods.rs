//! What people get: prizes that are drawn, things that are reserved, prizes that are won on the spot.

use super::{label, name, numbered, stamp, ticks};
use crate::rehearse::{
    assume::DAY,
    draw::Drawn,
    report::{Section, Table, count, ratio, share},
    run::Run,
    tally::Level,
};
use canyu_core::{
    campaign::{Campaign, Instant, Item, Kind, Node},
    moment::Moment,
    world::{CodeState, Held, Origin},
};
use std::collections::BTreeMap;

/// Bars for the numbers of tickets, at most.
const BARS: usize = 12;
/// Bars for days, at most.
const DAYS: usize = 45;

pub(super) fn draw(run: &Run<'_>, drawn: &Drawn) -> Option<Section> {
    let campaign = run.campaign;
    let (_, lottery) = campaign.lottery()?;
    let mut section = Section::new(
        "The draw",
        "Drawn by the protocol that counts, with the rehearsal’s seed in the place of the public random value.",
    );
    let mut table = Table::new(
        "Prizes",
        &["prize", "number", "given", "tickets of the winners, on average"],
    );
    let mut weights = drawn.weights.iter();
    for prize in &lottery.prizes {
        let winners: Vec<u32> = weights.by_ref().take(prize.quantity as usize).copied().collect();
        let sum: u64 = winners.iter().map(|&weight| u64::from(weight)).sum();
        let given = winners.len() as u64;
        let cells = [count(prize.quantity.into()), count(given), ratio(sum, given)];
        table.row(name(campaign, &prize.name), cells);
    }
    section.table(table);
    let prizes = u64::from(lottery.quantity());
    let mut odds = Table::new("Chances", &["tickets", "people", "of all", "wins a prize, about"]);
    for (&weight, &people) in &drawn.spread {
        let chance = (u64::from(weight) * prizes).min(drawn.tickets);
        let cells = [
            count(people),
            share(people, drawn.entries),
            share(chance, drawn.tickets),
        ];
        if odds.rows.len() < BARS {
            odds.row(&weight.to_string(), cells);
        }
    }
    section.table(odds);
    section.bars("People in the draw by their tickets", bars(drawn));
    let given = run.tally.tickets.iter().map(|&tickets| tickets as f64).collect();
    section.lines("Tickets given", vec![("tickets".to_owned(), given)], &ticks(run));
    Some(section)
}

/// The highest numbers of tickets together in the last bar.
fn bars(drawn: &Drawn) -> Vec<(String, f64)> {
    let all: Vec<(u32, u64)> = drawn.spread.iter().map(|(&weight, &people)| (weight, people)).collect();
    let (first, rest) = all.split_at_checked(BARS - 1).unwrap_or((&all, &[]));
    let mut bars: Vec<(String, f64)> = first
        .iter()
        .map(|(weight, people)| (weight.to_string(), *people as f64))
        .collect();
    if let Some((weight, _)) = rest.first() {
        let people: u64 = rest.iter().map(|(_, people)| people).sum();
        bars.push((format!("{weight} and more"), people as f64));
    }
    bars
}

pub(super) fn reservations(run: &Run<'_>) -> Vec<Section> {
    let mut section = Section::new(
        "Reservations",
        "Units that are there, by whom they were taken, and what became of them. A unit that is given back goes to whoever waits.",
    );
    let heads = [
        "item",
        "stock",
        "by the line",
        "from waiting",
        "by codes",
        "redeemed",
        "not fetched",
        "still waiting",
        "sold out (UTC)",
    ];
    let mut table = Table::new("", &heads);
    let (mut left, mut waiting) = (Vec::new(), Vec::new());
    for (node, item) in items(run.campaign) {
        let place = (node.id.clone(), item.key.clone());
        table.row(name(run.campaign, &item.text), item_cells(run, node, item));
        let levels = run.tally.levels.get(&place).cloned().unwrap_or_default();
        let line = |value: fn(&Level) -> u64| levels.iter().map(|level| value(level) as f64).collect();
        left.push((item.key.clone(), line(|level| level.left)));
        waiting.push((item.key.clone(), line(|level| level.waiting)));
    }
    section.table(table);
    section.lines("Units left for the line", left, &ticks(run));
    section.lines("People who wait", waiting, &ticks(run));
    section.bars("Codes redeemed by day (UTC)", redeemed(run));
    vec![section]
}

/// Codes of every kind, by the day on which the till took them.
fn redeemed(run: &Run<'_>) -> Vec<(String, f64)> {
    let mut days: BTreeMap<i64, u64> = BTreeMap::new();
    for (at, _) in run.tally.codes.values().filter_map(|held| held.redeemed.as_ref()) {
        *days.entry(at.day()).or_default() += 1;
    }
    let name = |day| stamp(Moment(day * DAY)).chars().take(10).collect();
    days.into_iter()
        .take(DAYS)
        .map(|(day, codes)| (name(day), codes as f64))
        .collect()
}

fn items(campaign: &Campaign) -> impl Iterator<Item = (&Node, &Item)> {
    let reserves = campaign.nodes.iter().filter_map(|node| match &node.kind {
        Kind::Reserve(reserve) => Some((node, reserve)),
        _ => None,
    });
    reserves.flat_map(|(node, reserve)| reserve.items.iter().map(move |item| (node, item)))
}

fn item_cells(run: &Run<'_>, node: &Node, item: &Item) -> [String; 8] {
    let codes = || {
        run.tally
            .codes
            .values()
            .filter(|held| held.node == node.id && held.item == item.key)
    };
    let number = |found: fn(&Held) -> bool| codes().filter(|held| found(held)).count() as u64;
    let place = (node.id.clone(), item.key.clone());
    let stock = run.tally.stocks.get(&place).copied().unwrap_or_default();
    let sold_out = run
        .tally
        .sold_out
        .get(&place)
        .map_or_else(|| "–".to_owned(), |&at| stamp(at));
    let taken = |held: &Held| held.fan.is_some() && !held.offered && held.state != CodeState::Cancelled;
    let by = |origin: Origin| codes().filter(|held| held.origin == origin && taken(held)).count() as u64;
    [
        count(item.stock.into()),
        count(by(Origin::Line)),
        count(by(Origin::Waiting)),
        count(by(Origin::Priority)),
        count(number(|held| held.state == CodeState::Redeemed)),
        count(number(|held| {
            held.state == CodeState::Expired && held.fan.is_some() && !held.offered
        })),
        count(stock.waiting.into()),
        sold_out,
    ]
}

pub(super) fn instants(run: &Run<'_>) -> Vec<Section> {
    let mut all = Vec::new();
    for (_, node) in numbered(run.campaign) {
        if let Kind::Instant(rules) = &node.kind {
            all.push(instant(run, node, rules));
        }
    }
    all
}

fn instant(run: &Run<'_>, node: &Node, rules: &Instant) -> Section {
    let mut section = Section::new(
        &format!("Won on the spot: {}", node.id),
        "The winning moments are others than the real ones will be, and as many.",
    );
    let mut prizes = Table::new("Prizes", &["prize", "number", "a day at most", "won", "left over"]);
    for (place, prize) in (0..).zip(&rules.prizes) {
        let won = won(run, node, place, None);
        let limit = prize
            .per_day
            .map_or_else(|| "–".to_owned(), |limit| count(limit.into()));
        let left = u64::from(prize.quantity).saturating_sub(won);
        let cells = [count(prize.quantity.into()), limit, count(won), count(left)];
        prizes.row(name(run.campaign, &prize.name), cells);
    }
    section.table(prizes);
    let mut days = Table::new("Won by day (UTC)", &["day"]);
    days.heads.extend(
        rules
            .prizes
            .iter()
            .map(|prize| name(run.campaign, &prize.name).to_owned()),
    );
    let (opens, closes) = run.campaign.window(node);
    for day in opens.day()..=closes.plus(-1).day() {
        let cells = (0..rules.prizes.len() as u32).map(|place| count(won(run, node, place, Some(day))));
        let date: String = stamp(Moment(day * DAY)).chars().take(10).collect();
        days.row(&date, cells);
    }
    section.table(days);
    section
}

fn won(run: &Run<'_>, node: &Node, prize: u32, on: Option<i64>) -> u64 {
    let wins = run.tally.wins.iter();
    let matching =
        wins.filter(|((id, place, day), _)| *id == node.id && *place == prize && on.is_none_or(|on| on == *day));
    matching.map(|(_, &won)| won).sum()
}

pub(super) fn stood_out(run: &Run<'_>) -> Vec<String> {
    let campaign = run.campaign;
    let mut notes = Vec::new();
    for (node, item) in items(campaign) {
        let place = (node.id.clone(), item.key.clone());
        let stock = run.tally.stocks.get(&place).copied().unwrap_or_default();
        let text = name(campaign, &item.text);
        if let Some(&at) = run.tally.sold_out.get(&place) {
            let minutes = (at.0 - campaign.window(node).0.0) / 60_000;
            notes.push(format!(
                "{text}: the line had taken all its units {} h {} min after the opening; {} people still waited at the end.",
                minutes / 60,
                minutes % 60,
                count(stock.waiting.into())
            ));
        } else {
            let levels = run.tally.levels.get(&place);
            let left = levels.and_then(|levels| levels.last()).map_or(0, |level| level.left);
            notes.push(format!(
                "{text}: {} of {} units were left at the close.",
                count(left),
                count(item.stock.into())
            ));
        }
    }
    for (_, node) in numbered(campaign) {
        let Kind::Instant(rules) = &node.kind else { continue };
        let all: u64 = rules.prizes.iter().map(|prize| u64::from(prize.quantity)).sum();
        let won: u64 = (0..rules.prizes.len() as u32)
            .map(|place| won(run, node, place, None))
            .sum();
        if won < all {
            notes.push(format!(
                "{}: {} of {} prizes were not won.",
                label(node),
                count(all - won),
                count(all)
            ));
        }
    }
    notes
}
