//! Who was brought by whom, in SQLite.

use super::Sqlite;
use crate::store::{
    StoreError,
    forest::{ForecastRow, Forest, ForestReader, PersonRow},
};
use async_trait::async_trait;
use canyu_core::{moment::Moment, world::Worth};
use futures::TryStreamExt as _;
use serde::Deserialize;
use serde_json::json;
use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};
use std::borrow::Cow;

/// People that are read at once.
const PAGE: u32 = 4_096;

#[async_trait]
impl Forest for Sqlite {
    async fn forest(&self, campaign: &str, votes: &[&str], reader: &mut dyn ForestReader) -> Result<(), StoreError> {
        // A transaction sees one state of the data.
        let mut transaction = self.readers.begin().await?;
        let most: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM fans WHERE campaign = ?")
            .bind(campaign)
            .fetch_one(&mut *transaction)
            .await?;
        reader.expect(usize::try_from(most).unwrap_or(0));
        people(&mut transaction, campaign, reader).await?;
        let rows = sqlx::query("SELECT grp, label, fan FROM seeds WHERE campaign = ? ORDER BY grp, label, code")
            .bind(campaign)
            .fetch_all(&mut *transaction)
            .await?;
        for row in &rows {
            reader.seed(row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
        }
        choices(&mut transaction, campaign, votes, reader).await?;
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

/// A page of rows: JSON, behind what the next one begins, and how many rows there are. A row by itself costs more in the driver than all that is in it.
struct Page(SqliteRow);

impl Page {
    fn rows<'p, R: Deserialize<'p>>(&'p self) -> Result<Vec<R>, StoreError> {
        let text: &str = self.0.try_get(0)?;
        serde_json::from_str(text).map_err(|error| StoreError::Corrupt(format!("a page of people: {error}")))
    }

    fn is_last(&self) -> Result<bool, StoreError> {
        Ok(self.0.try_get::<u32, _>(1)? < PAGE)
    }
}

/// Text that stays where it is in the page, where it can.
#[derive(Deserialize)]
struct Text<'p>(#[serde(borrow)] Cow<'p, str>);

/// id, referrer, joined at, generation, channel, node, worth, origin, whether he has shared.
#[derive(Deserialize)]
struct Person<'p>(
    #[serde(borrow)] Text<'p>,
    #[serde(borrow)] Option<Text<'p>>,
    Option<i64>,
    u32,
    #[serde(borrow)] Text<'p>,
    #[serde(borrow)] Text<'p>,
    #[serde(borrow)] Text<'p>,
    #[serde(borrow)] Text<'p>,
    u8,
);

/// Everybody, a page after the other, by the table's own order.
async fn people(
    connection: &mut SqliteConnection,
    campaign: &str,
    reader: &mut dyn ForestReader,
) -> Result<(), StoreError> {
    let mut after = String::new();
    loop {
        let page = sqlx::query(
            "SELECT json_group_array(json_array(id, referrer, joined_at, generation, channel, via, worth, origin, shared)), COUNT(*)
             FROM (SELECT id, referrer, joined_at, generation, channel, COALESCE(via, '') AS via, worth, origin,
                     joined_at IS NOT NULL AND EXISTS (SELECT 1 FROM events
                         WHERE events.campaign = ?1 AND events.fan = fans.id AND events.kind = 'shared') AS shared
                 FROM fans WHERE campaign = ?1 AND id > ?2 AND merged_into IS NULL
                     AND (joined_at IS NOT NULL OR referrer IS NOT NULL OR friends_arrived > 0)
                 ORDER BY id LIMIT ?3)",
        )
        .bind(campaign)
        .bind(&after)
        .bind(PAGE)
        .fetch_one(&mut *connection)
        .await
        .map(Page)?;
        let rows: Vec<Person<'_>> = page.rows()?;
        for row in &rows {
            reader.person(person(row)?);
        }
        match rows.last() {
            Some(last) if !page.is_last()? => after = last.0.0.clone().into_owned(),
            _ => return Ok(()),
        }
    }
}

fn person<'p>(row: &'p Person<'_>) -> Result<PersonRow<'p>, StoreError> {
    let Person(id, referrer, joined, generation, channel, via, Text(worth), origin, shared) = row;
    Ok(PersonRow {
        id: &id.0,
        referrer: referrer.as_ref().map(|referrer| &*referrer.0),
        joined: joined.map(Moment),
        generation: *generation,
        channel: &channel.0,
        via: &via.0,
        worth: Worth::from_name(worth).ok_or_else(|| StoreError::Corrupt(format!("the worth {worth}")))?,
        origin: &origin.0,
        shared: *shared != 0,
    })
}

/// Fan, the place of the vote, what he has chosen, what that is called, and when.
#[derive(Deserialize)]
struct Choice<'p>(
    #[serde(borrow)] Text<'p>,
    usize,
    #[serde(borrow)] Text<'p>,
    #[serde(borrow)] Text<'p>,
    i64,
);

/// What was chosen, by the table's own order, so that what somebody has chosen stands together.
async fn choices(
    connection: &mut SqliteConnection,
    campaign: &str,
    votes: &[&str],
    reader: &mut dyn ForestReader,
) -> Result<(), StoreError> {
    if votes.is_empty() {
        return Ok(());
    }
    let nodes = json!(votes).to_string();
    let mut after = (String::new(), String::new(), String::new());
    loop {
        let page = sqlx::query(
            "SELECT json_group_array(json_array(fan, vote, pick, label, at)), COUNT(*)
             FROM (SELECT fan, (SELECT key FROM json_each(?2) WHERE value = node) AS vote, pick, label, at FROM picks
                 WHERE campaign = ?1 AND node IN (SELECT value FROM json_each(?2)) AND (fan, node, pick) > (?3, ?4, ?5)
                 ORDER BY fan, node, pick LIMIT ?6)",
        )
        .bind(campaign)
        .bind(&nodes)
        .bind(&after.0)
        .bind(&after.1)
        .bind(&after.2)
        .bind(PAGE)
        .fetch_one(&mut *connection)
        .await
        .map(Page)?;
        let rows: Vec<Choice<'_>> = page.rows()?;
        for Choice(fan, vote, pick, label, at) in &rows {
            reader.choice(*vote, &fan.0, (&pick.0, &label.0), Moment(*at));
        }
        match rows.last() {
            Some(Choice(fan, vote, pick, ..)) if !page.is_last()? => {
                let node = votes.get(*vote).copied().unwrap_or_default();
                after = (fan.0.clone().into_owned(), node.to_owned(), pick.0.clone().into_owned());
            }
            _ => return Ok(()),
        }
    }
}
