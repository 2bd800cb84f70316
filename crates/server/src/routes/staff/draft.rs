//! `GET` and `DELETE /api/v1/staff/drafts/{id}`, and what is below it.

pub mod edits;
pub mod file;
pub mod picture;
pub mod preview;
pub mod publish;
pub mod pulse;
pub mod rehearsals;

use crate::{
    account::Caller,
    app::App,
    draft::{Desk, DraftError},
    problem::{ApiError, Problem},
};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State, rejection::BytesRejection},
    http::StatusCode,
};
use canyu_core::staff::{Draft, What};
use serde::de::DeserializeOwned;
use serde_json::json;

/// Largest body of what carries a campaign file, in bytes.
pub const LARGEST_FILE: usize = 2_000_000;

/// A body that may be as long as a campaign file.
///
/// # Errors
/// [`ApiError::TooLarge`], [`ApiError::Malformed`].
pub fn long<T: DeserializeOwned>(body: Result<Bytes, BytesRejection>) -> Result<T, ApiError> {
    let body = body.map_err(|_| ApiError::TooLarge(LARGEST_FILE))?;
    serde_json::from_slice(&body).map_err(|error| ApiError::Malformed(error.to_string()))
}

/// A draft, with what is wrong with it.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/drafts/{id}", tag = "staff", extensions(("x-canyu-right" = json!("edit"))),
    params(("id" = String, Path, description = "The draft")),
    responses((status = 200, body = Draft), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn show(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<Json<Draft>, ApiError> {
    let desk = Desk {
        app: &app,
        caller: &caller,
    };
    let row = desk.row(&id).await?;
    Ok(Json(desk.told(row).await?))
}

/// Throws a draft away. What is published stays.
///
/// # Errors
/// As described for the API.
#[utoipa::path(delete, path = "/api/v1/staff/drafts/{id}", tag = "staff", extensions(("x-canyu-right" = json!("edit"))),
    params(("id" = String, Path, description = "The draft")),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn delete(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<StatusCode, ApiError> {
    let desk = Desk {
        app: &app,
        caller: &caller,
    };
    let row = desk.row(&id).await?;
    let change = json!({ "before": { "revision": row.revision } });
    let entry = caller.entry_of(&row.slug, What::DraftDeleted, &id, change);
    if app.store.delete_draft(&id, &entry).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(DraftError::Unknown.into())
    }
}
