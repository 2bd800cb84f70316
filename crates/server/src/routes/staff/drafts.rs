//! `GET` and `POST /api/v1/staff/drafts`, `GET /api/v1/staff/templates` and `GET /api/v1/staff/campaign-schema`

use super::draft::long;
use crate::{
    account::Caller,
    app::App,
    draft::{Desk, begin, template::TEMPLATES},
    problem::{ApiError, Problem},
};
use axum::{
    Json,
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::StatusCode,
};
use canyu_core::{
    file,
    staff::{Draft, DraftLine, NewDraft, Template},
};

/// What a draft can start from.
#[utoipa::path(get, path = "/api/v1/staff/templates", tag = "staff", extensions(("x-canyu-right" = json!("edit"))),
    responses((status = 200, body = Vec<Template>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn templates() -> Json<Vec<Template>> {
    Json(TEMPLATES.iter().filter_map(|template| template.told()).collect())
}

/// The JSON Schema of campaign files.
#[utoipa::path(get, path = "/api/v1/staff/campaign-schema", tag = "staff", extensions(("x-canyu-right" = json!("edit"))),
    responses((status = 200, body = Object), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn schema() -> Json<serde_json::Value> {
    Json(file::schema().to_value())
}

/// All drafts, the one that was changed last first.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/drafts", tag = "staff", extensions(("x-canyu-right" = json!("edit"))),
    responses((status = 200, body = Vec<DraftLine>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list(State(app): State<App>, caller: Caller) -> Result<Json<Vec<DraftLine>>, ApiError> {
    let desk = Desk {
        app: &app,
        caller: &caller,
    };
    Ok(Json(desk.lines().await?))
}

/// Begins a draft: from a template, a published campaign, a file, or nothing.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/staff/drafts", tag = "staff", request_body = NewDraft, extensions(("x-canyu-right" = json!("edit"))),
    responses((status = 201, body = Draft), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem)))]
pub async fn make(
    State(app): State<App>,
    caller: Caller,
    body: Result<Bytes, BytesRejection>,
) -> Result<(StatusCode, Json<Draft>), ApiError> {
    let asked: NewDraft = long(body)?;
    let desk = Desk {
        app: &app,
        caller: &caller,
    };
    let row = begin(&desk, asked).await?;
    Ok((StatusCode::CREATED, Json(desk.told(row).await?)))
}
