//! Counting all events anew, and days by another zone. What is counted stands in tables of the connection's own, which SQLite keeps in a file.

use super::rollups::{
    self,
    layout::{self, ADDED, ALL, DAY, HOUR, KEY, SUMMED, SUMMED_KEY, SUMS, WHOLE},
};
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
        "SELECT DISTINCT start FROM rollups WHERE span = 'hour' AND way = '' AND start > ?1 ORDER BY start LIMIT ?2",
    )
    .await?;
    let (sums, whole) = (&*SUMS, WHOLE.name);
    for sql in [
        format!("DELETE FROM rollups WHERE span = '{DAY}'"),
        format!(
            "INSERT INTO rollups SELECT campaign, '{DAY}', way, origin, day, node, channel, generation, {sums}
             FROM rollups JOIN temp.days ON days.hour = rollups.start WHERE span = '{HOUR}' AND way = '{whole}' GROUP BY 1, 2, 3, 4, 5, 6, 7, 8"
        ),
        format!(
            "INSERT INTO rollups WITH {} SELECT campaign, span, {SUMMED_KEY}, {sums}
             FROM rollups CROSS JOIN ways WHERE span = '{DAY}' GROUP BY 1, 2, 3, 4, 5, 6, 7, 8",
            *SUMMED
        ),
        "UPDATE revisions SET moves = moves + 1".to_owned(),
    ] {
        run(&mut transaction, sql).await?;
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
    let columns = layout::each(|column| format!("{column} INTEGER"));
    for sql in [
        format!(
            "CREATE TEMP TABLE counted (span TEXT, way TEXT, origin TEXT, start INTEGER, node TEXT, channel TEXT, generation INTEGER, {columns},
             PRIMARY KEY ({KEY})) WITHOUT ROWID"
        ),
        "CREATE TEMP TABLE days (hour INTEGER PRIMARY KEY, day INTEGER)".to_owned(),
    ] {
        run(connection, sql).await?;
    }
    Ok(())
}

async fn run(connection: &mut SqliteConnection, sql: String) -> Result<(), StoreError> {
    sqlx::query(sqlx::AssertSqlSafe(sql)).execute(connection).await?;
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
    let sql = of_a_stretch();
    let mut from = 0;
    while from <= last.unwrap_or(-1) {
        sqlx::query(sqlx::AssertSqlSafe(sql.as_str()))
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
    for sql in sums() {
        run(connection, sql).await?;
    }
    compared(connection, campaign).await
}

/// Counts the events of campaign ?1 from number ?2 to before ?3 by hour. Where no origin stands are as yet those who have none.
fn of_a_stretch() -> String {
    let counts = layout::held().map(|(kind, worth)| {
        let (kind, worth) = (kind.name(), worth.name());
        format!("SUM(kind = '{kind}' AND COALESCE(fans.worth, 'open') = '{worth}')")
    });
    let counts: Vec<_> = counts.collect();
    format!(
        "INSERT INTO temp.counted
         SELECT '{HOUR}', '{}', COALESCE(fans.origin, ''), events.at - (events.at % 3600000 + 3600000) % 3600000, node, events.channel,
             events.generation, {}
         FROM events NOT INDEXED LEFT JOIN fans ON fans.campaign = ?1 AND fans.id = events.fan
         WHERE events.campaign = ?1 AND events.seq >= ?2 AND events.seq < ?3 GROUP BY 1, 2, 3, 4, 5, 6, 7 {}",
        WHOLE.name,
        counts.join(", "),
        *ADDED
    )
}

/// What makes all other counts of those by hour, one after the other: everybody's, days and all time, and those that tell less apart.
fn sums() -> [String; 4] {
    let (sums, added) = (&*SUMS, &*ADDED);
    [
        format!(
            "INSERT INTO temp.counted SELECT span, way, '', start, node, channel, generation, {sums}
             FROM temp.counted WHERE origin <> '' GROUP BY 1, 2, 3, 4, 5, 6, 7 {added}"
        ),
        format!(
            "INSERT INTO temp.counted SELECT '{DAY}', way, origin, day, node, channel, generation, {sums}
             FROM temp.counted JOIN temp.days ON days.hour = counted.start WHERE span = '{HOUR}' GROUP BY 1, 2, 3, 4, 5, 6, 7"
        ),
        format!(
            "INSERT INTO temp.counted SELECT '{ALL}', way, origin, 0, node, channel, generation, {sums}
             FROM temp.counted WHERE span = '{DAY}' GROUP BY 1, 2, 3, 4, 5, 6, 7"
        ),
        format!(
            "INSERT INTO temp.counted WITH {} SELECT span, {SUMMED_KEY}, {sums} FROM temp.counted CROSS JOIN ways GROUP BY 1, 2, 3, 4, 5, 6, 7",
            *SUMMED
        ),
    ]
}

async fn compared(connection: &mut SqliteConnection, campaign: &str) -> Result<Compared, StoreError> {
    let same = layout::each(|column| format!("rollups.{column} = counted.{column}")).replace(", ", " AND ");
    let sql = format!(
        "SELECT (SELECT COUNT(*) FROM rollups WHERE campaign = ?1), (SELECT COUNT(*) FROM temp.counted),
             (SELECT COUNT(*) FROM temp.counted JOIN rollups USING ({KEY}) WHERE campaign = ?1 AND {same}),
             (SELECT COUNT(*) FROM temp.counted JOIN rollups USING ({KEY}) WHERE campaign = ?1)"
    );
    let row = sqlx::query(sqlx::AssertSqlSafe(sql))
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
    if compared.differ > 0 {
        compared.first = first_that_differ(connection, campaign).await?;
    }
    Ok(compared)
}

async fn first_that_differ(connection: &mut SqliteConnection, campaign: &str) -> Result<Vec<Differing>, StoreError> {
    // What is kept comes first in a row, then what was counted.
    let both = layout::each(|column| format!("SUM(kept * {column}), SUM((1 - kept) * {column})"));
    let differs = layout::each(|column| format!("SUM(kept * {column}) <> SUM((1 - kept) * {column})"));
    let sql = format!(
        "SELECT format('%s \"%s\" %d %s %s %d %s', span, way, start, quote(node), quote(channel), generation, quote(origin)), {both}
         FROM (SELECT 1 AS kept, {KEY}, {columns} FROM rollups WHERE campaign = ?1
             UNION ALL SELECT 0, {KEY}, {columns} FROM temp.counted)
         GROUP BY {KEY} HAVING {} LIMIT 20",
        differs.replace(", ", " OR "),
        columns = layout::each(str::to_owned)
    );
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(campaign)
        .fetch_all(connection)
        .await?;
    let mut first = Vec::new();
    for row in &rows {
        let cell: &str = row.try_get(0)?;
        for (place, (kind, worth)) in layout::held().enumerate() {
            let (kept, counted) = (row.try_get(1 + 2 * place)?, row.try_get(2 + 2 * place)?);
            if kept != counted {
                let cell = format!("{cell} {} {}", kind.name(), worth.name());
                first.push(Differing { cell, kept, counted });
            }
        }
    }
    Ok(first)
}

#[cfg(test)]
impl super::Sqlite {
    /// For tests: one count is one too many.
    pub async fn break_a_count(&self, campaign: &str) {
        sqlx::query(
            "UPDATE rollups SET arrived_open = arrived_open + 1 WHERE campaign = ? AND span = 'all' AND way = ''",
        )
        .bind(campaign)
        .execute(&self.writer)
        .await
        .unwrap();
    }
}
