//! `GET /api/v1/campaigns/{slug}/draw/mine`

use crate::{
    app::App,
    ballot,
    draw::{DrawError, state::Placed},
    problem::{ApiError, Problem},
    routes::fan::token_hash,
    store::draws::ReceiptRow,
};
use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use fairdraw::{
    text::{base64, hex},
    tree::{PathStep, Side},
};
use serde::Serialize;
use utoipa::ToSchema;

/// What a fan needs to check his own part in a draw, and nobody else's.
#[derive(Debug, Serialize, ToSchema)]
pub struct MineView {
    /// 32 random bytes that his browser made when he entered, hexadecimal.
    nonce: String,
    /// How he is named in the commit.
    contact: String,
    /// His public name in the list, hexadecimal.
    commit: String,
    /// All receipts he was given.
    receipts: Vec<ReceiptView>,
    /// His place in the closed list, from 0; null before the close, and for whoever was kept out.
    index: Option<u64>,
    /// Tickets before his.
    start: Option<u64>,
    /// His tickets in the closed list.
    weight: Option<u32>,
    /// From his leaf to the root: `L` or `R`, the sum below, the hash.
    #[schema(value_type = Option<Vec<Vec<Object>>>)]
    path: Option<Vec<(&'static str, u64, String)>>,
    /// Why he was kept out of the closed list.
    excluded: Option<String>,
}

/// A receipt.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReceiptView {
    /// Tickets.
    weight: u32,
    /// Seconds since 1970.
    at: i64,
    /// The organiser's signature, base 64.
    signature: String,
}

/// A fan's own part in the draw.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/campaigns/{slug}/draw/mine", tag = "draw",
    params(("slug" = String, Path, description = "The campaign"), ("authorization" = String, Header, description = "Bearer and the fan's token")),
    responses((status = 200, body = MineView), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn mine(State(app): State<App>, Path(slug): Path<String>, headers: HeaderMap) -> Result<Response, ApiError> {
    let token = token_hash(&headers)?;
    let live = app
        .campaigns
        .get(&slug)
        .ok_or_else(|| ApiError::UnknownCampaign(slug.clone()))?;
    let fan = app.store.fan(&slug, &token).await?.ok_or(ApiError::UnknownFan)?;
    let entry = app.store.entry(&slug, &fan.id).await?;
    let (Some(draw), Some(entry)) = (app.draw(&live), entry) else {
        return Err(DrawError::NotEntered.into());
    };
    let state = live.draw_state();
    let receipts = app.store.receipts(&slug, &fan.id).await?;
    let placed = draw.placed(&state, &entry.commit).await?;
    let excluded = if placed.is_none() {
        draw.kept_out(&state, &fan.id).await?
    } else {
        None
    };
    let mine = MineView {
        nonce: entry.nonce,
        contact: ballot::contact(&fan.id),
        commit: hex(&entry.commit),
        receipts: receipts.into_iter().map(receipt).collect(),
        index: placed.as_ref().map(|placed| placed.index),
        start: placed.as_ref().map(|placed| placed.start),
        weight: placed.as_ref().map(|placed| placed.weight),
        path: placed.map(|Placed { path, .. }| path.iter().map(step).collect()),
        excluded,
    };
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(mine)).into_response())
}

fn receipt(row: ReceiptRow) -> ReceiptView {
    ReceiptView {
        weight: row.weight,
        at: row.at,
        signature: base64(&row.signature),
    }
}

fn step(step: &PathStep) -> (&'static str, u64, String) {
    let side = match step.side {
        Side::Left => "L",
        Side::Right => "R",
    };
    (side, step.sum, hex(&step.hash))
}
