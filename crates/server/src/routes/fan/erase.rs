//! `DELETE /api/v1/campaigns/{slug}/me`

use super::token_hash;
use crate::{
    app::App,
    entropy,
    problem::{ApiError, Problem},
};
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
};
use canyu_core::{decide::Order, referral};

/// Deletes all that names the fan; the same again changes nothing. What remains of the counts, and of a draw that can be checked, bears a name that
/// says nothing.
///
/// # Errors
/// As described for the API.
#[utoipa::path(delete, path = "/api/v1/campaigns/{slug}/me", tag = "fan",
    params(("slug" = String, Path, description = "The campaign"), ("authorization" = String, Header, description = "Bearer and the fan's token")),
    responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn erase(
    State(app): State<App>,
    Path(slug): Path<String>,
    headers: HeaderMap,
) -> Result<StatusCode, ApiError> {
    let live = app.campaigns.get(&slug).ok_or(ApiError::UnknownCampaign(slug))?;
    let token = token_hash(&headers)?;
    let Some(fan) = app.store.fan(&live.campaign.slug, &token).await? else {
        return Ok(StatusCode::NO_CONTENT);
    };
    let [random, other] = entropy::pair().map_err(|error| {
        tracing::error!(%error, code = "internal", "no randomness");
        ApiError::Internal
    })?;
    let order = Order::Erase {
        fan: fan.id,
        stub: referral::claim_code(random),
    };
    // The key stays behind, so it must not name him; a second request finds nobody any more.
    let key = format!("erase/{}", referral::claim_code(other));
    app.ingest.order(live.clone(), order, app.clock.now(), key).await?;
    tracing::info!(campaign = live.campaign.slug, "somebody has had his data deleted");
    Ok(StatusCode::NO_CONTENT)
}
