//! `POST /api/v1/campaigns/{slug}/visits`

use super::{act::key_of, token_hash};
use crate::{
    app::App,
    guard::{Asked, Door},
    problem::{ApiError, Problem},
};
use axum::{
    Json,
    extract::{Path, State, rejection::JsonRejection},
    http::HeaderMap,
};
use canyu_core::moment::Moment;

/// An act that is announced.
#[derive(Debug, serde::Deserialize, utoipa::ToSchema)]
pub struct Announced {
    /// The idempotency key under which the act will be sent.
    key: String,
    /// The act's name, as `tap`.
    act: String,
    /// Its node.
    node: String,
}

/// A visit token, for one act.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
pub struct VisitAnswer {
    /// To be sent with the act as the header `Canyu-Visit`.
    pub visit: String,
    /// A challenge of the ALTCHA protocol, version 2, where many newcomers come from one place. Its solution is sent with the act as the header
    /// `Canyu-Proof`: Base64 of the protocol's payload.
    #[schema(value_type = Option<Object>)]
    pub challenge: Option<altcha::Challenge>,
    /// Until when the token is good.
    pub until: Moment,
}

/// Announces an act that takes part: all but `arrive`, `see`, `start` and `share` need it.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/campaigns/{slug}/visits", tag = "fan", request_body = Announced,
    params(("slug" = String, Path, description = "The campaign"),
        ("authorization" = String, Header, description = "Bearer and the fan's token")),
    responses((status = 200, body = VisitAnswer), (status = 400, body = Problem), (status = 401, body = Problem), (status = 404, body = Problem),
        (status = 429, body = Problem)))]
pub async fn visit(
    State(app): State<App>,
    Path(slug): Path<String>,
    Door(visitor): Door,
    headers: HeaderMap,
    body: Result<Json<Announced>, JsonRejection>,
) -> Result<Json<VisitAnswer>, ApiError> {
    let live = app.campaigns.get(&slug).ok_or(ApiError::UnknownCampaign(slug))?;
    let token = token_hash(&headers)?;
    let Json(announced) = body.map_err(|rejection| ApiError::Malformed(rejection.body_text()))?;
    let asked = Asked {
        token: &token,
        key: key_of(&announced.key).ok_or(ApiError::KeyMalformed)?,
        act: &announced.act,
        node: &announced.node,
    };
    let made = app
        .guard
        .announce(&live, asked, (&visitor.place, app.clock.now()), app.clock.speed());
    let visit = made.map_err(|error| {
        tracing::error!(%error, code = "internal", "no challenge could be made");
        ApiError::Internal
    })?;
    Ok(Json(VisitAnswer {
        visit: visit.token,
        challenge: visit.challenge,
        until: visit.until,
    }))
}
