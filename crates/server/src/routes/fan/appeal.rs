//! `POST /api/v1/campaigns/{slug}/appeal`

use super::{complete, token_hash, view::How};
use crate::{
    app::App,
    problem::{ApiError, Problem},
    trust::appeal::appeal as take,
};
use axum::{
    Json,
    extract::{Path, Query, State},
    http::HeaderMap,
};
use bytes::Bytes;
use canyu_core::{decide, view::Me};

/// What a fan says.
#[derive(Debug, serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Appeal {
    /// 10 to 1,000 characters.
    pub text: String,
}

/// Says something against being held or refused, once. A human reads it.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/campaigns/{slug}/appeal", tag = "fan", params(("slug" = String, Path, description = "The campaign"), How, ("authorization" = String, Header, description = "Bearer and the fan's token")),
    request_body = Appeal,
    responses((status = 200, body = Me), (status = 401, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem, description = "`nothing_held`, `appealed_before`"), (status = 422, body = Problem, description = "`appeal_length`")))]
pub async fn appeal(
    State(app): State<App>,
    Path(slug): Path<String>,
    Query(asked): Query<How>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Me>, ApiError> {
    let live = app
        .campaigns
        .get(&slug)
        .ok_or_else(|| ApiError::UnknownCampaign(slug.clone()))?;
    let fan = app.store.fan(&slug, &token_hash(&headers)?).await?;
    let fan = fan.ok_or(ApiError::UnknownFan)?;
    let said: Appeal = serde_json::from_slice(&body).map_err(|error| ApiError::Malformed(error.to_string()))?;
    take(&app, &live, &fan, &said.text).await?;
    let mut me = decide::me(&live.campaign, &fan);
    complete(&app, &live, asked.lang.as_deref(), &mut me).await?;
    Ok(Json(me))
}
