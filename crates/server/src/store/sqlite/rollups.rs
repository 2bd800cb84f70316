//! Counts of events, kept while events are written. In every group each event counts in its hour, its day and in all, each
//! told apart by everything, by one thing, and by nothing ([`Span`]); and what somebody did before
//! moves when he is worth something else, or descends from somebody else, than before.

use super::fans::{listed, text};
use crate::{statistics::calendar::Calendar, store::StoreError};
use canyu_core::{
    moment::Moment,
    world::{Delta, EventKind, Moved, RollupKey, Shelf},
};
use serde_json::json;
use sqlx::{Row as _, SqliteConnection};
use std::collections::BTreeMap;

/// A span of time, and what it is called in each of the ways in which its counts are kept.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// Told apart by node, channel and generation.
    pub whole: &'static str,
    /// By none of them.
    pub total: &'static str,
    /// By one of them: what the others would say is empty, or 0.
    pub node: &'static str,
    pub channel: &'static str,
    pub generation: &'static str,
    /// By all three, but not by worth and seed group, and only who came ([`CAME`]).
    pub place: &'static str,
}

/// The kinds of events that are also counted by place alone.
pub(super) const CAME: [EventKind; 2] = [EventKind::Arrived, EventKind::Joined];

pub(super) const HOUR: Span = Span {
    whole: "hour",
    total: "hour total",
    node: "hour node",
    channel: "hour channel",
    generation: "hour generation",
    place: "hour place",
};
pub(super) const DAY: Span = Span {
    whole: "day",
    total: "day total",
    node: "day node",
    channel: "day channel",
    generation: "day generation",
    place: "day place",
};
pub(super) const ALL: Span = Span {
    whole: "all",
    total: "all total",
    node: "all node",
    channel: "all channel",
    generation: "all generation",
    place: "all place",
};

/// A way that tells less apart than [`Span::whole`] does.
pub(super) struct Narrower {
    /// What it is called.
    pub name: &'static str,
    /// What stands there for node, channel, generation, worth and origin: SQL.
    pub columns: &'static str,
    /// Which counts it is made of: SQL.
    pub of: &'static str,
}

impl Span {
    pub fn narrower(&self) -> [Narrower; 5] {
        let every = |name, columns| Narrower {
            name,
            columns,
            of: "true",
        };
        [
            every(self.total, "'', '', 0, worth, origin"),
            every(self.node, "node, '', 0, worth, origin"),
            every(self.channel, "'', channel, 0, worth, origin"),
            every(self.generation, "'', '', generation, worth, origin"),
            Narrower {
                name: self.place,
                columns: "node, channel, generation, 'open', ''",
                of: "kind IN ('arrived', 'joined')",
            },
        ]
    }
}

/// Counts by what is kept: span, start, and what they are counts of.
type Changes = BTreeMap<(&'static str, i64, RollupKey), i64>;

/// Writes what the events of a group add, and what moves. To be called before the events are written and anybody is renamed.
pub(super) async fn write(connection: &mut SqliteConnection, campaign: &str, delta: &Delta) -> Result<(), StoreError> {
    if delta.rollups.is_empty() && delta.moved.is_empty() {
        return Ok(());
    }
    let calendar = calendar(connection).await?;
    let mut changes = Changes::new();
    for (key, count) in &delta.rollups {
        add(&mut changes, &calendar, key.clone(), *count);
    }
    let is_moved = !delta.moved.is_empty() && take_along(connection, campaign, delta, &calendar, &mut changes).await?;
    changes.retain(|_, count| *count != 0);
    let row = |((span, start, key), count): (&(&'static str, i64, RollupKey), &i64)| {
        json!([
            span,
            key.kind.name(),
            start,
            key.node,
            key.channel,
            key.generation,
            key.shelf.worth.name(),
            key.shelf.origin,
            count
        ])
    };
    let rows: Vec<_> = changes.iter().map(row).collect();
    let sql = "INSERT INTO rollups SELECT ?1, value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->>7, value->>8
               FROM json_each(?2) WHERE true ON CONFLICT DO UPDATE SET count = count + excluded.count";
    run(connection, sql, campaign, &rows).await?;
    let fewer: Vec<_> = changes.iter().filter(|(_, count)| **count < 0).map(row).collect();
    if !fewer.is_empty() {
        let sql = "DELETE FROM rollups WHERE campaign = ?1 AND count = 0
                   AND (span, kind, start, node, channel, generation, worth, origin) IN (SELECT value->>0, value->>1, value->>2, value->>3,
                       value->>4, value->>5, value->>6, value->>7 FROM json_each(?2))";
        run(connection, sql, campaign, &fewer).await?;
    }
    if is_moved {
        revise(connection, campaign, 1).await?;
    }
    Ok(())
}

/// Notes that figures have changed, once events are written.
pub(super) async fn revise(connection: &mut SqliteConnection, campaign: &str, moves: i64) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO revisions VALUES (?1, CASE ?2 WHEN 0 THEN (SELECT MAX(seq) FROM events) ELSE 0 END, ?2)
         ON CONFLICT DO UPDATE SET seq = MAX(seq, excluded.seq), moves = moves + excluded.moves",
    )
    .bind(campaign)
    .bind(moves)
    .execute(connection)
    .await?;
    Ok(())
}

async fn run(
    connection: &mut SqliteConnection,
    sql: &'static str,
    campaign: &str,
    rows: &Vec<serde_json::Value>,
) -> Result<(), StoreError> {
    sqlx::query(sql)
        .bind(campaign)
        .bind(text(rows)?)
        .execute(connection)
        .await?;
    Ok(())
}

fn add(changes: &mut Changes, calendar: &Calendar, key: RollupKey, count: i64) {
    let (hour, day) = (key.hour, calendar.day(key.hour));
    // The key's own hour is in none of the spans twice.
    let whole = RollupKey { hour: Moment(0), ..key };
    let total = RollupKey {
        node: String::new(),
        channel: String::new(),
        generation: 0,
        ..whole.clone()
    };
    let node = RollupKey {
        node: whole.node.clone(),
        ..total.clone()
    };
    let channel = RollupKey {
        channel: whole.channel.clone(),
        ..total.clone()
    };
    let generation = RollupKey {
        generation: whole.generation,
        ..total.clone()
    };
    let place = CAME.contains(&whole.kind).then(|| RollupKey {
        shelf: Shelf::default(),
        ..whole.clone()
    });
    for (span, start) in [(&HOUR, hour.0), (&DAY, day.0), (&ALL, 0)] {
        let ways = [
            (span.whole, Some(&whole)),
            (span.total, Some(&total)),
            (span.node, Some(&node)),
            (span.channel, Some(&channel)),
            (span.generation, Some(&generation)),
            (span.place, place.as_ref()),
        ];
        for (name, key) in ways.into_iter().filter_map(|(name, key)| key.map(|key| (name, key))) {
            *changes.entry((name, start, key.clone())).or_default() += count;
        }
    }
}

/// Takes what is in the database of people's events from where it stands, and puts it where it belongs. Whether there was anything.
async fn take_along(
    connection: &mut SqliteConnection,
    campaign: &str,
    delta: &Delta,
    calendar: &Calendar,
    changes: &mut Changes,
) -> Result<bool, StoreError> {
    let fans: Vec<&String> = delta.moved.keys().collect();
    let sql = "SELECT wanted.value, at - (at % 3600000 + 3600000) % 3600000, node, kind, channel, generation, COUNT(*)
               FROM json_each(?2) AS wanted
               CROSS JOIN events INDEXED BY events_by_fan ON events.campaign = ?1 AND events.fan = wanted.value
               GROUP BY 1, 2, 3, 4, 5, 6";
    let rows = listed(connection, sql, campaign, &text(&fans)?).await?;
    for row in &rows {
        let Some(Moved { from, into }) = delta.moved.get(row.try_get::<&str, _>(0)?) else {
            continue;
        };
        let count: i64 = row.try_get(6)?;
        for (shelf, count) in [(from, -count), (into, count)] {
            let key = RollupKey {
                hour: Moment(row.try_get(1)?),
                node: row.try_get(2)?,
                channel: row.try_get(4)?,
                generation: row.try_get(5)?,
                shelf: Shelf::clone(shelf),
                kind: kind(row.try_get(3)?)?,
            };
            add(changes, calendar, key, count);
        }
    }
    Ok(!rows.is_empty())
}

/// The zone that days are kept by.
pub(super) async fn calendar(connection: &mut SqliteConnection) -> Result<Calendar, StoreError> {
    let zone: String = sqlx::query_scalar("SELECT value FROM meta WHERE name = 'zone'")
        .fetch_one(connection)
        .await?;
    Calendar::named(&zone).map_err(|error| StoreError::Corrupt(error.to_string()))
}

pub(super) fn kind(name: &str) -> Result<EventKind, StoreError> {
    let known = EventKind::ALL.into_iter().find(|kind| kind.name() == name);
    known.ok_or_else(|| StoreError::Corrupt(format!("event kind {name}")))
}
