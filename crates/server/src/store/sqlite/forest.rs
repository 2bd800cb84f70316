//! Who was brought by whom, in SQLite.

use super::Sqlite;
use crate::store::{
    StoreError,
    forest::{ForecastRow, Forest, ForestReader, PersonRow},
};
use async_trait::async_trait;
use canyu_core::{moment::Moment, world::Worth};
use futures::TryStreamExt as _;
use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};

/// People that are read at once.
const PAGE: u32 = 4_096;

#[async_trait]
impl Forest for Sqlite {
    async fn forest(&self, campaign: &str, votes: &[&str], reader: &mut dyn ForestReader) -> Result<(), StoreError> {
        // A transaction sees one state of the data.
        let mut transaction = self.readers.begin().await?;
        people(&mut transaction, campaign, reader).await?;
        let rows = sqlx::query("SELECT grp, label, fan FROM seeds WHERE campaign = ? ORDER BY grp, label, code")
            .bind(campaign)
            .fetch_all(&mut *transaction)
            .await?;
        for row in &rows {
            reader.seed(row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
        }
        for (vote, node) in votes.iter().enumerate() {
            let mut rows = sqlx::query("SELECT fan, pick, label, at FROM picks WHERE campaign = ? AND node = ?")
                .bind(campaign)
                .bind(node)
                .fetch(&mut *transaction);
            while let Some(row) = rows.try_next().await? {
                reader.choice(
                    vote,
                    row.try_get(0)?,
                    (row.try_get(1)?, row.try_get(2)?),
                    Moment(row.try_get(3)?),
                );
            }
        }
        let mut rows = sqlx::query(
            "SELECT fan, MAX(state = 'redeemed') FROM codes
             WHERE campaign = ? AND fan IS NOT NULL AND state IN ('held', 'redeemed')
                AND origin IN ('line', 'waiting', 'priority') GROUP BY fan",
        )
        .bind(campaign)
        .fetch(&mut *transaction);
        while let Some(row) = rows.try_next().await? {
            reader.reserved(row.try_get(0)?, row.try_get(1)?);
        }
        Ok(())
    }

    async fn keep_forecast(&self, campaign: &str, forecast: &ForecastRow) -> Result<(), StoreError> {
        sqlx::query("INSERT INTO forecasts (campaign, day, days) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
            .bind(campaign)
            .bind(forecast.day.0)
            .bind(&forecast.days)
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    async fn forecasts(&self, campaign: &str, most: u32) -> Result<Vec<ForecastRow>, StoreError> {
        let rows = sqlx::query("SELECT day, days FROM forecasts WHERE campaign = ? ORDER BY day DESC LIMIT ?")
            .bind(campaign)
            .bind(most)
            .fetch_all(&self.readers)
            .await?;
        let row = |row: &SqliteRow| {
            Ok(ForecastRow {
                day: Moment(row.try_get(0)?),
                days: row.try_get(1)?,
            })
        };
        rows.iter().map(row).collect()
    }
}

/// Everybody, a page after the other, by the table's own order.
async fn people(
    connection: &mut SqliteConnection,
    campaign: &str,
    reader: &mut dyn ForestReader,
) -> Result<(), StoreError> {
    let mut after = String::new();
    loop {
        let rows = sqlx::query(
            "SELECT id, referrer, joined_at, generation, channel, COALESCE(via, ''), worth, origin,
                joined_at IS NOT NULL AND EXISTS (SELECT 1 FROM events
                    WHERE events.campaign = fans.campaign AND events.fan = fans.id AND events.kind = 'shared')
             FROM fans WHERE campaign = ?1 AND id > ?2 AND merged_into IS NULL
                AND (joined_at IS NOT NULL OR referrer IS NOT NULL OR friends_arrived > 0)
             ORDER BY id LIMIT ?3",
        )
        .bind(campaign)
        .bind(&after)
        .bind(PAGE)
        .fetch_all(&mut *connection)
        .await?;
        for row in &rows {
            reader.person(person(row)?);
        }
        match rows.last() {
            Some(last) => after = last.try_get(0)?,
            None => return Ok(()),
        }
    }
}

fn person(row: &SqliteRow) -> Result<PersonRow<'_>, StoreError> {
    let worth: &str = row.try_get(6)?;
    Ok(PersonRow {
        id: row.try_get(0)?,
        referrer: row.try_get(1)?,
        joined: row.try_get::<Option<i64>, _>(2)?.map(Moment),
        generation: row.try_get(3)?,
        channel: row.try_get(4)?,
        via: row.try_get(5)?,
        worth: Worth::from_name(worth).ok_or_else(|| StoreError::Corrupt(format!("the worth {worth}")))?,
        origin: row.try_get(7)?,
        shared: row.try_get(8)?,
    })
}
