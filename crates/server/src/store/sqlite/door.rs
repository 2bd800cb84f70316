//! Invitations, what is due for friends, and what stands at the door.

use super::Sqlite;
use crate::store::{
    StoreError,
    people::{People, SeedRow},
};
use async_trait::async_trait;
use canyu_core::{moment::Moment, world::FanId};
use serde_json::json;
use sqlx::Row as _;

#[async_trait]
impl People for Sqlite {
    async fn due_credits(&self, campaign: &str, by: Moment, most: u32) -> Result<Vec<FanId>, StoreError> {
        Ok(sqlx::query_scalar(
            "SELECT friend FROM credits WHERE campaign = ? AND why = 'waits' AND due_at <= ? ORDER BY due_at LIMIT ?",
        )
        .bind(campaign)
        .bind(by.0)
        .bind(most)
        .fetch_all(&self.readers)
        .await?)
    }

    async fn owner_of_code(&self, code: &str) -> Result<Option<(String, Option<FanId>)>, StoreError> {
        // The index begins with the campaign, of which there are few.
        let row = sqlx::query(
            "WITH held AS (SELECT DISTINCT campaign FROM publications)
             SELECT fans.campaign, fans.id FROM held
                 CROSS JOIN fans INDEXED BY fans_by_code ON fans.campaign = held.campaign AND fans.code = ?1
             UNION ALL SELECT aliases.campaign, aliases.fan FROM held
                 CROSS JOIN aliases ON aliases.campaign = held.campaign AND aliases.code = ?1
             UNION ALL SELECT seeds.campaign, seeds.fan FROM held
                 CROSS JOIN seeds ON seeds.campaign = held.campaign AND seeds.code = ?1 WHERE seeds.fan IS NULL",
        )
        .bind(code)
        .fetch_optional(&self.readers)
        .await?;
        row.map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).transpose()
    }

    async fn add_seeds(&self, campaign: &str, seeds: &[SeedRow]) -> Result<(), StoreError> {
        let rows: Vec<_> = seeds
            .iter()
            .map(|seed| json!([seed.code, seed.group, seed.label, seed.made_at.0]))
            .collect();
        sqlx::query(
            "INSERT INTO seeds (campaign, code, grp, label, made_at)
             SELECT ?1, value->>0, value->>1, value->>2, value->>3 FROM json_each(?2) WHERE true ON CONFLICT DO NOTHING",
        )
        .bind(campaign)
        .bind(super::fans::text(&rows)?)
        .execute(&self.writer)
        .await?;
        Ok(())
    }

    async fn seeds(&self, campaign: &str) -> Result<Vec<SeedRow>, StoreError> {
        let rows = sqlx::query(
            "SELECT code, grp, label, made_at, fan FROM seeds WHERE campaign = ? ORDER BY grp, label, code",
        )
        .bind(campaign)
        .fetch_all(&self.readers)
        .await?;
        rows.iter()
            .map(|row| {
                Ok(SeedRow {
                    code: row.try_get(0)?,
                    group: row.try_get(1)?,
                    label: row.try_get(2)?,
                    made_at: Moment(row.try_get(3)?),
                    fan: row.try_get(4)?,
                })
            })
            .collect()
    }

    async fn descendants(&self, campaign: &str, fan: &str) -> Result<(u64, u32), StoreError> {
        let row = sqlx::query(
            "WITH RECURSIVE below (id, depth) AS (
                 SELECT id, 1 FROM fans INDEXED BY fans_by_referrer WHERE campaign = ?1 AND referrer = ?2
                 UNION ALL SELECT fans.id, below.depth + 1 FROM below
                     CROSS JOIN fans INDEXED BY fans_by_referrer ON fans.campaign = ?1 AND fans.referrer = below.id
                 WHERE below.depth < 1000
             ) SELECT COUNT(*), COALESCE(MAX(depth), 0) FROM below",
        )
        .bind(campaign)
        .bind(fan)
        .fetch_one(&self.readers)
        .await?;
        let people: i64 = row.try_get(0)?;
        Ok((people.unsigned_abs(), row.try_get(1)?))
    }

    async fn address_key(&self, period: i64, fresh: [u8; 32], since: i64) -> Result<[u8; 32], StoreError> {
        sqlx::query("DELETE FROM address_keys WHERE period < ?")
            .bind(since)
            .execute(&self.writer)
            .await?;
        sqlx::query("INSERT INTO address_keys VALUES (?, ?) ON CONFLICT DO NOTHING")
            .bind(period)
            .bind(fresh.as_slice())
            .execute(&self.writer)
            .await?;
        let key: Vec<u8> = sqlx::query_scalar("SELECT key FROM address_keys WHERE period = ?")
            .bind(period)
            .fetch_one(&self.writer)
            .await?;
        key.try_into()
            .map_err(|key: Vec<u8>| StoreError::Corrupt(format!("a key of {} bytes", key.len())))
    }

    async fn count_guess(
        &self,
        campaign: &str,
        names: [(&str, u32); 2],
        since: Moment,
        at: Moment,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        for (name, most) in names {
            let counted: i64 = sqlx::query_scalar(
                "SELECT COALESCE(SUM(misses), 0) FROM misses WHERE campaign = ? AND token = ? AND hour >= ?",
            )
            .bind(campaign)
            .bind(name)
            .bind(since.hour().0)
            .fetch_one(&mut *transaction)
            .await?;
            if counted >= i64::from(most) {
                return Ok(false);
            }
            sqlx::query(
                "INSERT INTO misses VALUES (?, ?, ?, 1) ON CONFLICT (campaign, token, hour) DO UPDATE SET misses = misses + 1",
            )
            .bind(campaign)
            .bind(name)
            .bind(at.hour().0)
            .execute(&mut *transaction)
            .await?;
        }
        transaction.commit().await?;
        Ok(true)
    }

    async fn take_guess_back(&self, campaign: &str, names: [&str; 2], at: Moment) -> Result<(), StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        for sql in [
            "UPDATE misses SET misses = misses - 1 WHERE campaign = ?1 AND token IN (?2, ?3) AND hour = ?4",
            // Whoever has never been wrong leaves nothing.
            "DELETE FROM misses WHERE campaign = ?1 AND token IN (?2, ?3) AND hour = ?4 AND misses <= 0",
        ] {
            let [one, other] = names;
            let query = sqlx::query(sql).bind(campaign).bind(one).bind(other);
            query.bind(at.hour().0).execute(&mut *transaction).await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}
