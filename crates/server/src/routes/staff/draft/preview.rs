//! `POST /api/v1/staff/drafts/{id}/preview`

use crate::{
    account::Caller,
    app::App,
    draft::{Desk, preview},
    problem::{ApiError, Problem},
    routes::fan::read,
};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State, rejection::BytesRejection},
};
use canyu_core::staff::{Preview, PreviewWish};

/// Makes a preview of a draft at a moment, with the real widget in it, which can be played. It begins empty: nobody has taken part.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/staff/drafts/{id}/preview", tag = "staff", request_body = PreviewWish, extensions(("x-canyu-right" = json!("edit"))),
    params(("id" = String, Path, description = "The draft")),
    responses((status = 200, body = Preview), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 415, body = Problem), (status = 503, body = Problem)))]
pub async fn make(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Preview>, ApiError> {
    let wish: PreviewWish = read(body)?;
    let desk = Desk {
        app: &app,
        caller: &caller,
    };
    let row = desk.row(&id).await?;
    Ok(Json(preview::show(&desk, row, &wish).await?))
}
