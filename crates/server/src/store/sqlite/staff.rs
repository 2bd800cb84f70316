//! What staff do, in SQLite.

use super::{Sqlite, fans::text, goods::held, life::guess};
use crate::store::{
    StoreError,
    life::GuessRow,
    staff::{CodeFilter, GiftRow, People, RulingRow, Said, Staff},
};
use async_trait::async_trait;
use canyu_core::{
    moment::Moment,
    world::{CodeState, Held, Ruling},
};
use sqlx::{Row as _, sqlite::SqliteRow};

/// Those who are meant: the parameters are the campaign and the fields of [`People`].
const MEANT: &str = "campaign = ?1 AND (joined_at IS NOT NULL OR ?2 IS NOT NULL)
    AND (?2 IS NULL OR id IN (SELECT value FROM json_each(?2)))
    AND (?3 IS NULL OR EXISTS (SELECT 1 FROM events WHERE events.campaign = ?1 AND events.fan = fans.id
        AND events.node = ?3 AND events.kind = 'completed'))
    AND (?4 IS NULL OR channel = ?4)
    AND (?5 IS NULL OR joined_at >= ?5) AND (?6 IS NULL OR joined_at < ?6)
    AND (?7 IS NULL OR EXISTS (SELECT 1 FROM codes WHERE codes.campaign = ?1 AND codes.fan = fans.id
        AND codes.node = ?7 AND (?8 IS NULL OR codes.item = ?8) AND codes.state = 'redeemed'))";

/// Binds the campaign and the fields of [`People`].
macro_rules! meant {
    ($query:expr, $campaign:expr, $people:expr, $fans:expr) => {
        $query
            .bind($campaign)
            .bind($fans)
            .bind($people.done.as_deref())
            .bind($people.channel.as_deref())
            .bind($people.joined_from.map(|at| at.0))
            .bind($people.joined_before.map(|at| at.0))
            .bind($people.redeemed.as_deref())
            .bind($people.item.as_deref())
    };
}

fn fans(people: &People) -> Result<Option<String>, StoreError> {
    people.fans.as_ref().map(text).transpose()
}

#[async_trait]
impl Staff for Sqlite {
    async fn written(
        &self,
        campaign: &str,
        node: &str,
        ruling: Ruling,
        most: u32,
    ) -> Result<Vec<GuessRow>, StoreError> {
        let rows = sqlx::query(
            "SELECT pick, label, people, ruling, correct FROM tallies
             WHERE campaign = ? AND node = ? AND ruling = ? ORDER BY people DESC, pick LIMIT ?",
        )
        .bind(campaign)
        .bind(node)
        .bind(ruling.number())
        .bind(most)
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(guess).collect()
    }

    async fn rule(&self, campaign: &str, row: &RulingRow) -> Result<bool, StoreError> {
        let sql = match row.said {
            Said::Waiting => "UPDATE tallies SET ruling = 0 WHERE campaign = ? AND node = ? AND pick = ?",
            Said::Shown => "UPDATE tallies SET ruling = 1 WHERE campaign = ? AND node = ? AND pick = ?",
            Said::Hidden => "UPDATE tallies SET ruling = 2 WHERE campaign = ? AND node = ? AND pick = ?",
            Said::Right => "UPDATE tallies SET correct = 1 WHERE campaign = ? AND node = ? AND pick = ?",
        };
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let ruled = sqlx::query(sql)
            .bind(campaign)
            .bind(&row.node)
            .bind(&row.pick)
            .execute(&mut *transaction)
            .await?;
        if ruled.rows_affected() == 0 {
            return Ok(false);
        }
        sqlx::query("INSERT INTO rulings (campaign, at, by, node, pick, ruling, reason) VALUES (?, ?, ?, ?, ?, ?, ?)")
            .bind(campaign)
            .bind(row.at.0)
            .bind(&row.by)
            .bind(&row.node)
            .bind(&row.pick)
            .bind(row.said.name())
            .bind(&row.reason)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(true)
    }

    async fn rulings(&self, campaign: &str, most: u32) -> Result<Vec<RulingRow>, StoreError> {
        let rows = sqlx::query(
            "SELECT at, by, node, pick, ruling, reason FROM rulings WHERE campaign = ? ORDER BY seq DESC LIMIT ?",
        )
        .bind(campaign)
        .bind(most)
        .fetch_all(&self.readers)
        .await?;
        rows.iter()
            .map(|row| {
                let said: &str = row.try_get(4)?;
                Ok(RulingRow {
                    at: Moment(row.try_get(0)?),
                    by: row.try_get(1)?,
                    node: row.try_get(2)?,
                    pick: row.try_get(3)?,
                    said: Said::from_name(said).ok_or_else(|| StoreError::Corrupt(format!("ruling {said}")))?,
                    reason: row.try_get(5)?,
                })
            })
            .collect()
    }

    async fn begin_gift(&self, campaign: &str, row: &GiftRow) -> Result<bool, StoreError> {
        let begun = sqlx::query(
            "INSERT INTO gifts (campaign, gift, at, by, role, filter, what, amount, reason, people, done_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        )
        .bind(campaign)
        .bind(&row.gift)
        .bind(row.at.0)
        .bind(&row.by)
        .bind(&row.role)
        .bind(&row.filter)
        .bind(&row.what)
        .bind(row.amount)
        .bind(&row.reason)
        .bind(number(row.people))
        .bind(row.done.map(|at| at.0))
        .execute(&self.writer)
        .await?;
        Ok(begun.rows_affected() == 1)
    }

    async fn gift_so_far(&self, campaign: &str, gift: &str, got: u64, stopped: Option<&str>) -> Result<(), StoreError> {
        // One that goes on passes those first who have it already.
        sqlx::query(
            "UPDATE gifts SET got = MAX(got, ?3), stopped = ?4 WHERE campaign = ?1 AND gift = ?2 AND done_at IS NULL",
        )
        .bind(campaign)
        .bind(gift)
        .bind(number(got))
        .bind(stopped)
        .execute(&self.writer)
        .await?;
        Ok(())
    }

    async fn finish_gift(&self, campaign: &str, gift: &str, people: u64, now: Moment) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE gifts SET people = ?3, got = ?3, stopped = NULL, done_at = ?4
             WHERE campaign = ?1 AND gift = ?2 AND done_at IS NULL",
        )
        .bind(campaign)
        .bind(gift)
        .bind(number(people))
        .bind(now.0)
        .execute(&self.writer)
        .await?;
        Ok(())
    }

    async fn gifts(&self, campaign: &str) -> Result<Vec<GiftRow>, StoreError> {
        let rows = sqlx::query("SELECT * FROM gifts WHERE campaign = ? ORDER BY at, gift")
            .bind(campaign)
            .fetch_all(&self.readers)
            .await?;
        rows.iter().map(gift).collect()
    }

    async fn count_people(&self, campaign: &str, people: &People) -> Result<u64, StoreError> {
        let sql = format!("SELECT COUNT(*) FROM fans WHERE {MEANT}");
        let query = sqlx::query_scalar(sqlx::AssertSqlSafe(sql));
        let count: i64 = meant!(query, campaign, people, fans(people)?)
            .fetch_one(&self.readers)
            .await?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    async fn people(&self, campaign: &str, people: &People, after: &str, most: u32) -> Result<Vec<String>, StoreError> {
        let sql = format!("SELECT id FROM fans WHERE {MEANT} AND id > ?9 ORDER BY id LIMIT ?10");
        let query = sqlx::query_scalar(sqlx::AssertSqlSafe(sql));
        Ok(meant!(query, campaign, people, fans(people)?)
            .bind(after)
            .bind(most)
            .fetch_all(&self.readers)
            .await?)
    }

    async fn codes(
        &self,
        campaign: &str,
        filter: &CodeFilter,
        after: &str,
        most: u32,
    ) -> Result<Vec<Held>, StoreError> {
        let rows = sqlx::query(
            "SELECT * FROM codes WHERE campaign = ?1 AND code > ?2 AND (?3 IS NULL OR node = ?3)
             AND (?4 IS NULL OR item = ?4) AND (?5 IS NULL OR state = ?5) ORDER BY code LIMIT ?6",
        )
        .bind(campaign)
        .bind(after)
        .bind(filter.node.as_deref())
        .bind(filter.item.as_deref())
        .bind(filter.state.map(CodeState::name))
        .bind(most)
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(held).collect()
    }

    async fn new_codes(&self, campaign: &str, filter: &CodeFilter, most: u32) -> Result<Vec<Held>, StoreError> {
        let rows = sqlx::query(
            "SELECT * FROM codes WHERE campaign = ?1 AND (?2 IS NULL OR node = ?2) AND (?3 IS NULL OR item = ?3)
             AND (?4 IS NULL OR state = ?4) ORDER BY made_at DESC, code LIMIT ?5",
        )
        .bind(campaign)
        .bind(filter.node.as_deref())
        .bind(filter.item.as_deref())
        .bind(filter.state.map(CodeState::name))
        .bind(most)
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(held).collect()
    }

    async fn count_codes(&self, campaign: &str) -> Result<Vec<((String, String, CodeState), u64)>, StoreError> {
        let rows = sqlx::query(
            "SELECT node, item, state, COUNT(*) FROM codes WHERE campaign = ? GROUP BY node, item, state ORDER BY node, item, state",
        )
        .bind(campaign)
        .fetch_all(&self.readers)
        .await?;
        rows.iter()
            .map(|row| {
                let state: &str = row.try_get(2)?;
                let known = CodeState::from_name(state);
                let known = known.ok_or_else(|| StoreError::Corrupt(format!("code state {state}")))?;
                let count: i64 = row.try_get(3)?;
                Ok((
                    (row.try_get(0)?, row.try_get(1)?, known),
                    u64::try_from(count).unwrap_or(0),
                ))
            })
            .collect()
    }

    async fn code(&self, campaign: &str, code: &str) -> Result<Option<Held>, StoreError> {
        let row = sqlx::query("SELECT * FROM codes WHERE campaign = ? AND code = ?")
            .bind(campaign)
            .bind(code)
            .fetch_optional(&self.readers)
            .await?;
        row.as_ref().map(held).transpose()
    }

    async fn counter(&self, campaign: &str, name: &str) -> Result<i64, StoreError> {
        let value = sqlx::query_scalar("SELECT value FROM counters WHERE campaign = ? AND name = ?")
            .bind(campaign)
            .bind(name)
            .fetch_optional(&self.readers)
            .await?;
        Ok(value.unwrap_or(0))
    }

    async fn touch(&self) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO meta (name, value) VALUES ('touched', '1')
             ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1",
        )
        .execute(&self.writer)
        .await?;
        Ok(())
    }

    async fn touched(&self) -> Result<i64, StoreError> {
        let value = sqlx::query_scalar("SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'touched'")
            .fetch_optional(&self.readers)
            .await?;
        Ok(value.unwrap_or(0))
    }
}

fn gift(row: &SqliteRow) -> Result<GiftRow, StoreError> {
    let people: i64 = row.try_get("people")?;
    Ok(GiftRow {
        gift: row.try_get("gift")?,
        at: Moment(row.try_get("at")?),
        by: row.try_get("by")?,
        role: row.try_get("role")?,
        filter: row.try_get("filter")?,
        what: row.try_get("what")?,
        amount: row.try_get("amount")?,
        reason: row.try_get("reason")?,
        people: u64::try_from(people).unwrap_or(0),
        done: row.try_get::<Option<i64>, _>("done_at")?.map(Moment),
        got: u64::try_from(row.try_get::<i64, _>("got")?).unwrap_or(0),
        stopped: row.try_get("stopped")?,
    })
}

fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
