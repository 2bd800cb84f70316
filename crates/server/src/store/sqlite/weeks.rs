//! What is read of a week besides counts of events.

use super::Sqlite;
use crate::store::{
    StoreError,
    weeks::{DealRow, Weeks},
};
use async_trait::async_trait;
use canyu_core::{moment::Moment, staff::Doubt};
use sqlx::{Row as _, sqlite::SqliteRow};

#[async_trait]
impl Weeks for Sqlite {
    async fn deals(&self, campaign: &str, from: Moment, to: Moment) -> Result<Vec<DealRow>, StoreError> {
        let rows = sqlx::query(
            "SELECT at - at % 3600000 AS hour, SUM(reserved), SUM(redeemed) FROM (
                 SELECT made_at AS at, 1 AS reserved, 0 AS redeemed FROM codes
                 WHERE campaign = ?1 AND origin IN ('line', 'waiting') AND NOT offered AND made_at >= ?2 AND made_at < ?3
                 UNION ALL SELECT redeemed_at, 0, 1 FROM codes
                 WHERE campaign = ?1 AND origin IN ('line', 'waiting', 'priority') AND redeemed_at >= ?2 AND redeemed_at < ?3
             ) GROUP BY 1 ORDER BY 1",
        )
        .bind(campaign)
        .bind(from.0)
        .bind(to.0)
        .fetch_all(&self.readers)
        .await?;
        rows.iter()
            .map(|row| {
                Ok(DealRow {
                    hour: Moment(row.try_get(0)?),
                    reserved: number(row, 1)?,
                    redeemed: number(row, 2)?,
                })
            })
            .collect()
    }

    async fn doubts(&self, campaign: &str, from: Moment, to: Moment) -> Result<Vec<Doubt>, StoreError> {
        let rows = sqlx::query(
            "SELECT COALESCE((SELECT value->>'reason' FROM json_each(scores.reasons) ORDER BY value->>'points' DESC LIMIT 1), '') AS reason,
                 SUM(standing = 'held'), SUM(standing = 'refused')
             FROM fans LEFT JOIN scores ON scores.campaign = fans.campaign AND scores.fan = fans.id
             WHERE fans.campaign = ?1 AND standing IN ('held', 'refused') AND joined_at >= ?2 AND joined_at < ?3
             GROUP BY 1 ORDER BY COUNT(*) DESC, 1",
        )
        .bind(campaign)
        .bind(from.0)
        .bind(to.0)
        .fetch_all(&self.readers)
        .await?;
        rows.iter()
            .map(|row| {
                Ok(Doubt {
                    reason: row.try_get(0)?,
                    held: number(row, 1)?,
                    refused: number(row, 2)?,
                })
            })
            .collect()
    }
}

fn number(row: &SqliteRow, place: usize) -> Result<u64, StoreError> {
    Ok(row.try_get::<i64, _>(place)?.unsigned_abs())
}
