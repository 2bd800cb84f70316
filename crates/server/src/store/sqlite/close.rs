//! Closing a list in SQLite: one transaction, from the question whether it is open to the signed commitment.

use super::draws::{LONGEST_LIST, hash, unsigned};
use crate::store::{
    StoreError,
    draws::{CheckpointRow, Closed, Closing, Entered},
};
use async_trait::async_trait;
use fairdraw::{excluded::Excluded, roll::Row, text::hex};
use serde_json::json;
use sqlx::{Row as _, Sqlite, SqliteConnection, SqlitePool, Transaction, sqlite::SqliteRow};

pub(super) struct SqliteClosing {
    transaction: Transaction<'static, Sqlite>,
    campaign: String,
    draw: u32,
}

impl SqliteClosing {
    pub(super) async fn begin(writer: &SqlitePool, campaign: &str, draw: u32) -> Result<Option<Self>, StoreError> {
        let mut transaction = writer.begin_with("BEGIN IMMEDIATE").await?;
        let open: Option<i64> =
            sqlx::query_scalar("SELECT 1 FROM draws WHERE campaign = ? AND draw = ? AND closed_at IS NULL")
                .bind(campaign)
                .bind(draw)
                .fetch_optional(&mut *transaction)
                .await?;
        Ok(open.map(|_| Self {
            transaction,
            campaign: campaign.to_owned(),
            draw,
        }))
    }
}

#[async_trait]
impl Closing for SqliteClosing {
    async fn freeze(&mut self, most: u32) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO roll (campaign, draw, place, commit_hash, weight, fan)
             SELECT ?1, ?2, ROW_NUMBER() OVER (ORDER BY commit_hash) - 1, commit_hash, MIN(weight, ?3), fan FROM entries
             WHERE campaign = ?1 AND weight >= 1
                AND fan NOT IN (SELECT fan FROM exclusions WHERE campaign = ?1 AND draw = ?2)",
        )
        .bind(&self.campaign)
        .bind(self.draw)
        .bind(most)
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    async fn rows(&mut self, from: u64, rows: u32) -> Result<Vec<Row>, StoreError> {
        roll_rows(&mut self.transaction, &self.campaign, self.draw, from, rows).await
    }

    async fn excluded(&mut self) -> Result<Vec<Excluded>, StoreError> {
        let rows = sqlx::query(
            "SELECT commit_hash, reason FROM exclusions
             JOIN entries ON entries.campaign = exclusions.campaign AND entries.fan = exclusions.fan
             WHERE exclusions.campaign = ? AND draw = ? ORDER BY commit_hash",
        )
        .bind(&self.campaign)
        .bind(self.draw)
        .fetch_all(&mut *self.transaction)
        .await?;
        rows.iter()
            .map(|row| {
                Ok(Excluded {
                    commit: hash(row, 0)?,
                    reason: row.try_get(1)?,
                })
            })
            .collect()
    }

    async fn entered(&mut self, most: u32) -> Result<Entered, StoreError> {
        entered(&mut self.transaction, &self.campaign, most).await
    }

    async fn last_checkpoint(&mut self) -> Result<Option<CheckpointRow>, StoreError> {
        last_checkpoint(&mut self.transaction, &self.campaign, self.draw).await
    }

    async fn write(&mut self, closed: &Closed) -> Result<(), StoreError> {
        let labels: Vec<_> = closed
            .labels
            .iter()
            .enumerate()
            .map(|(block, label)| json!([block, hex(&label.hash), label.sum]))
            .collect();
        for labels in labels.chunks(LONGEST_LIST) {
            sqlx::query(
                "INSERT INTO roll_blocks SELECT ?1, ?2, value->>0, unhex(value->>1), value->>2 FROM json_each(?3)",
            )
            .bind(&self.campaign)
            .bind(self.draw)
            .bind(super::fans::text(&labels)?)
            .execute(&mut *self.transaction)
            .await?;
        }
        sqlx::query("INSERT INTO checkpoints VALUES (?, ?, ?, ?)")
            .bind(&self.campaign)
            .bind(self.draw)
            .bind(closed.checkpoint.at)
            .bind(&closed.checkpoint.note)
            .execute(&mut *self.transaction)
            .await?;
        sqlx::query(
            "UPDATE draws SET closed_at = ?3, commitment = ?4, excluded = ?5 WHERE campaign = ?1 AND draw = ?2",
        )
        .bind(&self.campaign)
        .bind(self.draw)
        .bind(closed.at)
        .bind(&closed.commitment)
        .bind(&closed.excluded)
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    async fn commit(self: Box<Self>) -> Result<(), StoreError> {
        Ok(self.transaction.commit().await?)
    }
}

pub(super) async fn roll_rows(
    connection: &mut SqliteConnection,
    campaign: &str,
    draw: u32,
    from: u64,
    rows: u32,
) -> Result<Vec<Row>, StoreError> {
    let from = i64::try_from(from).unwrap_or(i64::MAX);
    let rows = sqlx::query(
        "SELECT commit_hash, weight FROM roll WHERE campaign = ? AND draw = ? AND place >= ? ORDER BY place LIMIT ?",
    )
    .bind(campaign)
    .bind(draw)
    .bind(from)
    .bind(rows)
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Row {
                commit: hash(row, 0)?,
                weight: row.try_get(1)?,
            })
        })
        .collect()
}

pub(super) async fn entered(
    connection: &mut SqliteConnection,
    campaign: &str,
    most: u32,
) -> Result<Entered, StoreError> {
    let row = sqlx::query(
        "SELECT COUNT(*), COALESCE(SUM(MIN(weight, ?2)), 0) FROM entries WHERE campaign = ?1 AND weight >= 1",
    )
    .bind(campaign)
    .bind(most)
    .fetch_one(connection)
    .await?;
    Ok(Entered {
        entries: unsigned(&row, 0)?,
        tickets: unsigned(&row, 1)?,
    })
}

pub(super) async fn last_checkpoint(
    connection: &mut SqliteConnection,
    campaign: &str,
    draw: u32,
) -> Result<Option<CheckpointRow>, StoreError> {
    let row = sqlx::query("SELECT at, note FROM checkpoints WHERE campaign = ? AND draw = ? ORDER BY at DESC LIMIT 1")
        .bind(campaign)
        .bind(draw)
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(checkpoint).transpose()
}

pub(super) fn checkpoint(row: &SqliteRow) -> Result<CheckpointRow, StoreError> {
    Ok(CheckpointRow {
        at: row.try_get(0)?,
        note: row.try_get(1)?,
    })
}
