//! Who brought whom.

use super::ticks;
use crate::rehearse::{
    report::{Section, Table, count, ratio, share},
    run::Run,
    tally::GENERATIONS,
};
use canyu_core::world::Fan;
use std::collections::BTreeMap;

/// People who took part and were brought by a friend.
pub(super) fn friends(run: &Run<'_>) -> u64 {
    run.fans()
        .filter(|fan| fan.joined.is_some() && fan.generation > 0)
        .count() as u64
}

pub(super) fn sections(run: &Run<'_>) -> Vec<Section> {
    let mut section = Section::new(
        "How it spread",
        "Generation 0 came by themselves, generation 1 by a link of theirs, and so on. “Brought on” is the next generation divided by this one.",
    );
    section.table(generations(run));
    let names = ["came themselves", "friends", "friends’ friends", "further on"];
    let series = names.iter().zip(&run.tally.joined).map(|(name, line)| {
        let values = line.iter().map(|&value| value as f64).collect();
        ((*name).to_owned(), values)
    });
    section.lines(
        "People who have taken part, by generation",
        series.collect(),
        &ticks(run),
    );
    section.table(channels(run));
    section.table(sharers(run));
    vec![section]
}

fn generations(run: &Run<'_>) -> Table {
    let mut by_generation: BTreeMap<u32, (u64, u64)> = BTreeMap::new();
    for fan in run.fans() {
        add(by_generation.entry(fan.generation).or_default(), fan);
    }
    let heads = ["generation", "came", "took part", "of those", "brought on"];
    let mut table = Table::new("By generation", &heads);
    for (generation, &(came, joined)) in &by_generation {
        let next = by_generation.get(&(generation + 1)).map_or(0, |&(_, joined)| joined);
        let cells = [count(came), count(joined), share(joined, came), ratio(next, joined)];
        table.row(&generation.to_string(), cells);
    }
    table
}

fn channels(run: &Run<'_>) -> Table {
    let mut by_channel: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for fan in run.fans() {
        add(by_channel.entry(&fan.channel).or_default(), fan);
    }
    let mut table = Table::new("By channel", &["channel", "came", "took part", "of those"]);
    for (channel, (came, joined)) in by_channel {
        table.row(channel, [count(came), count(joined), share(joined, came)]);
    }
    table
}

fn add(sum: &mut (u64, u64), fan: &Fan) {
    sum.0 += 1;
    sum.1 += u64::from(fan.joined.is_some());
}

/// How much of the friends the busiest sharers bring.
fn sharers(run: &Run<'_>) -> Table {
    let mut brought: Vec<u64> = run
        .fans()
        .map(|fan| u64::from(fan.friends_joined))
        .filter(|&friends| friends > 0)
        .collect();
    brought.sort_unstable_by(|a, b| b.cmp(a));
    let all: u64 = brought.iter().sum();
    let mut table = Table::new(
        "Who brings friends",
        &["the busiest", "people", "friends", "of all friends"],
    );
    if all > 0 {
        for percent in [1, 10, 50, 100] {
            let people = (brought.len() * percent).div_ceil(100);
            let friends: u64 = brought.iter().take(people).sum();
            let name = format!("{percent} % of sharers");
            table.row(&name, [count(people as u64), count(friends), share(friends, all)]);
        }
    }
    table
}

const _: () = assert!(GENERATIONS == 4, "each line has its name");
