//! Reading counts of events.

mod place;

use super::{
    Sqlite, recount,
    rollups::{self, kind},
};
use crate::{
    statistics::calendar::Calendar,
    store::{
        StoreError,
        statistics::{Asked, CellRow, Compared, Delayed, Revision, Snapshot, Statistics},
    },
};
use async_trait::async_trait;
use canyu_core::{
    moment::Moment,
    world::{EventKind, Worth},
};
use place::{Way, cells_sql, pieces};
use serde_json::json;
use sqlx::{Row as _, SqliteConnection, Transaction, sqlite::SqliteRow};
use std::{collections::HashMap, mem};

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
        let way = Way::of(asked);
        let mut cells = Vec::new();
        for piece in pieces(asked, &calendar) {
            let rows = sqlx::query(sqlx::AssertSqlSafe(cells_sql(asked, piece, way)))
                .bind(campaign)
                .bind(way.name(piece.span))
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
            let rows = rows.iter().map(cell).collect::<Result<Vec<_>, _>>()?;
            if piece.less {
                take_away(&mut cells, rows)?;
            } else {
                cells.extend(rows);
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

/// Takes counts away from those of the days that they are in.
fn take_away(cells: &mut Vec<CellRow>, less: Vec<CellRow>) -> Result<(), StoreError> {
    // A row without its count is what it is the count of.
    let bare = |mut cell: CellRow| {
        let count = mem::take(&mut cell.count);
        (cell, count)
    };
    let mut less: HashMap<CellRow, u64> = less.into_iter().map(bare).collect();
    for cell in cells.iter_mut() {
        let count = mem::take(&mut cell.count);
        let taken = less.get(cell).copied().filter(|taken| *taken <= count);
        if taken.is_some() {
            less.remove(cell);
        }
        cell.count = count - taken.unwrap_or(0);
    }
    cells.retain(|cell| cell.count > 0);
    match less.keys().next() {
        None => Ok(()),
        Some(cell) => Err(StoreError::Corrupt(format!(
            "the hours of a day count more than the day: {cell:?}"
        ))),
    }
}

/// The worths that a filter lets in, as a list.
fn worths(asked: Asked<'_>) -> Option<String> {
    let filter = asked.filter.worth?;
    let names = Worth::ALL.into_iter().filter(|&worth| filter.lets_in(worth));
    Some(names.map(Worth::name).collect::<Vec<_>>().join(" "))
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
