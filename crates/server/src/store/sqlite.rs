//! SQLite in one file: the default store.
//!
//! One connection writes, in transactions that are synced to disk before they are answered (WAL, `synchronous = FULL`); several
//! read beside it. Groups are read and written with a handful of statements whatever their size: lists travel as JSON.

mod close;
mod draws;
mod export;
mod fans;
mod group;
mod winners;

use super::{
    EntryRow, EventRow, Filter, Group, NodeRow, Numbers, ParticipantRow, Picture, Publication, Rows, Store, StoreError,
};
use async_trait::async_trait;
use canyu_core::{moment::Moment, view::PickView, world::Fan};
use sqlx::{
    Row as _, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteRow, SqliteSynchronous},
};
use std::{str::FromStr as _, time::Duration};

/// A store in an SQLite file.
pub struct Sqlite {
    writer: SqlitePool,
    readers: SqlitePool,
}

impl Sqlite {
    /// Opens `sqlite:FILE`, makes the file when there is none, and brings its tables up to date.
    ///
    /// # Errors
    /// When the file cannot be opened, or is no database of ours.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::from_str(url)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(10));
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .connect_with(options.clone())
            .await?;
        sqlx::migrate!().run(&writer).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(4)
            .connect_with(options.read_only(true))
            .await?;
        Ok(Self { writer, readers })
    }
}

#[async_trait]
impl Store for Sqlite {
    async fn claim(&self, rehearsal: bool) -> Result<(), StoreError> {
        let asked = if rehearsal { "rehearsal" } else { "real" };
        sqlx::query("INSERT INTO meta (name, value) VALUES ('clock', ?) ON CONFLICT DO NOTHING")
            .bind(asked)
            .execute(&self.writer)
            .await?;
        match self.is_rehearsal().await? {
            Some(kept) if kept != rehearsal => Err(StoreError::OtherClock {
                kept: if kept { "rehearsal" } else { "real" },
                asked,
            }),
            _ => Ok(()),
        }
    }

    async fn is_rehearsal(&self) -> Result<Option<bool>, StoreError> {
        let kept: Option<String> = sqlx::query_scalar("SELECT value FROM meta WHERE name = 'clock'")
            .fetch_optional(&self.readers)
            .await?;
        Ok(kept.map(|kept| kept == "rehearsal"))
    }

    async fn publish(
        &self,
        publication: &Publication,
        pictures: &[Picture],
        manifest: Option<&[u8]>,
    ) -> Result<(), StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        sqlx::query("INSERT INTO publications VALUES (?, ?, ?, ?, ?, ?)")
            .bind(&publication.campaign)
            .bind(publication.version)
            .bind(&publication.rules)
            .bind(&publication.source)
            .bind(&publication.model)
            .bind(publication.published_at.0)
            .execute(&mut *transaction)
            .await?;
        for picture in pictures {
            sqlx::query("INSERT INTO pictures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .bind(&publication.campaign)
                .bind(publication.version)
                .bind(&picture.name)
                .bind(&picture.node)
                .bind(picture.stage)
                .bind(picture.preview)
                .bind(picture.width)
                .bind(picture.height)
                .bind(&picture.body)
                .execute(&mut *transaction)
                .await?;
        }
        if let Some(manifest) = manifest {
            sqlx::query("INSERT INTO draws (campaign, draw, manifest) VALUES (?, 1, ?) ON CONFLICT DO NOTHING")
                .bind(&publication.campaign)
                .bind(manifest)
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    async fn manifest(&self, campaign: &str) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(
            sqlx::query_scalar("SELECT manifest FROM draws WHERE campaign = ? AND draw = 1")
                .bind(campaign)
                .fetch_optional(&self.readers)
                .await?,
        )
    }

    async fn publications(&self) -> Result<Vec<Publication>, StoreError> {
        let rows = sqlx::query(
            "SELECT campaign, MAX(version) AS version, rules, source, model, published_at
             FROM publications GROUP BY campaign ORDER BY campaign",
        )
        .fetch_all(&self.readers)
        .await?;
        rows.iter()
            .map(|row| {
                Ok(Publication {
                    campaign: row.try_get("campaign")?,
                    version: row.try_get("version")?,
                    rules: row.try_get("rules")?,
                    source: row.try_get("source")?,
                    model: row.try_get("model")?,
                    published_at: Moment(row.try_get("published_at")?),
                })
            })
            .collect()
    }

    async fn publication_count(&self) -> Result<i64, StoreError> {
        Ok(sqlx::query_scalar("SELECT COUNT(*) FROM publications")
            .fetch_one(&self.readers)
            .await?)
    }

    async fn pictures(&self, campaign: &str, version: u32) -> Result<Vec<Picture>, StoreError> {
        let rows = sqlx::query(
            "SELECT name, node, stage, preview, width, height FROM pictures
             WHERE campaign = ? AND version = ? ORDER BY node, stage, preview",
        )
        .bind(campaign)
        .bind(version)
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(picture).collect()
    }

    async fn picture_body(&self, campaign: &str, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(sqlx::query_scalar(
            "SELECT body FROM pictures WHERE campaign = ? AND name = ? ORDER BY version DESC LIMIT 1",
        )
        .bind(campaign)
        .bind(name)
        .fetch_optional(&self.readers)
        .await?)
    }

    async fn begin(&self) -> Result<Box<dyn Group>, StoreError> {
        Ok(Box::new(group::SqliteGroup::begin(&self.writer).await?))
    }

    async fn fan(&self, campaign: &str, token: &str) -> Result<Option<Fan>, StoreError> {
        let mut connection = self.readers.acquire().await?;
        Ok(
            fans::fans_by(&mut connection, campaign, fans::By::Token, &[token.to_owned()])
                .await?
                .pop(),
        )
    }

    async fn entry(&self, campaign: &str, fan: &str) -> Result<Option<EntryRow>, StoreError> {
        let row = sqlx::query(
            "SELECT fan, nonce, commit_hash, weight, at, signature FROM entries WHERE campaign = ? AND fan = ?",
        )
        .bind(campaign)
        .bind(fan)
        .fetch_optional(&self.readers)
        .await?;
        row.as_ref().map(entry).transpose()
    }

    async fn numbers(&self, campaign: &str, nodes: &[&str], picks: u32) -> Result<Numbers, StoreError> {
        let mut numbers = Numbers::default();
        let rows = sqlx::query("SELECT name, value FROM counters WHERE campaign = ?")
            .bind(campaign)
            .fetch_all(&self.readers)
            .await?;
        for row in &rows {
            numbers.counters.insert(row.try_get(0)?, row.try_get(1)?);
        }
        for node in nodes {
            // The index has them in this order, so only what is returned is read.
            let rows = sqlx::query(
                "SELECT pick, label, people FROM tallies WHERE campaign = ? AND node = ?
                 ORDER BY people DESC, pick LIMIT ?",
            )
            .bind(campaign)
            .bind(node)
            .bind(picks)
            .fetch_all(&self.readers)
            .await?;
            let strongest: Result<_, StoreError> = rows.iter().map(pick).collect();
            numbers.picks.insert((*node).to_owned(), strongest?);
        }
        Ok(numbers)
    }

    fn export_participants<'a>(&'a self, campaign: &'a str, filter: &'a Filter) -> Rows<'a, ParticipantRow> {
        export::participants(&self.readers, campaign, filter)
    }

    fn export_events<'a>(&'a self, campaign: &'a str, filter: &'a Filter) -> Rows<'a, EventRow> {
        export::events(&self.readers, campaign, filter)
    }

    fn export_nodes<'a>(&'a self, campaign: &'a str, filter: &'a Filter) -> Rows<'a, NodeRow> {
        export::nodes(&self.readers, campaign, filter)
    }

    async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

fn entry(row: &SqliteRow) -> Result<EntryRow, StoreError> {
    let commit: &[u8] = row.try_get("commit_hash")?;
    Ok(EntryRow {
        fan: row.try_get("fan")?,
        nonce: row.try_get("nonce")?,
        commit: commit
            .try_into()
            .map_err(|_| StoreError::Corrupt(format!("a commit of {} bytes", commit.len())))?,
        weight: row.try_get("weight")?,
        at: row.try_get::<i64, _>("at")?.unsigned_abs(),
        signature: row.try_get("signature")?,
    })
}

fn picture(row: &SqliteRow) -> Result<Picture, StoreError> {
    Ok(Picture {
        name: row.try_get("name")?,
        node: row.try_get("node")?,
        stage: row.try_get("stage")?,
        preview: row.try_get("preview")?,
        width: row.try_get("width")?,
        height: row.try_get("height")?,
        body: Vec::new(),
    })
}

fn pick(row: &SqliteRow) -> Result<PickView, StoreError> {
    let people: i64 = row.try_get(2)?;
    Ok(PickView {
        key: row.try_get(0)?,
        label: row.try_get(1)?,
        people: u64::try_from(people).unwrap_or(0),
    })
}
