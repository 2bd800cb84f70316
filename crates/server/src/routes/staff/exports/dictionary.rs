//! `GET /api/v1/staff/campaigns/{slug}/exports/dictionary`

use crate::{
    account::Caller,
    app::App,
    export,
    problem::{ApiError, Problem},
};
use axum::{
    Json,
    extract::{Path, State},
};
use canyu_core::staff::TableDictionary;

/// What stands in the tables: each column with its type and what it says. The same for every campaign.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/campaigns/{slug}/exports/dictionary", tag = "staff", extensions(("x-canyu-right" = json!("export"))),
    params(("slug" = String, Path, description = "The campaign")),
    responses((status = 200, body = Vec<TableDictionary>), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn dictionary(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
) -> Result<Json<Vec<TableDictionary>>, ApiError> {
    caller.campaign(&app, &slug)?;
    Ok(Json(export::dictionary()))
}
