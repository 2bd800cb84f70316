//! `GET /api/v1/campaigns/{slug}`

#![expect(unused_qualifications, reason = "utoipa repeats the type of the query with its path")]

use crate::{
    app::App,
    problem::{ApiError, Problem},
    view,
};
use axum::{
    Json,
    extract::{Path, Query, State},
    http::header,
    response::{IntoResponse, Response},
};
use canyu_core::view::View;
use serde::Deserialize;
use utoipa::IntoParams;

/// How to show it.
#[derive(Debug, Deserialize, IntoParams)]
pub struct How {
    /// The reader's language, a BCP 47 tag; left out: the campaign's first.
    pub(super) lang: Option<String>,
}

/// A campaign as everybody may see it now.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/campaigns/{slug}", tag = "fan", params(("slug" = String, Path, description = "The campaign"), How),
    responses((status = 200, body = View), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn view(
    State(app): State<App>,
    Path(slug): Path<String>,
    Query(asked): Query<How>,
) -> Result<Response, ApiError> {
    let live = app.campaigns.get(&slug).ok_or(ApiError::UnknownCampaign(slug))?;
    let lang = view::language(&live.campaign, asked.lang.as_deref());
    let numbers = live.numbers(&*app.store).await?;
    let view = view::view(&live, &numbers, &app.clock, lang);
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(view)).into_response())
}
