//! Tables of figures, from sums.

use crate::store::statistics::CellRow;
use canyu_core::{
    moment::Moment,
    staff::{Cell, ChannelFigures, Estimate, Funnel, GroupFigures, NodeFigures, WorthCounts},
    world::{EventKind, Worth},
};
use canyu_spread::{Counts, Unknown, strength};
use std::collections::BTreeMap;

/// How many of each kind.
pub(super) fn funnel<'a>(rows: impl IntoIterator<Item = &'a CellRow>) -> Funnel {
    let mut funnel = Funnel::default();
    for row in rows {
        add(&mut funnel, row);
    }
    funnel
}

fn add(funnel: &mut Funnel, row: &CellRow) {
    let count = match row.kind {
        EventKind::Seen => &mut funnel.seen,
        EventKind::Started => &mut funnel.started,
        EventKind::Completed => &mut funnel.completed,
        EventKind::Shared => &mut funnel.shared,
        EventKind::Arrived => &mut funnel.arrived,
        EventKind::Joined => &mut funnel.joined,
    };
    *count += row.count;
}

fn counts(funnel: &Funnel) -> Counts {
    Counts {
        seen: funnel.seen,
        started: funnel.started,
        completed: funnel.completed,
        shared: funnel.shared,
        arrived: funnel.arrived,
        joined: funnel.joined,
    }
}

/// A figure on the wire; what cannot be known is left out.
pub(super) fn known(figure: Result<canyu_spread::Estimate, Unknown>) -> Option<Estimate> {
    let figure = figure.ok()?;
    Some(Estimate {
        value: figure.value,
        low: figure.low,
        high: figure.high,
    })
}

/// Nodes, the strongest first: by the lower end of what they bring, then by how many joined.
pub(super) fn nodes(rows: &[CellRow], by_day: &[CellRow], days: &[Moment], k: f64) -> Vec<NodeFigures> {
    let mut funnels: BTreeMap<&str, Funnel> = BTreeMap::new();
    for row in rows {
        add(funnels.entry(&row.node).or_default(), row);
    }
    let mut joined: BTreeMap<(&str, Moment), u64> = BTreeMap::new();
    for row in by_day {
        *joined.entry((&row.node, row.start)).or_default() += row.count;
    }
    let figures = |(node, count): (&str, Funnel)| {
        let strength = strength(&counts(&count), k);
        let on = |day: &Moment| joined.get(&(node, *day)).copied().unwrap_or(0);
        let figures = NodeFigures {
            node: node.to_owned(),
            count,
            started: known(strength.started),
            completed: known(strength.completed),
            shared: known(strength.shared),
            joined: known(strength.joined),
            brings: known(strength.brings),
            by_day: days.iter().map(on).collect(),
        };
        (strength.rank(), figures)
    };
    let mut ranked: Vec<(f64, NodeFigures)> = funnels.into_iter().map(figures).collect();
    ranked.sort_by(|(rank, node), (other_rank, other)| {
        let by_joined = other.count.joined.cmp(&node.count.joined);
        other_rank.total_cmp(rank).then(by_joined)
    });
    ranked.into_iter().map(|(_, node)| node).collect()
}

/// Channels, those through which most joined first.
pub(super) fn channels(rows: &[CellRow]) -> Vec<ChannelFigures> {
    let mut funnels: BTreeMap<&str, Funnel> = BTreeMap::new();
    for row in rows {
        add(funnels.entry(&row.channel).or_default(), row);
    }
    let figures = |(channel, count): (&str, Funnel)| ChannelFigures {
        channel: channel.to_owned(),
        count,
        joined: known(canyu_spread::wilson(count.joined, count.arrived)),
    };
    let mut channels: Vec<ChannelFigures> = funnels.into_iter().map(figures).collect();
    channels.sort_by_key(|channel| std::cmp::Reverse((channel.count.joined, channel.count.arrived)));
    channels
}

/// Who came, by node, channel and generation.
pub(super) fn places(rows: &[CellRow]) -> Vec<Cell> {
    let mut funnels: BTreeMap<(&str, &str, u32), Funnel> = BTreeMap::new();
    for row in rows {
        if matches!(row.kind, EventKind::Arrived | EventKind::Joined) {
            add(
                funnels.entry((&row.node, &row.channel, row.generation)).or_default(),
                row,
            );
        }
    }
    let cell = |((node, channel, generation), count): ((&str, &str, u32), Funnel)| Cell {
        node: node.to_owned(),
        channel: channel.to_owned(),
        generation,
        arrived: count.arrived,
        joined: count.joined,
    };
    funnels.into_iter().map(cell).collect()
}

/// Who of those that took part counts.
pub(super) fn worths(rows: &[CellRow]) -> WorthCounts {
    let joined = |worth: Worth| {
        let rows = rows
            .iter()
            .filter(|row| row.kind == EventKind::Joined && row.worth == worth);
        rows.map(|row| row.count).sum()
    };
    WorthCounts {
        open: joined(Worth::Open),
        verified: joined(Worth::Verified),
        held: joined(Worth::Held),
        excluded: joined(Worth::Excluded),
    }
}

/// Who descends from which seed group, those with most first.
pub(super) fn groups(rows: &[CellRow]) -> Vec<GroupFigures> {
    let mut funnels: BTreeMap<&str, Funnel> = BTreeMap::new();
    for row in rows {
        add(funnels.entry(&row.origin).or_default(), row);
    }
    let figures = |(group, count): (&str, Funnel)| GroupFigures {
        group: group.to_owned(),
        arrived: count.arrived,
        joined: count.joined,
    };
    let mut groups: Vec<GroupFigures> = funnels.into_iter().map(figures).collect();
    groups.sort_by_key(|group| std::cmp::Reverse((group.joined, group.arrived)));
    groups
}
