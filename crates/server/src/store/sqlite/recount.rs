//! Counting all events anew, and days by another zone. What is counted stands in tables of the connection's own, which SQLite keeps in a file.

use super::rollups::{self, ALL, DAY, HOUR, Narrower, Span};
use crate::{
    statistics::calendar::Calendar,
    store::{
        StoreError,
        statistics::{Compared, Differing},
    },
};
use canyu_core::moment::Moment;
use serde_json::json;
use sqlx::{Row as _, SqliteConnection, SqlitePool};

/// So many events are counted at a time.
const STRETCH: i64 = 500_000;
/// So many hours are told their day at a time.
const HOURS: usize = 10_000;

/// Keeps days by this zone from now on.
pub(super) async fn keep_days(writer: &SqlitePool, calendar: &Calendar) -> Result<bool, StoreError> {
    let mut transaction = writer.begin_with("BEGIN IMMEDIATE").await?;
    if rollups::calendar(&mut transaction).await?.name() == calendar.name() {
        return Ok(false);
    }
    prepare(&mut transaction).await?;
    tell_days(
        &mut transaction,
        calendar,
        "SELECT DISTINCT start FROM rollups WHERE span = 'hour' AND start > ?1 ORDER BY start LIMIT ?2",
    )
    .await?;
    for sql in [
        "DELETE FROM rollups WHERE span = 'day' OR span LIKE 'day %'",
        "INSERT INTO rollups SELECT campaign, 'day', kind, day, node, channel, generation, worth, origin, SUM(count)
             FROM rollups JOIN temp.days ON days.hour = rollups.start WHERE span = 'hour' GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9",
        "UPDATE revisions SET moves = moves + 1",
    ] {
        sqlx::query(sql).execute(&mut *transaction).await?;
    }
    for Narrower { name, columns, of } in DAY.narrower() {
        let sql = format!(
            "INSERT INTO rollups SELECT campaign, '{name}', kind, start, {columns}, SUM(count)
             FROM rollups WHERE span = '{}' AND {of} GROUP BY 1, 3, 4, 5, 6, 7, 8, 9",
            DAY.whole
        );
        sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&mut *transaction).await?;
    }
    sqlx::query("UPDATE meta SET value = ? WHERE name = 'zone'")
        .bind(calendar.name())
        .execute(&mut *transaction)
        .await?;
    clear(&mut transaction).await?;
    transaction.commit().await?;
    Ok(true)
}

/// Counts, and compares with what is kept.
pub(super) async fn compare(readers: &SqlitePool, campaign: &str) -> Result<Compared, StoreError> {
    let mut transaction = readers.begin().await?;
    let compared = count_and_compare(&mut transaction, campaign).await?;
    clear(&mut transaction).await?;
    transaction.commit().await?;
    Ok(compared)
}

/// The same, and keeps what was counted.
pub(super) async fn replace(writer: &SqlitePool, campaign: &str) -> Result<Compared, StoreError> {
    let mut transaction = writer.begin_with("BEGIN IMMEDIATE").await?;
    let compared = count_and_compare(&mut transaction, campaign).await?;
    if compared.differ > 0 {
        for sql in [
            "DELETE FROM rollups WHERE campaign = ?1",
            "INSERT INTO rollups SELECT ?1, counted.* FROM temp.counted",
        ] {
            sqlx::query(sql).bind(campaign).execute(&mut *transaction).await?;
        }
        rollups::revise(&mut transaction, campaign, 1).await?;
    }
    clear(&mut transaction).await?;
    transaction.commit().await?;
    Ok(compared)
}

async fn prepare(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    clear(connection).await?;
    for sql in [
        "CREATE TEMP TABLE counted (span TEXT, kind TEXT, start INTEGER, node TEXT, channel TEXT, generation INTEGER, worth TEXT, origin TEXT,
             count INTEGER, PRIMARY KEY (span, kind, start, node, channel, generation, worth, origin)) WITHOUT ROWID",
        "CREATE TEMP TABLE days (hour INTEGER PRIMARY KEY, day INTEGER)",
    ] {
        sqlx::query(sql).execute(&mut *connection).await?;
    }
    Ok(())
}

async fn clear(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    for sql in ["DROP TABLE IF EXISTS temp.counted", "DROP TABLE IF EXISTS temp.days"] {
        sqlx::query(sql).execute(&mut *connection).await?;
    }
    Ok(())
}

/// Notes the day of each hour that a statement names: hours after ?1, ?2 of them, in order.
async fn tell_days(
    connection: &mut SqliteConnection,
    calendar: &Calendar,
    sql: &'static str,
) -> Result<(), StoreError> {
    let mut after = i64::MIN;
    loop {
        let hours: Vec<i64> = sqlx::query_scalar(sql)
            .bind(after)
            .bind(i64::try_from(HOURS).unwrap_or(i64::MAX))
            .fetch_all(&mut *connection)
            .await?;
        let Some(&last) = hours.last() else { return Ok(()) };
        after = last;
        let day = |hour: &i64| json!([hour, calendar.day(Moment(*hour)).0]);
        let days: Vec<_> = hours.iter().map(day).collect();
        sqlx::query("INSERT INTO temp.days SELECT value->>0, value->>1 FROM json_each(?)")
            .bind(json!(days).to_string())
            .execute(&mut *connection)
            .await?;
    }
}

async fn count_and_compare(connection: &mut SqliteConnection, campaign: &str) -> Result<Compared, StoreError> {
    let calendar = rollups::calendar(connection).await?;
    prepare(connection).await?;
    let last: Option<i64> = sqlx::query_scalar("SELECT MAX(seq) FROM events")
        .fetch_one(&mut *connection)
        .await?;
    let mut from = 0;
    while from <= last.unwrap_or(-1) {
        sqlx::query(
            "INSERT INTO temp.counted
             SELECT 'hour', kind, events.at - (events.at % 3600000 + 3600000) % 3600000, node, events.channel, events.generation,
                 COALESCE(fans.worth, 'open'), COALESCE(fans.origin, ''), COUNT(*)
             FROM events NOT INDEXED LEFT JOIN fans ON fans.campaign = ?1 AND fans.id = events.fan
             WHERE events.campaign = ?1 AND events.seq >= ?2 AND events.seq < ?3 GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
             ON CONFLICT DO UPDATE SET count = count + excluded.count",
        )
        .bind(campaign)
        .bind(from)
        .bind(from + STRETCH)
        .execute(&mut *connection)
        .await?;
        from += STRETCH;
    }
    tell_days(
        connection,
        &calendar,
        "SELECT DISTINCT start FROM temp.counted WHERE start > ?1 ORDER BY start LIMIT ?2",
    )
    .await?;
    for sql in [
        "INSERT INTO temp.counted SELECT 'day', kind, day, node, channel, generation, worth, origin, SUM(count)
             FROM temp.counted JOIN temp.days ON days.hour = counted.start WHERE span = 'hour' GROUP BY 1, 2, 3, 4, 5, 6, 7, 8",
        "INSERT INTO temp.counted SELECT 'all', kind, 0, node, channel, generation, worth, origin, SUM(count)
             FROM temp.counted WHERE span = 'day' GROUP BY 1, 2, 3, 4, 5, 6, 7, 8",
    ] {
        sqlx::query(sql).execute(&mut *connection).await?;
    }
    for span in [&HOUR, &DAY, &ALL] {
        tell_less(connection, span).await?;
    }
    compared(connection, campaign).await
}

/// Sums what was counted of a span in the ways that tell less apart.
async fn tell_less(connection: &mut SqliteConnection, span: &Span) -> Result<(), StoreError> {
    for Narrower { name, columns, of } in span.narrower() {
        let sql = format!(
            "INSERT INTO temp.counted SELECT '{name}', kind, start, {columns}, SUM(count)
             FROM temp.counted WHERE span = '{}' AND {of} GROUP BY 2, 3, 4, 5, 6, 7, 8",
            span.whole
        );
        sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&mut *connection).await?;
    }
    Ok(())
}

async fn compared(connection: &mut SqliteConnection, campaign: &str) -> Result<Compared, StoreError> {
    let row = sqlx::query(
        "SELECT (SELECT COUNT(*) FROM rollups WHERE campaign = ?1), (SELECT COUNT(*) FROM temp.counted),
             (SELECT COUNT(*) FROM temp.counted JOIN rollups USING (span, kind, start, node, channel, generation, worth, origin)
                 WHERE campaign = ?1 AND rollups.count = counted.count),
             (SELECT COUNT(*) FROM temp.counted JOIN rollups USING (span, kind, start, node, channel, generation, worth, origin)
                 WHERE campaign = ?1)",
    )
    .bind(campaign)
    .fetch_one(&mut *connection)
    .await?;
    let number = |place: usize| -> Result<u64, StoreError> { Ok(row.try_get::<i64, _>(place)?.unsigned_abs()) };
    let (kept, counted, agree, both) = (number(0)?, number(1)?, number(2)?, number(3)?);
    let mut compared = Compared {
        agree,
        differ: (kept + counted).saturating_sub(both + agree),
        first: Vec::new(),
    };
    if compared.differ == 0 {
        return Ok(compared);
    }
    let rows = sqlx::query(
        "SELECT format('%s %s %d %s %s %d %s %s', span, kind, start, quote(node), quote(channel), generation, worth, quote(origin)),
             SUM(kept) AS kept, SUM(counted) AS counted
         FROM (SELECT span, kind, start, node, channel, generation, worth, origin, count AS kept, 0 AS counted FROM rollups WHERE campaign = ?1
             UNION ALL SELECT span, kind, start, node, channel, generation, worth, origin, 0, count FROM temp.counted)
         GROUP BY span, kind, start, node, channel, generation, worth, origin HAVING SUM(kept) <> SUM(counted) LIMIT 20",
    )
    .bind(campaign)
    .fetch_all(connection)
    .await?;
    for row in &rows {
        compared.first.push(Differing {
            cell: row.try_get(0)?,
            kept: row.try_get(1)?,
            counted: row.try_get(2)?,
        });
    }
    Ok(compared)
}

#[cfg(test)]
impl super::Sqlite {
    /// For tests: one count is one too many.
    pub async fn break_a_count(&self, campaign: &str) {
        sqlx::query("UPDATE rollups SET count = count + 1 WHERE campaign = ? AND span = 'all'")
            .bind(campaign)
            .execute(&self.writer)
            .await
            .unwrap();
    }
}
