//! Reading everything, a row at a time: memory does not grow with the table.

use super::{Sqlite, goods::held};
use crate::store::{EventRow, Filter, LedgerRow, NodeRow, ParticipantRow, Rows, StoreError, exports::Exports};
use canyu_core::{
    moment::Moment,
    world::{EventKind, Held},
};
use futures::{StreamExt as _, TryStreamExt as _};
use sqlx::{Row as _, SqlitePool, sqlite::SqliteRow};

impl Exports for Sqlite {
    fn export_participants<'a>(&'a self, campaign: &'a str, filter: &'a Filter) -> Rows<'a, ParticipantRow> {
        participants(&self.readers, campaign, filter)
    }

    fn export_events<'a>(&'a self, campaign: &'a str, filter: &'a Filter) -> Rows<'a, EventRow> {
        events(&self.readers, campaign, filter)
    }

    fn export_nodes<'a>(&'a self, campaign: &'a str, filter: &'a Filter) -> Rows<'a, NodeRow> {
        nodes(&self.readers, campaign, filter)
    }

    fn export_ledger<'a>(&'a self, campaign: &'a str, filter: &'a Filter) -> Rows<'a, LedgerRow> {
        ledger(&self.readers, campaign, filter)
    }

    fn export_codes<'a>(&'a self, campaign: &'a str, filter: &'a Filter) -> Rows<'a, Held> {
        codes(&self.readers, campaign, filter)
    }
}

/// Binds what every export takes: ?1 campaign, ?2 from, ?3 to, ?4 node, ?5 channel.
fn rows<'a, T: Send + 'a>(
    pool: &'a SqlitePool,
    sql: &'static str,
    campaign: &'a str,
    filter: &'a Filter,
    read: fn(&SqliteRow) -> Result<T, StoreError>,
) -> Rows<'a, T> {
    sqlx::query(sql)
        .bind(campaign)
        .bind(filter.from.map(|from| from.0))
        .bind(filter.to.map(|to| to.0))
        .bind(filter.node.as_deref())
        .bind(filter.channel.as_deref())
        .fetch(pool)
        .map_err(StoreError::from)
        .map(move |row| read(&row?))
        .boxed()
}

fn participants<'a>(pool: &'a SqlitePool, campaign: &'a str, filter: &'a Filter) -> Rows<'a, ParticipantRow> {
    let sql = "SELECT fans.*,
            (SELECT COALESCE(SUM(amount), 0) FROM ledger
                WHERE ledger.campaign = fans.campaign AND ledger.fan = fans.id AND unit = 'tickets') AS tickets,
            (SELECT COALESCE(SUM(amount), 0) FROM ledger
                WHERE ledger.campaign = fans.campaign AND ledger.about = fans.id AND reason = 'friend') AS brought_tickets,
            (SELECT grp FROM seeds WHERE seeds.campaign = fans.campaign AND seeds.fan = fans.id) AS seed,
            (SELECT why FROM credits WHERE credits.campaign = fans.campaign AND credits.friend = fans.id
                AND reason = 'friend') AS credit
         FROM fans WHERE campaign = ?1 AND (?2 IS NULL OR arrived_at >= ?2) AND (?3 IS NULL OR arrived_at < ?3)
            AND (?4 IS NULL OR via = ?4) AND (?5 IS NULL OR channel = ?5) ORDER BY arrived_at, id";
    rows(pool, sql, campaign, filter, |row| {
        Ok(ParticipantRow {
            id: row.try_get("id")?,
            code: row.try_get("code")?,
            arrived_at: Moment(row.try_get("arrived_at")?),
            joined_at: row.try_get::<Option<i64>, _>("joined_at")?.map(Moment),
            channel: row.try_get("channel")?,
            generation: row.try_get("generation")?,
            referrer: row.try_get("referrer")?,
            via: row.try_get("via")?,
            in_draw: row.try_get("in_draw")?,
            tickets: row.try_get("tickets")?,
            brought_tickets: row.try_get("brought_tickets")?,
            friends_arrived: row.try_get("friends_arrived")?,
            friends_joined: row.try_get("friends_joined")?,
            friends_counted: row.try_get("friends_counted")?,
            verified_at: row.try_get::<Option<i64>, _>("verified_at")?.map(Moment),
            standing: row.try_get("standing")?,
            kept_out: row.try_get("kept_out")?,
            seed: row.try_get("seed")?,
            credit: row.try_get("credit")?,
        })
    })
}

fn events<'a>(pool: &'a SqlitePool, campaign: &'a str, filter: &'a Filter) -> Rows<'a, EventRow> {
    let sql = "SELECT seq, at, fan, node, kind, channel, generation FROM events
         WHERE campaign = ?1 AND (?2 IS NULL OR at >= ?2) AND (?3 IS NULL OR at < ?3)
            AND (?4 IS NULL OR node = ?4) AND (?5 IS NULL OR channel = ?5) ORDER BY seq";
    rows(pool, sql, campaign, filter, |row| {
        Ok(EventRow {
            seq: row.try_get(0)?,
            at: Moment(row.try_get(1)?),
            fan: row.try_get(2)?,
            node: row.try_get(3)?,
            kind: row.try_get(4)?,
            channel: row.try_get(5)?,
            generation: row.try_get(6)?,
        })
    })
}

fn nodes<'a>(pool: &'a SqlitePool, campaign: &'a str, filter: &'a Filter) -> Rows<'a, NodeRow> {
    let sql = "SELECT node, channel, generation,
            SUM(count) FILTER (WHERE kind = 'seen') AS seen, SUM(count) FILTER (WHERE kind = 'started') AS started,
            SUM(count) FILTER (WHERE kind = 'completed') AS completed, SUM(count) FILTER (WHERE kind = 'shared') AS shared,
            SUM(count) FILTER (WHERE kind = 'arrived') AS arrived, SUM(count) FILTER (WHERE kind = 'joined') AS joined
         FROM rollups WHERE campaign = ?1 AND span = 'hour' AND (?2 IS NULL OR start >= ?2) AND (?3 IS NULL OR start < ?3)
            AND (?4 IS NULL OR node = ?4) AND (?5 IS NULL OR channel = ?5)
         GROUP BY node, channel, generation ORDER BY node, channel, generation";
    rows(pool, sql, campaign, filter, |row| {
        let mut counts = [0; EventKind::ALL.len()];
        for (count, kind) in counts.iter_mut().zip(EventKind::ALL) {
            *count = row.try_get::<Option<i64>, _>(kind.name())?.unwrap_or(0);
        }
        Ok(NodeRow {
            node: row.try_get(0)?,
            channel: row.try_get(1)?,
            generation: row.try_get(2)?,
            counts,
        })
    })
}

fn ledger<'a>(pool: &'a SqlitePool, campaign: &'a str, filter: &'a Filter) -> Rows<'a, LedgerRow> {
    let sql = "SELECT seq, at, fan, node, reason, about, unit, amount FROM ledger
         WHERE campaign = ?1 AND (?2 IS NULL OR at >= ?2) AND (?3 IS NULL OR at < ?3)
            AND (?4 IS NULL OR node = ?4) AND ?5 IS NULL ORDER BY seq";
    rows(pool, sql, campaign, filter, |row| {
        Ok(LedgerRow {
            seq: row.try_get(0)?,
            at: Moment(row.try_get(1)?),
            fan: row.try_get(2)?,
            node: row.try_get(3)?,
            reason: row.try_get(4)?,
            about: row.try_get(5)?,
            unit: row.try_get(6)?,
            amount: row.try_get(7)?,
        })
    })
}

fn codes<'a>(pool: &'a SqlitePool, campaign: &'a str, filter: &'a Filter) -> Rows<'a, Held> {
    let sql = "SELECT * FROM codes
         WHERE campaign = ?1 AND (?2 IS NULL OR made_at >= ?2) AND (?3 IS NULL OR made_at < ?3)
            AND (?4 IS NULL OR node = ?4) AND ?5 IS NULL ORDER BY made_at, code";
    rows(pool, sql, campaign, filter, held)
}
