//! Writing what has happened, with a row for each webhook that is told of it.

use super::super::{
    audit::variant,
    fans::{listed, text},
};
use crate::{
    store::{ActRow, StoreError},
    webhook::message::{self, Before, Message},
};
use canyu_core::{
    moment::Moment,
    staff::Happening,
    world::{CodeState, Delta, Standing},
};
use serde_json::{Value, json};
use sqlx::{Row as _, SqliteConnection, SqlitePool};
use std::collections::BTreeSet;

/// What webhooks of a campaign want to be told of, and how those stood who change.
#[derive(Debug, Default)]
pub(in super::super) struct Wanted {
    kinds: BTreeSet<Happening>,
    before: Before,
}

/// To be asked before anything of a group is written. Where a campaign has no webhook this is all that is done.
pub(in super::super) async fn wanted(
    connection: &mut SqliteConnection,
    campaign: &str,
    delta: &Delta,
) -> Result<Wanted, StoreError> {
    let names: Vec<String> =
        sqlx::query_scalar("SELECT DISTINCT value FROM webhooks, json_each(webhooks.kinds) WHERE campaign = ?")
            .bind(campaign)
            .fetch_all(&mut *connection)
            .await?;
    let kinds: BTreeSet<Happening> = names.into_iter().map(variant).collect::<Result<_, _>>()?;
    let mut before = Before::default();
    if kinds.contains(&Happening::Verified) || kinds.contains(&Happening::Stood) {
        let ids: Vec<&String> = delta.fans.keys().collect();
        let sql = "SELECT fans.id, verified_at IS NOT NULL, standing FROM json_each(?2) AS wanted
                   CROSS JOIN fans ON fans.campaign = ?1 AND fans.id = wanted.value";
        for row in &listed(connection, sql, campaign, &text(&ids)?).await? {
            let name: String = row.try_get(2)?;
            let standing =
                Standing::from_name(&name).ok_or_else(|| StoreError::Corrupt(format!("the standing {name}")))?;
            before.fans.insert(row.try_get(0)?, (row.try_get(1)?, standing));
        }
    }
    if kinds.contains(&Happening::CodeGiven) || kinds.contains(&Happening::CodeRedeemed) {
        let codes: Vec<&String> = delta.codes.keys().collect();
        let sql = "SELECT codes.code, codes.fan, codes.state, codes.offered FROM json_each(?2) AS wanted
                   CROSS JOIN codes ON codes.campaign = ?1 AND codes.code = wanted.value";
        for row in &listed(connection, sql, campaign, &text(&codes)?).await? {
            let name: String = row.try_get(2)?;
            let state = CodeState::from_name(&name)
                .ok_or_else(|| StoreError::Corrupt(format!("the state {name} of a code")))?;
            before
                .codes
                .insert(row.try_get(0)?, (row.try_get(1)?, state, row.try_get(3)?));
        }
    }
    Ok(Wanted { kinds, before })
}

/// To be called when the rest of a group is written, names of those who leave included.
pub(in super::super) async fn write(
    connection: &mut SqliteConnection,
    campaign: &str,
    wanted: &Wanted,
    delta: &Delta,
    acts: &[ActRow],
) -> Result<(), StoreError> {
    if wanted.kinds.is_empty() {
        return Ok(());
    }
    let at = acts.iter().map(|act| act.at).max().unwrap_or_default();
    let messages = message::of(delta, &wanted.before, &wanted.kinds, at);
    if messages.is_empty() {
        return Ok(());
    }
    let last: i64 =
        sqlx::query_scalar("SELECT COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'webhook_messages'), 0)")
            .fetch_one(&mut *connection)
            .await?;
    let rows: Vec<Value> = messages.iter().map(row).collect();
    sqlx::query(
        "INSERT INTO webhook_messages (campaign, at, kind, fan, data)
         SELECT ?1, value->>0, value->>1, value->>2, value->>3 FROM json_each(?2)",
    )
    .bind(campaign)
    .bind(text(&rows)?)
    .execute(&mut *connection)
    .await?;
    deliver(connection, campaign, last, None, at).await
}

fn row(message: &Message) -> Value {
    json!([message.at.0, message.kind.name(), message.fan, message.data.to_string()])
}

/// Writes one message, unless it was told under this name before; its number.
pub(super) async fn tell(
    connection: &mut SqliteConnection,
    campaign: &str,
    message: &Message,
    once: Option<&str>,
) -> Result<Option<i64>, StoreError> {
    Ok(sqlx::query_scalar(
        "INSERT INTO webhook_messages (campaign, at, kind, fan, data, told_once) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT DO NOTHING RETURNING seq",
    )
    .bind(campaign)
    .bind(message.at.0)
    .bind(message.kind.name())
    .bind(&message.fan)
    .bind(message.data.to_string())
    .bind(once)
    .fetch_optional(connection)
    .await?)
}

/// Puts the messages behind `last` into the outbox: for those webhooks that want them, or for one, whatever it wants.
pub(super) async fn deliver(
    connection: &mut SqliteConnection,
    campaign: &str,
    last: i64,
    only: Option<&str>,
    now: Moment,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO webhook_deliveries (campaign, webhook, seq, state, due_at)
         SELECT ?1, webhooks.id, told.seq, 'waiting', ?4 FROM webhook_messages AS told INDEXED BY webhook_messages_by_campaign
         JOIN webhooks ON webhooks.campaign = ?1
         WHERE told.campaign = ?1 AND told.seq > ?2
             AND CASE WHEN ?3 IS NULL THEN EXISTS (SELECT 1 FROM json_each(webhooks.kinds) WHERE value = told.kind)
                 ELSE webhooks.id = ?3 END",
    )
    .bind(campaign)
    .bind(last)
    .bind(only)
    .bind(now.0)
    .execute(connection)
    .await?;
    Ok(())
}

/// Throws away what is over. What somebody was called who has had his data deleted goes as soon as nobody waits to be told.
pub(super) async fn sweep(writer: &SqlitePool, before: Moment) -> Result<(), StoreError> {
    let mut transaction = writer.begin_with("BEGIN IMMEDIATE").await?;
    sqlx::query(
        "DELETE FROM webhook_messages WHERE at < ?1 AND told_once IS NULL
             OR kind = 'participant.erased' AND NOT EXISTS (SELECT 1 FROM webhook_deliveries AS sent
                 WHERE sent.campaign = webhook_messages.campaign AND sent.seq = webhook_messages.seq AND sent.state = 'waiting')",
    )
    .bind(before.0)
    .execute(&mut *transaction)
    .await?;
    sqlx::query(
        "DELETE FROM webhook_deliveries WHERE NOT EXISTS (SELECT 1 FROM webhook_messages AS told WHERE told.seq = webhook_deliveries.seq)",
    )
    .execute(&mut *transaction)
    .await?;
    transaction.commit().await?;
    Ok(())
}
