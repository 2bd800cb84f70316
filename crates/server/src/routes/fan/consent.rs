//! `GET` and `POST /api/v1/campaigns/{slug}/consents`

use super::{known, read};
use crate::{
    app::App,
    consent::{self, ConsentAnswer, ConsentRequest},
    problem::{ApiError, Problem},
};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State, rejection::BytesRejection},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};

/// What the fan has said last, for each purpose that the campaign asks about.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/campaigns/{slug}/consents", tag = "fan",
    params(("slug" = String, Path, description = "The campaign"), ("authorization" = String, Header, description = "Bearer and the fan's token")),
    responses((status = 200, body = Vec<ConsentAnswer>), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn said(State(app): State<App>, Path(slug): Path<String>, headers: HeaderMap) -> Result<Response, ApiError> {
    let live = app.campaigns.get(&slug).ok_or(ApiError::UnknownCampaign(slug))?;
    let fan = known(&app, &live, &headers).await?;
    let said = consent::said(&app, &live, &fan.id).await?;
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(said)).into_response())
}

/// Says something: kept as lines of their own, with the version of the text; what was said before stays on record.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/campaigns/{slug}/consents", tag = "fan", request_body = ConsentRequest,
    params(("slug" = String, Path, description = "The campaign"), ("authorization" = String, Header, description = "Bearer and the fan's token")),
    responses((status = 200, body = Vec<ConsentAnswer>), (status = 401, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub async fn say(
    State(app): State<App>,
    Path(slug): Path<String>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Vec<ConsentAnswer>>, ApiError> {
    let live = app.campaigns.get(&slug).ok_or(ApiError::UnknownCampaign(slug))?;
    let fan = known(&app, &live, &headers).await?;
    let request: ConsentRequest = read(body)?;
    consent::keep(&app, &live, &fan.id, &request).await?;
    Ok(Json(consent::said(&app, &live, &fan.id).await?))
}
