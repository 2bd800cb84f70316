//! Draws in SQLite.

use super::{Sqlite, close};
use crate::store::{
    Rows, StoreError,
    draws::{
        CheckpointRow, Claim, Closing, Document, DrawRow, DrawStamp, Drawn, Draws, Entered, ForfeitRow,
        Promotion, ReceiptRow, WinnerRow,
    },
};
use async_trait::async_trait;
use fairdraw::{roll::Row, tree::Label};
use futures::{StreamExt as _, TryStreamExt as _};
use serde_json::json;
use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};

/// Rows that travel to SQLite in one list, at most.
pub(super) const LONGEST_LIST: usize = 10_000;

/// Everybody drawn, with his row of the list and his forfeit; what is appended says who exactly.
macro_rules! winners {
    ($which:literal) => {
        concat!(
            "SELECT winners.k, winners.place, start, commit_hash, weight, winners.fan, prize, until, claimed_at,
                name, address, contact, code, forfeits.reason, forfeits.at
             FROM winners
             CROSS JOIN roll
                ON roll.campaign = winners.campaign AND roll.draw = winners.draw AND roll.place = winners.place
             LEFT JOIN forfeits
                ON forfeits.campaign = winners.campaign AND forfeits.draw = winners.draw AND forfeits.k = winners.k
             WHERE winners.campaign = ?1 AND winners.draw = ?2 ",
            $which
        )
    };
}

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
            "INSERT INTO exclusions SELECT campaign, draw, ?3, ?4, ?5 FROM draws
             WHERE campaign = ?1 AND draw = ?2 AND closed_at IS NULL
             ON CONFLICT (campaign, draw, fan) DO UPDATE SET reason = excluded.reason, at = excluded.at",
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

    async fn roll_place(&self, campaign: &str, draw: u32, fan: &str) -> Result<Option<u64>, StoreError> {
        let row = sqlx::query("SELECT place FROM roll WHERE campaign = ? AND draw = ? AND fan = ?")
            .bind(campaign)
            .bind(draw)
            .bind(fan)
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
        keep_winners(&mut transaction, campaign, draw, drawn).await?;
        transaction.commit().await?;
        Ok(true)
    }

    fn winners<'a>(&'a self, campaign: &'a str, draw: u32) -> Rows<'a, WinnerRow> {
        sqlx::query(winners!("ORDER BY winners.k"))
            .bind(campaign)
            .bind(draw)
            .fetch(&self.readers)
            .map_err(StoreError::from)
            .map(|row| winner(&row?))
            .boxed()
    }

    async fn winner(&self, campaign: &str, draw: u32, fan: &str) -> Result<Option<WinnerRow>, StoreError> {
        let row = sqlx::query(winners!("AND winners.fan = ?3"))
            .bind(campaign)
            .bind(draw)
            .bind(fan)
            .fetch_optional(&self.readers)
            .await?;
        row.as_ref().map(winner).transpose()
    }

    async fn forfeits(&self, campaign: &str, draw: u32) -> Result<Vec<ForfeitRow>, StoreError> {
        let rows =
            sqlx::query("SELECT k, reason, at, signature FROM forfeits WHERE campaign = ? AND draw = ? ORDER BY seq")
                .bind(campaign)
                .bind(draw)
                .fetch_all(&self.readers)
                .await?;
        rows.iter()
            .map(|row| {
                Ok(ForfeitRow {
                    k: row.try_get(0)?,
                    reason: row.try_get(1)?,
                    at: row.try_get(2)?,
                    signature: row.try_get(3)?,
                })
            })
            .collect()
    }

    async fn forfeit(
        &self,
        campaign: &str,
        draw: u32,
        known: u32,
        row: &ForfeitRow,
        claimed_at: Option<i64>,
        next: Option<&Promotion>,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let added = sqlx::query(
            "INSERT INTO forfeits SELECT campaign, draw, ?4, k, ?5, ?6, ?7 FROM winners
             WHERE campaign = ?1 AND draw = ?2 AND k = ?3 AND prize IS NOT NULL AND claimed_at IS ?8
                AND (SELECT COUNT(*) FROM forfeits WHERE campaign = ?1 AND draw = ?2) = ?4",
        )
        .bind(campaign)
        .bind(draw)
        .bind(row.k)
        .bind(known)
        .bind(&row.reason)
        .bind(row.at)
        .bind(&row.signature)
        .bind(claimed_at)
        .execute(&mut *transaction)
        .await?;
        let mut done = added.rows_affected() == 1;
        if let (true, Some(next)) = (done, next) {
            let promoted = sqlx::query(
                "UPDATE winners SET prize = ?4, until = ?5 WHERE campaign = ?1 AND draw = ?2 AND k = ?3 AND prize IS NULL",
            )
            .bind(campaign)
            .bind(draw)
            .bind(next.k)
            .bind(next.prize)
            .bind(next.until)
            .execute(&mut *transaction)
            .await?;
            done = promoted.rows_affected() == 1;
        }
        if done {
            transaction.commit().await?;
        }
        Ok(done)
    }

    async fn keep_claim(&self, campaign: &str, draw: u32, k: u32, claim: &Claim) -> Result<bool, StoreError> {
        let kept = sqlx::query(
            "UPDATE winners SET claimed_at = ?4, name = ?5, address = ?6, contact = ?7, code = ?8
             WHERE campaign = ?1 AND draw = ?2 AND k = ?3 AND prize IS NOT NULL AND claimed_at IS NULL AND until > ?4
                AND NOT EXISTS (SELECT 1 FROM forfeits WHERE campaign = ?1 AND draw = ?2 AND forfeits.k = ?3)",
        )
        .bind(campaign)
        .bind(draw)
        .bind(k)
        .bind(claim.at)
        .bind(&claim.name)
        .bind(&claim.address)
        .bind(&claim.contact)
        .bind(&claim.code)
        .execute(&self.writer)
        .await?;
        Ok(kept.rows_affected() == 1)
    }
}

async fn keep_winners(
    connection: &mut SqliteConnection,
    campaign: &str,
    draw: u32,
    drawn: &Drawn,
) -> Result<(), StoreError> {
    let rows: Vec<_> = drawn
        .winners
        .iter()
        .enumerate()
        .map(|(k, row)| json!([k, row.place, row.start, row.prize, row.until]))
        .collect();
    for rows in rows.chunks(LONGEST_LIST) {
        let kept = sqlx::query(
            "INSERT INTO winners (campaign, draw, k, place, start, fan, prize, until)
             SELECT ?1, ?2, value->>0, value->>1, value->>2, roll.fan, value->>3, value->>4 FROM json_each(?3) AS drawn
             CROSS JOIN roll ON roll.campaign = ?1 AND roll.draw = ?2 AND roll.place = drawn.value->>1",
        )
        .bind(campaign)
        .bind(draw)
        .bind(super::group::text(&rows)?)
        .execute(&mut *connection)
        .await?;
        if kept.rows_affected() != rows.len() as u64 {
            return Err(StoreError::Corrupt(format!(
                "somebody was drawn who is not in the list of {campaign}"
            )));
        }
    }
    Ok(())
}

fn stamp(row: &SqliteRow) -> Result<DrawStamp, StoreError> {
    Ok(DrawStamp {
        campaign: row.try_get("campaign")?,
        draw: row.try_get("draw")?,
        closed_at: row.try_get("closed_at")?,
        drawn_at: row.try_get("drawn_at")?,
    })
}

fn winner(row: &SqliteRow) -> Result<WinnerRow, StoreError> {
    let reason: Option<String> = row.try_get(13)?;
    let forfeited_at: Option<i64> = row.try_get(14)?;
    Ok(WinnerRow {
        k: row.try_get(0)?,
        place: unsigned(row, 1)?,
        start: unsigned(row, 2)?,
        commit: hash(row, 3)?,
        weight: row.try_get(4)?,
        fan: row.try_get(5)?,
        prize: row.try_get(6)?,
        until: row.try_get(7)?,
        claim: Claim {
            at: row.try_get(8)?,
            name: row.try_get(9)?,
            address: row.try_get(10)?,
            contact: row.try_get(11)?,
            code: row.try_get(12)?,
        },
        forfeited: reason.zip(forfeited_at),
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
