//! `GET /api/v1/staff/campaigns/{slug}/draw/claims.csv`

use super::open;
use crate::{
    account::Caller,
    app::App,
    problem::{ApiError, Problem},
};
use axum::{
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use canyu_core::staff::What;
use serde_json::json;

/// The claimed prizes with names and addresses, for shipping, as comma-separated values. The log says who took it before it is given.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/campaigns/{slug}/draw/claims.csv", tag = "staff", extensions(("x-canyu-right" = json!("draw"))),
    params(("slug" = String, Path, description = "The campaign")),
    responses((status = 200, description = "k, prize, name, address, contact, code, claimed_at", content_type = "text/csv"),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn claims(State(app): State<App>, caller: Caller, Path(slug): Path<String>) -> Result<Response, ApiError> {
    let (_, draw) = open(&app, &caller, &slug)?;
    let winners = draw.winners().await?;
    let mut csv = Vec::new();
    let rows = draw.write_claims(&winners, &mut csv).map_err(|error| {
        tracing::error!(%error, "the list for shipping cannot be written");
        ApiError::Internal
    })?;
    let change = json!({ "after": { "rows": rows } });
    app.store
        .note(&caller.entry_of(&slug, What::ShippingListTaken, "", change))
        .await?;
    let name = format!("attachment; filename=\"{slug}-claims.csv\"");
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/csv; charset=utf-8"),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::try_from(name).map_err(|_| ApiError::Internal)?,
        ),
    ];
    Ok((headers, csv).into_response())
}
