//! `POST /api/v1/staff/drafts/{id}/edits` and `…/undo`

use super::long;
use crate::{
    account::Caller,
    app::App,
    draft::Desk,
    problem::{ApiError, Problem},
};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State, rejection::BytesRejection},
};
use canyu_core::staff::{Draft, Edits, Seen};

/// Changes places of a draft's newest revision: all that are sent, or none. A place in which somebody else has written something else meanwhile is a
/// conflict (`edited_meanwhile`), with `place` and what stands there as `theirs`.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/staff/drafts/{id}/edits", tag = "staff", request_body = Edits, extensions(("x-canyu-right" = json!("edit"))),
    params(("id" = String, Path, description = "The draft")),
    responses((status = 200, body = Draft), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem)))]
pub async fn edit(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Draft>, ApiError> {
    let asked: Edits = long(body)?;
    let desk = Desk {
        app: &app,
        caller: &caller,
    };
    let row = desk.edit(&id, &asked.edits).await?;
    Ok(Json(desk.told(row).await?))
}

/// Takes the last change back, whoever made it, if it is still the one that was seen. Asked for again it takes back the one before.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/staff/drafts/{id}/undo", tag = "staff", request_body = Seen, extensions(("x-canyu-right" = json!("edit"))),
    params(("id" = String, Path, description = "The draft")),
    responses((status = 200, body = Draft), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn undo(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Draft>, ApiError> {
    let asked: Seen = long(body)?;
    let desk = Desk {
        app: &app,
        caller: &caller,
    };
    let row = desk.undo(&id, asked.revision).await?;
    Ok(Json(desk.told(row).await?))
}
