//! `POST /api/v1/staff/campaigns/{slug}/draw/told`

use super::{super::read, looked, open};
use crate::{
    account::Caller,
    app::App,
    problem::{ApiError, Problem},
};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State, rejection::BytesRejection},
};
use canyu_core::staff::{DrawLook, Telling, What};
use serde_json::json;

/// Longest place in characters.
const LONGEST: usize = 500;

/// Notes where the commitment was published besides the server itself, in the place of what was noted before.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/staff/campaigns/{slug}/draw/told", tag = "staff", request_body = Telling,
    extensions(("x-canyu-right" = json!("draw"))), params(("slug" = String, Path, description = "The campaign")),
    responses((status = 200, body = DrawLook), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn tell(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<DrawLook>, ApiError> {
    let (live, draw) = open(&app, &caller, &slug)?;
    let telling: Telling = read(body)?;
    let place = telling.place.trim();
    if place.is_empty() || place.chars().count() > LONGEST || place.chars().any(char::is_control) {
        return Err(ApiError::Malformed(format!(
            "a place has 1 to {LONGEST} characters, on one line"
        )));
    }
    let before = looked(&app, &live, &draw).await?.told.map(|told| told.place);
    draw.tell(place, app.clock.now()).await?;
    let change = json!({ "before": { "place": before }, "after": { "place": place } });
    app.store
        .note(&caller.entry_of(&slug, What::CommitmentTold, "", change))
        .await?;
    Ok(Json(looked(&app, &live, &draw).await?))
}
