//! Reading counts of events.

mod place;

use super::{
    Sqlite, recount,
    rollups::{
        self,
        layout::{DAY, Way, column},
    },
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
    world::{EventKind, Worth},
};
use place::{Sum, cells_sql, pieces, sums};
use sqlx::{Row as _, SqliteConnection, Transaction, sqlite::SqliteRow};
use std::collections::HashMap;

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
        let arrived = Worth::ALL.map(|worth| column(EventKind::Arrived, worth)).join(" + ");
        let sql = format!(
            "SELECT start FROM rollups WHERE campaign = ? AND span = '{DAY}' AND way = '' AND origin = '' AND {arrived} > 0 ORDER BY start LIMIT 1"
        );
        let first: Option<i64> = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
            .bind(campaign)
            .fetch_optional(&mut *self.0)
            .await?;
        Ok(first.map(Moment))
    }

    async fn cells(&mut self, campaign: &str, asked: Asked<'_>) -> Result<Vec<CellRow>, StoreError> {
        let calendar = self.calendar().await?;
        let filter = asked.filter;
        let rows = sqlx::query(sqlx::AssertSqlSafe(cells_sql(
            asked,
            &pieces(asked, &calendar),
            Way::of(asked),
        )))
        .bind(campaign)
        .bind(filter.node.as_deref())
        .bind(filter.channel.as_deref())
        .bind(filter.generation)
        .bind(filter.group.as_deref())
        .fetch_all(&mut *self.0)
        .await?;
        let sums = sums(asked);
        let mut cells = Vec::new();
        for row in &rows {
            read(row, &sums, &mut cells)?;
        }
        if filter.group.is_none() && asked.by.contains(&Dimension::Origin) {
            cells = apart(cells);
        }
        let is_told = asked.by.contains(&Dimension::Origin);
        let told = cells
            .into_iter()
            .filter(|(_, count)| *count != 0)
            .map(|(mut cell, count)| {
                if !is_told {
                    cell.origin.clear();
                }
                cell.count =
                    u64::try_from(count).map_err(|_| StoreError::Corrupt(format!("a count of {count}: {cell:?}")))?;
                Ok(cell)
            });
        told.collect()
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

/// The cells of a row, one for each sum. Their counts stand beside them.
fn read(row: &SqliteRow, sums: &[Sum], cells: &mut Vec<(CellRow, i64)>) -> Result<(), StoreError> {
    let place = CellRow {
        start: Moment(row.try_get(1)?),
        kind: EventKind::Seen,
        node: row.try_get(2)?,
        channel: row.try_get(3)?,
        generation: row.try_get(4)?,
        worth: Worth::default(),
        origin: row.try_get(0)?,
        count: 0,
    };
    for (column, sum) in (5..).zip(sums) {
        // Of no rows at all the sum is nothing.
        let count = row.try_get::<Option<i64>, _>(column)?.unwrap_or(0);
        if count != 0 {
            let cell = CellRow {
                kind: sum.kind,
                worth: sum.worth,
                ..place.clone()
            };
            cells.push((cell, count));
        }
    }
    Ok(())
}

/// Tells seed groups apart: everybody's counts, which have no group, become those of whoever descends from none.
fn apart(cells: Vec<(CellRow, i64)>) -> Vec<(CellRow, i64)> {
    let mut sums = HashMap::new();
    for (cell, count) in cells {
        if !cell.origin.is_empty() {
            let others = CellRow {
                origin: String::new(),
                ..cell.clone()
            };
            *sums.entry(others).or_insert(0) -= count;
        }
        *sums.entry(cell).or_insert(0) += count;
    }
    sums.into_iter().collect()
}
