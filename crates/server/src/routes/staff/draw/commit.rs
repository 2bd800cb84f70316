//! `POST /api/v1/staff/campaigns/{slug}/draw/commit`

use super::{looked, open, to_its_end};
use crate::{
    account::Caller,
    app::App,
    draw::close::Committed,
    problem::{ApiError, Problem},
};
use axum::{
    Json,
    extract::{Path, State},
};
use canyu_core::staff::{DrawLook, What};
use fairdraw::text::hex;
use serde_json::json;

/// Closes the list of a draw now and commits to it, after the campaign's close and before the random value exists. A running server does so by
/// itself; where it has been done nothing is changed.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/staff/campaigns/{slug}/draw/commit", tag = "staff", extensions(("x-canyu-right" = json!("draw"))),
    params(("slug" = String, Path, description = "The campaign")),
    responses((status = 200, body = DrawLook), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 503, body = Problem)))]
pub async fn commit(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
) -> Result<Json<DrawLook>, ApiError> {
    let (live, draw) = open(&app, &caller, &slug)?;
    to_its_end(async move {
        if let Committed::Now(commitment) = draw.commit_by_hand(&app, &live).await? {
            let after = json!({ "commitment": hex(&commitment.hash()), "entries": commitment.entries, "tickets": commitment.tickets });
            let entry = caller.entry_of(&slug, What::DrawCommitted, "", json!({ "after": after }));
            app.store.note(&entry).await?;
        }
        Ok(Json(looked(&app, &live, &draw).await?))
    })
    .await
}
