//! Webhooks in SQLite.

mod outbox;
mod sent;

pub(super) use outbox::{wanted, write};

use super::{
    Sqlite, audit,
    audit::{variant, word},
    fans::text,
};
use crate::{
    store::{
        StoreError,
        audit::Entry,
        webhooks::{Delivery, Drawn, Listed, Tried, Webhooks},
    },
    webhook::{Hook, message::Message},
};
use async_trait::async_trait;
use canyu_core::{
    moment::Moment,
    staff::{Happening, Replay, WebhookMessage},
};
use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};

const COLUMNS: &str = "campaign, id, url, kinds, secret, old_secret, old_until, state, fails, failing_since, rest_until, problem, delivered_at, since,
    made_at, made_by";

#[async_trait]
impl Webhooks for Sqlite {
    async fn webhooks(&self, campaign: Option<&str>) -> Result<Vec<Hook>, StoreError> {
        let sql = selected(
            "SELECT ",
            " FROM webhooks WHERE ?1 IS NULL OR campaign = ?1 ORDER BY campaign, made_at, id",
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(campaign)
            .fetch_all(&self.readers)
            .await?;
        rows.iter().map(hook).collect()
    }

    async fn make_webhook(&self, hook: &Hook, most: usize, entry: &Entry) -> Result<bool, StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let number: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM webhooks WHERE campaign = ?")
            .bind(&hook.campaign)
            .fetch_one(&mut *transaction)
            .await?;
        if usize::try_from(number).is_ok_and(|number| number >= most) {
            return Ok(false);
        }
        sqlx::query(
            "INSERT INTO webhooks (campaign, id, url, kinds, secret, state, since, made_at, made_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(&hook.campaign)
        .bind(&hook.id)
        .bind(&hook.url)
        .bind(text(&hook.kinds)?)
        .bind(&hook.secret)
        .bind(word(&hook.state)?)
        .bind(hook.since.0)
        .bind(hook.made.0)
        .bind(&hook.made_by)
        .execute(&mut *transaction)
        .await?;
        audit::write(&mut transaction, entry).await?;
        transaction.commit().await?;
        Ok(true)
    }

    async fn change_webhook(&self, hook: &Hook, entry: &Entry) -> Result<bool, StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let changed = sqlx::query(
            "UPDATE webhooks SET url = ?, kinds = ?, secret = ?, old_secret = ?, old_until = ? WHERE campaign = ? AND id = ?",
        )
        .bind(&hook.url)
        .bind(text(&hook.kinds)?)
        .bind(&hook.secret)
        .bind(hook.old_secret.as_ref().map(|(secret, _)| secret))
        .bind(hook.old_secret.as_ref().map(|(_, until)| until.0))
        .bind(&hook.campaign)
        .bind(&hook.id)
        .execute(&mut *transaction)
        .await?;
        stand(&mut transaction, hook).await?;
        audit::write(&mut transaction, entry).await?;
        transaction.commit().await?;
        Ok(changed.rows_affected() == 1)
    }

    async fn remove_webhook(&self, campaign: &str, id: &str, entry: &Entry) -> Result<bool, StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let removed = sqlx::query("DELETE FROM webhooks WHERE campaign = ? AND id = ?")
            .bind(campaign)
            .bind(id)
            .execute(&mut *transaction)
            .await?;
        if removed.rows_affected() == 0 {
            return Ok(false);
        }
        sqlx::query("DELETE FROM webhook_deliveries WHERE campaign = ? AND webhook = ?")
            .bind(campaign)
            .bind(id)
            .execute(&mut *transaction)
            .await?;
        audit::write(&mut transaction, entry).await?;
        transaction.commit().await?;
        Ok(true)
    }

    async fn tell_webhooks(
        &self,
        campaign: &str,
        message: &Message,
        once: Option<&str>,
        only: Option<&str>,
        now: Moment,
    ) -> Result<Option<i64>, StoreError> {
        let is_told: bool = sqlx::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM webhook_messages INDEXED BY webhook_messages_once WHERE campaign = ? AND told_once = ?)",
        )
        .bind(campaign)
        .bind(once)
        .fetch_one(&self.readers)
        .await?;
        if is_told {
            return Ok(None);
        }
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let seq = outbox::tell(&mut transaction, campaign, message, once).await?;
        if let Some(seq) = seq {
            outbox::deliver(&mut transaction, campaign, seq - 1, only, now).await?;
        }
        transaction.commit().await?;
        Ok(seq)
    }

    async fn drawn(&self, campaign: &str) -> Result<Option<Drawn>, StoreError> {
        let row: Option<(i64, i64)> = sqlx::query_as(
            "SELECT drawn_at, (SELECT COUNT(*) FROM winners WHERE winners.campaign = ?1 AND winners.draw = 1 AND prize IS NOT NULL)
             FROM draws WHERE campaign = ?1 AND draw = 1 AND drawn_at IS NOT NULL",
        )
        .bind(campaign)
        .fetch_optional(&self.readers)
        .await?;
        Ok(row.map(|(at, winners)| Drawn {
            // Draws are dated in seconds.
            at: Moment(at.saturating_mul(1_000)),
            winners: winners.unsigned_abs(),
        }))
    }

    async fn take_deliveries(
        &self,
        campaign: &str,
        id: &str,
        now: Moment,
        until: Moment,
        most: u32,
    ) -> Result<Vec<Delivery>, StoreError> {
        sent::take(self, (campaign, id), now, until, most).await
    }

    async fn note_deliveries(
        &self,
        campaign: &str,
        id: &str,
        tried: &[Tried],
        patience: Moment,
    ) -> Result<Option<Hook>, StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let sql = selected("SELECT ", " FROM webhooks WHERE campaign = ? AND id = ?");
        let row = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(campaign)
            .bind(id)
            .fetch_optional(&mut *transaction)
            .await?;
        let Some(row) = row else { return Ok(None) };
        sent::note(&mut transaction, (campaign, id), tried).await?;
        let stands = sent::after(hook(&row)?, tried, patience);
        stand(&mut transaction, &stands).await?;
        transaction.commit().await?;
        Ok(Some(stands))
    }

    async fn count_deliveries(&self, campaign: &str, id: &str) -> Result<(u32, u32), StoreError> {
        Ok(sqlx::query_as(
            "SELECT (SELECT COUNT(*) FROM (SELECT 1 FROM webhook_deliveries INDEXED BY webhook_deliveries_due
                     WHERE campaign = ?1 AND webhook = ?2 AND state = 'waiting' LIMIT 10000)),
                 (SELECT COUNT(*) FROM (SELECT 1 FROM webhook_deliveries INDEXED BY webhook_deliveries_failed
                     WHERE campaign = ?1 AND webhook = ?2 AND state = 'failed' LIMIT 10000))",
        )
        .bind(campaign)
        .bind(id)
        .fetch_one(&self.readers)
        .await?)
    }

    async fn deliveries(&self, campaign: &str, id: &str, listed: Listed) -> Result<Vec<WebhookMessage>, StoreError> {
        sent::list(self, (campaign, id), listed).await
    }

    async fn replay(
        &self,
        campaign: &str,
        id: &str,
        what: Replay,
        now: Moment,
        entry: &Entry,
    ) -> Result<u64, StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let number = sent::again(&mut transaction, (campaign, id), what, now).await?;
        if number > 0 {
            audit::write(&mut transaction, entry).await?;
        }
        transaction.commit().await?;
        Ok(number)
    }

    async fn sweep_webhooks(&self, before: Moment) -> Result<(), StoreError> {
        outbox::sweep(&self.writer, before).await
    }
}

/// A statement that gives webhooks.
fn selected(head: &str, tail: &str) -> String {
    format!("{head}{COLUMNS}{tail}")
}

/// Writes how a webhook stands.
async fn stand(connection: &mut SqliteConnection, hook: &Hook) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE webhooks SET state = ?, fails = ?, failing_since = ?, rest_until = ?, problem = ?, delivered_at = ? WHERE campaign = ? AND id = ?",
    )
    .bind(word(&hook.state)?)
    .bind(hook.fails)
    .bind(hook.failing.map(|at| at.0))
    .bind(hook.rest.0)
    .bind(hook.problem.as_ref().map(word).transpose()?)
    .bind(hook.delivered.map(|at| at.0))
    .bind(&hook.campaign)
    .bind(&hook.id)
    .execute(connection)
    .await?;
    Ok(())
}

fn hook(row: &SqliteRow) -> Result<Hook, StoreError> {
    let moment = |index: usize| Ok::<_, StoreError>(row.try_get::<Option<i64>, _>(index)?.map(Moment));
    let old: Option<String> = row.try_get(5)?;
    let kinds: Vec<Happening> =
        serde_json::from_str(row.try_get(3)?).map_err(|error| StoreError::Corrupt(error.to_string()))?;
    Ok(Hook {
        campaign: row.try_get(0)?,
        id: row.try_get(1)?,
        url: row.try_get(2)?,
        kinds,
        secret: row.try_get(4)?,
        old_secret: old.zip(moment(6)?),
        state: variant(row.try_get(7)?)?,
        fails: row.try_get(8)?,
        failing: moment(9)?,
        rest: Moment(row.try_get(10)?),
        problem: row.try_get::<Option<String>, _>(11)?.map(variant).transpose()?,
        delivered: moment(12)?,
        since: Moment(row.try_get(13)?),
        made: Moment(row.try_get(14)?),
        made_by: row.try_get(15)?,
    })
}
