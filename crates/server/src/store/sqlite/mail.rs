//! Mail in SQLite.

use super::Sqlite;
use crate::{
    identity::facts::MailFacts,
    store::{
        StoreError,
        mail::{AddressRow, Asked, Caps, Mails, OutboxRow, RequestRow, Untold},
    },
};
use async_trait::async_trait;
use canyu_core::moment::Moment;
use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};

const REQUEST: &str = "request, fan, address, lang, code, link, tries, made_at, used_at, campaign";

#[async_trait]
impl Mails for Sqlite {
    async fn ask_for_mail(
        &self,
        campaign: &str,
        row: &RequestRow,
        body: &str,
        who: &str,
        caps: &Caps,
    ) -> Result<Asked, StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let connection = &mut *transaction;
        let by_fan = asked(connection, campaign, &row.fan, caps.since).await?;
        let by_address = asked(connection, campaign, who, caps.since).await?;
        if by_fan >= i64::from(caps.each_fan) {
            return Ok(Asked::TooMany);
        }
        if let Some((place, most)) = &caps.place {
            if asked(connection, campaign, place, caps.since).await? >= i64::from(*most) {
                return Ok(Asked::TooMany);
            }
            count(connection, campaign, place, row.made).await?;
        }
        let spared = by_address >= i64::from(caps.each_address);
        count(connection, campaign, &row.fan, row.made).await?;
        count(connection, campaign, who, row.made).await?;
        keep_request(connection, campaign, row).await?;
        // What is spared is written too, so that it takes as long.
        sqlx::query(
            "INSERT INTO mail_outbox (campaign, key, fan, kind, lang, address, body, made_at, next_at, tries, done_at, outcome)
             VALUES (?1, 'confirm/' || ?2, ?3, 'confirm', ?4, ?5, ?6, ?7, ?7, 0, ?8, ?9)",
        )
        .bind(campaign)
        .bind(&row.request)
        .bind(&row.fan)
        .bind(&row.lang)
        .bind((!spared).then_some(&row.address))
        .bind((!spared).then_some(body))
        .bind(row.made.0)
        .bind(spared.then_some(row.made.0))
        .bind(spared.then_some("spared"))
        .execute(&mut *connection)
        .await?;
        transaction.commit().await?;
        Ok(if spared { Asked::Spared } else { Asked::Queued })
    }

    async fn try_code(
        &self,
        campaign: &str,
        fan: &str,
        since: Moment,
        most: u32,
    ) -> Result<Option<RequestRow>, StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let found = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT {REQUEST} FROM mail_requests WHERE campaign = ? AND fan = ? ORDER BY seq DESC LIMIT 1"
        )))
        .bind(campaign)
        .bind(fan)
        .fetch_optional(&mut *transaction)
        .await?;
        let Some(row) = found.as_ref().map(request).transpose()? else {
            return Ok(None);
        };
        if row.used.is_some() {
            return Ok(Some(row));
        }
        if row.made <= since || row.tries >= most {
            return Ok(None);
        }
        sqlx::query("UPDATE mail_requests SET tries = tries + 1 WHERE link = ?")
            .bind(&row.link)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(Some(row))
    }

    async fn request_by_link(&self, link: &str, since: Moment) -> Result<Option<(String, RequestRow)>, StoreError> {
        let found = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT {REQUEST} FROM mail_requests WHERE link = ? AND made_at > ?"
        )))
        .bind(link)
        .bind(since.0)
        .fetch_optional(&self.readers)
        .await?;
        found.map(|row| Ok((row.try_get(9)?, request(&row)?))).transpose()
    }

    async fn confirm_address(
        &self,
        campaign: &str,
        link: &str,
        row: &AddressRow,
        facts: &MailFacts,
    ) -> Result<(), StoreError> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        sqlx::query("UPDATE mail_requests SET used_at = ? WHERE link = ? AND used_at IS NULL")
            .bind(row.confirmed.0)
            .bind(link)
            .execute(&mut *transaction)
            .await?;
        // Whoever the request belongs to: a device that turned out to be somebody else's has passed it on. He may be gone meanwhile.
        sqlx::query(
            "INSERT INTO mail_addresses SELECT campaign, fan, ?2, ?3, ?4 FROM mail_requests WHERE link = ?1
             ON CONFLICT (campaign, fan) DO UPDATE SET
                 address = excluded.address, lang = excluded.lang, confirmed_at = excluded.confirmed_at",
        )
        .bind(link)
        .bind(&row.address)
        .bind(&row.lang)
        .bind(row.confirmed.0)
        .execute(&mut *transaction)
        .await?;
        sqlx::query(
            "INSERT OR REPLACE INTO mail_facts
             SELECT campaign, fan, ?2, ?3, ?4, ?5, ?6, 0 FROM mail_requests WHERE link = ?1 AND campaign = ?7",
        )
        .bind(link)
        .bind(&facts.host)
        .bind(&facts.domain)
        .bind(&facts.mx)
        .bind(facts.disposable)
        .bind(facts.provider)
        .bind(campaign)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(())
    }

    async fn is_known_elsewhere(&self, campaign: &str, person: &str, fan: &str) -> Result<bool, StoreError> {
        Ok(
            sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM people WHERE campaign = ? AND person = ? AND fan <> ?)")
                .bind(campaign)
                .bind(person)
                .bind(fan)
                .fetch_one(&self.readers)
                .await?,
        )
    }

    async fn address(&self, campaign: &str, fan: &str) -> Result<Option<AddressRow>, StoreError> {
        let row = sqlx::query("SELECT address, lang, confirmed_at FROM mail_addresses WHERE campaign = ? AND fan = ?")
            .bind(campaign)
            .bind(fan)
            .fetch_optional(&self.readers)
            .await?;
        row.map(|row| {
            Ok(AddressRow {
                address: row.try_get(0)?,
                lang: row.try_get(1)?,
                confirmed: Moment(row.try_get(2)?),
            })
        })
        .transpose()
    }

    async fn notify(
        &self,
        campaign: &str,
        fan: &str,
        key: &str,
        kind: &str,
        body: &str,
        now: Moment,
    ) -> Result<bool, StoreError> {
        let written = sqlx::query(
            "INSERT INTO mail_outbox (campaign, key, fan, kind, lang, address, body, made_at, next_at, tries)
             SELECT ?1, ?3, ?2, ?4, lang, address, ?5, ?6, ?6, 0 FROM mail_addresses WHERE campaign = ?1 AND fan = ?2
             ON CONFLICT DO NOTHING",
        )
        .bind(campaign)
        .bind(fan)
        .bind(key)
        .bind(kind)
        .bind(body)
        .bind(now.0)
        .execute(&self.writer)
        .await?;
        Ok(written.rows_affected() == 1)
    }

    async fn take_mails(
        &self,
        now: Moment,
        until: Moment,
        latest: Moment,
        most: u32,
    ) -> Result<Vec<OutboxRow>, StoreError> {
        let is_due: bool = sqlx::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM mail_outbox INDEXED BY mail_outbox_due
                 WHERE done_at IS NULL AND (next_at <= ? OR next_at > ?))",
        )
        .bind(now.0)
        .bind(latest.0)
        .fetch_one(&self.readers)
        .await?;
        if !is_due {
            return Ok(Vec::new());
        }
        let rows = sqlx::query(
            "UPDATE mail_outbox SET next_at = ?2, tries = tries + 1 WHERE (campaign, key) IN (
                 SELECT campaign, key FROM mail_outbox INDEXED BY mail_outbox_due
                 WHERE done_at IS NULL AND (next_at <= ?1 OR next_at > ?3) ORDER BY next_at LIMIT ?4)
             RETURNING campaign, key, fan, kind, lang, address, body, made_at, tries",
        )
        .bind(now.0)
        .bind(until.0)
        .bind(latest.0)
        .bind(most)
        .fetch_all(&self.writer)
        .await?;
        rows.iter().map(outbox).collect()
    }

    async fn put_off_mail(&self, campaign: &str, key: &str, next: Moment) -> Result<(), StoreError> {
        sqlx::query("UPDATE mail_outbox SET next_at = ? WHERE campaign = ? AND key = ? AND done_at IS NULL")
            .bind(next.0)
            .bind(campaign)
            .bind(key)
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    async fn finish_mail(&self, campaign: &str, key: &str, outcome: &str, now: Moment) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE mail_outbox SET done_at = ?, outcome = ?, address = NULL, body = NULL WHERE campaign = ? AND key = ?",
        )
        .bind(now.0)
        .bind(outcome)
        .bind(campaign)
        .bind(key)
        .execute(&self.writer)
        .await?;
        Ok(())
    }

    async fn mails_waiting(&self) -> Result<i64, StoreError> {
        Ok(
            sqlx::query_scalar("SELECT COUNT(*) FROM mail_outbox INDEXED BY mail_outbox_due WHERE done_at IS NULL")
                .fetch_one(&self.readers)
                .await?,
        )
    }

    async fn untold_winners(&self, campaign: &str, draw: u32, now: Moment) -> Result<Vec<Untold>, StoreError> {
        let rows = sqlx::query(
            "SELECT winners.fan, winners.k, winners.prize, '', '', winners.until * 1000 FROM winners
             CROSS JOIN mail_addresses ON mail_addresses.campaign = winners.campaign AND mail_addresses.fan = winners.fan
             WHERE winners.campaign = ?1 AND winners.draw = ?2 AND prize IS NOT NULL AND claimed_at IS NULL AND until * 1000 > ?3
                 AND NOT EXISTS (SELECT 1 FROM forfeits WHERE forfeits.campaign = ?1 AND forfeits.draw = ?2 AND forfeits.k = winners.k)
                 AND NOT EXISTS (SELECT 1 FROM mail_outbox WHERE mail_outbox.campaign = ?1
                     AND mail_outbox.key = 'won/' || winners.draw || '/' || winners.k)",
        )
        .bind(campaign)
        .bind(draw)
        .bind(now.0)
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(untold).collect()
    }

    async fn untold_offers(&self, campaign: &str, now: Moment) -> Result<Vec<Untold>, StoreError> {
        let rows = sqlx::query(
            "SELECT codes.fan, codes.code, 0, codes.node, codes.item, codes.expires_at FROM codes INDEXED BY codes_by_expiry
             CROSS JOIN mail_addresses ON mail_addresses.campaign = codes.campaign AND mail_addresses.fan = codes.fan
             WHERE codes.campaign = ?1 AND expires_at > ?2 AND state IN ('free', 'held') AND state = 'held' AND offered = 1
                 AND NOT EXISTS (SELECT 1 FROM mail_outbox WHERE mail_outbox.campaign = ?1
                     AND mail_outbox.key = 'offered/' || codes.code)",
        )
        .bind(campaign)
        .bind(now.0)
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(untold).collect()
    }

    async fn unknown_exchangers(
        &self,
        campaign: &str,
        tries: u32,
        most: u32,
    ) -> Result<Vec<(String, String)>, StoreError> {
        Ok(sqlx::query_as(
            "SELECT mail_facts.fan, mail_addresses.address FROM mail_facts INDEXED BY mail_facts_unasked
             CROSS JOIN mail_addresses ON mail_addresses.campaign = mail_facts.campaign AND mail_addresses.fan = mail_facts.fan
             WHERE mail_facts.campaign = ? AND mx_hash IS NULL AND asked < ? LIMIT ?",
        )
        .bind(campaign)
        .bind(tries)
        .bind(most)
        .fetch_all(&self.readers)
        .await?)
    }

    async fn keep_exchanger(&self, campaign: &str, fan: &str, mx: Option<&str>) -> Result<(), StoreError> {
        sqlx::query("UPDATE mail_facts SET mx_hash = ?, asked = asked + 1 WHERE campaign = ? AND fan = ?")
            .bind(mx)
            .bind(campaign)
            .bind(fan)
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    async fn sweep_mail(&self, requests: Moment, counts: Moment) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM mail_requests WHERE made_at < ?")
            .bind(requests.0)
            .execute(&self.writer)
            .await?;
        sqlx::query("DELETE FROM mail_asked WHERE at < ?")
            .bind(counts.0)
            .execute(&self.writer)
            .await?;
        Ok(())
    }
}

async fn asked(connection: &mut SqliteConnection, campaign: &str, who: &str, since: Moment) -> Result<i64, StoreError> {
    Ok(
        sqlx::query_scalar("SELECT COUNT(*) FROM mail_asked WHERE campaign = ? AND who = ? AND at > ?")
            .bind(campaign)
            .bind(who)
            .bind(since.0)
            .fetch_one(connection)
            .await?,
    )
}

async fn count(connection: &mut SqliteConnection, campaign: &str, who: &str, at: Moment) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO mail_asked (campaign, who, at) VALUES (?, ?, ?)")
        .bind(campaign)
        .bind(who)
        .bind(at.0)
        .execute(connection)
        .await?;
    Ok(())
}

async fn keep_request(connection: &mut SqliteConnection, campaign: &str, row: &RequestRow) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO mail_requests (campaign, request, fan, address, lang, code, link, tries, made_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?)",
    )
    .bind(campaign)
    .bind(&row.request)
    .bind(&row.fan)
    .bind(&row.address)
    .bind(&row.lang)
    .bind(&row.code)
    .bind(&row.link)
    .bind(row.made.0)
    .execute(connection)
    .await?;
    Ok(())
}

fn request(row: &SqliteRow) -> Result<RequestRow, StoreError> {
    Ok(RequestRow {
        request: row.try_get(0)?,
        fan: row.try_get(1)?,
        address: row.try_get(2)?,
        lang: row.try_get(3)?,
        code: row.try_get(4)?,
        link: row.try_get(5)?,
        tries: row.try_get(6)?,
        made: Moment(row.try_get(7)?),
        used: row.try_get::<Option<i64>, _>(8)?.map(Moment),
    })
}

fn outbox(row: &SqliteRow) -> Result<OutboxRow, StoreError> {
    Ok(OutboxRow {
        campaign: row.try_get(0)?,
        key: row.try_get(1)?,
        fan: row.try_get(2)?,
        kind: row.try_get(3)?,
        lang: row.try_get(4)?,
        address: row.try_get(5)?,
        body: row.try_get(6)?,
        made: Moment(row.try_get(7)?),
        tries: row.try_get(8)?,
    })
}

fn untold(row: &SqliteRow) -> Result<Untold, StoreError> {
    // The number of a winner and the letters of a code alike.
    let which = row
        .try_get::<String, _>(1)
        .or_else(|_| row.try_get::<i64, _>(1).map(|number| number.to_string()))?;
    Ok(Untold {
        fan: row.try_get(0)?,
        which,
        prize: row.try_get(2)?,
        node: row.try_get(3)?,
        item: row.try_get(4)?,
        until: Moment(row.try_get(5)?),
    })
}
