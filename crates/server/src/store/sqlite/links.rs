//! What advertisements brought. Only people of whom one is known are read.

use super::{
    Sqlite,
    export::{
        bound,
        sql::{taken, worth},
    },
};
use crate::store::{
    StoreError,
    links::{LinkRows, Links},
};
use async_trait::async_trait;
use canyu_core::staff::{CampaignLink, CampaignLinks, Filter, LinkCounts};
use sqlx::{Row as _, sqlite::SqliteRow};

/// A row a name, those by which most took part first; all beyond ?9 in one row, the last. What is bound else: see [`bound`].
const SQL: &str = concat!(
    "WITH brought AS (
         SELECT COALESCE(utm_source, '') AS source, COALESCE(utm_medium, '') AS medium, COALESCE(utm_campaign, '') AS name,
             COUNT(*) AS came, COUNT(joined_at) AS joined, SUM(joined_at IS NOT NULL AND worth = 'verified') AS verified,
             SUM(CASE WHEN friends_joined = 0 THEN 0 ELSE (SELECT COUNT(*) FROM fans AS friend INDEXED BY fans_by_referrer
                 WHERE friend.campaign = ?1 AND friend.referrer = fans.id AND friend.joined_at IS NOT NULL AND friend.merged_into IS NULL
                     AND (?7 IS NULL OR friend.worth = 'verified' OR ?7 = 'counted' AND friend.worth = 'open')) END) AS friends
         FROM sources CROSS JOIN fans ON fans.campaign = ?1 AND fans.id = sources.fan
         WHERE sources.campaign = ?1 AND ",
    taken!("fans"),
    " GROUP BY 1, 2, 3),
     placed AS (SELECT *, ROW_NUMBER() OVER (ORDER BY joined DESC, came DESC, source, medium, name) AS place FROM brought)
     SELECT MIN(place), source, medium, name, SUM(came), SUM(joined), SUM(verified), SUM(friends), COUNT(*) FROM placed
     GROUP BY MIN(place, ?9 + 1) ORDER BY 1"
);

#[async_trait]
impl Links for Sqlite {
    async fn campaign_links(&self, campaign: &str, filter: &Filter) -> Result<LinkRows, StoreError> {
        let rows = bound(sqlx::query(SQL), campaign, filter)
            .bind(CampaignLinks::MOST)
            .fetch_all(&self.readers)
            .await?;
        let mut told = LinkRows::default();
        for row in &rows {
            if row.try_get::<i64, _>(0)? > i64::from(CampaignLinks::MOST) {
                (told.more, told.rest) = (number(row, 8)?, counts(row)?);
            } else {
                told.links.push(CampaignLink {
                    source: row.try_get(1)?,
                    medium: row.try_get(2)?,
                    campaign: row.try_get(3)?,
                    count: counts(row)?,
                });
            }
        }
        Ok(told)
    }
}

fn counts(row: &SqliteRow) -> Result<LinkCounts, StoreError> {
    Ok(LinkCounts {
        came: number(row, 4)?,
        joined: number(row, 5)?,
        verified: number(row, 6)?,
        friends: number(row, 7)?,
    })
}

fn number(row: &SqliteRow, place: usize) -> Result<u64, StoreError> {
    Ok(row.try_get::<i64, _>(place)?.unsigned_abs())
}
