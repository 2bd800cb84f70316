//! A week of a campaign beside the one before. What each figure means: `docs/statistics.md`.

use super::calendar::Calendar;
use crate::{
    app::App,
    campaigns::Live,
    problem::ApiError,
    statistics::share::StatisticsError,
    store::{
        StoreError,
        statistics::{Asked, CellRow, Dimension, Snapshot},
        weeks::DealRow,
    },
};
use canyu_core::{
    campaign::{Campaign, Kind},
    moment::Moment,
    staff::{
        Filter, SeriesStep, Week, WeekCount, WeekLine,
        study::{Known, Unknown},
    },
    world::{EventKind, Worth},
};

/// Days of a week.
const DAYS: i64 = 7;

/// The week of that name, or the last whole one; the first one while it is running, and the last one after the close.
///
/// # Errors
/// [`StatisticsError::NoWeek`] for one in which the campaign was not running, or when the database fails.
pub async fn week(app: &App, live: &Live, asked: Option<&str>) -> Result<Week, ApiError> {
    let slug = live.campaign.slug.as_str();
    let now = app.clock.now();
    let mut snapshot = app.store.snapshot().await?;
    let calendar = snapshot.calendar().await?;
    let begun = snapshot.first_day(slug).await?;
    let weeks = Running::of(&calendar, (live.campaign.opens, live.campaign.closes), begun, now);
    let from = weeks.chosen(asked)?;
    let span = Span::of(&weeks, from, now);
    let cells = Cells::read(&mut *snapshot, slug, &span).await?;
    let can_be_reserved = can_be_reserved(&live.campaign);
    let deals = if can_be_reserved {
        app.store.deals(slug, span.before, span.until).await?
    } else {
        Vec::new()
    };
    let is_deal = |count: &WeekCount| matches!(count, WeekCount::Reserved | WeekCount::Redeemed);
    let counts = WeekCount::ALL.into_iter();
    let counts = counts.filter(|count| can_be_reserved || !is_deal(count));
    let lines = counts.map(|count| line(&span, count, &cells, &deals)).collect();
    Ok(Week {
        rehearsal: app.clock.is_rehearsal(),
        as_of: now,
        zone: calendar.name().to_owned(),
        week: calendar.week(from),
        from,
        to: span.to,
        until: span.until,
        running: now < span.to && now < live.campaign.closes,
        earlier: (from > weeks.first).then(|| calendar.week(calendar.days_from(from, -DAYS))),
        later: (from < weeks.last).then(|| calendar.week(span.to)),
        days: span.days.clone(),
        lines,
        doubts: app.store.doubts(slug, span.from, span.until).await?,
    })
}

fn can_be_reserved(campaign: &Campaign) -> bool {
    campaign.nodes.iter().any(|node| matches!(node.kind, Kind::Reserve(_)))
}

/// The weeks in which a campaign was running, by their Mondays.
struct Running<'a> {
    calendar: &'a Calendar,
    /// Since when somebody could come.
    opened: Moment,
    closes: Moment,
    first: Moment,
    last: Moment,
    usual: Moment,
}

impl<'a> Running<'a> {
    fn of(calendar: &'a Calendar, (opens, closes): (Moment, Moment), begun: Option<Moment>, now: Moment) -> Self {
        let monday = |moment| calendar.monday(moment);
        let opened = begun.unwrap_or(opens).min(opens).min(now);
        let first = monday(opened);
        let last = monday(now.min(closes.plus(-1)).max(opened));
        let is_over = now >= closes || now >= calendar.days_from(last, DAYS);
        let whole = if is_over { last } else { calendar.days_from(last, -DAYS) };
        Self {
            calendar,
            opened,
            closes,
            first,
            last,
            usual: whole.max(first),
        }
    }

    fn chosen(&self, asked: Option<&str>) -> Result<Moment, StatisticsError> {
        let Some(asked) = asked else { return Ok(self.usual) };
        let from = self.calendar.monday_of(asked).ok_or(StatisticsError::NoWeek)?;
        if from < self.first || from > self.last {
            return Err(StatisticsError::NoWeek);
        }
        Ok(from)
    }
}

/// The time of a week, and that of the week before which it is held against.
struct Span {
    from: Moment,
    to: Moment,
    until: Moment,
    days: Vec<Moment>,
    before: Moment,
    before_until: Moment,
    days_before: Vec<Moment>,
    /// Whether it is held against the one before.
    held: Held,
}

/// Whether a week is held against the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Held {
    /// Up to the same hour of both.
    Against,
    /// The campaign did not run through the week before.
    Alone,
    /// Its first hour is not over: there is nothing of the same length to hold it against.
    NotYet,
}

impl Span {
    fn of(weeks: &Running<'_>, from: Moment, now: Moment) -> Self {
        let calendar = weeks.calendar;
        let days_from = |from| (0..DAYS).map(|day| calendar.days_from(from, day)).collect();
        let (to, before) = (calendar.days_from(from, DAYS), calendar.days_from(from, -DAYS));
        let ran_through = weeks.opened <= calendar.next(before);
        let held = match now.hour() > from {
            _ if !ran_through => Held::Alone,
            true => Held::Against,
            false => Held::NotYet,
        };
        // What is held against nothing is told up to now: who came in the hour that has begun has come.
        let passed = if held == Held::Against { now.hour() } else { now };
        let until = passed.min(to).min(weeks.closes).max(from);
        // As many days, and as much of the last one.
        let before_until = if until == to {
            from
        } else {
            calendar
                .days_from(until, -DAYS)
                .plus(until.0 - calendar.day(until).0)
                .min(from)
        };
        Self {
            from,
            to,
            until,
            days: days_from(from),
            before,
            before_until,
            days_before: days_from(before),
            held,
        }
    }
}

/// What happened in both weeks, by day and worth.
struct Cells {
    now: Vec<CellRow>,
    before: Vec<CellRow>,
}

impl Cells {
    async fn read(snapshot: &mut dyn Snapshot, campaign: &str, span: &Span) -> Result<Self, StoreError> {
        let mut of = [Vec::new(), Vec::new()];
        for (cells, (from, to)) in of
            .iter_mut()
            .zip([(span.from, span.until), (span.before, span.before_until)])
        {
            if from < to {
                let filter = Filter {
                    from: Some(from),
                    to: Some(to),
                    ..Filter::default()
                };
                let asked = Asked {
                    filter: &filter,
                    kinds: &[EventKind::Arrived, EventKind::Joined, EventKind::Shared],
                    step: Some(SeriesStep::Day),
                    by: &[Dimension::Worth],
                };
                *cells = snapshot.cells(campaign, asked).await?;
            }
        }
        let [now, before] = of;
        Ok(Self { now, before })
    }
}

fn line(span: &Span, count: WeekCount, cells: &Cells, deals: &[DealRow]) -> WeekLine {
    let by_day = |days: &[Moment], until: Moment, cells: &[CellRow]| -> Vec<u64> {
        let ends = days.iter().skip(1).copied().chain([until]);
        let on = |(day, end): (&Moment, Moment)| match count {
            WeekCount::Reserved => sum(deals, (*day, end.min(until)), |deal| deal.reserved),
            WeekCount::Redeemed => sum(deals, (*day, end.min(until)), |deal| deal.redeemed),
            _ => {
                let is_meant = |cell: &&CellRow| (*day..end).contains(&cell.start) && is_counted(count, cell);
                cells.iter().filter(is_meant).map(|cell| cell.count).sum()
            }
        };
        days.iter().zip(ends).map(on).collect()
    };
    let now = by_day(&span.days, span.until, &cells.now);
    let before = by_day(&span.days_before, span.before_until, &cells.before);
    let passed = span.days.iter().filter(|day| **day < span.until).count();
    let change = match span.held {
        Held::Against => {
            let days = |days: &[u64]| days.iter().copied().take(passed).collect::<Vec<u64>>();
            super::study::known_estimate(canyu_spread::change(&days(&now), &days(&before)))
        }
        Held::Alone => Known::Unknown(Unknown::NotWhole),
        Held::NotYet => Known::Unknown(Unknown::TooFew),
    };
    WeekLine {
        count,
        now: now.iter().sum(),
        before: before.iter().sum(),
        by_day: now,
        change,
    }
}

fn is_counted(count: WeekCount, cell: &CellRow) -> bool {
    match count {
        WeekCount::Came => cell.kind == EventKind::Arrived,
        WeekCount::Joined => cell.kind == EventKind::Joined,
        WeekCount::Verified => cell.kind == EventKind::Joined && cell.worth == Worth::Verified,
        WeekCount::Shared => cell.kind == EventKind::Shared,
        WeekCount::Reserved | WeekCount::Redeemed => false,
    }
}

fn sum(deals: &[DealRow], (from, to): (Moment, Moment), of: fn(&DealRow) -> u64) -> u64 {
    let within = deals.iter().filter(|deal| (from..to).contains(&deal.hour));
    within.map(of).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        Moment::parse(text).unwrap()
    }

    fn times(opens: &str, closes: &str) -> (Moment, Moment) {
        (at(opens), at(closes))
    }

    /// The week that is told where none is asked for, and the ones around it.
    fn told(now: &str) -> [String; 3] {
        let shanghai = Calendar::named("Asia/Shanghai").unwrap();
        let campaign = times("2024-08-07T10:00:00Z", "2024-08-21T10:00:00Z");
        let weeks = Running::of(&shanghai, campaign, None, at(now));
        [weeks.first, weeks.usual, weeks.last].map(|week| shanghai.week(week))
    }

    #[test]
    fn the_last_whole_week_is_told_or_the_first_while_it_runs_or_the_last_after_the_close() {
        assert_eq!(told("2024-08-08T00:00:00Z"), ["2024-W32"; 3]);
        // In Shanghai it is Monday already.
        assert_eq!(told("2024-08-11T16:00:00Z"), ["2024-W32", "2024-W32", "2024-W33"]);
        assert_eq!(told("2024-08-20T00:00:00Z"), ["2024-W32", "2024-W33", "2024-W34"]);
        assert_eq!(told("2024-08-21T10:00:00Z"), ["2024-W32", "2024-W34", "2024-W34"]);
        assert_eq!(told("2024-12-01T00:00:00Z"), ["2024-W32", "2024-W34", "2024-W34"]);
        // Before the opening nobody has come.
        assert_eq!(told("2024-07-01T00:00:00Z"), ["2024-W27"; 3]);
    }

    #[test]
    fn what_is_no_week_of_the_campaign_is_refused() {
        let utc = Calendar::named("UTC").unwrap();
        let campaign = times("2024-08-07T10:00:00Z", "2024-08-21T10:00:00Z");
        let weeks = Running::of(&utc, campaign, None, at("2024-08-14T00:00:00Z"));
        assert_eq!(weeks.chosen(Some("2024-W33")), Ok(at("2024-08-12T00:00:00Z")));
        for wrong in ["2024-W31", "2024-W34", "2024-W60", "2024-33", "", "W33", "2024-W3٣"] {
            assert_eq!(weeks.chosen(Some(wrong)), Err(StatisticsError::NoWeek), "{wrong}");
        }
    }

    #[test]
    fn a_week_that_runs_is_held_against_the_same_part_of_the_one_before() {
        let berlin = Calendar::named("Europe/Berlin").unwrap();
        let campaign = times("2024-03-18T08:00:00Z", "2024-05-01T08:00:00Z");
        let now = at("2024-04-03T09:30:00Z");
        let weeks = Running::of(&berlin, campaign, None, now);
        let span = Span::of(&weeks, weeks.last, now);
        assert_eq!(
            (span.from, span.until),
            (at("2024-03-31T22:00:00Z"), at("2024-04-03T09:00:00Z"))
        );
        // Clocks were changed between: eleven o'clock both times.
        assert_eq!(
            (span.before, span.before_until),
            (at("2024-03-24T23:00:00Z"), at("2024-03-27T10:00:00Z"))
        );
        assert_eq!(span.held, Held::Against);
        let whole = Span::of(&weeks, weeks.usual, now);
        assert_eq!((whole.until, whole.before_until), (whole.to, whole.from));
        assert_eq!(whole.days.len(), 7);
    }

    #[test]
    fn what_is_held_against_nothing_is_told_up_to_now() {
        let utc = Calendar::named("UTC").unwrap();
        let campaign = times("2024-08-07T10:00:00Z", "2024-08-21T10:00:00Z");
        let span = |now: &str| {
            let now = at(now);
            let weeks = Running::of(&utc, campaign, None, now);
            let span = Span::of(&weeks, weeks.last, now);
            (span.until, span.held)
        };
        let first_hour = at("2024-08-07T10:20:00Z");
        assert_eq!(span("2024-08-07T10:20:00Z"), (first_hour, Held::Alone));
        // The first whole week has a part of one before it.
        assert_eq!(span("2024-08-14T10:20:00Z").1, Held::Alone);
        assert_eq!(span("2024-08-19T00:20:00Z"), (at("2024-08-19T00:20:00Z"), Held::NotYet));
        assert_eq!(
            span("2024-08-19T01:20:00Z"),
            (at("2024-08-19T01:00:00Z"), Held::Against)
        );
        assert_eq!(span("2024-09-19T01:20:00Z").0, campaign.1);
    }
}
