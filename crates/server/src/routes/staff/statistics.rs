//! `GET /api/v1/staff/campaigns/{slug}/statistics`

pub mod links;
pub mod stream;
pub mod study;
pub mod tree;
pub mod week;

use crate::{
    account::Caller,
    app::App,
    problem::{ApiError, Problem},
    statistics::share::StatisticsError,
};
use axum::{
    extract::{Path, Query, State, rejection::QueryRejection},
    http::header,
    response::IntoResponse,
};
use canyu_core::staff::{Figures, Filter};

/// What brings people in: everything that pages of statistics show, of the people and times that are asked for.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/campaigns/{slug}/statistics", tag = "staff", extensions(("x-canyu-right" = json!("see_numbers"))),
    params(("slug" = String, Path, description = "The campaign"), Filter),
    responses((status = 200, body = Figures), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn statistics(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    asked: Result<Query<Filter>, QueryRejection>,
) -> Result<impl IntoResponse, ApiError> {
    let live = caller.campaign(&app, &slug)?;
    let filter = filter(asked)?;
    let answer = app.sharing.figures(&app, &live, &filter, 0).await?;
    Ok(([(header::CONTENT_TYPE, "application/json")], answer.body.to_string()))
}

/// A filter that says something.
fn filter(asked: Result<Query<Filter>, QueryRejection>) -> Result<Filter, ApiError> {
    let Query(filter) = asked.map_err(|rejection| ApiError::Malformed(rejection.body_text()))?;
    orderly(filter)
}

/// A filter whose time does not end before it begins.
fn orderly(filter: Filter) -> Result<Filter, ApiError> {
    match (filter.from, filter.to) {
        (Some(from), Some(to)) if to <= from => Err(StatisticsError::NoTime.into()),
        _ => Ok(filter),
    }
}
