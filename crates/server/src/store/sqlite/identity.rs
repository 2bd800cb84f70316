//! Identity, consent and a fan's own data in SQLite.

use super::{Sqlite, own::SECTIONS};
use crate::{
    identity::jwt::SiteKey,
    store::{
        StoreError,
        identity::{ConsentRow, Identities},
    },
};
use async_trait::async_trait;
use canyu_core::moment::Moment;
use serde_json::{Map, Value};
use sqlx::Row as _;

#[async_trait]
impl Identities for Sqlite {
    async fn set_site_key(&self, campaign: &str, key: Option<&SiteKey>, now: Moment) -> Result<(), StoreError> {
        let Some(key) = key else {
            sqlx::query("DELETE FROM identity_keys WHERE campaign = ?")
                .bind(campaign)
                .execute(&self.writer)
                .await?;
            return Ok(());
        };
        sqlx::query("INSERT OR REPLACE INTO identity_keys VALUES (?, ?, ?, ?)")
            .bind(campaign)
            .bind(key.name())
            .bind(key.bytes())
            .bind(now.0)
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    async fn site_key(&self, campaign: &str) -> Result<Option<(SiteKey, Moment)>, StoreError> {
        let row = sqlx::query("SELECT algorithm, key, set_at FROM identity_keys WHERE campaign = ?")
            .bind(campaign)
            .fetch_optional(&self.readers)
            .await?;
        row.map(|row| {
            let key = SiteKey::from_parts(row.try_get(0)?, row.try_get(1)?);
            let key = key.ok_or_else(|| StoreError::Corrupt(format!("the identity key of {campaign}")))?;
            Ok((key, Moment(row.try_get(2)?)))
        })
        .transpose()
    }

    async fn keep_consents(&self, campaign: &str, fan: &str, rows: &[ConsentRow]) -> Result<bool, StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        for row in rows {
            let kept = sqlx::query(
                "INSERT INTO consents (campaign, fan, purpose, given, version, at)
                 SELECT campaign, COALESCE(merged_into, id), ?3, ?4, ?5, ?6 FROM fans WHERE campaign = ?1 AND id = ?2",
            )
            .bind(campaign)
            .bind(fan)
            .bind(&row.purpose)
            .bind(row.given)
            .bind(&row.version)
            .bind(row.at.0)
            .execute(&mut *transaction)
            .await?;
            if kept.rows_affected() == 0 {
                return Ok(false);
            }
        }
        transaction.commit().await?;
        Ok(true)
    }

    async fn consents(&self, campaign: &str, fan: &str) -> Result<Vec<ConsentRow>, StoreError> {
        let rows =
            sqlx::query("SELECT purpose, given, version, at FROM consents WHERE campaign = ? AND fan = ? ORDER BY seq")
                .bind(campaign)
                .bind(fan)
                .fetch_all(&self.readers)
                .await?;
        rows.iter()
            .map(|row| {
                Ok(ConsentRow {
                    purpose: row.try_get(0)?,
                    given: row.try_get(1)?,
                    version: row.try_get(2)?,
                    at: Moment(row.try_get(3)?),
                })
            })
            .collect()
    }

    async fn own_data(&self, campaign: &str, fan: &str) -> Result<Map<String, Value>, StoreError> {
        // One moment for all of it.
        let mut reading = self.readers.begin().await?;
        let mut all = Map::new();
        for (name, sql) in SECTIONS {
            let rows: Vec<String> = sqlx::query_scalar(sql)
                .bind(campaign)
                .bind(fan)
                .fetch_all(&mut *reading)
                .await?;
            let rows: Result<Vec<Value>, _> = rows.iter().map(|row| serde_json::from_str(row)).collect();
            let rows = rows.map_err(|error| StoreError::Corrupt(format!("{name}: {error}")))?;
            all.insert(name.to_owned(), Value::Array(rows));
        }
        Ok(all)
    }
}
