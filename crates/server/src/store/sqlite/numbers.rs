//! The numbers that everybody sees.

use super::goods::stock;
use crate::store::{Numbers, StoreError};
use canyu_core::view::PickView;
use sqlx::{Row as _, SqlitePool, sqlite::SqliteRow};

pub(super) async fn numbers(
    readers: &SqlitePool,
    campaign: &str,
    picks: &[(&str, u32)],
) -> Result<Numbers, StoreError> {
    let mut numbers = Numbers::default();
    // What staff have given is nobody else's business, and grows with the days.
    let rows = sqlx::query(
        "SELECT name, value FROM counters WHERE campaign = ? AND NOT (name >= 'given/' AND name < 'given0')",
    )
    .bind(campaign)
    .fetch_all(readers)
    .await?;
    for row in &rows {
        numbers.counters.insert(row.try_get(0)?, row.try_get(1)?);
    }
    for (node, most) in picks {
        // The index has them in this order, so only what is returned is read.
        let rows = sqlx::query(
            "SELECT pick, label, people, score, correct FROM tallies WHERE campaign = ? AND node = ? AND ruling = 1
             ORDER BY people DESC, pick LIMIT ?",
        )
        .bind(campaign)
        .bind(node)
        .bind(most)
        .fetch_all(readers)
        .await?;
        let strongest: Result<_, StoreError> = rows.iter().map(pick).collect();
        numbers.picks.insert((*node).to_owned(), strongest?);
    }
    let rows = sqlx::query(
        "SELECT node, item, taken, aside, issued, waiting, next_place, next_code FROM stocks WHERE campaign = ?",
    )
    .bind(campaign)
    .fetch_all(readers)
    .await?;
    for row in &rows {
        numbers.stocks.insert((row.try_get(0)?, row.try_get(1)?), stock(row)?);
    }
    let rows = sqlx::query("SELECT node, pick FROM tallies WHERE campaign = ? AND correct = 1")
        .bind(campaign)
        .fetch_all(readers)
        .await?;
    for row in &rows {
        numbers
            .correct
            .entry(row.try_get(0)?)
            .or_default()
            .insert(row.try_get(1)?);
    }
    Ok(numbers)
}

fn pick(row: &SqliteRow) -> Result<PickView, StoreError> {
    let count = |place: usize| -> Result<u64, StoreError> {
        let count: i64 = row.try_get(place)?;
        Ok(u64::try_from(count).unwrap_or(0))
    };
    Ok(PickView {
        key: row.try_get(0)?,
        label: row.try_get(1)?,
        people: count(2)?,
        score: count(3)?,
        right: row.try_get(4)?,
        ..PickView::default()
    })
}
