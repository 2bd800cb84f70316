//! `GET /api/v1/staff/drafts/{id}/release` and `POST /api/v1/staff/drafts/{id}/publish`

use crate::{
    account::Caller,
    app::App,
    draft::{Desk, publication},
    problem::{ApiError, Problem},
    routes::fan::read,
};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State, rejection::BytesRejection},
};
use canyu_core::staff::{PublishWish, PublishedVersion, Release};

/// What publishing a draft would lock and change. Nothing is done.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/drafts/{id}/release", tag = "staff", extensions(("x-canyu-right" = json!("edit"))),
    params(("id" = String, Path, description = "The draft")),
    responses((status = 200, body = Release), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn release(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Release>, ApiError> {
    let desk = Desk {
        app: &app,
        caller: &caller,
    };
    let row = desk.row(&id).await?;
    Ok(Json(publication::told(&desk, &row).await?))
}

/// Publishes a draft, if it is still what was looked at, and what it changes is still what it was compared with. Its rules are locked from then on.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/staff/drafts/{id}/publish", tag = "staff", request_body = PublishWish, extensions(("x-canyu-right" = json!("publish"))),
    params(("id" = String, Path, description = "The draft")),
    responses((status = 200, body = PublishedVersion), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn publish(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<PublishedVersion>, ApiError> {
    let wish: PublishWish = read(body)?;
    let desk = Desk {
        app: &app,
        caller: &caller,
    };
    let row = desk.row(&id).await?;
    Ok(Json(publication::publish(&desk, row, &wish).await?))
}
