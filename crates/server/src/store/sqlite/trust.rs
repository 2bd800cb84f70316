//! Scores, decisions, appeals, and the facts behind them.

use super::{Sqlite, fans::text};
use crate::{
    store::{
        StoreError,
        trust::{AppealRow, Asked, DecisionRow, ScoreRow, Trust},
    },
    trust::{
        SCORES,
        gather::{Gather, Gathered},
    },
};
use async_trait::async_trait;
use canyu_core::{
    moment::Moment,
    world::{FanId, Standing},
};
use futures::TryStreamExt as _;
use serde_json::json;
use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};
use std::collections::BTreeMap;

#[async_trait]
impl Trust for Sqlite {
    async fn trust_mark(&self, campaign: &str) -> Result<i64, StoreError> {
        // Each of these only grows.
        let mark = sqlx::query_scalar(
            "SELECT (SELECT COALESCE(MAX(seq), 0) FROM events) + (SELECT COUNT(*) FROM people WHERE campaign = ?1)
                 + (SELECT COALESCE(SUM(misses), 0) FROM misses WHERE campaign = ?1)",
        );
        Ok(mark.bind(campaign).fetch_one(&self.readers).await?)
    }

    async fn trust_facts(&self, campaign: &str, asked: &Asked<'_>) -> Result<Gathered, StoreError> {
        // One transaction: all of it as of one moment.
        let mut reading = self.readers.begin().await?;
        let mut gather = Gather::new(asked.now);
        fans(&mut reading, campaign, asked.confirm, &mut gather).await?;
        acts(&mut reading, campaign, &mut gather).await?;
        more(&mut reading, campaign, asked.votes, &mut gather).await?;
        Ok(gather.finish())
    }

    async fn take_scoring(&self, campaign: &str, now: Moment, until: Moment) -> Result<bool, StoreError> {
        let taken = sqlx::query(
            "INSERT INTO scorings (campaign, held_until, mark) VALUES (?1, ?3, -1)
             ON CONFLICT DO UPDATE SET held_until = ?3 WHERE held_until <= ?2",
        )
        .bind(campaign)
        .bind(now.0)
        .bind(until.0)
        .execute(&self.writer)
        .await?;
        Ok(taken.rows_affected() == 1)
    }

    async fn last_scoring(&self, campaign: &str) -> Result<Option<(i64, Moment)>, StoreError> {
        let row = sqlx::query("SELECT mark, done_at FROM scorings WHERE campaign = ? AND done_at IS NOT NULL")
            .bind(campaign)
            .fetch_optional(&self.readers)
            .await?;
        row.map(|row| Ok((row.try_get(0)?, Moment(row.try_get(1)?))))
            .transpose()
    }

    async fn release_scoring(&self, campaign: &str, done: Option<(i64, Moment)>) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE scorings SET held_until = 0, mark = COALESCE(?2, mark), done_at = COALESCE(?3, done_at)
             WHERE campaign = ?1",
        )
        .bind(campaign)
        .bind(done.map(|(mark, _)| mark))
        .bind(done.map(|(_, at)| at.0))
        .execute(&self.writer)
        .await?;
        Ok(())
    }

    async fn keep_scores(&self, campaign: &str, rows: &[ScoreRow], at: Moment) -> Result<(), StoreError> {
        let rows: Vec<_> = rows
            .iter()
            .map(|row| json!([row.fan, row.score, row.reasons, row.heard]))
            .collect();
        sqlx::query(
            "INSERT INTO scores SELECT ?1, value->>0, value->>1, value->>2, value->>3, ?3 FROM json_each(?2) WHERE true
             ON CONFLICT DO UPDATE SET score = excluded.score, reasons = excluded.reasons, heard = excluded.heard,
                 at = excluded.at",
        )
        .bind(campaign)
        .bind(text(&rows)?)
        .bind(at.0)
        .execute(&self.writer)
        .await?;
        Ok(())
    }

    async fn forget_scores(&self, campaign: &str, at: Moment) -> Result<(), StoreError> {
        sqlx::query(
            "DELETE FROM scores WHERE campaign = ?1 AND at <> ?2 AND NOT EXISTS (SELECT 1 FROM fans
                 WHERE fans.campaign = ?1 AND fans.id = scores.fan AND fans.standing IN ('refused', 'cleared'))",
        )
        .bind(campaign)
        .bind(at.0)
        .execute(&self.writer)
        .await?;
        Ok(())
    }

    async fn scored(
        &self,
        campaign: &str,
        standing: Standing,
        least: u8,
        (from, most): (u32, u32),
    ) -> Result<Vec<(ScoreRow, bool)>, StoreError> {
        // Whoever says something against it is looked at whatever his score.
        let rows = sqlx::query(
            "SELECT fans.id AS fan, COALESCE(scores.score, 0) AS score, COALESCE(scores.reasons, '[]') AS reasons,
                 COALESCE(scores.heard, '') AS heard, appeals.fan IS NOT NULL AS appealed
             FROM fans LEFT JOIN scores ON scores.campaign = ?1 AND scores.fan = fans.id
                 LEFT JOIN appeals ON appeals.campaign = ?1 AND appeals.fan = fans.id AND appeals.decided_at IS NULL
             WHERE fans.campaign = ?1 AND fans.standing = ?2 AND (scores.score >= ?3 OR appeals.fan IS NOT NULL)
             ORDER BY appealed DESC, score DESC, fans.id LIMIT ?4 OFFSET ?5",
        )
        .bind(campaign)
        .bind(standing.name())
        .bind(least)
        .bind(most)
        .bind(from)
        .fetch_all(&self.readers)
        .await?;
        rows.iter()
            .map(|row| Ok((score(row)?, row.try_get("appealed")?)))
            .collect()
    }

    async fn score(&self, campaign: &str, fan: &str) -> Result<Option<ScoreRow>, StoreError> {
        let row = sqlx::query("SELECT fan, score, reasons, heard FROM scores WHERE campaign = ? AND fan = ?")
            .bind(campaign)
            .bind(fan)
            .fetch_optional(&self.readers)
            .await?;
        row.as_ref().map(score).transpose()
    }

    async fn note_decisions(&self, campaign: &str, rows: &[DecisionRow]) -> Result<(), StoreError> {
        let rows: Vec<_> = rows
            .iter()
            .map(|row| {
                let (from, to) = (row.from.name(), row.to.name());
                json!([
                    row.fan,
                    row.at.0,
                    row.by,
                    from,
                    to,
                    row.score,
                    row.reasons,
                    row.heard,
                    row.note
                ])
            })
            .collect();
        sqlx::query(
            "INSERT INTO decisions (campaign, fan, at, by, from_standing, to_standing, score, reasons, heard, note)
             SELECT ?1, value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->>7, value->>8
             FROM json_each(?2)",
        )
        .bind(campaign)
        .bind(text(&rows)?)
        .execute(&self.writer)
        .await?;
        Ok(())
    }

    async fn strike_decisions(&self, campaign: &str, rows: &[DecisionRow]) -> Result<(), StoreError> {
        let rows: Vec<_> = rows
            .iter()
            .map(|row| json!([row.fan, row.at.0, row.by, row.to.name()]))
            .collect();
        sqlx::query(
            "DELETE FROM decisions WHERE campaign = ?1 AND (fan, at, by, to_standing) IN
                 (SELECT value->>0, value->>1, value->>2, value->>3 FROM json_each(?2))",
        )
        .bind(campaign)
        .bind(text(&rows)?)
        .execute(&self.writer)
        .await?;
        Ok(())
    }

    async fn standings(&self, campaign: &str, fans: &[&str]) -> Result<BTreeMap<FanId, Standing>, StoreError> {
        let rows = sqlx::query(
            "SELECT fans.id, fans.standing FROM json_each(?2) AS asked
             CROSS JOIN fans ON fans.campaign = ?1 AND fans.id = asked.value",
        )
        .bind(campaign)
        .bind(text(&fans)?)
        .fetch_all(&self.readers)
        .await?;
        rows.iter()
            .map(|row| Ok((row.try_get(0)?, standing(row.try_get(1)?)?)))
            .collect()
    }

    async fn open_lookups(&self, campaign: &str) -> Result<u64, StoreError> {
        let open: i64 =
            sqlx::query_scalar("SELECT COUNT(*) FROM mail_facts WHERE campaign = ? AND mx_hash IS NULL AND asked = 0")
                .bind(campaign)
                .fetch_one(&self.readers)
                .await?;
        Ok(open.unsigned_abs())
    }

    async fn decisions(
        &self,
        campaign: &str,
        fan: Option<&str>,
        by_staff: bool,
        most: u32,
    ) -> Result<Vec<DecisionRow>, StoreError> {
        let rows = sqlx::query(
            "SELECT * FROM decisions WHERE campaign = ?1 AND (?2 IS NULL OR fan = ?2) AND (?3 = 0 OR by <> ?4)
             ORDER BY seq DESC LIMIT ?5",
        )
        .bind(campaign)
        .bind(fan)
        .bind(by_staff)
        .bind(SCORES)
        .bind(most)
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(decision).collect()
    }

    async fn appeal(&self, campaign: &str, fan: &str, text: &str, at: Moment) -> Result<bool, StoreError> {
        let kept =
            sqlx::query("INSERT INTO appeals (campaign, fan, at, text) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")
                .bind(campaign)
                .bind(fan)
                .bind(at.0)
                .bind(text)
                .execute(&self.writer)
                .await?;
        Ok(kept.rows_affected() == 1)
    }

    async fn appeal_of(&self, campaign: &str, fan: &str) -> Result<Option<AppealRow>, StoreError> {
        let row = sqlx::query("SELECT * FROM appeals WHERE campaign = ? AND fan = ?")
            .bind(campaign)
            .bind(fan)
            .fetch_optional(&self.readers)
            .await?;
        row.as_ref().map(appeal).transpose()
    }

    async fn appeals(&self, campaign: &str, open: bool, most: u32) -> Result<Vec<AppealRow>, StoreError> {
        let rows = sqlx::query(
            "SELECT * FROM appeals WHERE campaign = ? AND (? = 0 OR decided_at IS NULL) ORDER BY at, fan LIMIT ?",
        )
        .bind(campaign)
        .bind(open)
        .bind(most)
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(appeal).collect()
    }

    async fn decide_appeal(&self, campaign: &str, row: &DecisionRow) -> Result<bool, StoreError> {
        let decided = sqlx::query(
            "UPDATE appeals SET decided_at = ?3, by = ?4, outcome = ?5, note = ?6
             WHERE campaign = ?1 AND fan = ?2 AND decided_at IS NULL",
        )
        .bind(campaign)
        .bind(&row.fan)
        .bind(row.at.0)
        .bind(&row.by)
        .bind(row.to.name())
        .bind(&row.note)
        .execute(&self.writer)
        .await?;
        Ok(decided.rows_affected() == 1)
    }
}

async fn fans(
    connection: &mut SqliteConnection,
    campaign: &str,
    confirm: bool,
    gather: &mut Gather,
) -> Result<(), StoreError> {
    let most: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM fans WHERE campaign = ?")
        .bind(campaign)
        .fetch_one(&mut *connection)
        .await?;
    gather.expect(usize::try_from(most).unwrap_or(0));
    let mut rows = sqlx::query(
        "SELECT id, arrived_at, joined_at, standing, verified_at, in_draw FROM fans
         WHERE campaign = ? AND standing <> 'merged' AND token NOT LIKE 'erased:%' ORDER BY id",
    )
    .bind(campaign)
    .fetch(&mut *connection);
    while let Some(row) = rows.try_next().await? {
        let joined: Option<i64> = row.try_get(2)?;
        let came = (row.try_get(1)?, joined.is_some());
        let verified: Option<i64> = row.try_get(4)?;
        let complete = row.try_get(5)? && (verified.is_some() || !confirm);
        gather.fan(row.try_get(0)?, came, complete, standing(row.try_get(3)?)?);
    }
    drop(rows);
    let mut rows = sqlx::query("SELECT id, referrer FROM fans WHERE campaign = ? AND referrer IS NOT NULL")
        .bind(campaign)
        .fetch(connection);
    while let Some(row) = rows.try_next().await? {
        gather.brought(row.try_get(0)?, row.try_get(1)?);
    }
    Ok(())
}

async fn acts(connection: &mut SqliteConnection, campaign: &str, gather: &mut Gather) -> Result<(), StoreError> {
    let mut rows = sqlx::query(
        "SELECT devices.fan, acts.at, acts.act, acts.place FROM devices
         CROSS JOIN acts ON acts.campaign = ?1 AND acts.token = devices.token
         WHERE devices.campaign = ?1 AND acts.act <> ''",
    )
    .bind(campaign)
    .fetch(&mut *connection);
    while let Some(row) = rows.try_next().await? {
        gather.act_elsewhere(row.try_get(0)?, row.try_get(1)?, row.try_get(2)?, row.try_get(3)?);
    }
    drop(rows);
    // From the fans to the acts: so the acts of each stand together.
    let mut rows = sqlx::query(
        "SELECT fans.id, acts.at, acts.act, acts.place FROM fans
         CROSS JOIN acts ON acts.campaign = ?1 AND acts.token = fans.token
         WHERE fans.campaign = ?1 AND acts.act <> ''",
    )
    .bind(campaign)
    .fetch(connection);
    while let Some(row) = rows.try_next().await? {
        gather.act(row.try_get(0)?, row.try_get(1)?, row.try_get(2)?, row.try_get(3)?);
    }
    Ok(())
}

async fn more(
    connection: &mut SqliteConnection,
    campaign: &str,
    votes: &[&str],
    gather: &mut Gather,
) -> Result<(), StoreError> {
    let misses = sqlx::query(
        "SELECT COALESCE(fans.id, devices.fan), SUM(misses.misses) FROM misses
         LEFT JOIN fans ON fans.campaign = ?1 AND fans.token = misses.token
         LEFT JOIN devices ON devices.campaign = ?1 AND devices.token = misses.token
         WHERE misses.campaign = ?1 AND COALESCE(fans.id, devices.fan) IS NOT NULL GROUP BY 1",
    );
    for row in misses.bind(campaign).fetch_all(&mut *connection).await? {
        gather.misses(row.try_get(0)?, row.try_get(1)?);
    }
    let mut rows = sqlx::query(
        "SELECT fan, node, pick, at FROM picks WHERE campaign = ?1 AND node IN (SELECT value FROM json_each(?2))",
    )
    .bind(campaign)
    .bind(text(&votes)?)
    .fetch(&mut *connection);
    while let Some(row) = rows.try_next().await? {
        gather.vote(row.try_get(0)?, row.try_get(1)?, row.try_get(2)?, row.try_get(3)?);
    }
    drop(rows);
    mail(connection, campaign, gather).await
}

async fn mail(connection: &mut SqliteConnection, campaign: &str, gather: &mut Gather) -> Result<(), StoreError> {
    let mut rows = sqlx::query(
        "SELECT fan, host_hash, domain_hash, mx_hash, disposable, provider FROM mail_facts WHERE campaign = ?",
    )
    .bind(campaign)
    .fetch(connection);
    while let Some(row) = rows.try_next().await? {
        let mx = row.try_get::<Option<&str>, _>(3)?.filter(|mx| !mx.is_empty());
        let hashes = (row.try_get(1)?, row.try_get(2)?, mx);
        gather.mail(row.try_get(0)?, hashes, row.try_get(4)?, row.try_get(5)?);
    }
    Ok(())
}

fn standing(name: &str) -> Result<Standing, StoreError> {
    Standing::from_name(name).ok_or_else(|| StoreError::Corrupt(format!("standing {name}")))
}

fn score(row: &SqliteRow) -> Result<ScoreRow, StoreError> {
    Ok(ScoreRow {
        fan: row.try_get("fan")?,
        score: row.try_get("score")?,
        reasons: row.try_get("reasons")?,
        heard: row.try_get("heard")?,
    })
}

fn decision(row: &SqliteRow) -> Result<DecisionRow, StoreError> {
    Ok(DecisionRow {
        fan: row.try_get("fan")?,
        at: Moment(row.try_get("at")?),
        by: row.try_get("by")?,
        from: standing(row.try_get("from_standing")?)?,
        to: standing(row.try_get("to_standing")?)?,
        score: row.try_get("score")?,
        reasons: row.try_get("reasons")?,
        heard: row.try_get("heard")?,
        note: row.try_get("note")?,
    })
}

fn appeal(row: &SqliteRow) -> Result<AppealRow, StoreError> {
    let decided: Option<i64> = row.try_get("decided_at")?;
    let decided = decided.map(|at| {
        let outcome = standing(row.try_get::<&str, _>("outcome")?)?;
        Ok::<_, StoreError>((Moment(at), row.try_get("by")?, outcome, row.try_get("note")?))
    });
    Ok(AppealRow {
        fan: row.try_get("fan")?,
        at: Moment(row.try_get("at")?),
        text: row.try_get("text")?,
        decided: decided.transpose()?,
    })
}
