//! `GET /api/v1/staff/campaigns/{slug}/exports/dictionary`

use crate::{
    account::Caller,
    app::App,
    export,
    problem::{ApiError, Problem},
};
use axum::{
    Json,
    extract::{Path, Query, State, rejection::QueryRejection},
};
use canyu_core::{lang::Lang, staff::TableDictionary};
use serde::Deserialize;

/// How to tell it.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct How {
    /// The reader's language, a BCP 47 tag; left out, or none that is spoken here: English.
    lang: Option<String>,
}

/// What stands in the tables: each column with its type and what it says. The same for every campaign.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/campaigns/{slug}/exports/dictionary", tag = "staff", extensions(("x-canyu-right" = json!("export"))),
    params(("slug" = String, Path, description = "The campaign"), How),
    responses((status = 200, body = Vec<TableDictionary>), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn dictionary(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    how: Result<Query<How>, QueryRejection>,
) -> Result<Json<Vec<TableDictionary>>, ApiError> {
    let Query(how) = how.map_err(|rejection| ApiError::Malformed(rejection.body_text()))?;
    caller.campaign(&app, &slug)?;
    Ok(Json(export::dictionary(
        how.lang.as_deref().and_then(Lang::from_tag).unwrap_or_default(),
    )))
}
