//! Pictures that fans send, in SQLite.

use super::Sqlite;
use crate::store::{
    StoreError,
    uploads::{KeptUpload, UploadRow, Uploads},
};
use async_trait::async_trait;
use canyu_core::{moment::Moment, world::Ruling};
use sqlx::Row as _;

#[async_trait]
impl Uploads for Sqlite {
    async fn keep_upload(&self, campaign: &str, row: &UploadRow, most: u32) -> Result<bool, StoreError> {
        let kept = sqlx::query(
            "INSERT INTO uploads (campaign, picture, node, fan, at, width, height, body, thumbnail)
             SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9
             WHERE (SELECT COUNT(*) FROM uploads WHERE campaign = ?1 AND fan = ?4 AND node = ?3) < ?10",
        )
        .bind(campaign)
        .bind(&row.picture)
        .bind(&row.node)
        .bind(&row.fan)
        .bind(row.at.0)
        .bind(row.width)
        .bind(row.height)
        .bind(&row.body)
        .bind(&row.thumbnail)
        .bind(most)
        .execute(&self.writer)
        .await?;
        Ok(kept.rows_affected() == 1)
    }

    async fn uploads_of(&self, campaign: &str, node: &str, fan: &str) -> Result<u32, StoreError> {
        Ok(
            sqlx::query_scalar("SELECT COUNT(*) FROM uploads WHERE campaign = ? AND fan = ? AND node = ?")
                .bind(campaign)
                .bind(fan)
                .bind(node)
                .fetch_one(&self.readers)
                .await?,
        )
    }

    async fn upload(
        &self,
        campaign: &str,
        node: &str,
        picture: &str,
        thumbnail: bool,
    ) -> Result<Option<KeptUpload>, StoreError> {
        // What is no guess any more, because its fan was erased or took it back, has a tally of nobody.
        let row = sqlx::query(
            "SELECT CASE ?4 WHEN 1 THEN thumbnail ELSE body END,
                 (SELECT ruling FROM tallies WHERE tallies.campaign = ?1 AND tallies.node = ?2 AND tallies.pick = ?3)
             FROM uploads WHERE campaign = ?1 AND picture = ?3 AND node = ?2",
        )
        .bind(campaign)
        .bind(node)
        .bind(picture)
        .bind(thumbnail)
        .fetch_optional(&self.readers)
        .await?;
        row.map(|row| {
            let ruling: Option<u8> = row.try_get(1)?;
            Ok(KeptUpload {
                body: row.try_get(0)?,
                ruling: ruling.map(Ruling::from_number),
            })
        })
        .transpose()
    }

    async fn drop_orphans(&self, before: Moment, most: u32) -> Result<u64, StoreError> {
        let dropped = sqlx::query(
            "DELETE FROM uploads WHERE rowid IN (
                 SELECT rowid FROM uploads WHERE at < ?1 AND NOT EXISTS (
                     SELECT 1 FROM picks INDEXED BY picks_by_pick WHERE picks.campaign = uploads.campaign
                     AND picks.node = uploads.node AND picks.pick = uploads.picture)
                 LIMIT ?2)",
        )
        .bind(before.0)
        .bind(most)
        .execute(&self.writer)
        .await?;
        Ok(dropped.rows_affected())
    }
}
