//! Publications in SQLite.

use super::fans::text;
use crate::store::{Publication, Release, StoreError};
use canyu_core::moment::Moment;
use serde_json::{Value, json};
use sqlx::{Row as _, SqliteConnection, SqlitePool, sqlite::SqliteRow};

pub(super) async fn publish(writer: &SqlitePool, release: &Release<'_>) -> Result<(), StoreError> {
    let mut transaction = writer.begin_with("BEGIN IMMEDIATE").await?;
    let publication = release.publication;
    sqlx::query("INSERT INTO publications VALUES (?, ?, ?, ?, ?, ?)")
        .bind(&publication.campaign)
        .bind(publication.version)
        .bind(&publication.rules)
        .bind(&publication.source)
        .bind(&publication.model)
        .bind(publication.published_at.0)
        .execute(&mut *transaction)
        .await?;
    for picture in release.pictures {
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
    if let Some(manifest) = release.manifest {
        sqlx::query("INSERT INTO draws (campaign, draw, manifest) VALUES (?, 1, ?) ON CONFLICT DO NOTHING")
            .bind(&publication.campaign)
            .bind(manifest)
            .execute(&mut *transaction)
            .await?;
    }
    sqlx::query("INSERT INTO secrets VALUES (?, ?) ON CONFLICT DO NOTHING")
        .bind(&publication.campaign)
        .bind(release.secret.as_slice())
        .execute(&mut *transaction)
        .await?;
    write_moments(&mut transaction, release).await?;
    transaction.commit().await?;
    Ok(())
}

async fn write_moments(connection: &mut SqliteConnection, release: &Release<'_>) -> Result<(), StoreError> {
    for (node, moments) in release.moments {
        let rows: Vec<Value> = moments
            .iter()
            .map(|open| json!([open.moment, open.at.0, open.prize]))
            .collect();
        sqlx::query(
            "INSERT INTO moments (campaign, node, moment, at, prize)
             SELECT ?1, ?2, value->>0, value->>1, value->>2 FROM json_each(?3) WHERE true ON CONFLICT DO NOTHING",
        )
        .bind(&release.publication.campaign)
        .bind(node)
        .bind(text(&rows)?)
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

pub(super) async fn latest(readers: &SqlitePool) -> Result<Vec<Publication>, StoreError> {
    let rows = sqlx::query(
        "SELECT campaign, MAX(version) AS version, rules, source, model, published_at
         FROM publications GROUP BY campaign ORDER BY campaign",
    )
    .fetch_all(readers)
    .await?;
    rows.iter().map(publication).collect()
}

pub(super) async fn versions(readers: &SqlitePool, campaign: &str) -> Result<Vec<Publication>, StoreError> {
    let rows = sqlx::query(
        "SELECT campaign, version, rules, source, model, published_at
         FROM publications WHERE campaign = ? ORDER BY version",
    )
    .bind(campaign)
    .fetch_all(readers)
    .await?;
    rows.iter().map(publication).collect()
}

fn publication(row: &SqliteRow) -> Result<Publication, StoreError> {
    Ok(Publication {
        campaign: row.try_get("campaign")?,
        version: row.try_get("version")?,
        rules: row.try_get("rules")?,
        source: row.try_get("source")?,
        model: row.try_get("model")?,
        published_at: Moment(row.try_get("published_at")?),
    })
}
