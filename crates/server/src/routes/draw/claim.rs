//! `POST /api/v1/campaigns/{slug}/draw/claim`

use crate::{
    app::{App, LARGEST_BODY},
    draw::{
        DrawError,
        claim::{ClaimAnswer, ClaimRequest},
    },
    problem::{ApiError, Problem},
    routes::fan::token_hash,
};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State, rejection::BytesRejection},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};

/// Claims a prize. Answered when it is on disk. The same claim again is answered alike.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/campaigns/{slug}/draw/claim", tag = "draw", request_body = ClaimRequest,
    params(("slug" = String, Path, description = "The campaign"), ("authorization" = String, Header, description = "Bearer and the fan's token")),
    responses((status = 200, body = ClaimAnswer), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem)))]
pub async fn claim(
    State(app): State<App>,
    Path(slug): Path<String>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, ApiError> {
    let live = app
        .campaigns
        .get(&slug)
        .ok_or_else(|| ApiError::UnknownCampaign(slug.clone()))?;
    let token = token_hash(&headers)?;
    let body = body.map_err(|rejection| match rejection.status().as_u16() {
        413 => ApiError::TooLarge(LARGEST_BODY),
        _ => ApiError::Malformed(rejection.body_text()),
    })?;
    let request: ClaimRequest =
        serde_json::from_slice(&body).map_err(|error| ApiError::Malformed(error.to_string()))?;
    let fan = app.store.fan(&slug, &token).await?.ok_or(ApiError::UnknownFan)?;
    let (Some(draw), Some((_, lottery))) = (app.draw(&live), live.campaign.lottery()) else {
        return Err(DrawError::NotAWinner.into());
    };
    let answer = draw.claim(lottery, &fan.id, &request, app.clock.now()).await?;
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(answer)).into_response())
}
