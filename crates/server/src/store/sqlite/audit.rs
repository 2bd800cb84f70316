//! The audit log in SQLite.

use super::Sqlite;
use crate::store::{
    StoreError,
    audit::{Audit, AuditFilter, Entry},
};
use async_trait::async_trait;
use canyu_core::{
    moment::Moment,
    staff::{AuditLine, Who},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};

/// Writes a line into the transaction of what it tells. The one place that does.
pub(super) async fn write(connection: &mut SqliteConnection, entry: &Entry) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO audit (at, kind, account, name, place, what, campaign, about, change) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(entry.at.0)
    .bind(word(&entry.who.kind)?)
    .bind(&entry.who.account)
    .bind(&entry.who.name)
    .bind(&entry.place)
    .bind(word(&entry.what)?)
    .bind(&entry.campaign)
    .bind(&entry.about)
    .bind(entry.change.to_string())
    .execute(connection)
    .await?;
    Ok(())
}

/// The name of a variant, as on the wire.
pub(super) fn word(variant: &impl Serialize) -> Result<String, StoreError> {
    match serde_json::to_value(variant) {
        Ok(Value::String(word)) => Ok(word),
        _ => Err(StoreError::Corrupt("a variant without a name".to_owned())),
    }
}

/// The variant of a name.
pub(super) fn variant<T: DeserializeOwned>(word: String) -> Result<T, StoreError> {
    let corrupt = StoreError::Corrupt(format!("the name {word}"));
    serde_json::from_value(Value::String(word)).map_err(|_| corrupt)
}

#[async_trait]
impl Audit for Sqlite {
    async fn note(&self, entry: &Entry) -> Result<(), StoreError> {
        let mut connection = self.writer.acquire().await?;
        write(&mut connection, entry).await
    }

    async fn audit(&self, filter: &AuditFilter) -> Result<Vec<AuditLine>, StoreError> {
        let rows = sqlx::query(
            "SELECT seq, at, kind, account, name, place, what, campaign, about, change FROM audit
             WHERE (?1 IS NULL OR campaign = ?1) AND (?2 IS NULL OR account = ?2) AND seq < ?3 ORDER BY seq DESC LIMIT ?4",
        )
        .bind(&filter.campaign)
        .bind(&filter.account)
        .bind(filter.before.unwrap_or(i64::MAX))
        .bind(filter.most)
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(line).collect()
    }
}

fn line(row: &SqliteRow) -> Result<AuditLine, StoreError> {
    let change: &str = row.try_get(9)?;
    Ok(AuditLine {
        seq: row.try_get(0)?,
        at: Moment(row.try_get(1)?),
        who: Who {
            kind: variant(row.try_get(2)?)?,
            account: row.try_get(3)?,
            name: row.try_get(4)?,
        },
        place: row.try_get(5)?,
        what: variant(row.try_get(6)?)?,
        campaign: row.try_get(7)?,
        about: row.try_get(8)?,
        change: serde_json::from_str(change).map_err(|error| StoreError::Corrupt(error.to_string()))?,
    })
}
