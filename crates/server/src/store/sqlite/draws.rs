//! Draws in SQLite.

use super::{Sqlite, close, winners};
use crate::store::{
    StoreError,
    draws::{CheckpointRow, Closing, Document, DrawRow, DrawStamp, Drawn, Draws, Entered, KeptOutRow, ReceiptRow},
};
use async_trait::async_trait;
use fairdraw::{Hash, roll::Row, tree::Label};
use sqlx::{Row as _, sqlite::SqliteRow};

/// Rows that travel to SQLite in one list, at most.
pub(super) const LONGEST_LIST: usize = 10_000;

#[async_trait]
impl Draws for Sqlite {
    async fn draw_stamps(&self) -> Result<Vec<DrawStamp>, StoreError> {
        let rows = sqlx::query("SELECT campaign, draw, closed_at, drawn_at FROM draws ORDER BY campaign, draw")
            .fetch_all(&self.readers)
            .await?;
        rows.iter().map(stamp).collect()
    }

    async fn draw(&self, campaign: &str, draw: u32) -> Result<Option<DrawRow>, StoreError> {
        let row = sqlx::query(
            "SELECT campaign, draw, closed_at, drawn_at, manifest, commitment FROM draws WHERE campaign = ? AND draw = ?",
        )
        .bind(campaign)
        .bind(draw)
        .fetch_optional(&self.readers)
        .await?;
        row.map(|row| {
            Ok(DrawRow {
                stamp: stamp(&row)?,
                manifest: row.try_get("manifest")?,
                commitment: row.try_get("commitment")?,
            })
        })
        .transpose()
    }

    async fn draw_document(
        &self,
        campaign: &str,
        draw: u32,
        document: Document,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let sql = match document {
            Document::Excluded => "SELECT CAST(excluded AS BLOB) FROM draws WHERE campaign = ? AND draw = ?",
            Document::Beacon => "SELECT CAST(beacon AS BLOB) FROM draws WHERE campaign = ? AND draw = ?",
            Document::Result => "SELECT result FROM draws WHERE campaign = ? AND draw = ?",
        };
        let found: Option<Option<Vec<u8>>> = sqlx::query_scalar(sql)
            .bind(campaign)
            .bind(draw)
            .fetch_optional(&self.readers)
            .await?;
        Ok(found.flatten())
    }

    async fn entered(&self, campaign: &str, most: u32) -> Result<Entered, StoreError> {
        close::entered(&mut *self.readers.acquire().await?, campaign, most).await
    }

    async fn checkpoints(&self, campaign: &str, draw: u32) -> Result<Vec<CheckpointRow>, StoreError> {
        let rows = sqlx::query("SELECT at, note FROM checkpoints WHERE campaign = ? AND draw = ? ORDER BY at")
            .bind(campaign)
            .bind(draw)
            .fetch_all(&self.readers)
            .await?;
        rows.iter().map(close::checkpoint).collect()
    }

    async fn last_checkpoint(&self, campaign: &str, draw: u32) -> Result<Option<CheckpointRow>, StoreError> {
        close::last_checkpoint(&mut *self.readers.acquire().await?, campaign, draw).await
    }

    async fn add_checkpoint(
        &self,
        campaign: &str,
        draw: u32,
        row: &CheckpointRow,
        after: Option<i64>,
    ) -> Result<bool, StoreError> {
        let added = sqlx::query(
            "INSERT INTO checkpoints SELECT campaign, draw, ?3, ?4 FROM draws
             WHERE campaign = ?1 AND draw = ?2 AND closed_at IS NULL
                AND (SELECT MAX(at) FROM checkpoints WHERE campaign = ?1 AND draw = ?2) IS ?5",
        )
        .bind(campaign)
        .bind(draw)
        .bind(row.at)
        .bind(&row.note)
        .bind(after)
        .execute(&self.writer)
        .await?;
        Ok(added.rows_affected() == 1)
    }

    async fn exclude(&self, campaign: &str, draw: u32, fan: &str, reason: &str, at: i64) -> Result<bool, StoreError> {
        let added = sqlx::query(
            "INSERT INTO exclusions (campaign, draw, fan, reason, at) SELECT campaign, draw, ?3, ?4, ?5 FROM draws
             WHERE campaign = ?1 AND draw = ?2 AND closed_at IS NULL
             ON CONFLICT (campaign, draw, fan) DO UPDATE SET reason = excluded.reason, at = excluded.at, by_rule = 0",
        )
        .bind(campaign)
        .bind(draw)
        .bind(fan)
        .bind(reason)
        .bind(at)
        .execute(&self.writer)
        .await?;
        Ok(added.rows_affected() == 1)
    }

    async fn include(&self, campaign: &str, draw: u32, fan: &str) -> Result<bool, StoreError> {
        // Whom the rules keep out staff do not let in: what they have said is taken back, and what the rules say stands there again.
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let removed = sqlx::query(
            "DELETE FROM exclusions WHERE campaign = ?1 AND draw = ?2 AND fan = ?3 AND by_rule = 0
                AND EXISTS (SELECT 1 FROM draws WHERE campaign = ?1 AND draw = ?2 AND closed_at IS NULL)",
        )
        .bind(campaign)
        .bind(draw)
        .bind(fan)
        .execute(&mut *transaction)
        .await?;
        if removed.rows_affected() == 1 {
            sqlx::query(
                "INSERT INTO exclusions (campaign, draw, fan, reason, at, by_rule)
                 SELECT campaign, ?2, id, kept_out, unixepoch(), 1 FROM fans
                 WHERE campaign = ?1 AND id = ?3 AND kept_out IS NOT NULL AND in_draw = 1",
            )
            .bind(campaign)
            .bind(draw)
            .bind(fan)
            .execute(&mut *transaction)
            .await?;
        }
        transaction.commit().await?;
        Ok(removed.rows_affected() == 1)
    }

    async fn exclusion(&self, campaign: &str, draw: u32, fan: &str) -> Result<Option<String>, StoreError> {
        Ok(
            sqlx::query_scalar("SELECT reason FROM exclusions WHERE campaign = ? AND draw = ? AND fan = ?")
                .bind(campaign)
                .bind(draw)
                .bind(fan)
                .fetch_optional(&self.readers)
                .await?,
        )
    }

    async fn kept_out(&self, campaign: &str, draw: u32) -> Result<Vec<KeptOutRow>, StoreError> {
        let rows = sqlx::query(
            "SELECT fan, reason, at FROM exclusions WHERE campaign = ? AND draw = ? AND by_rule = 0 ORDER BY at DESC, fan",
        )
        .bind(campaign)
        .bind(draw)
        .fetch_all(&self.readers)
        .await?;
        let row = |row: &SqliteRow| {
            Ok(KeptOutRow {
                fan: row.try_get(0)?,
                reason: row.try_get(1)?,
                at: row.try_get(2)?,
            })
        };
        rows.iter().map(row).collect()
    }

    async fn tell(&self, campaign: &str, draw: u32, place: &str, at: i64) -> Result<bool, StoreError> {
        let told = sqlx::query(
            "UPDATE draws SET told = ?3, told_at = ?4 WHERE campaign = ?1 AND draw = ?2 AND commitment IS NOT NULL",
        )
        .bind(campaign)
        .bind(draw)
        .bind(place)
        .bind(at)
        .execute(&self.writer)
        .await?;
        Ok(told.rows_affected() == 1)
    }

    async fn told(&self, campaign: &str, draw: u32) -> Result<Option<(String, i64)>, StoreError> {
        let row = sqlx::query("SELECT told, told_at FROM draws WHERE campaign = ? AND draw = ? AND told IS NOT NULL")
            .bind(campaign)
            .bind(draw)
            .fetch_optional(&self.readers)
            .await?;
        row.map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).transpose()
    }

    async fn knows_fan(&self, campaign: &str, fan: &str) -> Result<bool, StoreError> {
        let found: Option<i64> = sqlx::query_scalar("SELECT 1 FROM fans WHERE campaign = ? AND id = ?")
            .bind(campaign)
            .bind(fan)
            .fetch_optional(&self.readers)
            .await?;
        Ok(found.is_some())
    }

    async fn receipts(&self, campaign: &str, fan: &str) -> Result<Vec<ReceiptRow>, StoreError> {
        let rows = sqlx::query(
            "SELECT weight, at, signature FROM receipts WHERE campaign = ? AND fan = ? ORDER BY at, weight",
        )
        .bind(campaign)
        .bind(fan)
        .fetch_all(&self.readers)
        .await?;
        rows.iter()
            .map(|row| {
                Ok(ReceiptRow {
                    weight: row.try_get(0)?,
                    at: row.try_get(1)?,
                    signature: row.try_get(2)?,
                })
            })
            .collect()
    }

    async fn begin_close(&self, campaign: &str, draw: u32) -> Result<Option<Box<dyn Closing>>, StoreError> {
        Ok(close::SqliteClosing::begin(&self.writer, campaign, draw)
            .await?
            .map(|closing| Box::new(closing) as Box<dyn Closing>))
    }

    async fn roll_labels(&self, campaign: &str, draw: u32) -> Result<Vec<Label>, StoreError> {
        let rows = sqlx::query("SELECT hash, sum FROM roll_blocks WHERE campaign = ? AND draw = ? ORDER BY block")
            .bind(campaign)
            .bind(draw)
            .fetch_all(&self.readers)
            .await?;
        rows.iter()
            .map(|row| {
                Ok(Label {
                    hash: hash(row, 0)?,
                    sum: unsigned(row, 1)?,
                })
            })
            .collect()
    }

    async fn roll_rows(&self, campaign: &str, draw: u32, from: u64, rows: u32) -> Result<Vec<Row>, StoreError> {
        close::roll_rows(&mut *self.readers.acquire().await?, campaign, draw, from, rows).await
    }

    async fn roll_place(&self, campaign: &str, draw: u32, commit: &Hash) -> Result<Option<u64>, StoreError> {
        // Bisection: each step halves what lies between the two ends.
        let row = sqlx::query(
            "WITH RECURSIVE ends (low, high, middle) AS (
                 SELECT 0, MAX(place), MAX(place) / 2 FROM roll WHERE campaign = ?1 AND draw = ?2
                 UNION ALL
                 SELECT IIF(commit_hash < ?3, middle + 1, low), IIF(commit_hash < ?3, high, middle),
                     IIF(commit_hash < ?3, middle + 1 + high, low + middle) / 2
                 FROM ends CROSS JOIN roll ON campaign = ?1 AND draw = ?2 AND place = middle WHERE low < high)
             SELECT place FROM ends CROSS JOIN roll ON campaign = ?1 AND draw = ?2 AND place = low
             WHERE low = high AND commit_hash = ?3",
        )
        .bind(campaign)
        .bind(draw)
        .bind(commit.as_slice())
        .fetch_optional(&self.readers)
        .await?;
        row.map(|row| unsigned(&row, 0)).transpose()
    }

    async fn keep_result(&self, campaign: &str, draw: u32, drawn: &Drawn) -> Result<bool, StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let kept = sqlx::query(
            "UPDATE draws SET beacon = ?3, result = ?4, drawn_at = ?5
             WHERE campaign = ?1 AND draw = ?2 AND closed_at IS NOT NULL AND drawn_at IS NULL",
        )
        .bind(campaign)
        .bind(draw)
        .bind(&drawn.beacon)
        .bind(&drawn.result)
        .bind(drawn.at)
        .execute(&mut *transaction)
        .await?;
        if kept.rows_affected() != 1 {
            return Ok(false);
        }
        winners::keep(&mut transaction, campaign, draw, drawn).await?;
        transaction.commit().await?;
        Ok(true)
    }
}

fn stamp(row: &SqliteRow) -> Result<DrawStamp, StoreError> {
    Ok(DrawStamp {
        campaign: row.try_get("campaign")?,
        draw: row.try_get("draw")?,
        closed_at: row.try_get("closed_at")?,
        drawn_at: row.try_get("drawn_at")?,
    })
}

/// A column with a hash.
pub(super) fn hash(row: &SqliteRow, column: usize) -> Result<[u8; 32], StoreError> {
    let bytes: &[u8] = row.try_get(column)?;
    bytes
        .try_into()
        .map_err(|_| StoreError::Corrupt(format!("a hash of {} bytes", bytes.len())))
}

/// A column with a number that is not negative.
pub(super) fn unsigned(row: &SqliteRow, column: usize) -> Result<u64, StoreError> {
    let value: i64 = row.try_get(column)?;
    u64::try_from(value).map_err(|_| StoreError::Corrupt(format!("{value} where a count is kept")))
}
