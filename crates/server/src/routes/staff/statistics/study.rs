//! `GET /api/v1/staff/campaigns/{slug}/statistics/study`

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
use canyu_core::staff::{
    Filter, Right,
    study::{Known, Study},
};

/// What follows from who brought whom. Large campaigns are studied at intervals: `as_of` says what the answer is of.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/campaigns/{slug}/statistics/study", tag = "staff", extensions(("x-canyu-right" = json!("see_numbers"))),
    params(("slug" = String, Path, description = "The campaign"), Filter),
    responses((status = 200, body = Study), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem), (status = 500, body = Problem)))]
pub async fn study(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    asked: Result<Query<Filter>, QueryRejection>,
) -> Result<Json<Study>, ApiError> {
    let live = caller.campaign(&app, &slug)?;
    let filter = filter(asked)?;
    let made = shelf::studied(&app, &live, filter).await?;
    let mut told = Study::clone(&made);
    if !caller.may(Right::SeePersons) {
        without_persons(&mut told);
    }
    Ok(Json(told))
}

fn without_persons(study: &mut Study) {
    for cascade in &mut study.cascades {
        cascade.id = None;
    }
    for seed in &mut study.seeds {
        (seed.id, seed.label) = (None, None);
    }
    if let Known::Value(ask) = &mut study.ask {
        ask.people = None;
    }
}
