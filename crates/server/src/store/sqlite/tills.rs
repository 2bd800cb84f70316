//! Tills in SQLite.

use super::Sqlite;
use crate::store::{
    StoreError,
    tills::{TillRow, Tills},
};
use async_trait::async_trait;
use canyu_core::moment::Moment;
use sqlx::{Row as _, sqlite::SqliteRow};
use std::collections::BTreeMap;

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

    async fn make_own_till(&self, till: &TillRow, token: &str) -> Result<(), StoreError> {
        let (session, account) = till.session.clone().unwrap_or_default();
        sqlx::query(
            "INSERT INTO account_tills (token, campaign, session, account, name, made_at) VALUES (?, ?, ?, ?, ?, ?)
             ON CONFLICT (campaign, session) DO UPDATE SET token = excluded.token, name = excluded.name, made_at = excluded.made_at",
        )
        .bind(token)
        .bind(&till.campaign)
        .bind(session)
        .bind(account)
        .bind(&till.name)
        .bind(till.made.0)
        .execute(&self.writer)
        .await?;
        // Those of sessions that have ended are nobody's any more.
        sqlx::query("DELETE FROM account_tills WHERE session NOT IN (SELECT hash FROM staff_sessions)")
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    async fn own_tills(&self, campaign: &str) -> Result<Vec<TillRow>, StoreError> {
        let rows = sqlx::query(OWN_TILLS)
            .bind(campaign)
            .bind(None::<&str>)
            .fetch_all(&self.readers)
            .await?;
        rows.iter().map(till).collect()
    }

    async fn redeemed_by(&self, campaign: &str) -> Result<BTreeMap<String, u64>, StoreError> {
        let rows = sqlx::query(
            "SELECT till, COUNT(*) FROM codes WHERE campaign = ? AND state = 'redeemed' AND till IS NOT NULL GROUP BY till",
        )
        .bind(campaign)
        .fetch_all(&self.readers)
        .await?;
        let line = |row: &SqliteRow| Ok((row.try_get(0)?, u64::try_from(row.try_get::<i64, _>(1)?).unwrap_or(0)));
        rows.iter().map(line).collect()
    }

    async fn tills(&self, campaign: &str) -> Result<Vec<TillRow>, StoreError> {
        let rows = sqlx::query(
            "SELECT campaign, name, made_at, revoked_at, NULL, NULL FROM tills WHERE campaign = ? ORDER BY name",
        )
        .bind(campaign)
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(till).collect()
    }

    async fn till(&self, token: &str) -> Result<Option<TillRow>, StoreError> {
        let linked = sqlx::query("SELECT campaign, name, made_at, revoked_at, NULL, NULL FROM tills WHERE token = ?")
            .bind(token)
            .fetch_optional(&self.readers)
            .await?;
        let row = match linked {
            Some(row) => Some(row),
            None => {
                sqlx::query(OWN_TILLS)
                    .bind(None::<&str>)
                    .bind(token)
                    .fetch_optional(&self.readers)
                    .await?
            }
        };
        row.as_ref().map(till).transpose()
    }
}

/// The tills of accounts: of a campaign, or of a token.
const OWN_TILLS: &str =
    "SELECT own.campaign, own.name, own.made_at, NULL, own.session, own.account FROM account_tills AS own
    JOIN staff_sessions ON staff_sessions.hash = own.session
    WHERE (?1 IS NULL OR own.campaign = ?1) AND (?2 IS NULL OR own.token = ?2) ORDER BY own.name, own.made_at";

fn till(row: &SqliteRow) -> Result<TillRow, StoreError> {
    let (session, account): (Option<String>, Option<String>) = (row.try_get(4)?, row.try_get(5)?);
    Ok(TillRow {
        campaign: row.try_get(0)?,
        name: row.try_get(1)?,
        made: Moment(row.try_get(2)?),
        revoked: row.try_get::<Option<i64>, _>(3)?.map(Moment),
        session: session.zip(account),
    })
}
