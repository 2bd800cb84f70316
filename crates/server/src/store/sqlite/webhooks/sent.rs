//! What waits for a webhook, and what became of it.

use super::super::{
    Sqlite,
    audit::{variant, word},
    fans::text,
};
use crate::{
    store::{
        StoreError,
        webhooks::{Delivery, Listed, Tried},
    },
    webhook::{
        Hook, message,
        send::{FAR, rest},
    },
};
use canyu_core::{
    moment::{HOUR, Moment},
    staff::{MessageState, Replay, WebhookMessage, WebhookProblem, WebhookState},
};
use serde_json::json;
use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};

/// A webhook: campaign and id.
type Which<'a> = (&'a str, &'a str);

pub(super) async fn take(
    store: &Sqlite,
    (campaign, id): Which<'_>,
    now: Moment,
    until: Moment,
    most: u32,
) -> Result<Vec<Delivery>, StoreError> {
    // Most of the time nothing is, and then nobody has to wait for the writer. What is due now and what lies too far ahead are asked for one after the
    // other: together they are no range of the index, and the whole queue would be read.
    let is_due: bool = sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM webhook_deliveries INDEXED BY webhook_deliveries_due
                 WHERE campaign = ?1 AND webhook = ?2 AND state = 'waiting' AND due_at <= ?3)
             OR EXISTS (SELECT 1 FROM webhook_deliveries INDEXED BY webhook_deliveries_due
                 WHERE campaign = ?1 AND webhook = ?2 AND state = 'waiting' AND due_at > ?4)",
    )
    .bind(campaign)
    .bind(id)
    .bind(now.0)
    .bind(now.plus(FAR).0)
    .fetch_one(&store.readers)
    .await?;
    if !is_due {
        return Ok(Vec::new());
    }
    let mut transaction = store.writer.begin_with("BEGIN IMMEDIATE").await?;
    let rows = sqlx::query(
        "SELECT told.seq, told.kind, told.at, told.data, sent.tries
         FROM (SELECT * FROM (SELECT seq, tries, due_at FROM webhook_deliveries INDEXED BY webhook_deliveries_due
                 WHERE campaign = ?1 AND webhook = ?2 AND state = 'waiting' AND due_at <= ?3 ORDER BY due_at, seq LIMIT ?5)
             UNION ALL SELECT * FROM (SELECT seq, tries, due_at FROM webhook_deliveries INDEXED BY webhook_deliveries_due
                 WHERE campaign = ?1 AND webhook = ?2 AND state = 'waiting' AND due_at > ?4 ORDER BY due_at, seq LIMIT ?5)) AS sent
         CROSS JOIN webhook_messages AS told ON told.seq = sent.seq
         ORDER BY sent.due_at, sent.seq LIMIT ?5",
    )
    .bind(campaign)
    .bind(id)
    .bind(now.0)
    .bind(now.plus(FAR).0)
    .bind(most)
    .fetch_all(&mut *transaction)
    .await?;
    let taken: Vec<Delivery> = rows.iter().map(delivery).collect::<Result<_, _>>()?;
    let seqs: Vec<i64> = taken.iter().map(|one| one.seq).collect();
    sqlx::query(
        "UPDATE webhook_deliveries SET due_at = ?4
         WHERE campaign = ?1 AND webhook = ?2 AND seq IN (SELECT value FROM json_each(?3))",
    )
    .bind(campaign)
    .bind(id)
    .bind(text(&seqs)?)
    .bind(until.0)
    .execute(&mut *transaction)
    .await?;
    transaction.commit().await?;
    Ok(taken)
}

fn delivery(row: &SqliteRow) -> Result<Delivery, StoreError> {
    Ok(Delivery {
        seq: row.try_get(0)?,
        kind: variant(row.try_get(1)?)?,
        at: Moment(row.try_get(2)?),
        data: row.try_get(3)?,
        tries: row.try_get(4)?,
    })
}

pub(super) async fn note(
    connection: &mut SqliteConnection,
    (campaign, id): Which<'_>,
    tried: &[Tried],
) -> Result<(), StoreError> {
    let rows = tried
        .iter()
        .map(|one| {
            Ok(json!([
                one.seq,
                word(&one.state)?,
                one.next.0,
                one.tries,
                one.at.0,
                one.status,
                one.problem.as_ref().map(word).transpose()?,
                one.answer,
                one.took_ms
            ]))
        })
        .collect::<Result<Vec<_>, StoreError>>()?;
    sqlx::query(
        "UPDATE webhook_deliveries SET state = tried.value->>1, due_at = tried.value->>2, tries = tried.value->>3, tried_at = tried.value->>4,
             status = tried.value->>5, problem = tried.value->>6, answer = tried.value->>7, took_ms = tried.value->>8
         FROM json_each(?3) AS tried
         WHERE campaign = ?1 AND webhook = ?2 AND seq IN (SELECT value->>0 FROM json_each(?3)) AND seq = tried.value->>0",
    )
    .bind(campaign)
    .bind(id)
    .bind(text(&rows)?)
    .execute(connection)
    .await?;
    Ok(())
}

/// How a webhook stands after messages were sent to it together. One that takes any of them is well.
pub(super) fn after(hook: Hook, tried: &[Tried], patience: Moment) -> Hook {
    let arrived = tried.iter().filter(|one| one.problem.is_none()).map(|one| one.at).max();
    let last = tried.iter().max_by_key(|one| one.at);
    let is_gone = tried.iter().any(|one| one.problem == Some(WebhookProblem::Gone));
    match (arrived, last) {
        (Some(at), _) => Hook {
            fails: 0,
            failing: None,
            rest: Moment(0),
            problem: None,
            delivered: Some(at),
            ..hook
        },
        (None, None) => hook,
        (None, Some(last)) => {
            let (fails, failing) = (hook.fails.saturating_add(1), hook.failing.unwrap_or(last.at));
            let wished = tried.iter().filter_map(|one| one.rest).max().unwrap_or(0);
            // What staff have said meanwhile stays.
            let is_over = hook.state == WebhookState::On && (is_gone || failing < patience);
            Hook {
                state: if is_over { WebhookState::Stopped } else { hook.state },
                fails,
                failing: Some(failing),
                rest: last.at.plus(rest(fails).max(wished)),
                problem: last.problem,
                ..hook
            }
        }
    }
}

pub(super) async fn list(
    store: &Sqlite,
    (campaign, id): Which<'_>,
    listed: Listed,
) -> Result<Vec<WebhookMessage>, StoreError> {
    let rows = sqlx::query(
        "SELECT told.seq, told.kind, told.at, sent.state, sent.tries, sent.due_at, sent.tried_at, sent.status, sent.problem, sent.answer,
             sent.took_ms, told.data
         FROM webhook_deliveries AS sent CROSS JOIN webhook_messages AS told ON told.seq = sent.seq
         WHERE sent.campaign = ?1 AND sent.webhook = ?2 AND sent.seq < ?3 AND (?4 IS NULL OR sent.state = ?4)
         ORDER BY sent.seq DESC LIMIT ?5",
    )
    .bind(campaign)
    .bind(id)
    .bind(listed.before)
    .bind(listed.state.as_ref().map(word).transpose()?)
    .bind(listed.most)
    .fetch_all(&store.readers)
    .await?;
    rows.iter()
        .map(|row| told(row, campaign, listed.is_rehearsal))
        .collect()
}

fn told(row: &SqliteRow, campaign: &str, is_rehearsal: bool) -> Result<WebhookMessage, StoreError> {
    let (seq, kind, at) = (row.try_get(0)?, variant(row.try_get(1)?)?, Moment(row.try_get(2)?));
    let state: MessageState = variant(row.try_get(3)?)?;
    let next = Moment(row.try_get(5)?);
    Ok(WebhookMessage {
        seq,
        id: message::id(campaign, seq),
        kind,
        at,
        state,
        tries: row.try_get(4)?,
        next: (state == MessageState::Waiting).then_some(next),
        tried: row.try_get::<Option<i64>, _>(6)?.map(Moment),
        status: row.try_get(7)?,
        problem: row.try_get::<Option<String>, _>(8)?.map(variant).transpose()?,
        answer: row.try_get(9)?,
        took_ms: row.try_get(10)?,
        body: message::body(campaign, seq, kind, at, is_rehearsal, row.try_get(11)?),
    })
}

pub(super) async fn again(
    connection: &mut SqliteConnection,
    (campaign, id): Which<'_>,
    what: Replay,
    now: Moment,
) -> Result<u64, StoreError> {
    // What happened before the webhook was made, or it was told of, is told now, too.
    let since = "INSERT INTO webhook_deliveries (campaign, webhook, seq, state, due_at)
         SELECT ?1, ?2, told.seq, 'waiting', ?4 FROM webhook_messages AS told INDEXED BY webhook_messages_by_campaign
         WHERE told.campaign = ?1 AND told.at >= ?3 AND told.kind <> 'test'
             AND EXISTS (SELECT 1 FROM webhooks, json_each(webhooks.kinds) AS kinds
                 WHERE webhooks.campaign = ?1 AND webhooks.id = ?2 AND kinds.value = told.kind)
         ON CONFLICT DO UPDATE SET state = 'waiting', due_at = ?4, tries = 0";
    let one = "UPDATE webhook_deliveries SET state = 'waiting', due_at = ?4, tries = 0
         WHERE campaign = ?1 AND webhook = ?2 AND seq = ?3";
    let failed =
        "UPDATE webhook_deliveries INDEXED BY webhook_deliveries_failed SET state = 'waiting', due_at = ?4, tries = 0
         WHERE campaign = ?1 AND webhook = ?2 AND state = 'failed' AND ?3 = 0";
    let (sql, which) = match what {
        Replay::Since(at) => (since, at.0),
        Replay::Message(seq) => (one, seq),
        Replay::Failed => (failed, 0),
        Replay::Hours(hours) => (since, now.plus(-HOUR.saturating_mul(hours.into())).0),
    };
    let done = sqlx::query(sql)
        .bind(campaign)
        .bind(id)
        .bind(which)
        .bind(now.0)
        .execute(connection)
        .await?;
    Ok(done.rows_affected())
}
