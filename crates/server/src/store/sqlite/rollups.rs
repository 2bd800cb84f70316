//! Counts of events, kept while events are written. In every group each event counts in its hour, its day and in all, told apart in every way there
//! is ([`layout`]), with everybody and once more with those who descend from the same seed group; and what somebody did before moves when he is worth
//! something else, or descends from somebody else, than before.

pub(super) mod layout;

use super::fans::{listed, text};
use crate::{statistics::calendar::Calendar, store::StoreError};
use canyu_core::{
    moment::Moment,
    world::{Delta, EventKind, Moved, RollupKey, Shelf},
};
use layout::{ALL, COLUMNS, DAY, HOUR, KEY, WAYS};
use serde_json::json;
use sqlx::{Row as _, SqliteConnection};
use std::{collections::BTreeMap, sync::LazyLock};

/// Where a row of counts stands, in the order of [`KEY`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    span: &'static str,
    way: &'static str,
    /// The seed group that those who are counted descend from; empty: everybody is.
    origin: String,
    start: i64,
    node: String,
    channel: String,
    generation: u32,
}

/// What is added to rows, column by column.
type Changes = BTreeMap<Place, [i64; COLUMNS]>;

/// Statements that add so many rows each: with few sizes the database knows them all after a while, and a group takes few of them.
static INSERTIONS: LazyLock<[(usize, String); 3]> =
    LazyLock::new(|| [64, 8, 1].map(|rows| (rows, layout::insertion(rows))));

/// Writes what the events of a group add, and what moves. To be called before the events are written and anybody is renamed.
pub(super) async fn write(connection: &mut SqliteConnection, campaign: &str, delta: &Delta) -> Result<(), StoreError> {
    if delta.rollups.is_empty() && delta.moved.is_empty() {
        return Ok(());
    }
    let calendar = calendar(connection).await?;
    let mut changes = Changes::new();
    for (key, count) in &delta.rollups {
        add(&mut changes, &calendar, key, *count);
    }
    let is_moved = !delta.moved.is_empty() && take_along(connection, campaign, delta, &calendar, &mut changes).await?;
    changes.retain(|_, counts| counts.iter().any(|count| *count != 0));
    let rows: Vec<_> = changes.iter().collect();
    add_all(connection, campaign, &rows).await?;
    clear(connection, campaign, &rows).await?;
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

async fn add_all(
    connection: &mut SqliteConnection,
    campaign: &str,
    mut rows: &[(&Place, &[i64; COLUMNS])],
) -> Result<(), StoreError> {
    for (size, sql) in INSERTIONS.iter() {
        while let Some((now, later)) = rows.split_at_checked(*size) {
            let mut query = sqlx::query(sqlx::AssertSqlSafe(sql.as_str())).bind(campaign);
            for (place, counts) in now {
                query = query
                    .bind(place.span)
                    .bind(place.way)
                    .bind(&place.origin)
                    .bind(place.start);
                query = query.bind(&place.node).bind(&place.channel).bind(place.generation);
                query = counts.iter().fold(query, |query, count| query.bind(count));
            }
            query.execute(&mut *connection).await?;
            rows = later;
        }
    }
    Ok(())
}

/// Rows in which nothing is left are not kept: only a seed group can lose all that it had in one.
async fn clear(
    connection: &mut SqliteConnection,
    campaign: &str,
    rows: &[(&Place, &[i64; COLUMNS])],
) -> Result<(), StoreError> {
    let fewer = rows.iter().filter(|(_, counts)| counts.iter().any(|count| *count < 0));
    let places = fewer.map(|(place, _)| {
        json!([
            place.span,
            place.way,
            place.origin,
            place.start,
            place.node,
            place.channel,
            place.generation
        ])
    });
    let places: Vec<_> = places.collect();
    if places.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "DELETE FROM rollups WHERE campaign = ?1 AND ({KEY}) IN (SELECT value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6
             FROM json_each(?2)) AND ({}) = ({})",
        layout::each(str::to_owned),
        layout::each(|_| "0".to_owned())
    );
    sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(campaign)
        .bind(text(&places)?)
        .execute(connection)
        .await?;
    Ok(())
}

/// Adds events to every row in which they count.
fn add(changes: &mut Changes, calendar: &Calendar, key: &RollupKey, count: i64) {
    let told = |is_told: bool, name: &str| if is_told { name.to_owned() } else { String::new() };
    let origin = Some(&key.shelf.origin).filter(|origin| !origin.is_empty());
    for (span, start) in [(HOUR, key.hour.0), (DAY, calendar.day(key.hour).0), (ALL, 0)] {
        for way in WAYS {
            let place = Place {
                span,
                way: way.name,
                origin: String::new(),
                start,
                node: told(way.node, &key.node),
                channel: told(way.channel, &key.channel),
                generation: if way.generation { key.generation } else { 0 },
            };
            let of_group = origin.map(|origin| Place {
                origin: origin.clone(),
                ..place.clone()
            });
            for place in of_group.into_iter().chain([place]) {
                let counts = changes.entry(place).or_insert([0; COLUMNS]);
                let column = layout::held()
                    .zip(counts)
                    .find(|(held, _)| *held == (key.kind, key.shelf.worth));
                if let Some((_, column)) = column {
                    *column += count;
                }
            }
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
            add(changes, calendar, &key, count);
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
