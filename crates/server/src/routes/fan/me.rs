//! `GET /api/v1/campaigns/{slug}/me`

use super::{known, own, view::How};
use crate::{
    app::App,
    problem::{ApiError, Problem},
};
use axum::{
    Json,
    extract::{Path, Query, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use canyu_core::view::Me;

/// The fan's own state.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/campaigns/{slug}/me", tag = "fan", params(("slug" = String, Path, description = "The campaign"), How, ("authorization" = String, Header, description = "Bearer and the fan's token")),
    responses((status = 200, body = Me), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn me(
    State(app): State<App>,
    Path(slug): Path<String>,
    Query(asked): Query<How>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let live = app.campaigns.get(&slug).ok_or(ApiError::UnknownCampaign(slug))?;
    let fan = known(&app, &live, &headers).await?;
    let me = own(&app, &live, &fan, asked.lang.as_deref()).await?;
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(me)).into_response())
}
