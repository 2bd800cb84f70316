//! Tables of few rows, put together from what the store says otherwise.

use super::{ExportError, Wanted, cell::Cell};
use crate::{
    draw::{DRAW, when},
    store::{Store, StoreError, staff::GiftRow, winners::WinnerRow},
};
use canyu_core::staff::ExportTable;
use fairdraw::{
    manifest::{Manifest, Prize},
    text::hex,
};
use futures::TryStreamExt as _;

/// The rows of gifts or draws, without the clock.
pub(super) async fn rows(store: &dyn Store, wanted: &Wanted) -> Result<Vec<Vec<Cell<'static>>>, ExportError> {
    match wanted.table {
        ExportTable::Gifts => {
            let (from, to) = (wanted.filter.from, wanted.filter.to);
            let gifts = store.gifts(&wanted.campaign).await?.into_iter();
            let taken = |gift: &GiftRow| from.is_none_or(|from| gift.at >= from) && to.is_none_or(|to| gift.at < to);
            Ok(gifts.filter(taken).map(gift).collect())
        }
        ExportTable::Draws => {
            let prizes = match store.manifest(&wanted.campaign).await? {
                Some(manifest) => {
                    Manifest::read(&manifest)
                        .map_err(|error| StoreError::Corrupt(error.to_string()))?
                        .prizes
                }
                None => Vec::new(),
            };
            let rows = store.winners(&wanted.campaign, DRAW).map_ok(|row| drawn(row, &prizes));
            Ok(rows.try_collect().await?)
        }
        _ => Ok(Vec::new()),
    }
}

fn gift(row: GiftRow) -> Vec<Cell<'static>> {
    vec![
        Cell::text(row.gift),
        Cell::Time(row.at),
        Cell::text(row.by),
        Cell::text(row.role),
        Cell::text(row.filter),
        Cell::text(row.what),
        Cell::count(row.amount),
        Cell::text(row.reason),
        Cell::count(row.people),
        Cell::maybe_time(row.done),
    ]
}

fn drawn(row: WinnerRow, prizes: &[Prize]) -> Vec<Cell<'static>> {
    let prize = row.prize.and_then(|prize| prizes.get(prize as usize));
    let state = match (&row.forfeited, row.prize, row.claim.at) {
        (Some(_), _, _) => "forfeited",
        (None, None, _) => "alternate",
        (None, Some(_), Some(_)) => "claimed",
        (None, Some(_), None) => "open",
    };
    let (reason, forfeited_at) = row.forfeited.unzip();
    vec![
        Cell::count(row.k),
        Cell::maybe_text(prize.map(|prize| prize.name.clone())),
        Cell::text(state),
        Cell::text(hex(&row.commit)),
        Cell::count(row.weight),
        // Tickets that people are shown count from 1.
        Cell::count(row.start.saturating_add(1)),
        Cell::count(row.start.saturating_add(u64::from(row.weight))),
        Cell::maybe_time(row.until.map(when)),
        Cell::maybe_time(row.claim.at.map(when)),
        Cell::maybe_time(forfeited_at.map(when)),
        Cell::maybe_text(reason),
    ]
}
