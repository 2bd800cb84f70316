//! `GET` and `DELETE /api/v1/staff/campaigns/{slug}/exports/{id}`

use super::own;
use crate::{
    account::Caller,
    app::App,
    problem::{ApiError, Problem},
};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use canyu_core::staff::Export;

/// How far one's own export is.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/campaigns/{slug}/exports/{id}", tag = "staff", extensions(("x-canyu-right" = json!("export"))),
    params(("slug" = String, Path, description = "The campaign"), ("id" = String, Path, description = "The export")),
    responses((status = 200, body = Export), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn show(
    State(app): State<App>,
    caller: Caller,
    Path((slug, id)): Path<(String, String)>,
) -> Result<Json<Export>, ApiError> {
    Ok(Json(own(&app, &caller, &slug, &id)?.told()))
}

/// Stops one's own export, or removes its file.
///
/// # Errors
/// As described for the API.
#[utoipa::path(delete, path = "/api/v1/staff/campaigns/{slug}/exports/{id}", tag = "staff", extensions(("x-canyu-right" = json!("export"))),
    params(("slug" = String, Path, description = "The campaign"), ("id" = String, Path, description = "The export")),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn remove(
    State(app): State<App>,
    caller: Caller,
    Path((slug, id)): Path<(String, String)>,
) -> Result<StatusCode, ApiError> {
    caller.campaign(&app, &slug)?;
    app.exports.remove(&caller.account().id, &slug, &id)?;
    Ok(StatusCode::NO_CONTENT)
}
