//! Reading counts of events.

use super::{
    Sqlite, recount,
    rollups::{self, kind},
};
use crate::{
    statistics::calendar::Calendar,
    store::{
        StoreError,
        statistics::{Asked, CellRow, Compared, Delayed, Dimension, Revision, Snapshot, Statistics},
    },
};
use async_trait::async_trait;
use canyu_core::{
    moment::Moment,
    staff::SeriesStep,
    world::{EventKind, Worth},
};
use serde_json::json;
use sqlx::{Row as _, SqliteConnection, Transaction, sqlite::SqliteRow};

#[async_trait]
impl Statistics for Sqlite {
    async fn keep_days(&self, calendar: &Calendar) -> Result<bool, StoreError> {
        recount::keep_days(&self.writer, calendar).await
    }

    async fn revision(&self, campaign: &str) -> Result<Revision, StoreError> {
        revision(&mut *self.readers.acquire().await?, campaign).await
    }

    async fn snapshot(&self) -> Result<Box<dyn Snapshot>, StoreError> {
        Ok(Box::new(State(self.readers.begin().await?)))
    }

    async fn recount(&self, campaign: &str, replace: bool) -> Result<Compared, StoreError> {
        if replace {
            recount::replace(&self.writer, campaign).await
        } else {
            recount::compare(&self.readers, campaign).await
        }
    }
}

async fn revision(connection: &mut SqliteConnection, campaign: &str) -> Result<Revision, StoreError> {
    let row = sqlx::query("SELECT seq, moves FROM revisions WHERE campaign = ?")
        .bind(campaign)
        .fetch_optional(connection)
        .await?;
    row.map_or(Ok(Revision::default()), |row| {
        Ok(Revision {
            seq: row.try_get(0)?,
            moves: row.try_get(1)?,
        })
    })
}

/// A transaction that reads: it sees what was there when it read first.
struct State(Transaction<'static, sqlx::Sqlite>);

#[async_trait]
impl Snapshot for State {
    async fn calendar(&mut self) -> Result<Calendar, StoreError> {
        rollups::calendar(&mut self.0).await
    }

    async fn revision(&mut self, campaign: &str) -> Result<Revision, StoreError> {
        revision(&mut self.0, campaign).await
    }

    async fn first_day(&mut self, campaign: &str) -> Result<Option<Moment>, StoreError> {
        let sql = "SELECT MIN(start) FROM rollups WHERE campaign = ? AND span = 'day' AND kind = 'arrived'";
        let first: Option<i64> = sqlx::query_scalar(sql).bind(campaign).fetch_one(&mut *self.0).await?;
        Ok(first.map(Moment))
    }

    async fn cells(&mut self, campaign: &str, asked: Asked<'_>) -> Result<Vec<CellRow>, StoreError> {
        let calendar = self.calendar().await?;
        let kinds = json!(asked.kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>()).to_string();
        let filter = asked.filter;
        let mut cells = Vec::new();
        for piece in pieces(asked, &calendar) {
            let rows = sqlx::query(sqlx::AssertSqlSafe(cells_sql(asked, piece)))
                .bind(campaign)
                .bind(piece.span)
                .bind(&kinds)
                .bind(filter.node.as_deref())
                .bind(filter.channel.as_deref())
                .bind(filter.generation)
                .bind(worths(asked))
                .bind(filter.group.as_deref())
                .bind(piece.from.0)
                .bind(piece.to.0)
                .bind(piece.day.map(|day| day.0))
                .fetch_all(&mut *self.0)
                .await?;
            for row in &rows {
                cells.push(cell(row)?);
            }
        }
        Ok(cells)
    }

    async fn delays(&mut self, campaign: &str, most: u32) -> Result<Vec<Delayed>, StoreError> {
        // Ids are random: the first of them are chosen by chance, and it is the same ones the next time.
        let rows = sqlx::query(
            "SELECT referrer.joined_at, friend.joined_at
             FROM (SELECT referrer, joined_at FROM fans WHERE campaign = ?1 ORDER BY id LIMIT ?2) AS friend
             CROSS JOIN fans AS referrer ON referrer.campaign = ?1 AND referrer.id = friend.referrer
             WHERE friend.joined_at IS NOT NULL AND referrer.joined_at IS NOT NULL",
        )
        .bind(campaign)
        .bind(most)
        .fetch_all(&mut *self.0)
        .await?;
        let delayed = |row: &SqliteRow| {
            Ok(Delayed {
                referrer: Moment(row.try_get(0)?),
                friend: Moment(row.try_get(1)?),
            })
        };
        rows.iter().map(delayed).collect()
    }
}

/// What is summed, and by what: the names of columns, and never anything that was asked for. They are in the order of the table's key, so that sums
/// are made while it is read.
fn cells_sql(asked: Asked<'_>, piece: Piece) -> String {
    let columns = [
        (Dimension::Node, "node", "''"),
        (Dimension::Channel, "channel", "''"),
        (Dimension::Generation, "generation", "0"),
        (Dimension::Worth, "worth", "'open'"),
        (Dimension::Origin, "origin", "''"),
    ];
    let is_asked = |dimension: Dimension| asked.by.contains(&dimension);
    // Every statement names every parameter, the day at the end of the conditions.
    let is_by_start = piece.day.is_none() && (asked.step.is_some() || piece.span == ALL);
    let start = match asked.step {
        Some(_) if is_by_start => "start",
        Some(_) => "?11",
        None => "0",
    };
    let mut told = vec![start, "kind"];
    told.extend(columns.map(|(dimension, name, none)| if is_asked(dimension) { name } else { none }));
    let mut by = vec!["kind"];
    by.extend(is_by_start.then_some("start"));
    by.extend(
        columns
            .iter()
            .filter(|(dimension, ..)| is_asked(*dimension))
            .map(|(_, name, _)| *name),
    );
    format!(
        "SELECT {}, SUM(count) FROM rollups
         WHERE campaign = ?1 AND span = ?2 AND kind IN (SELECT value FROM json_each(?3)) AND start >= ?9 AND start < ?10
             AND (?4 IS NULL OR node = ?4) AND (?5 IS NULL OR channel = ?5) AND (?6 IS NULL OR generation = ?6)
             AND (?7 IS NULL OR instr(?7, worth) > 0) AND (?8 IS NULL OR origin = ?8) AND (?11 IS NULL OR true)
         GROUP BY {}",
        told.join(", "),
        by.join(", ")
    )
}

/// The worths that a filter lets in, as a list.
fn worths(asked: Asked<'_>) -> Option<String> {
    let filter = asked.filter.worth?;
    let names = Worth::ALL.into_iter().filter(|&worth| filter.lets_in(worth));
    Some(names.map(Worth::name).collect::<Vec<_>>().join(" "))
}

/// The span of all time.
const ALL: &str = "all";

/// A piece of the time that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    span: &'static str,
    from: Moment,
    to: Moment,
    /// Of hours that are summed by day: their day.
    day: Option<Moment>,
}

/// The pieces of the time that is asked for, each in the widest span that fits.
fn pieces(asked: Asked<'_>, calendar: &Calendar) -> Vec<Piece> {
    let from = asked.filter.from.unwrap_or(Moment(i64::MIN));
    let to = asked.filter.to.unwrap_or(Moment(i64::MAX));
    let piece = |span, from, to| Piece {
        span,
        from,
        to,
        day: None,
    };
    match asked.step {
        None if (asked.filter.from, asked.filter.to) == (None, None) => return vec![piece(ALL, Moment(0), Moment(1))],
        Some(SeriesStep::Hour) => return vec![piece("hour", from, to)],
        _ => {}
    }
    // The first and the last whole day.
    let first = match asked.filter.from {
        None => from,
        Some(from) if calendar.day(from) == from => from,
        Some(from) => calendar.next(from),
    };
    let last = asked.filter.to.map_or(to, |to| calendar.day(to));
    let hours = |from: Moment, to: Moment| Piece {
        day: Some(calendar.day(from)),
        ..piece("hour", from, to)
    };
    let mut pieces = Vec::new();
    if from < first {
        pieces.push(hours(from, first.min(to)));
    }
    if first < last {
        pieces.push(piece("day", first, last));
    }
    if first <= last && last < to {
        pieces.push(hours(last, to));
    }
    pieces
}

fn cell(row: &SqliteRow) -> Result<CellRow, StoreError> {
    let worth: &str = row.try_get(5)?;
    let count: i64 = row.try_get(7)?;
    Ok(CellRow {
        start: Moment(row.try_get(0)?),
        kind: stored_kind(row)?,
        node: row.try_get(2)?,
        channel: row.try_get(3)?,
        generation: row.try_get(4)?,
        worth: Worth::from_name(worth).ok_or_else(|| StoreError::Corrupt(format!("worth {worth}")))?,
        origin: row.try_get(6)?,
        count: u64::try_from(count).map_err(|_| StoreError::Corrupt(format!("a count of {count}")))?,
    })
}

fn stored_kind(row: &SqliteRow) -> Result<EventKind, StoreError> {
    kind(row.try_get(1)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use canyu_core::staff::Filter;

    fn spans(from: Option<&str>, to: Option<&str>, step: Option<SeriesStep>) -> Vec<(String, String)> {
        let moment = |text: Option<&str>| text.map(|text| Moment::parse(text).unwrap());
        let filter = Filter {
            from: moment(from),
            to: moment(to),
            ..Filter::default()
        };
        let asked = Asked {
            filter: &filter,
            kinds: &[],
            step,
            by: &[],
        };
        let shanghai = Calendar::named("Asia/Shanghai").unwrap();
        let text = |moment: Moment| match moment {
            Moment(i64::MIN | i64::MAX) => "…".to_owned(),
            moment => moment.to_string(),
        };
        let pieces = pieces(asked, &shanghai);
        let piece = |piece: &Piece| {
            (
                piece.span.to_owned(),
                format!("{} {}", text(piece.from), text(piece.to)),
            )
        };
        pieces.iter().map(piece).collect()
    }

    fn owned(pieces: &[(&str, &str)]) -> Vec<(String, String)> {
        let piece = |(span, times): &(&str, &str)| ((*span).to_owned(), (*times).to_owned());
        pieces.iter().map(piece).collect()
    }

    #[test]
    fn all_time_is_one_sum_and_whole_days_are_read_from_days() {
        assert_eq!(spans(None, None, None)[0].0, "all");
        assert_eq!(spans(None, None, Some(SeriesStep::Day)), owned(&[("day", "… …")]));
        let (from, to) = ("2024-08-04T16:00:00Z", "2024-08-09T16:00:00Z");
        assert_eq!(
            spans(Some(from), Some(to), None),
            owned(&[("day", "2024-08-04T16:00:00Z 2024-08-09T16:00:00Z")])
        );
        assert_eq!(spans(Some(from), Some(to), Some(SeriesStep::Hour))[0].0, "hour");
    }

    #[test]
    fn at_the_ends_of_a_time_that_falls_on_no_day_hours_are_read() {
        let whole = [
            ("hour", "2024-08-04T12:00:00Z 2024-08-04T16:00:00Z"),
            ("day", "2024-08-04T16:00:00Z 2024-08-08T16:00:00Z"),
            ("hour", "2024-08-08T16:00:00Z 2024-08-09T03:00:00Z"),
        ];
        let times = (Some("2024-08-04T12:00:00Z"), Some("2024-08-09T03:00:00Z"));
        assert_eq!(spans(times.0, times.1, None), owned(&whole));
        let within = [("hour", "2024-08-04T17:00:00Z 2024-08-04T19:00:00Z")];
        assert_eq!(
            spans(Some("2024-08-04T17:00:00Z"), Some("2024-08-04T19:00:00Z"), None),
            owned(&within)
        );
        let over_midnight = [
            ("hour", "2024-08-04T12:00:00Z 2024-08-04T16:00:00Z"),
            ("hour", "2024-08-04T16:00:00Z 2024-08-04T19:00:00Z"),
        ];
        assert_eq!(
            spans(Some("2024-08-04T12:00:00Z"), Some("2024-08-04T19:00:00Z"), None),
            owned(&over_midnight)
        );
        assert_eq!(
            spans(None, Some("2024-08-04T19:00:00Z"), None),
            owned(&[
                ("day", "… 2024-08-04T16:00:00Z"),
                ("hour", "2024-08-04T16:00:00Z 2024-08-04T19:00:00Z")
            ])
        );
    }
}
