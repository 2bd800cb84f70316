//! `GET` and `PUT /api/v1/staff/drafts/{id}/file`

use super::LARGEST_FILE;
use crate::{
    account::Caller,
    app::App,
    draft::{Desk, DraftError},
    problem::{ApiError, Problem},
};
use axum::{
    Json,
    body::Bytes,
    extract::{
        Path, Query, State,
        rejection::{BytesRejection, QueryRejection},
    },
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use canyu_core::staff::Draft;
use serde::Deserialize;

/// What the writer has seen.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Seen {
    /// The revision in whose place the file is put
    revision: u32,
}

/// The campaign file, as it stands.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/drafts/{id}/file", tag = "staff", extensions(("x-canyu-right" = json!("edit"))),
    params(("id" = String, Path, description = "The draft")),
    responses((status = 200, body = String, content_type = "application/toml"), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn get(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<Response, ApiError> {
    let row = Desk {
        app: &app,
        caller: &caller,
    }
    .row(&id)
    .await?;
    let name = if row.slug.is_empty() { "campaign" } else { &row.slug };
    let mut response = row.source.clone().into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/toml; charset=utf-8"),
    );
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}.toml\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// Puts a file in place of the revision that was seen. It may have errors: then the draft has findings.
///
/// # Errors
/// As described for the API.
#[utoipa::path(put, path = "/api/v1/staff/drafts/{id}/file", tag = "staff", extensions(("x-canyu-right" = json!("edit"))),
    request_body(content = String, content_type = "application/toml"), params(("id" = String, Path, description = "The draft"), Seen),
    responses((status = 200, body = Draft), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem)))]
pub async fn put(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    seen: Result<Query<Seen>, QueryRejection>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Draft>, ApiError> {
    let Query(seen) = seen.map_err(|rejection| ApiError::Malformed(rejection.body_text()))?;
    let body = body.map_err(|_| ApiError::TooLarge(LARGEST_FILE))?;
    let source = String::from_utf8(body.to_vec()).map_err(|_| DraftError::NotText)?;
    let desk = Desk {
        app: &app,
        caller: &caller,
    };
    let row = desk.replace(&id, seen.revision, source).await?;
    Ok(Json(desk.told(row).await?))
}
