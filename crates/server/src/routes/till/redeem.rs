//! `POST /api/v1/campaigns/{slug}/redeem`

use super::till;
use crate::{
    app::{App, LARGEST_BODY},
    problem::{ApiError, Problem},
    routes::fan::act::idempotency_key,
    till::{RedeemAnswer, RedeemRequest, TillError, genuine},
};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State, rejection::BytesRejection},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use canyu_core::decide::Order;

/// Redeems a code. Answered when it is on disk. The same code at the same till again is answered alike, and by the same key to the letter; at
/// another till it is refused with where and when it was redeemed.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/campaigns/{slug}/redeem", tag = "till", request_body = RedeemRequest,
    params(("slug" = String, Path, description = "The campaign"), ("authorization" = String, Header, description = "Bearer and the till's token"),
        ("idempotency-key" = String, Header, description = "16 to 64 random characters, new for each code that somebody presents")),
    responses((status = 200, body = RedeemAnswer), (status = 400, body = Problem), (status = 401, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem), (status = 503, body = Problem)))]
pub async fn redeem(
    State(app): State<App>,
    Path(slug): Path<String>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, ApiError> {
    let live = app
        .campaigns
        .get(&slug)
        .ok_or_else(|| ApiError::UnknownCampaign(slug.clone()))?;
    let till = till(&app, &slug, &headers).await?;
    let key = idempotency_key(&headers)?;
    let body = body.map_err(|rejection| match rejection.status().as_u16() {
        413 => ApiError::TooLarge(LARGEST_BODY),
        _ => ApiError::Malformed(rejection.body_text()),
    })?;
    let request: RedeemRequest =
        serde_json::from_slice(&body).map_err(|error| ApiError::Malformed(error.to_string()))?;
    let code = genuine(&app, &live, &request.code)?;
    let order = Order::Redeem {
        code: code.compact().to_owned(),
        till: till.name.clone(),
    };
    // Keys are a till's own: two tills may make the same one.
    let key = format!("redeem/{}/{key}", till.name);
    let done = app.ingest.redeem(live, order, app.clock.now(), key).await;
    let (held, accepted) = done.map_err(|error| TillError::read(error).map_or_else(ApiError::from, ApiError::from))?;
    let (redeemed_at, by) = held.redeemed.ok_or(ApiError::Internal)?;
    let answer = RedeemAnswer {
        code: code.to_string(),
        node: held.node,
        item: held.item,
        redeemed_at,
        till: by,
        again: accepted != redeemed_at,
    };
    metrics::counter!("canyu_redeemed_total", "again" => if answer.again { "yes" } else { "no" }).increment(1);
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(answer)).into_response())
}
