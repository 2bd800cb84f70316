//! `GET /api/v1/staff/campaigns/{slug}/statistics/links`

use super::filter;
use crate::{
    account::Caller,
    app::App,
    problem::{ApiError, Problem},
    statistics::study::shelf,
};
use axum::{
    Json,
    extract::{Path, Query, State, rejection::QueryRejection},
};
use canyu_core::staff::{CampaignLinks, Filter};

/// Which advertisements and posts brought people, by `utm_source`, `utm_medium` and `utm_campaign` of the address by which they came first. It is made
/// at intervals where there are many: `as_of` says what the answer is of.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/campaigns/{slug}/statistics/links", tag = "staff", extensions(("x-canyu-right" = json!("see_numbers"))),
    params(("slug" = String, Path, description = "The campaign"), Filter),
    responses((status = 200, body = CampaignLinks), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem), (status = 500, body = Problem)))]
pub async fn links(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    asked: Result<Query<Filter>, QueryRejection>,
) -> Result<Json<CampaignLinks>, ApiError> {
    let live = caller.campaign(&app, &slug)?;
    let filter = filter(asked)?;
    let told = shelf::linked(&app, &live, filter).await?;
    Ok(Json(CampaignLinks::clone(&told)))
}
