//! Accounts and invitations in SQLite.

use super::{Sqlite, audit};
use crate::store::{
    StoreError,
    accounts::{AccountRow, Accounts, By, Changed, Ends, Made},
    audit::Entry,
};
use async_trait::async_trait;
use canyu_core::{
    lang::Lang,
    moment::Moment,
    staff::{Account, Counts, Invitation, Role},
};
use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};

const ACCOUNT: &str = "SELECT id, name, email, role, campaigns, language, factor, disabled, made_at, seen_at, password, factor_next, factor_step, recovery, changes FROM accounts";
const INVITATION: &str =
    "SELECT id, email, role, campaigns, language, by, made_at, expires_at FROM staff_invitations WHERE expires_at > ?1";

#[async_trait]
impl Accounts for Sqlite {
    async fn has_accounts(&self) -> Result<bool, StoreError> {
        Ok(sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM accounts)")
            .fetch_one(&self.readers)
            .await?)
    }

    async fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        let sql = format!("{ACCOUNT} ORDER BY name, id");
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_all(&self.readers).await?;
        rows.iter().map(account).collect()
    }

    async fn account(&self, id: &str) -> Result<Option<AccountRow>, StoreError> {
        let sql = format!("{ACCOUNT} WHERE id = ?");
        let row = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(id);
        let row = row.fetch_optional(&self.readers).await?;
        row.as_ref().map(whole).transpose()
    }

    async fn account_by_email(&self, email: &str) -> Result<Option<AccountRow>, StoreError> {
        let sql = format!("{ACCOUNT} WHERE email = ?");
        let row = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(email);
        let row = row.fetch_optional(&self.readers).await?;
        row.as_ref().map(whole).transpose()
    }

    async fn make_account(&self, row: &AccountRow, by: &By, entry: &Entry) -> Result<Made, StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        if !takes(&mut transaction, by, entry.at).await? {
            return Ok(Made::LinkOver);
        }
        let known = &row.account;
        let made = sqlx::query(
            "INSERT INTO accounts (id, email, name, role, campaigns, language, password, factor_step, recovery, disabled, made_at, changes)
             VALUES (?, ?, ?, ?, ?, ?, ?, 0, '[]', 0, ?, 0) ON CONFLICT (email) DO NOTHING",
        )
        .bind(&known.id)
        .bind(&known.email)
        .bind(&known.name)
        .bind(known.role.name())
        .bind(slugs(known.campaigns.as_deref())?)
        .bind(known.language.tag())
        .bind(&row.password)
        .bind(known.made.0)
        .execute(&mut *transaction)
        .await?;
        if made.rows_affected() == 0 {
            return Ok(Made::EmailTaken);
        }
        audit::write(&mut transaction, entry).await?;
        transaction.commit().await?;
        Ok(Made::Made)
    }

    async fn change_account(
        &self,
        row: &AccountRow,
        ends: &Ends,
        entry: Option<&Entry>,
    ) -> Result<Changed, StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let had_administrator = has_administrator(&mut transaction).await?;
        let known = &row.account;
        let changed = sqlx::query(
            "UPDATE accounts SET name = ?3, role = ?4, campaigns = ?5, language = ?6, password = ?7, factor = ?8, factor_next = ?9, factor_step = ?10,
                recovery = ?11, disabled = ?12, seen_at = ?13, changes = changes + 1 WHERE id = ?1 AND changes = ?2",
        )
        .bind(&known.id)
        .bind(row.changes)
        .bind(&known.name)
        .bind(known.role.name())
        .bind(slugs(known.campaigns.as_deref())?)
        .bind(known.language.tag())
        .bind(&row.password)
        .bind(&row.factor)
        .bind(&row.factor_next)
        .bind(row.factor_step)
        .bind(slugs(Some(&row.recovery))?)
        .bind(known.disabled)
        .bind(known.seen.map(|at| at.0))
        .execute(&mut *transaction)
        .await?;
        if changed.rows_affected() == 0 {
            return Ok(Changed::Raced);
        }
        if had_administrator && !has_administrator(&mut transaction).await? {
            return Ok(Changed::LastAdministrator);
        }
        let spared = match ends {
            Ends::None => None,
            Ends::All => Some(""),
            Ends::Others(hash) => Some(hash.as_str()),
        };
        if let Some(spared) = spared {
            sqlx::query("DELETE FROM staff_sessions WHERE account = ? AND hash <> ?")
                .bind(&known.id)
                .bind(spared)
                .execute(&mut *transaction)
                .await?;
        }
        if let Some(entry) = entry {
            audit::write(&mut transaction, entry).await?;
        }
        transaction.commit().await?;
        Ok(Changed::Done)
    }

    async fn delete_account(&self, id: &str, entry: &Entry) -> Result<Changed, StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let had_administrator = has_administrator(&mut transaction).await?;
        let mut gone = 0;
        for sql in [
            "DELETE FROM staff_sessions WHERE account = ?",
            "DELETE FROM api_tokens WHERE account = ?",
            "DELETE FROM accounts WHERE id = ?",
        ] {
            gone = sqlx::query(sql)
                .bind(id)
                .execute(&mut *transaction)
                .await?
                .rows_affected();
        }
        if gone == 0 {
            return Ok(Changed::Raced);
        }
        if had_administrator && !has_administrator(&mut transaction).await? {
            return Ok(Changed::LastAdministrator);
        }
        audit::write(&mut transaction, entry).await?;
        transaction.commit().await?;
        Ok(Changed::Done)
    }

    async fn set_first_link(&self, hash: &str, expires: Moment) -> Result<(), StoreError> {
        sqlx::query("INSERT OR REPLACE INTO first_link (only, hash, expires_at) VALUES (1, ?, ?)")
            .bind(hash)
            .bind(expires.0)
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    async fn invite(&self, invitation: &Invitation, hash: &str, entry: &Entry) -> Result<(), StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        sqlx::query(
            "INSERT INTO staff_invitations (id, hash, email, role, campaigns, language, by, made_at, expires_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(&invitation.id)
        .bind(hash)
        .bind(&invitation.email)
        .bind(invitation.role.name())
        .bind(slugs(invitation.campaigns.as_deref())?)
        .bind(invitation.language.tag())
        .bind(&invitation.by)
        .bind(invitation.made.0)
        .bind(invitation.expires.0)
        .execute(&mut *transaction)
        .await?;
        audit::write(&mut transaction, entry).await?;
        transaction.commit().await?;
        Ok(())
    }

    async fn invitations(&self, now: Moment) -> Result<Vec<Invitation>, StoreError> {
        let sql = format!("{INVITATION} ORDER BY made_at DESC, id");
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(now.0);
        rows.fetch_all(&self.readers).await?.iter().map(invitation).collect()
    }

    async fn invitation(&self, hash: &str, now: Moment) -> Result<Option<Invitation>, StoreError> {
        let sql = format!("{INVITATION} AND hash = ?2");
        let row = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(now.0).bind(hash);
        let row = row.fetch_optional(&self.readers).await?;
        row.as_ref().map(invitation).transpose()
    }

    async fn withdraw_invitation(&self, id: &str, entry: &Entry) -> Result<bool, StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let gone = sqlx::query("DELETE FROM staff_invitations WHERE id = ?").bind(id);
        if gone.execute(&mut *transaction).await?.rows_affected() == 0 {
            return Ok(false);
        }
        audit::write(&mut transaction, entry).await?;
        transaction.commit().await?;
        Ok(true)
    }

    async fn counts(&self, campaign: &str) -> Result<Counts, StoreError> {
        let row = sqlx::query(
            "SELECT (SELECT COUNT(*) FROM fans WHERE campaign = ?1 AND verified_at IS NOT NULL AND merged_into IS NULL),
                (SELECT COUNT(*) FROM fans WHERE campaign = ?1 AND standing = 'held'),
                (SELECT value FROM counters WHERE campaign = ?1 AND name = ?2)",
        )
        .bind(campaign)
        .bind(canyu_core::world::counter::JOINED)
        .fetch_one(&self.readers)
        .await?;
        let count = |count: i64| u64::try_from(count).unwrap_or(0);
        Ok(Counts {
            people: count(row.try_get::<Option<i64>, _>(2)?.unwrap_or(0)),
            verified: count(row.try_get(0)?),
            held: count(row.try_get(1)?),
        })
    }
}

/// Whether a link is good, which is used up by this.
async fn takes(connection: &mut SqliteConnection, by: &By, now: Moment) -> Result<bool, StoreError> {
    let taken = match by {
        By::Hand => return Ok(true),
        By::Invitation(hash) => {
            sqlx::query("DELETE FROM staff_invitations WHERE hash = ? AND expires_at > ?").bind(hash)
        }
        By::FirstLink(hash) => sqlx::query(
            "DELETE FROM first_link WHERE hash = ? AND expires_at > ? AND NOT EXISTS (SELECT 1 FROM accounts)",
        )
        .bind(hash),
    };
    Ok(taken.bind(now.0).execute(connection).await?.rows_affected() == 1)
}

async fn has_administrator(connection: &mut SqliteConnection) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM accounts WHERE role = 'administrator' AND disabled = 0)";
    Ok(sqlx::query_scalar(sql).fetch_one(connection).await?)
}

/// A list, as it is kept.
pub(super) fn slugs(list: Option<&[String]>) -> Result<Option<String>, StoreError> {
    list.map(serde_json::to_string)
        .transpose()
        .map_err(|error| StoreError::Corrupt(error.to_string()))
}

/// A list, as it was kept.
pub(super) fn list<T: serde::de::DeserializeOwned>(text: &str) -> Result<Vec<T>, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::Corrupt(error.to_string()))
}

fn account(row: &SqliteRow) -> Result<Account, StoreError> {
    Ok(Account {
        id: row.try_get(0)?,
        name: row.try_get(1)?,
        email: row.try_get(2)?,
        role: role(row.try_get(3)?)?,
        campaigns: row.try_get::<Option<&str>, _>(4)?.map(list).transpose()?,
        language: lang(row.try_get(5)?),
        second_factor: row.try_get::<Option<&[u8]>, _>(6)?.is_some(),
        disabled: row.try_get(7)?,
        made: Moment(row.try_get(8)?),
        seen: row.try_get::<Option<i64>, _>(9)?.map(Moment),
    })
}

fn whole(row: &SqliteRow) -> Result<AccountRow, StoreError> {
    Ok(AccountRow {
        account: account(row)?,
        password: row.try_get(10)?,
        factor: row.try_get(6)?,
        factor_next: row.try_get(11)?,
        factor_step: row.try_get(12)?,
        recovery: list(row.try_get(13)?)?,
        changes: row.try_get(14)?,
    })
}

fn invitation(row: &SqliteRow) -> Result<Invitation, StoreError> {
    Ok(Invitation {
        id: row.try_get(0)?,
        email: row.try_get(1)?,
        role: role(row.try_get(2)?)?,
        campaigns: row.try_get::<Option<&str>, _>(3)?.map(list).transpose()?,
        language: lang(row.try_get(4)?),
        by: row.try_get(5)?,
        made: Moment(row.try_get(6)?),
        expires: Moment(row.try_get(7)?),
    })
}

fn role(name: &str) -> Result<Role, StoreError> {
    Role::named(name).ok_or_else(|| StoreError::Corrupt(format!("the role {name}")))
}

fn lang(tag: &str) -> Lang {
    Lang::from_tag(tag).unwrap_or_default()
}
