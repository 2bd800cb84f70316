//! `POST /api/v1/campaigns/{slug}/email` and `…/email/confirm`

use super::{known, own, read, view::How};
use crate::{
    app::App,
    guard::Door,
    mail::confirm,
    problem::{ApiError, Problem},
    view,
};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, Query, State, rejection::BytesRejection},
    http::{HeaderMap, StatusCode},
};
use canyu_core::view::Me;
use serde::{Deserialize, Serialize};

/// Which address.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EmailRequest {
    /// As it was typed.
    address: String,
    /// The language of the mail, a BCP 47 tag; left out: the campaign's first.
    lang: Option<String>,
}

/// The same for every address.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct EmailAnswer {
    /// Always true: whether the mail will arrive nobody knows, and whether somebody takes part with the address is nobody's business.
    sent: bool,
}

/// What was typed.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CodeRequest {
    /// Six digits.
    code: String,
}

/// Asks for a mail with a code and a link. The answer is the same for every address, whether somebody takes part with it or not.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/campaigns/{slug}/email", tag = "fan", request_body = EmailRequest,
    params(("slug" = String, Path, description = "The campaign"), ("authorization" = String, Header, description = "Bearer and the fan's token")),
    responses((status = 202, body = EmailAnswer), (status = 401, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem), (status = 429, body = Problem), (status = 503, body = Problem)))]
pub async fn ask(
    State(app): State<App>,
    Path(slug): Path<String>,
    Door(visitor): Door,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<(StatusCode, Json<EmailAnswer>), ApiError> {
    let live = app.campaigns.get(&slug).ok_or(ApiError::UnknownCampaign(slug))?;
    let fan = known(&app, &live, &headers).await?;
    let request: EmailRequest = read(body)?;
    let lang = view::language(&live.campaign, request.lang.as_deref());
    confirm::ask(&app, &live, (&fan, &visitor.place), &request.address, lang).await?;
    Ok((StatusCode::ACCEPTED, Json(EmailAnswer { sent: true })))
}

/// Confirms the address by the code in the newest mail. Five tries, 15 minutes.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/campaigns/{slug}/email/confirm", tag = "fan", request_body = CodeRequest,
    params(("slug" = String, Path, description = "The campaign"), How, ("authorization" = String, Header, description = "Bearer and the fan's token")),
    responses((status = 200, body = Me), (status = 401, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 410, body = Problem), (status = 422, body = Problem)))]
pub async fn confirm(
    State(app): State<App>,
    Path(slug): Path<String>,
    Query(asked): Query<How>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Me>, ApiError> {
    let live = app.campaigns.get(&slug).ok_or(ApiError::UnknownCampaign(slug))?;
    let fan = known(&app, &live, &headers).await?;
    let request: CodeRequest = read(body)?;
    let row = confirm::by_code(&app, &live, &fan.id, &request.code).await?;
    confirm::finish(&app, &live, &row).await?;
    // He may be somebody else by now.
    let fan = known(&app, &live, &headers).await?;
    Ok(Json(own(&app, &live, &fan, asked.lang.as_deref()).await?))
}
