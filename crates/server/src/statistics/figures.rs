//! The figures of a campaign, from one state of the data. What each means: `docs/statistics.md`.

use super::{
    calendar::Calendar,
    spreading::{Daily, delay, generations, reproduction},
    study::Unequal,
    tables::{channels, funnel, groups, nodes, places, worths},
    watch::{self, quiet},
};
use crate::store::{
    StoreError,
    statistics::{Asked, CellRow, Dimension, Revision, Snapshot},
};
use canyu_core::{
    moment::{HOUR, Moment},
    staff::{Figures, Filter, Funnel, Glance, Point, Series, SeriesStep},
    world::EventKind,
};
use std::collections::BTreeMap;

/// Days of a series, at most: the last ones.
const MOST_DAYS: i64 = 92;
/// Figures of so long a time at most have a series of hours.
const BY_HOUR: i64 = 72 * HOUR;

/// Whose figures, and when.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// The campaign's slug.
    pub campaign: &'a str,
    /// Of which people and times.
    pub filter: &'a Filter,
    /// Now, campaign time.
    pub now: Moment,
    /// When the campaign closes: afterwards nothing is quiet.
    pub closes: Moment,
    /// Whether nothing of it is real.
    pub rehearsal: bool,
    /// How unequal people are taken to be.
    pub unequal: Unequal,
}

/// Reads them all.
///
/// # Errors
/// When the database fails.
pub async fn read(snapshot: &mut dyn Snapshot, about: About<'_>) -> Result<(Revision, Figures), StoreError> {
    use Dimension::{Channel, Generation, Node, Origin, Worth};
    let About {
        campaign,
        filter,
        now,
        unequal,
        ..
    } = about;
    let revision = snapshot.revision(campaign).await?;
    let calendar = snapshot.calendar().await?;
    let times = Times::of(snapshot, &calendar, about).await?;

    let every = Filter {
        worth: None,
        ..filter.clone()
    };
    let asked = |filter, kinds, by| Asked {
        filter,
        kinds,
        step: None,
        by,
    };
    // Each table for itself: what tells one thing apart has few counts, however many there are of everything together.
    let came = &[EventKind::Arrived, EventKind::Joined];
    let by_worth = asked(&every, &[EventKind::Joined], &[Worth]);
    let by_worth = snapshot.cells(campaign, by_worth).await?;
    let by_node = snapshot
        .cells(campaign, asked(filter, &EventKind::ALL, &[Node]))
        .await?;
    let by_channel = asked(filter, &EventKind::ALL, &[Channel]);
    let by_channel = snapshot.cells(campaign, by_channel).await?;
    let by_generation = asked(filter, &EventKind::ALL, &[Generation]);
    let by_generation = snapshot.cells(campaign, by_generation).await?;
    let by_place = asked(filter, came, &[Node, Channel, Generation]);
    let by_place = snapshot.cells(campaign, by_place).await?;
    let by_origin = snapshot.cells(campaign, asked(filter, came, &[Origin])).await?;

    let joined = |filter, by| Asked {
        filter,
        kinds: &[EventKind::Joined],
        step: Some(SeriesStep::Day),
        by,
    };
    let shown = times.shown(filter);
    let by_day = snapshot.cells(campaign, joined(&shown, &[Node])).await?;
    // Whoever joined earlier brings people today, and a part of the people has brought no part of them alone.
    let whole = Filter {
        from: None,
        node: None,
        channel: None,
        generation: None,
        ..filter.clone()
    };
    let daily = snapshot.cells(campaign, joined(&whole, &[Generation])).await?;
    let daily = Daily::of(&daily, &times.since_the_first);
    // After the close nobody brings anybody: days of that time say nothing of how long it takes.
    let until = now.min(about.closes);
    let (delay, delays) = delay(&snapshot.delays(campaign, watch::SAMPLE).await?, &calendar, until);

    Ok((
        revision,
        Figures {
            rehearsal: about.rehearsal,
            as_of: now,
            unequal: unequal.told(),
            zone: calendar.name().to_owned(),
            filter: filter.clone(),
            total: funnel(&by_node),
            glance: glance(snapshot, &calendar, about).await?,
            nodes: nodes(&by_node, &by_day, &times.days, unequal.all),
            days: times.days.clone(),
            channels: channels(&by_channel),
            cells: places(&by_place),
            generations: generations(&by_generation, about, &daily, &delay, times.passed),
            r_now: reproduction(&daily, &times, (&delay, delays), unequal.all),
            series: series(snapshot, campaign, filter, &times).await?,
            worth: worths(&by_worth),
            groups: groups(&by_origin),
            quiet: quiet(snapshot, about).await?,
        },
    ))
}

/// The days that figures are of.
pub(super) struct Times {
    /// Those that are shown, in order.
    pub days: Vec<Moment>,
    /// From the campaign's first day to the last one that is shown.
    pub since_the_first: Vec<Moment>,
    /// How much of the last day has passed, above 0 and up to 1.
    pub passed: f64,
    from: Moment,
    to: Moment,
}

impl Times {
    async fn of(snapshot: &mut dyn Snapshot, calendar: &Calendar, about: About<'_>) -> Result<Self, StoreError> {
        let now = about.now;
        let end = about.filter.to.unwrap_or(now).min(now);
        // What begins now has a first day, too.
        let first = snapshot.first_day(about.campaign).await?.unwrap_or(calendar.day(end));
        // A time that ends at midnight has the day before as its last.
        let last = calendar.day(Moment(end.0.saturating_sub(i64::from(about.filter.to.is_some()))));
        let earliest = calendar.days_from(last, 1 - MOST_DAYS);
        let from = about.filter.from.map_or(first, |from| calendar.day(from).max(first));
        let since_the_first = days(calendar, first, last);
        let next = calendar.next(last);
        let passed = (end.0 - last.0) as f64 / (next.0 - last.0).max(1) as f64;
        let begin = about.filter.from.unwrap_or(first).max(first);
        Ok(Self {
            days: days(calendar, from.max(earliest), last),
            since_the_first,
            passed: passed.clamp(f64::MIN_POSITIVE, 1.0),
            from: begin,
            to: end,
        })
    }

    /// The filter, but not for more days than are shown.
    fn shown(&self, filter: &Filter) -> Filter {
        let first = self.days.first().copied();
        Filter {
            from: filter.from.max(first),
            ..filter.clone()
        }
    }
}

/// Days from one to another, both with; at most ten years of them, the last ones.
fn days(calendar: &Calendar, from: Moment, to: Moment) -> Vec<Moment> {
    let mut days = Vec::new();
    let mut day = from.max(calendar.days_from(to, -3_650));
    while day <= to {
        days.push(day);
        let next = calendar.next(day);
        if next <= day {
            break;
        }
        day = next;
    }
    days
}

/// Today beside yesterday.
async fn glance(snapshot: &mut dyn Snapshot, calendar: &Calendar, about: About<'_>) -> Result<Glance, StoreError> {
    let today = calendar.day(about.now);
    let yesterday = calendar.days_from(today, -1);
    let until = about.now.hour();
    let same_hour = yesterday.plus(until.0 - today.0);
    // Where the clock of a rehearsal was set back there are hours that lie ahead: they are not today, as little as tomorrow is.
    let ahead = until.plus(HOUR);
    let filter = Filter {
        from: Some(yesterday),
        to: Some(ahead),
        ..about.filter.clone()
    };
    let asked = Asked {
        filter: &filter,
        kinds: &EventKind::ALL,
        step: Some(SeriesStep::Hour),
        by: &[],
    };
    let rows = snapshot.cells(about.campaign, asked).await?;
    let between = |from: Moment, to: Moment| funnel(rows.iter().filter(|row| (from..to).contains(&row.start)));
    Ok(Glance {
        from: today,
        until,
        today: between(today, ahead),
        today_until: between(today, until),
        yesterday_until: between(yesterday, same_hour),
        yesterday: between(yesterday, today),
    })
}

/// What happened when, without gaps.
async fn series(
    snapshot: &mut dyn Snapshot,
    campaign: &str,
    filter: &Filter,
    times: &Times,
) -> Result<Series, StoreError> {
    let step = if times.to.0 - times.from.0 <= BY_HOUR {
        SeriesStep::Hour
    } else {
        SeriesStep::Day
    };
    let shown = times.shown(filter);
    let asked = Asked {
        filter: &shown,
        kinds: &EventKind::ALL,
        step: Some(step),
        by: &[],
    };
    let mut counts: BTreeMap<Moment, Vec<CellRow>> = BTreeMap::new();
    for row in snapshot.cells(campaign, asked).await? {
        counts.entry(row.start).or_default().push(row);
    }
    let starts = match step {
        SeriesStep::Hour => hours(times.from, times.to),
        SeriesStep::Day => times.days.clone(),
    };
    let point = |start: Moment| Point {
        start,
        count: counts.get(&start).map_or_else(Funnel::default, funnel),
    };
    Ok(Series {
        step,
        points: starts.into_iter().map(point).collect(),
    })
}

/// The hours that begin in a time.
pub(super) fn hours(from: Moment, to: Moment) -> Vec<Moment> {
    let first = from.plus(HOUR - 1).hour();
    let mut hours = Vec::new();
    let mut hour = first;
    while hour < to {
        hours.push(hour);
        hour = hour.plus(HOUR);
    }
    hours
}
