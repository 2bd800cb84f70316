//! What used to bring people and has become quiet.

use super::figures::{About, hours};
use crate::store::{
    StoreError,
    statistics::{Asked, CellRow, Dimension, Snapshot},
};
use canyu_core::{
    moment::{HOUR, Moment},
    staff::{Filter, Quiet, SeriesStep},
    world::EventKind,
};
use std::collections::{BTreeMap, HashMap};

/// By how many participants delays are measured, at most.
pub(super) const SAMPLE: u32 = 8_000;
/// Hours that are looked at: a day, and the seven before it.
const LOOK_BACK: i64 = 8 * 24 * HOUR;

/// What arrivals are counted by: a node, a channel, or neither.
type Stream<'a> = (Option<&'a str>, Option<&'a str>);

/// What has become quiet, the unlikeliest first. The filter's times are not looked at; after the close nothing is quiet.
pub(super) async fn quiet(snapshot: &mut dyn Snapshot, about: About<'_>) -> Result<Vec<Quiet>, StoreError> {
    if about.now >= about.closes {
        return Ok(Vec::new());
    }
    let end = about.now.hour();
    let filter = Filter {
        from: Some(Moment(end.0.saturating_sub(LOOK_BACK))),
        to: Some(end),
        ..about.filter.clone()
    };
    let asked = |by| Asked {
        filter: &filter,
        kinds: &[EventKind::Arrived],
        step: Some(SeriesStep::Hour),
        by,
    };
    let by_node = snapshot.cells(about.campaign, asked(&[Dimension::Node])).await?;
    let by_channel = snapshot.cells(about.campaign, asked(&[Dimension::Channel])).await?;
    Ok(found(&by_node, &by_channel, end))
}

fn found<'a>(by_node: &'a [CellRow], by_channel: &'a [CellRow], end: Moment) -> Vec<Quiet> {
    // Hours before the first arrival are no usual ones: nothing had begun yet.
    let Some(begin) = by_node.iter().map(|row| row.start).min() else {
        return Vec::new();
    };
    let hours = hours(begin, end);
    let place: HashMap<Moment, usize> = hours.iter().enumerate().map(|(place, hour)| (*hour, place)).collect();
    let mut streams: BTreeMap<Stream<'a>, Vec<u64>> = BTreeMap::new();
    let mut add = |stream: Stream<'a>, row: &CellRow| {
        let Some(&place) = place.get(&row.start) else { return };
        let counts = streams.entry(stream).or_insert_with(|| vec![0; hours.len()]);
        if let Some(count) = counts.get_mut(place) {
            *count += row.count;
        }
    };
    for row in by_node {
        add((None, None), row);
        add((Some(&row.node), None), row);
    }
    for row in by_channel {
        add((None, Some(&row.channel)), row);
    }
    let mut found: Vec<Quiet> = streams
        .iter()
        .filter_map(|(stream, counts)| look(*stream, counts, end))
        .collect();
    found.sort_by(|one, other| one.chance.total_cmp(&other.chance));
    found
}

fn look((node, channel): Stream<'_>, counts: &[u64], end: Moment) -> Option<Quiet> {
    let look = canyu_spread::quiet(counts).ok().filter(|look| look.is_quiet)?;
    let hours = i64::try_from(look.hours).ok()?;
    Some(Quiet {
        node: node.map(str::to_owned),
        channel: channel.map(str::to_owned),
        from: end.plus(-hours * HOUR),
        arrived: look.came,
        usual: look.usual,
        chance: look.chance,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use canyu_core::world::Worth;

    fn arrived(hour: i64, channel: &str, count: u64) -> CellRow {
        CellRow {
            start: Moment(hour * HOUR),
            kind: EventKind::Arrived,
            node: "guess".to_owned(),
            channel: channel.to_owned(),
            generation: 0,
            worth: Worth::Open,
            origin: String::new(),
            count,
        }
    }

    #[test]
    fn a_channel_that_brings_nobody_any_more_is_told_and_the_one_that_goes_on_is_not() {
        let mut rows = Vec::new();
        for hour in 0..4 * 24 {
            rows.push(arrived(hour, "messenger", 20));
            if hour < 4 * 24 - 3 {
                rows.push(arrived(hour, "microblog", 20));
            }
        }
        let quiet = found(&rows, &rows, Moment(4 * 24 * HOUR));
        let told: Vec<_> = quiet
            .iter()
            .map(|quiet| (quiet.node.as_deref(), quiet.channel.as_deref()))
            .collect();
        assert_eq!(told, [(None, Some("microblog"))]);
        assert_eq!(quiet[0].arrived, 0);
        assert!(quiet[0].usual >= 20.0 && quiet[0].chance < 0.01, "{quiet:?}");
        assert!(found(&[], &[], Moment(0)).is_empty());
    }
}
