//! `POST /api/v1/campaigns/{slug}/identity`

use super::{known, own, read, view::How};
use crate::{
    app::App,
    identity::vouch,
    problem::{ApiError, Problem},
};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, Query, State, rejection::BytesRejection},
    http::HeaderMap,
};
use canyu_core::view::Me;
use serde::Deserialize;

/// The host site's word.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IdentityRequest {
    /// A JSON Web Token that the site's back end has signed.
    jwt: String,
}

/// The host site vouches for the fan: he is verified, and whoever it names in the same way on another device is the same person.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/campaigns/{slug}/identity", tag = "fan", request_body = IdentityRequest,
    params(("slug" = String, Path, description = "The campaign"), How, ("authorization" = String, Header, description = "Bearer and the fan's token")),
    responses((status = 200, body = Me), (status = 401, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 503, body = Problem)))]
pub async fn identity(
    State(app): State<App>,
    Path(slug): Path<String>,
    Query(asked): Query<How>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Me>, ApiError> {
    let live = app.campaigns.get(&slug).ok_or(ApiError::UnknownCampaign(slug))?;
    let fan = known(&app, &live, &headers).await?;
    let request: IdentityRequest = read(body)?;
    vouch::vouch(&app, &live, &fan.id, &request.jwt).await?;
    let fan = known(&app, &live, &headers).await?;
    Ok(Json(own(&app, &live, &fan, asked.lang.as_deref()).await?))
}
