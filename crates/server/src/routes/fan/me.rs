//! `GET /api/v1/campaigns/{slug}/me`

use super::{complete, token_hash, view::How};
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
use canyu_core::{decide, view::Me};

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
    let live = app
        .campaigns
        .get(&slug)
        .ok_or_else(|| ApiError::UnknownCampaign(slug.clone()))?;
    let fan = app
        .store
        .fan(&slug, &token_hash(&headers)?)
        .await?
        .ok_or(ApiError::UnknownFan)?;
    let mut me = decide::me(&live.campaign, &fan);
    if let Some(ballot) = live.ballot.as_ref().filter(|_| fan.in_draw()) {
        let entry = app.store.entry(&slug, &fan.id).await?;
        me.receipt = entry.and_then(|entry| ballot.receipt(&entry));
    }
    complete(&app, &live, asked.lang.as_deref(), &mut me).await?;
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(me)).into_response())
}
