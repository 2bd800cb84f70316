//! `POST /api/v1/campaigns/{slug}/acts`

use super::{complete, hex, token_hash, view::How};
use crate::{
    app::{App, LARGEST_BODY},
    entropy,
    problem::{ApiError, Problem},
};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, Query, State, rejection::BytesRejection},
    http::HeaderMap,
};
use canyu_core::{act::ActRequest, decide::Input, view::ActAnswer};

/// Does something. Answered when it is on disk. The same key and body again are answered alike, and counted once.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/campaigns/{slug}/acts", tag = "fan", request_body = ActRequest,
    params(("slug" = String, Path, description = "The campaign"), How,
        ("authorization" = String, Header, description = "Bearer and the fan's token, made in the browser: 32 random bytes as base64url"),
        ("idempotency-key" = String, Header, description = "16 to 64 random characters, new for each act")),
    responses((status = 200, body = ActAnswer), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem), (status = 503, body = Problem)))]
pub async fn act(
    State(app): State<App>,
    Path(slug): Path<String>,
    Query(asked): Query<How>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<ActAnswer>, ApiError> {
    let live = app.campaigns.get(&slug).ok_or(ApiError::UnknownCampaign(slug))?;
    let token = token_hash(&headers)?;
    let key = idempotency_key(&headers)?;
    let body = body.map_err(|rejection| match rejection.status().as_u16() {
        413 => ApiError::TooLarge(LARGEST_BODY),
        _ => ApiError::Malformed(rejection.body_text()),
    })?;
    let request: ActRequest = serde_json::from_slice(&body).map_err(|error| ApiError::Malformed(error.to_string()))?;
    let name = request.act.name();
    let entropy = entropy::pair().map_err(|error| {
        tracing::error!(%error, code = "internal", "no randomness");
        ApiError::Internal
    })?;
    let input = Input {
        token,
        request,
        now: app.clock.now(),
        entropy,
    };
    let mut answer = app
        .ingest
        .act(live.clone(), input, key, hex(&body), String::new())
        .await?;
    complete(&app, &live, asked.lang.as_deref(), &mut answer.me).await?;
    metrics::counter!("canyu_acts_total", "act" => name).increment(1);
    Ok(Json(answer))
}

pub(crate) fn idempotency_key(headers: &HeaderMap) -> Result<String, ApiError> {
    let key = headers.get("idempotency-key").ok_or(ApiError::KeyMissing)?;
    let fits = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    let key = key
        .to_str()
        .ok()
        .filter(|key| (16..=64).contains(&key.len()) && key.bytes().all(fits));
    key.map(str::to_owned).ok_or(ApiError::KeyMalformed)
}
