//! Winners in SQLite.

use super::{
    Sqlite,
    draws::{LONGEST_LIST, hash, unsigned},
};
use crate::store::{
    Rows, StoreError,
    draws::Drawn,
    winners::{Claim, ForfeitRow, Promotion, Standing, WinnerRow, Winners},
};
use async_trait::async_trait;
use futures::{StreamExt as _, TryStreamExt as _};
use serde_json::json;
use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};

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
impl Winners for Sqlite {
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

    async fn standing(&self, campaign: &str, draw: u32, k: u32) -> Result<Standing, StoreError> {
        let mut reading = self.readers.begin().await?;
        let winner = sqlx::query(winners!("AND winners.k = ?3"))
            .bind(campaign)
            .bind(draw)
            .bind(k)
            .fetch_optional(&mut *reading)
            .await?;
        let row = sqlx::query(
            "SELECT (SELECT COALESCE(MAX(k) + 1, 0) FROM winners WHERE campaign = ?1 AND draw = ?2),
                (SELECT COALESCE(MAX(seq) + 1, 0) FROM forfeits WHERE campaign = ?1 AND draw = ?2),
                (SELECT MIN(k) FROM winners INDEXED BY winners_unused WHERE campaign = ?1 AND draw = ?2 AND prize IS NULL),
                (SELECT at FROM forfeits WHERE campaign = ?1 AND draw = ?2 ORDER BY seq DESC LIMIT 1)",
        )
        .bind(campaign)
        .bind(draw)
        .fetch_one(&mut *reading)
        .await?;
        Ok(Standing {
            winner: winner.as_ref().map(self::winner).transpose()?,
            drawn: row.try_get(0)?,
            forfeits: row.try_get(1)?,
            last_at: row.try_get(3)?,
            alternate: row.try_get(2)?,
        })
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
                AND (SELECT COALESCE(MAX(seq) + 1, 0) FROM forfeits WHERE campaign = ?1 AND draw = ?2) = ?4",
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

/// Writes everybody drawn.
pub(super) async fn keep(
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
        .bind(super::fans::text(&rows)?)
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
