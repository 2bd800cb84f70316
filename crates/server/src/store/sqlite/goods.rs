//! What there is to have, and who has it: stock, codes, waiting lists, winning moments, uploads, counters.

use super::fans::{listed, text};
use crate::store::StoreError;
use canyu_core::{
    moment::Moment,
    world::{CodeState, Delta, Held, Line, OpenMoment, Origin, Stock, Wait, Wants, Win, World},
};
use serde_json::{Value, json};
use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};
use std::collections::{BTreeSet, VecDeque};

/// Loads what is wanted. The holders of codes have to be loaded, too: their ids are returned.
pub(super) async fn load(
    connection: &mut SqliteConnection,
    campaign: &str,
    wants: &Wants,
    world: &mut World,
) -> Result<BTreeSet<String>, StoreError> {
    let mut holders = BTreeSet::new();
    if !wants.stocks.is_empty() {
        load_stocks(connection, campaign, wants, world).await?;
    }
    if !wants.held.is_empty() {
        let sql = "SELECT * FROM codes WHERE campaign = ?1 AND code IN (SELECT value FROM json_each(?2))";
        for row in &listed(connection, sql, campaign, &text(&wants.held)?).await? {
            let held = held(row)?;
            holders.extend(held.fan.clone());
            world.load_code(held);
        }
    }
    for (node, plays) in &wants.moments {
        load_moments(connection, campaign, node, *plays, world).await?;
    }
    if !wants.counters.is_empty() {
        let sql = "SELECT name, value FROM counters WHERE campaign = ?1 AND name IN (SELECT value FROM json_each(?2))";
        for row in &listed(connection, sql, campaign, &text(&wants.counters)?).await? {
            world.load_counter(row.try_get(0)?, row.try_get(1)?);
        }
    }
    if !wants.uploads.is_empty() {
        let sql =
            "SELECT picture, fan FROM uploads WHERE campaign = ?1 AND picture IN (SELECT value FROM json_each(?2))";
        for row in &listed(connection, sql, campaign, &text(&wants.uploads)?).await? {
            world.load_upload(row.try_get(0)?, row.try_get(1)?);
        }
    }
    Ok(holders)
}

async fn load_stocks(
    connection: &mut SqliteConnection,
    campaign: &str,
    wants: &Wants,
    world: &mut World,
) -> Result<(), StoreError> {
    let keys: Vec<&(String, String)> = wants.stocks.keys().collect();
    let sql = "SELECT node, item, taken, aside, issued, waiting, next_place, next_code FROM stocks WHERE campaign = ?1
               AND (node, item) IN (SELECT value->>0, value->>1 FROM json_each(?2))";
    for row in &listed(connection, sql, campaign, &text(&keys)?).await? {
        world.load_stock(row.try_get(0)?, row.try_get(1)?, stock(row)?);
    }
    for ((node, item), units) in &wants.stocks {
        let rows = sqlx::query(
            "SELECT place, fan FROM waiting WHERE campaign = ? AND node = ? AND item = ? ORDER BY place LIMIT ?",
        )
        .bind(campaign)
        .bind(node)
        .bind(item)
        .bind(units)
        .fetch_all(&mut *connection)
        .await?;
        let heads: Result<VecDeque<(u32, String)>, StoreError> =
            rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect();
        let heads = heads?;
        let whole = heads.len() < *units as usize;
        world.load_line(node.clone(), item.clone(), Line { heads, whole });
    }
    Ok(())
}

/// As many as a group can take. More are loaded than there are plays, since a prize may be spent for today; no more than 64 of them are then
/// passed over, so a play after so many spent ones wins nothing, and its moments wait.
async fn load_moments(
    connection: &mut SqliteConnection,
    campaign: &str,
    node: &str,
    plays: u32,
    world: &mut World,
) -> Result<(), StoreError> {
    let rows = sqlx::query(
        "SELECT moment, at, prize FROM moments WHERE campaign = ? AND node = ? AND fan IS NULL ORDER BY at, moment LIMIT ?",
    )
    .bind(campaign)
    .bind(node)
    .bind(plays.saturating_add(64))
    .fetch_all(connection)
    .await?;
    let moments: Result<VecDeque<OpenMoment>, StoreError> = rows
        .iter()
        .map(|row| {
            Ok(OpenMoment {
                moment: row.try_get(0)?,
                at: Moment(row.try_get(1)?),
                prize: row.try_get(2)?,
            })
        })
        .collect();
    world.load_moments(node.to_owned(), moments?);
    Ok(())
}

/// The codes of fans, with their holders.
pub(super) async fn codes_of(
    connection: &mut SqliteConnection,
    campaign: &str,
    ids: &str,
) -> Result<Vec<Held>, StoreError> {
    let sql = "SELECT codes.* FROM json_each(?2) AS wanted
               CROSS JOIN codes INDEXED BY codes_by_fan ON codes.campaign = ?1 AND codes.fan = wanted.value";
    listed(connection, sql, campaign, ids).await?.iter().map(held).collect()
}

/// The places of fans in waiting lists.
pub(super) async fn waits_of(
    connection: &mut SqliteConnection,
    campaign: &str,
    ids: &str,
) -> Result<Vec<(String, Wait)>, StoreError> {
    let sql = "SELECT mine.fan, mine.node, mine.item, mine.place,
                   (SELECT COUNT(*) FROM waiting AS before WHERE before.campaign = ?1 AND before.node = mine.node
                    AND before.item = mine.item AND before.place < mine.place) AS ahead
               FROM json_each(?2) AS wanted
               CROSS JOIN waiting AS mine INDEXED BY waiting_by_fan ON mine.campaign = ?1 AND mine.fan = wanted.value";
    let rows = listed(connection, sql, campaign, ids).await?;
    rows.iter()
        .map(|row| {
            let wait = Wait {
                node: row.try_get(1)?,
                item: row.try_get(2)?,
                place: row.try_get(3)?,
                ahead: row.try_get(4)?,
            };
            Ok((row.try_get(0)?, wait))
        })
        .collect()
}

/// What fans have won on the spot.
pub(super) async fn wins_of(
    connection: &mut SqliteConnection,
    campaign: &str,
    ids: &str,
) -> Result<Vec<(String, Win)>, StoreError> {
    let sql = "SELECT moments.fan, node, moment, prize, won_at FROM json_each(?2) AS wanted
               CROSS JOIN moments INDEXED BY moments_by_fan ON moments.campaign = ?1 AND moments.fan = wanted.value
               ORDER BY won_at";
    let rows = listed(connection, sql, campaign, ids).await?;
    rows.iter()
        .map(|row| {
            let win = Win {
                node: row.try_get(1)?,
                moment: row.try_get(2)?,
                prize: row.try_get(3)?,
                at: Moment(row.try_get(4)?),
            };
            Ok((row.try_get(0)?, win))
        })
        .collect()
}

/// The statements that write what has changed, in order, each with its rows as JSON arrays.
pub(super) fn statements(delta: &Delta) -> [(&'static str, Vec<Value>); 5] {
    [
        (
            "INSERT INTO stocks SELECT ?1, value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->>7
             FROM json_each(?2) WHERE true
             ON CONFLICT (campaign, node, item) DO UPDATE SET taken = excluded.taken, aside = excluded.aside,
                 issued = excluded.issued, waiting = excluded.waiting, next_place = excluded.next_place,
                 next_code = excluded.next_code",
            delta
                .stocks
                .iter()
                .map(|((node, item), stock)| {
                    json!([
                        node,
                        item,
                        stock.taken,
                        stock.aside,
                        stock.issued,
                        stock.waiting,
                        stock.next_place,
                        stock.next_code
                    ])
                })
                .collect(),
        ),
        (
            "INSERT INTO codes SELECT ?1, value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->>7,
                 value->>8, value->>9, value->>10, value->>11 FROM json_each(?2) WHERE true
             ON CONFLICT (campaign, code) DO UPDATE SET state = excluded.state, fan = excluded.fan,
                 transfers = excluded.transfers, expires_at = excluded.expires_at, offered = excluded.offered,
                 redeemed_at = excluded.redeemed_at, till = excluded.till",
            delta.codes.values().map(code_row).collect(),
        ),
        (
            "INSERT INTO waiting SELECT ?1, value->>0, value->>1, value->>2, value->>3, value->>4 FROM json_each(?2)",
            delta
                .waits
                .iter()
                .map(|row| json!([row.node, row.item, row.place, row.fan, row.at.0]))
                .collect(),
        ),
        (
            "DELETE FROM waiting WHERE campaign = ?1
                 AND (node, item, place) IN (SELECT value->>0, value->>1, value->>2 FROM json_each(?2))",
            delta.leaves.iter().map(|row| json!([row.node, row.item, row.place])).collect(),
        ),
        (
            "UPDATE moments SET fan = won.value->>2, won_at = won.value->>3 FROM json_each(?2) AS won
             WHERE campaign = ?1 AND node = won.value->>0 AND moment = won.value->>1 AND fan IS NULL",
            delta
                .wins
                .iter()
                .map(|(fan, win)| json!([win.node, win.moment, fan, win.at.0]))
                .collect(),
        ),
    ]
}

fn code_row(held: &Held) -> Value {
    json!([
        held.code,
        held.node,
        held.item,
        held.state.name(),
        held.origin.name(),
        held.fan,
        held.transfers,
        held.made.0,
        held.expires.0,
        u8::from(held.offered),
        held.redeemed.as_ref().map(|(at, _)| at.0),
        held.redeemed.as_ref().map(|(_, till)| till),
    ])
}

/// A row of the codes.
pub(super) fn held(row: &SqliteRow) -> Result<Held, StoreError> {
    let (state, origin): (&str, &str) = (row.try_get("state")?, row.try_get("origin")?);
    let redeemed: Option<i64> = row.try_get("redeemed_at")?;
    let till: Option<String> = row.try_get("till")?;
    Ok(Held {
        code: row.try_get("code")?,
        node: row.try_get("node")?,
        item: row.try_get("item")?,
        state: CodeState::from_name(state).ok_or_else(|| StoreError::Corrupt(format!("code state {state}")))?,
        origin: Origin::from_name(origin).ok_or_else(|| StoreError::Corrupt(format!("code origin {origin}")))?,
        fan: row.try_get("fan")?,
        transfers: row.try_get("transfers")?,
        made: Moment(row.try_get("made_at")?),
        expires: Moment(row.try_get("expires_at")?),
        offered: row.try_get("offered")?,
        redeemed: redeemed.map(|at| (Moment(at), till.unwrap_or_default())),
    })
}

/// How the units of an item are spread.
pub(super) fn stock(row: &SqliteRow) -> Result<Stock, StoreError> {
    Ok(Stock {
        taken: row.try_get("taken")?,
        aside: row.try_get("aside")?,
        issued: row.try_get("issued")?,
        waiting: row.try_get("waiting")?,
        next_place: row.try_get("next_place")?,
        next_code: row.try_get("next_code")?,
    })
}
