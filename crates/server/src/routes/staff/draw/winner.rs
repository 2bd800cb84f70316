//! `GET /api/v1/staff/campaigns/{slug}/draw/winners/{k}`

use super::open;
use crate::{
    account::Caller,
    app::App,
    problem::{ApiError, Problem},
};
use axum::{
    Json,
    extract::{Path, State},
};
use canyu_core::staff::{Claimant, What};
use serde_json::Value;

/// What a winner has said to get his prize: name, address, how to reach him. The log says who looked before it is told.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/campaigns/{slug}/draw/winners/{k}", tag = "staff", extensions(("x-canyu-right" = json!("draw"))),
    params(("slug" = String, Path, description = "The campaign"), ("k" = u32, Path, description = "The number of the draw, from 0")),
    responses((status = 200, body = Claimant), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
pub async fn winner(
    State(app): State<App>,
    caller: Caller,
    Path((slug, k)): Path<(String, u32)>,
) -> Result<Json<Claimant>, ApiError> {
    let (_, draw) = open(&app, &caller, &slug)?;
    let claim = draw.winner(k).await?.claim;
    app.store
        .note(&caller.entry_of(&slug, What::WinnerLookedAt, &k.to_string(), Value::Null))
        .await?;
    Ok(Json(Claimant {
        name: claim.name,
        address: claim.address,
        contact: claim.contact,
        code: claim.code,
    }))
}
