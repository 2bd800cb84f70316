//! Sessions, tokens and wrong passwords in SQLite.

use super::{
    Sqlite,
    accounts::{list, slugs},
    audit,
};
use crate::store::{
    StoreError,
    audit::Entry,
    sessions::{BackOff, SessionRecord, Sessions, Tries},
};
use async_trait::async_trait;
use canyu_core::{moment::Moment, staff::ApiToken};
use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};

const SESSION: &str = "SELECT hash, id, account, made_at, seen_at, place, agent FROM staff_sessions";
const TOKEN: &str = "SELECT t.id, t.name, t.account, a.name, t.scopes, t.campaigns, t.made_at, t.expires_at, t.seen_at
    FROM api_tokens t JOIN accounts a ON a.id = t.account";

#[async_trait]
impl Sessions for Sqlite {
    async fn begin_session(&self, session: &SessionRecord, entry: &Entry) -> Result<(), StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        sqlx::query(
            "INSERT INTO staff_sessions (hash, id, account, made_at, seen_at, place, agent) VALUES (?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(&session.hash)
        .bind(&session.id)
        .bind(&session.account)
        .bind(session.made.0)
        .bind(session.seen.0)
        .bind(&session.place)
        .bind(&session.agent)
        .execute(&mut *transaction)
        .await?;
        audit::write(&mut transaction, entry).await?;
        transaction.commit().await?;
        Ok(())
    }

    async fn session(&self, hash: &str) -> Result<Option<SessionRecord>, StoreError> {
        let sql = format!("{SESSION} WHERE hash = ?");
        let row = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(hash);
        let row = row.fetch_optional(&self.readers).await?;
        row.as_ref().map(session).transpose()
    }

    async fn sessions(&self, account: &str, begun: Moment, used: Moment) -> Result<Vec<SessionRecord>, StoreError> {
        let sql =
            format!("{SESSION} WHERE account = ? AND made_at > ? AND seen_at > ? ORDER BY seen_at DESC, made_at DESC");
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(account)
            .bind(begun.0)
            .bind(used.0);
        rows.fetch_all(&self.readers).await?.iter().map(session).collect()
    }

    async fn use_session(&self, hash: &str, now: Moment) -> Result<(), StoreError> {
        sqlx::query("UPDATE staff_sessions SET seen_at = ?2 WHERE hash = ?1 AND seen_at < ?2")
            .bind(hash)
            .bind(now.0)
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    async fn end_session(&self, account: &str, id: &str, entry: &Entry) -> Result<bool, StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let ended = sqlx::query("DELETE FROM staff_sessions WHERE account = ? AND id = ?")
            .bind(account)
            .bind(id)
            .execute(&mut *transaction)
            .await?;
        if ended.rows_affected() == 0 {
            return Ok(false);
        }
        audit::write(&mut transaction, entry).await?;
        transaction.commit().await?;
        Ok(true)
    }

    async fn make_token(&self, token: &ApiToken, hash: &str, entry: &Entry) -> Result<(), StoreError> {
        let names: Vec<String> = token.scopes.iter().map(|right| right.name().to_owned()).collect();
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        sqlx::query(
            "INSERT INTO api_tokens (id, hash, account, name, scopes, campaigns, made_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(&token.id)
        .bind(hash)
        .bind(&token.account)
        .bind(&token.name)
        .bind(slugs(Some(&names))?)
        .bind(slugs(token.campaigns.as_deref())?)
        .bind(token.made.0)
        .bind(token.expires.map(|at| at.0))
        .execute(&mut *transaction)
        .await?;
        audit::write(&mut transaction, entry).await?;
        transaction.commit().await?;
        Ok(())
    }

    async fn tokens(&self, account: Option<&str>) -> Result<Vec<ApiToken>, StoreError> {
        let sql = format!("{TOKEN} WHERE ?1 IS NULL OR t.account = ?1 ORDER BY t.name, t.id");
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(account);
        rows.fetch_all(&self.readers).await?.iter().map(token).collect()
    }

    async fn token(&self, hash: &str) -> Result<Option<ApiToken>, StoreError> {
        let sql = format!("{TOKEN} WHERE t.hash = ?");
        let row = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(hash);
        let row = row.fetch_optional(&self.readers).await?;
        row.as_ref().map(token).transpose()
    }

    async fn use_token(&self, id: &str, now: Moment) -> Result<(), StoreError> {
        sqlx::query("UPDATE api_tokens SET seen_at = ? WHERE id = ?")
            .bind(now.0)
            .bind(id)
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    async fn withdraw_token(&self, id: &str, entry: &Entry) -> Result<bool, StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let gone = sqlx::query("DELETE FROM api_tokens WHERE id = ?").bind(id);
        if gone.execute(&mut *transaction).await?.rows_affected() == 0 {
            return Ok(false);
        }
        audit::write(&mut transaction, entry).await?;
        transaction.commit().await?;
        Ok(true)
    }

    async fn begin_try(
        &self,
        keys: &[String],
        now: Moment,
        back_off: BackOff,
    ) -> Result<Result<Vec<Tries>, Moment>, StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let mut before = Vec::new();
        for key in keys {
            let row = sqlx::query("SELECT failed, until FROM sign_in_tries WHERE key = ?").bind(key);
            let row = row.fetch_optional(&mut *transaction).await?;
            before.push(Tries {
                key: key.clone(),
                failed: row.as_ref().map_or(Ok(0), |row| row.try_get(0))?,
                until: Moment(row.as_ref().map_or(Ok(0), |row| row.try_get(1))?),
            });
        }
        if let Some(until) = before
            .iter()
            .map(|tries| tries.until)
            .max()
            .filter(|&until| until > now)
        {
            return Ok(Err(until));
        }
        for tries in &before {
            let failed = tries.failed.saturating_add(1);
            let after = Tries {
                key: tries.key.clone(),
                failed,
                until: now.plus(back_off(&tries.key, failed)),
            };
            keep(&mut transaction, &after, now).await?;
        }
        transaction.commit().await?;
        Ok(Ok(before))
    }

    async fn undo_try(&self, before: &[Tries]) -> Result<(), StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        for tries in before {
            // A time that somebody else has earned meanwhile stays.
            sqlx::query(
                "UPDATE sign_in_tries SET failed = failed - 1, until = CASE WHEN failed = ?2 + 1 THEN ?3 ELSE until END
                 WHERE key = ?1 AND failed > 0",
            )
            .bind(&tries.key)
            .bind(tries.failed)
            .bind(tries.until.0)
            .execute(&mut *transaction)
            .await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    async fn forgive(&self, key: &str) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM sign_in_tries WHERE key = ?")
            .bind(key)
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    async fn sweep_sessions(&self, begun: Moment, used: Moment, now: Moment, tries: Moment) -> Result<(), StoreError> {
        for (sql, moment) in [
            ("DELETE FROM staff_sessions WHERE made_at <= ?", begun),
            ("DELETE FROM staff_sessions WHERE seen_at <= ?", used),
            ("DELETE FROM staff_invitations WHERE expires_at <= ?", now),
            ("DELETE FROM first_link WHERE expires_at <= ?", now),
            ("DELETE FROM sign_in_tries WHERE at <= ?", tries),
        ] {
            sqlx::query(sql).bind(moment.0).execute(&self.writer).await?;
        }
        Ok(())
    }
}

async fn keep(connection: &mut SqliteConnection, tries: &Tries, now: Moment) -> Result<(), StoreError> {
    sqlx::query("INSERT OR REPLACE INTO sign_in_tries (key, failed, until, at) VALUES (?, ?, ?, ?)")
        .bind(&tries.key)
        .bind(tries.failed)
        .bind(tries.until.0)
        .bind(now.0)
        .execute(connection)
        .await?;
    Ok(())
}

fn session(row: &SqliteRow) -> Result<SessionRecord, StoreError> {
    Ok(SessionRecord {
        hash: row.try_get(0)?,
        id: row.try_get(1)?,
        account: row.try_get(2)?,
        made: Moment(row.try_get(3)?),
        seen: Moment(row.try_get(4)?),
        place: row.try_get(5)?,
        agent: row.try_get(6)?,
    })
}

fn token(row: &SqliteRow) -> Result<ApiToken, StoreError> {
    Ok(ApiToken {
        id: row.try_get(0)?,
        name: row.try_get(1)?,
        account: row.try_get(2)?,
        by: row.try_get(3)?,
        scopes: list(row.try_get(4)?)?,
        campaigns: row.try_get::<Option<&str>, _>(5)?.map(list).transpose()?,
        made: Moment(row.try_get(6)?),
        expires: row.try_get::<Option<i64>, _>(7)?.map(Moment),
        seen: row.try_get::<Option<i64>, _>(8)?.map(Moment),
    })
}
