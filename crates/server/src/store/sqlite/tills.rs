//! Tills in SQLite.

use super::Sqlite;
use crate::store::{
    StoreError,
    tills::{TillRow, Tills},
};
use async_trait::async_trait;
use canyu_core::moment::Moment;
use sqlx::{Row as _, sqlite::SqliteRow};

#[async_trait]
impl Tills for Sqlite {
    async fn make_till(&self, campaign: &str, name: &str, token: &str, now: Moment) -> Result<bool, StoreError> {
        let made = sqlx::query(
            "INSERT INTO tills (campaign, name, token, made_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (campaign, name) DO UPDATE SET token = excluded.token, made_at = excluded.made_at, revoked_at = NULL
             WHERE revoked_at IS NOT NULL",
        )
        .bind(campaign)
        .bind(name)
        .bind(token)
        .bind(now.0)
        .execute(&self.writer)
        .await?;
        Ok(made.rows_affected() == 1)
    }

    async fn revoke_till(&self, campaign: &str, name: &str, now: Moment) -> Result<bool, StoreError> {
        let revoked =
            sqlx::query("UPDATE tills SET revoked_at = ?3 WHERE campaign = ?1 AND name = ?2 AND revoked_at IS NULL")
                .bind(campaign)
                .bind(name)
                .bind(now.0)
                .execute(&self.writer)
                .await?;
        Ok(revoked.rows_affected() == 1)
    }

    async fn tills(&self, campaign: &str) -> Result<Vec<TillRow>, StoreError> {
        let rows =
            sqlx::query("SELECT campaign, name, made_at, revoked_at FROM tills WHERE campaign = ? ORDER BY name")
                .bind(campaign)
                .fetch_all(&self.readers)
                .await?;
        rows.iter().map(till).collect()
    }

    async fn till(&self, token: &str) -> Result<Option<TillRow>, StoreError> {
        let row = sqlx::query("SELECT campaign, name, made_at, revoked_at FROM tills WHERE token = ?")
            .bind(token)
            .fetch_optional(&self.readers)
            .await?;
        row.as_ref().map(till).transpose()
    }
}

fn till(row: &SqliteRow) -> Result<TillRow, StoreError> {
    Ok(TillRow {
        campaign: row.try_get(0)?,
        name: row.try_get(1)?,
        made: Moment(row.try_get(2)?),
        revoked: row.try_get::<Option<i64>, _>(3)?.map(Moment),
    })
}
