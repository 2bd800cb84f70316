//! `GET` and `POST /api/v1/staff/campaigns/{slug}/draw/excluded`, `DELETE …/{id}`

use super::{super::read, open};
use crate::{
    account::Caller,
    app::App,
    draw::{close::Included, when},
    problem::{ApiError, Problem},
    store::draws::KeptOutRow,
};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State, rejection::BytesRejection},
    http::StatusCode,
};
use canyu_core::staff::{Excluding, KeptOut, LetIn, What};
use serde_json::json;

/// Whom staff keep out of a draw, the latest first. Whom the rules keep out is not among them.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/campaigns/{slug}/draw/excluded", tag = "staff", extensions(("x-canyu-right" = json!("draw"))),
    params(("slug" = String, Path, description = "The campaign")),
    responses((status = 200, body = Vec<KeptOut>), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn list(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
) -> Result<Json<Vec<KeptOut>>, ApiError> {
    let (_, draw) = open(&app, &caller, &slug)?;
    let line = |row: KeptOutRow| KeptOut {
        fan: row.fan,
        reason: row.reason,
        at: when(row.at),
    };
    Ok(Json(draw.excluded().await?.into_iter().map(line).collect()))
}

/// Keeps somebody out of a draw for one of the manifest's reasons, while its list is open.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/staff/campaigns/{slug}/draw/excluded", tag = "staff", request_body = Excluding,
    extensions(("x-canyu-right" = json!("draw"))), params(("slug" = String, Path, description = "The campaign")),
    responses((status = 204), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn exclude(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    body: Result<Bytes, BytesRejection>,
) -> Result<StatusCode, ApiError> {
    let (_, draw) = open(&app, &caller, &slug)?;
    let wanted: Excluding = read(body)?;
    let fan = wanted.fan.trim();
    draw.exclude(fan, &wanted.reason, app.clock.now()).await?;
    let change = json!({ "after": { "reason": wanted.reason } });
    app.store
        .note(&caller.entry_of(&slug, What::KeptOut, fan, change))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes back that somebody is kept out of a draw, while its list is open.
///
/// # Errors
/// As described for the API.
#[utoipa::path(delete, path = "/api/v1/staff/campaigns/{slug}/draw/excluded/{id}", tag = "staff", extensions(("x-canyu-right" = json!("draw"))),
    params(("slug" = String, Path, description = "The campaign"), ("id" = String, Path, description = "The participant")),
    responses((status = 200, body = LetIn), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
pub async fn include(
    State(app): State<App>,
    caller: Caller,
    Path((slug, id)): Path<(String, String)>,
) -> Result<Json<LetIn>, ApiError> {
    let (_, draw) = open(&app, &caller, &slug)?;
    let kept_out = match draw.include(&id).await? {
        Included::Again => None,
        Included::OutByRules(rule) => Some(rule),
        // A colleague was faster, or nobody had kept him out.
        Included::WasNotOut => return Err(ApiError::NotFound),
    };
    let change = json!({ "after": { "kept_out": kept_out } });
    app.store
        .note(&caller.entry_of(&slug, What::LetIn, &id, change))
        .await?;
    Ok(Json(LetIn { kept_out }))
}
