//! `POST /api/v1/staff/campaigns/{slug}/webhooks/{id}/replay`

use super::{known, site};
use crate::{
    account::Caller,
    app::App,
    problem::{ApiError, Problem},
    routes::staff::read,
};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State, rejection::BytesRejection},
};
use canyu_core::staff::{Replay, Replayed, What};
use serde_json::json;

/// Sends messages to a webhook again: `{"message": 7}`, `"failed"`, `{"since": "2026-11-22T00:00:00Z"}`, or
/// `{"hours": 24}`. They have the ids that they had. What happened
/// is kept for 14 days.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/staff/campaigns/{slug}/webhooks/{id}/replay", tag = "staff", request_body = Replay,
    extensions(("x-canyu-right" = json!("publish"))),
    params(("slug" = String, Path, description = "The campaign"), ("id" = String, Path, description = "The webhook")),
    responses((status = 200, body = Replayed), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn replay(
    State(app): State<App>,
    caller: Caller,
    Path((slug, id)): Path<(String, String)>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Replayed>, ApiError> {
    let hook = known(&app, &caller, &slug, &id).await?;
    let what: Replay = read(body)?;
    let entry = caller.entry_of(&slug, What::WebhookReplayed, &site(&hook.url), json!({ "after": what }));
    let messages = app.store.replay(&slug, &id, what, app.clock.now(), &entry).await?;
    Ok(Json(Replayed { messages }))
}
