//! `GET /api/v1/campaigns/{slug}/till`

use super::till;
use crate::{
    app::App,
    problem::{ApiError, Problem},
    till::{TillView, view},
};
use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};

/// What a till's page needs, also while it has no network.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/campaigns/{slug}/till", tag = "till",
    params(("slug" = String, Path, description = "The campaign"), ("authorization" = String, Header, description = "Bearer and the till's token")),
    responses((status = 200, body = TillView), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn about(State(app): State<App>, Path(slug): Path<String>, headers: HeaderMap) -> Result<Response, ApiError> {
    let live = app
        .campaigns
        .get(&slug)
        .ok_or_else(|| ApiError::UnknownCampaign(slug.clone()))?;
    let till = till(&app, &slug, &headers).await?;
    let view = view(&live, till, app.clock.is_rehearsal());
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(view)).into_response())
}
