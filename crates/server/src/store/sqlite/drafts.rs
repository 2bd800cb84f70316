//! Drafts in SQLite.

use super::{Sqlite, audit};
use crate::store::{
    StoreError,
    audit::Entry,
    drafts::{DraftRow, Drafts, PictureRow},
};
use async_trait::async_trait;
use canyu_core::moment::Moment;
use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};

/// Revisions of a draft that are kept.
const KEPT: u32 = 300;

const DRAFT: &str = "SELECT id, slug, base, drafts.revision, back, source, edited_at, edited_by
     FROM drafts JOIN draft_revisions ON draft = id AND draft_revisions.revision = drafts.revision";

#[async_trait]
impl Drafts for Sqlite {
    async fn drafts(&self) -> Result<Vec<DraftRow>, StoreError> {
        let rows = sqlx::query(sqlx::AssertSqlSafe(format!("{DRAFT} ORDER BY edited_at DESC, id")))
            .fetch_all(&self.readers)
            .await?;
        rows.iter().map(draft).collect()
    }

    async fn draft(&self, id: &str) -> Result<Option<DraftRow>, StoreError> {
        let row = sqlx::query(sqlx::AssertSqlSafe(format!("{DRAFT} WHERE id = ?")))
            .bind(id)
            .fetch_optional(&self.readers)
            .await?;
        row.as_ref().map(draft).transpose()
    }

    async fn make_draft(
        &self,
        draft: &DraftRow,
        pictures: &[(String, String, Vec<u8>)],
        entry: &Entry,
    ) -> Result<(), StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        sqlx::query("INSERT INTO drafts (id, slug, base, revision, edited_at, edited_by) VALUES (?, ?, ?, ?, ?, ?)")
            .bind(&draft.id)
            .bind(&draft.slug)
            .bind(draft.base)
            .bind(draft.revision)
            .bind(draft.edited_at.0)
            .bind(&draft.edited_by)
            .execute(&mut *transaction)
            .await?;
        write_revision(&mut transaction, draft).await?;
        for (name, hash, body) in pictures {
            write_picture(&mut transaction, &draft.id, (name, hash), body).await?;
        }
        audit::write(&mut transaction, entry).await?;
        transaction.commit().await?;
        Ok(())
    }

    async fn keep_draft(&self, draft: &DraftRow) -> Result<bool, StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let kept = sqlx::query(
            "UPDATE drafts SET slug = ?1, revision = ?2, edited_at = ?3, edited_by = ?4 WHERE id = ?5 AND revision = ?2 - 1",
        )
        .bind(&draft.slug)
        .bind(draft.revision)
        .bind(draft.edited_at.0)
        .bind(&draft.edited_by)
        .bind(&draft.id)
        .execute(&mut *transaction)
        .await?;
        if kept.rows_affected() == 0 {
            return Ok(false);
        }
        write_revision(&mut transaction, draft).await?;
        sqlx::query("DELETE FROM draft_revisions WHERE draft = ? AND revision < ?")
            .bind(&draft.id)
            .bind(draft.revision.saturating_sub(KEPT))
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(true)
    }

    async fn draft_revision(&self, id: &str, revision: u32) -> Result<Option<(String, Option<u32>)>, StoreError> {
        let row = sqlx::query("SELECT source, back FROM draft_revisions WHERE draft = ? AND revision = ?")
            .bind(id)
            .bind(revision)
            .fetch_optional(&self.readers)
            .await?;
        row.map(|row| Ok((row.try_get("source")?, row.try_get("back")?)))
            .transpose()
    }

    async fn rebase_draft(&self, id: &str, base: u32) -> Result<(), StoreError> {
        sqlx::query("UPDATE drafts SET base = ? WHERE id = ?")
            .bind(base)
            .bind(id)
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    async fn delete_draft(&self, id: &str, entry: &Entry) -> Result<bool, StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let deleted = sqlx::query("DELETE FROM drafts WHERE id = ?")
            .bind(id)
            .execute(&mut *transaction)
            .await?;
        if deleted.rows_affected() == 0 {
            return Ok(false);
        }
        for rest in [
            "DELETE FROM draft_revisions WHERE draft = ?",
            "DELETE FROM draft_pictures WHERE draft = ?",
        ] {
            sqlx::query(rest).bind(id).execute(&mut *transaction).await?;
        }
        audit::write(&mut transaction, entry).await?;
        transaction.commit().await?;
        Ok(true)
    }

    async fn draft_pictures(&self, id: &str) -> Result<Vec<PictureRow>, StoreError> {
        let rows =
            sqlx::query("SELECT name, hash, length(body) AS bytes FROM draft_pictures WHERE draft = ? ORDER BY name")
                .bind(id)
                .fetch_all(&self.readers)
                .await?;
        let picture = |row: &SqliteRow| {
            Ok(PictureRow {
                name: row.try_get("name")?,
                hash: row.try_get("hash")?,
                bytes: row.try_get::<i64, _>("bytes")?.unsigned_abs(),
            })
        };
        rows.iter().map(picture).collect()
    }

    async fn draft_picture(&self, id: &str, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(
            sqlx::query_scalar("SELECT body FROM draft_pictures WHERE draft = ? AND name = ?")
                .bind(id)
                .bind(name)
                .fetch_optional(&self.readers)
                .await?,
        )
    }

    async fn keep_draft_picture(&self, id: &str, picture: &PictureRow, body: &[u8]) -> Result<(), StoreError> {
        let mut connection = self.writer.acquire().await?;
        write_picture(&mut connection, id, (&picture.name, &picture.hash), body).await
    }

    async fn delete_draft_picture(&self, id: &str, name: &str) -> Result<bool, StoreError> {
        let deleted = sqlx::query("DELETE FROM draft_pictures WHERE draft = ? AND name = ?")
            .bind(id)
            .bind(name)
            .execute(&self.writer)
            .await?;
        Ok(deleted.rows_affected() > 0)
    }

    async fn keep_originals(&self, campaign: &str, files: &[(String, Vec<u8>)]) -> Result<(), StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        for (hash, body) in files {
            sqlx::query("INSERT INTO originals (campaign, hash, body) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
                .bind(campaign)
                .bind(hash)
                .bind(body)
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    async fn original(&self, campaign: &str, hash: &str) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(
            sqlx::query_scalar("SELECT body FROM originals WHERE campaign = ? AND hash = ?")
                .bind(campaign)
                .bind(hash)
                .fetch_optional(&self.readers)
                .await?,
        )
    }
}

async fn write_revision(connection: &mut SqliteConnection, draft: &DraftRow) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO draft_revisions (draft, revision, source, back) VALUES (?, ?, ?, ?)")
        .bind(&draft.id)
        .bind(draft.revision)
        .bind(&draft.source)
        .bind(draft.back)
        .execute(connection)
        .await?;
    Ok(())
}

async fn write_picture(
    connection: &mut SqliteConnection,
    draft: &str,
    (name, hash): (&str, &str),
    body: &[u8],
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO draft_pictures (draft, name, hash, body) VALUES (?, ?, ?, ?)
         ON CONFLICT (draft, name) DO UPDATE SET hash = excluded.hash, body = excluded.body",
    )
    .bind(draft)
    .bind(name)
    .bind(hash)
    .bind(body)
    .execute(connection)
    .await?;
    Ok(())
}

fn draft(row: &SqliteRow) -> Result<DraftRow, StoreError> {
    Ok(DraftRow {
        id: row.try_get("id")?,
        slug: row.try_get("slug")?,
        base: row.try_get("base")?,
        revision: row.try_get("revision")?,
        back: row.try_get("back")?,
        source: row.try_get("source")?,
        edited_at: Moment(row.try_get("edited_at")?),
        edited_by: row.try_get("edited_by")?,
    })
}
