//! `GET /api/v1/staff/campaigns/{slug}/statistics/week`

use crate::{
    account::Caller,
    app::App,
    problem::{ApiError, Problem},
    statistics::week,
};
use axum::{
    Json,
    extract::{Path, Query, State, rejection::QueryRejection},
};
use canyu_core::staff::Week;
use serde::Deserialize;

/// Which week.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// By ISO 8601, in the server's zone: `2024-W31`. Left out: the last whole one; the first one while it is running, the last one after the close.
    week: Option<String>,
}

/// A week beside the one before: what came of it, and whether it is more or less than chance. With the figures of its time it makes a report.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/campaigns/{slug}/statistics/week", tag = "staff", extensions(("x-canyu-right" = json!("see_numbers"))),
    params(("slug" = String, Path, description = "The campaign"), Wanted),
    responses((status = 200, body = Week), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn week(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    asked: Result<Query<Wanted>, QueryRejection>,
) -> Result<Json<Week>, ApiError> {
    let live = caller.campaign(&app, &slug)?;
    let Query(wanted) = asked.map_err(|rejection| ApiError::Malformed(rejection.body_text()))?;
    Ok(Json(week::week(&app, &live, wanted.week.as_deref()).await?))
}
