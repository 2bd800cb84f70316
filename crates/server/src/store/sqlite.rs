//! SQLite in one file: the default store.
//!
//! One connection writes, in transactions that are synced to disk before they are answered (WAL, `synchronous = FULL`); several
//! read beside it. Groups are read and written with a handful of statements whatever their size: lists travel as JSON.

mod accounts;
mod audit;
mod close;
mod door;
mod drafts;
mod draws;
mod export;
mod fans;
mod forest;
mod goods;
mod group;
mod identity;
mod life;
mod links;
mod mail;
mod numbers;
mod own;
mod people;
mod publish;
mod recount;
mod rollups;
mod sessions;
mod staff;
mod statistics;
mod tills;
mod trust;
mod uploads;
mod webhooks;
mod weeks;
mod winners;

use super::{EntryRow, Group, Numbers, Picture, Publication, Release, Store, StoreError};
use async_trait::async_trait;
use canyu_core::world::Fan;
use fans::{By, More};
use sqlx::{
    Row as _, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteRow, SqliteSynchronous},
};
use std::{str::FromStr as _, time::Duration};

/// After so many pages of 4 KB in the log the writer puts them into the database: 64 MB. Most pages are written again and again, and each is put there
/// once; SQLite's own 1,000 are some ten groups of acts.
const CHECKPOINT: &str = "16384";

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
        Self::open_as(url, SqliteSynchronous::Full).await
    }

    /// The same for what nobody will miss: nothing is synced to disk.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub async fn open_for_a_while(url: &str) -> Result<Self, StoreError> {
        Self::open_as(url, SqliteSynchronous::Off).await
    }

    async fn open_as(url: &str, synchronous: SqliteSynchronous) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::from_str(url)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(synchronous)
            .busy_timeout(Duration::from_secs(10));
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .connect_with(options.clone().pragma("wal_autocheckpoint", CHECKPOINT))
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

    async fn publish(&self, release: &Release<'_>) -> Result<(), StoreError> {
        publish::publish(&self.writer, release).await
    }

    async fn secret(&self, campaign: &str) -> Result<Option<[u8; 32]>, StoreError> {
        let root: Option<Vec<u8>> = sqlx::query_scalar("SELECT root FROM secrets WHERE campaign = ?")
            .bind(campaign)
            .fetch_optional(&self.readers)
            .await?;
        root.map(|root| {
            <[u8; 32]>::try_from(root).map_err(|root| StoreError::Corrupt(format!("a secret of {} bytes", root.len())))
        })
        .transpose()
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
        publish::latest(&self.readers).await
    }

    async fn versions(&self, campaign: &str) -> Result<Vec<Publication>, StoreError> {
        publish::versions(&self.readers, campaign).await
    }

    async fn publication_count(&self) -> Result<i64, StoreError> {
        Ok(
            sqlx::query_scalar("SELECT (SELECT COUNT(*) FROM publications) + (SELECT COUNT(*) FROM archives)")
                .fetch_one(&self.readers)
                .await?,
        )
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
        let tokens = [token.to_owned()];
        let fan = fans::fans_by(&mut connection, campaign, By::Token, &tokens, More::ALL)
            .await?
            .pop();
        if fan.is_some() {
            return Ok(fan);
        }
        let device = people::devices(&mut connection, campaign, &tokens).await?.pop();
        let Some((_, id)) = device else { return Ok(None) };
        Ok(fans::fans_by(&mut connection, campaign, By::Id, &[id], More::ALL)
            .await?
            .pop())
    }

    async fn fan_by_id(&self, campaign: &str, id: &str) -> Result<Option<Fan>, StoreError> {
        let mut connection = self.readers.acquire().await?;
        Ok(
            fans::fans_by(&mut connection, campaign, By::Id, &[id.to_owned()], More::ALL)
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

    async fn numbers(&self, campaign: &str, picks: &[(&str, u32)]) -> Result<Numbers, StoreError> {
        numbers::numbers(&self.readers, campaign, picks).await
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

#[cfg(test)]
mod old;
