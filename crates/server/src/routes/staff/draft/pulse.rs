//! `GET /api/v1/staff/drafts/{id}/pulse`

use crate::{
    account::Caller,
    app::App,
    draft::Desk,
    problem::{ApiError, Problem},
};
use axum::{
    Json,
    extract::{Path, Query, State, rejection::QueryRejection},
};
use canyu_core::staff::Pulse;
use serde::Deserialize;

/// Where somebody is.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Where {
    /// The place that he is in
    #[serde(default)]
    place: String,
}

/// Says that somebody has a draft open, and what has become of it. Who has said nothing for fifteen seconds has gone.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/drafts/{id}/pulse", tag = "staff", extensions(("x-canyu-right" = json!("edit"))),
    params(("id" = String, Path, description = "The draft"), Where),
    responses((status = 200, body = Pulse), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn pulse(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    here: Result<Query<Where>, QueryRejection>,
) -> Result<Json<Pulse>, ApiError> {
    let Query(here) = here.map_err(|rejection| ApiError::Malformed(rejection.body_text()))?;
    let desk = Desk {
        app: &app,
        caller: &caller,
    };
    Ok(Json(desk.pulse(&id, &here.place).await?))
}
