//! The life of campaigns in SQLite.

use super::{Sqlite, fans::text};
use crate::store::{
    StoreError,
    life::{GuessRow, Life, StepRow},
};
use async_trait::async_trait;
use canyu_core::moment::Moment;
use sqlx::{Row as _, sqlite::SqliteRow};

#[async_trait]
impl Life for Sqlite {
    async fn take_step(
        &self,
        campaign: &str,
        step: &str,
        due: Moment,
        now: Moment,
        until: Moment,
    ) -> Result<bool, StoreError> {
        let taken = sqlx::query(
            "INSERT INTO steps (campaign, step, due_at, held_until) VALUES (?1, ?2, ?3, ?5)
             ON CONFLICT (campaign, step) DO UPDATE SET held_until = ?5 WHERE done_at IS NULL AND held_until <= ?4",
        )
        .bind(campaign)
        .bind(step)
        .bind(due.0)
        .bind(now.0)
        .bind(until.0)
        .execute(&self.writer)
        .await?;
        Ok(taken.rows_affected() == 1)
    }

    async fn finish_step(&self, campaign: &str, step: &str, now: Moment) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE steps SET done_at = ?3, late_ms = MAX(0, ?3 - due_at)
             WHERE campaign = ?1 AND step = ?2 AND done_at IS NULL",
        )
        .bind(campaign)
        .bind(step)
        .bind(now.0)
        .execute(&self.writer)
        .await?;
        Ok(())
    }

    async fn steps(&self, campaign: &str) -> Result<Vec<StepRow>, StoreError> {
        let rows =
            sqlx::query("SELECT step, due_at, done_at, late_ms FROM steps WHERE campaign = ? ORDER BY due_at, step")
                .bind(campaign)
                .fetch_all(&self.readers)
                .await?;
        rows.iter()
            .map(|row| {
                Ok(StepRow {
                    step: row.try_get(0)?,
                    due: Moment(row.try_get(1)?),
                    done: row.try_get::<Option<i64>, _>(2)?.map(Moment),
                    late: row.try_get(3)?,
                })
            })
            .collect()
    }

    async fn guesses(&self, campaign: &str, node: &str, after: &str, most: u32) -> Result<Vec<GuessRow>, StoreError> {
        let rows = sqlx::query(
            "SELECT pick, label, people, ruling, correct FROM tallies
             WHERE campaign = ? AND node = ? AND pick > ? ORDER BY pick LIMIT ?",
        )
        .bind(campaign)
        .bind(node)
        .bind(after)
        .bind(most)
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(guess).collect()
    }

    async fn mark_correct(&self, campaign: &str, node: &str, keys: &[String]) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE tallies SET correct = 1 WHERE campaign = ?1 AND node = ?2
             AND pick IN (SELECT value FROM json_each(?3))",
        )
        .bind(campaign)
        .bind(node)
        .bind(text(&keys)?)
        .execute(&self.writer)
        .await?;
        Ok(())
    }

    async fn authors(
        &self,
        campaign: &str,
        node: &str,
        key: &str,
        after: &str,
        most: u32,
    ) -> Result<Vec<String>, StoreError> {
        Ok(sqlx::query_scalar(
            "SELECT fan FROM picks WHERE campaign = ? AND node = ? AND pick = ? AND own = 1 AND fan > ?
             ORDER BY fan LIMIT ?",
        )
        .bind(campaign)
        .bind(node)
        .bind(key)
        .bind(after)
        .bind(most)
        .fetch_all(&self.readers)
        .await?)
    }

    async fn expired_codes(&self, campaign: &str, now: Moment, most: u32) -> Result<Vec<String>, StoreError> {
        Ok(sqlx::query_scalar(
            "SELECT code FROM codes WHERE campaign = ? AND expires_at <= ? AND state IN ('free', 'held')
             ORDER BY expires_at LIMIT ?",
        )
        .bind(campaign)
        .bind(now.0)
        .bind(most)
        .fetch_all(&self.readers)
        .await?)
    }

    async fn codes_alive(&self, campaign: &str) -> Result<i64, StoreError> {
        Ok(
            sqlx::query_scalar("SELECT COUNT(*) FROM codes WHERE campaign = ? AND state IN ('free', 'held')")
                .bind(campaign)
                .fetch_one(&self.readers)
                .await?,
        )
    }

    async fn archive(&self, campaign: &str, now: Moment) -> Result<(), StoreError> {
        sqlx::query("INSERT INTO archives VALUES (?, ?) ON CONFLICT DO NOTHING")
            .bind(campaign)
            .bind(now.0)
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    async fn archived(&self, campaign: &str) -> Result<Option<Moment>, StoreError> {
        let at: Option<i64> = sqlx::query_scalar("SELECT at FROM archives WHERE campaign = ?")
            .bind(campaign)
            .fetch_optional(&self.readers)
            .await?;
        Ok(at.map(Moment))
    }

    async fn rehearsed(&self, rules: &str, people: u32, seed: u64, now: Moment) -> Result<(), StoreError> {
        sqlx::query("INSERT INTO rehearsals VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET at = excluded.at")
            .bind(rules)
            .bind(people)
            .bind(seed.cast_signed())
            .bind(now.0)
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    async fn rehearsal(&self, rules: &str) -> Result<Option<(Moment, u32)>, StoreError> {
        let row = sqlx::query("SELECT at, people FROM rehearsals WHERE rules = ? ORDER BY at DESC LIMIT 1")
            .bind(rules)
            .fetch_optional(&self.readers)
            .await?;
        row.map(|row| Ok((Moment(row.try_get(0)?), row.try_get(1)?)))
            .transpose()
    }
}

/// A group of equal guesses: pick, label, people, ruling, correct.
pub(super) fn guess(row: &SqliteRow) -> Result<GuessRow, StoreError> {
    Ok(GuessRow {
        key: row.try_get(0)?,
        label: row.try_get(1)?,
        people: row.try_get(2)?,
        ruling: row.try_get(3)?,
        correct: row.try_get(4)?,
    })
}
