//! `POST /api/v1/staff/campaigns/{slug}/draw/run`

use super::{super::read, looked, open, to_its_end};
use crate::{
    account::Caller,
    app::App,
    draw::Ran,
    problem::{ApiError, Problem},
};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State, rejection::BytesRejection},
};
use canyu_core::staff::{DrawLook, DrawValue, What};
use serde_json::json;

/// Runs a draw with the random value. drand's is fetched from its relays where it is not given. Where the draw has been run with the same value
/// nothing is changed; there is never a second one.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/staff/campaigns/{slug}/draw/run", tag = "staff", request_body = DrawValue,
    extensions(("x-canyu-right" = json!("draw"))), params(("slug" = String, Path, description = "The campaign")),
    responses((status = 200, body = DrawLook), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem), (status = 503, body = Problem)))]
pub async fn run(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<DrawLook>, ApiError> {
    let (live, draw) = open(&app, &caller, &slug)?;
    let value: DrawValue = read(body)?;
    to_its_end(async move {
        if let Ran::Now(drawn) = draw.run_by_hand(&app, &value).await? {
            let entry = caller.entry_of(&slug, What::DrawRun, "", json!({ "after": { "drawn": drawn } }));
            app.store.note(&entry).await?;
        }
        Ok(Json(looked(&app, &live, &draw).await?))
    })
    .await
}
