//! `POST /api/v1/staff/campaigns/{slug}/webhooks/{id}/test`

use super::known;
use crate::{
    account::Caller,
    app::App,
    problem::{ApiError, Problem},
    webhook::message::Message,
};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use canyu_core::staff::{Happening, Replayed};
use serde_json::json;

/// Sends a message of the type `test` to a webhook, as any other is sent. What becomes of it stands among its messages.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/staff/campaigns/{slug}/webhooks/{id}/test", tag = "staff", extensions(("x-canyu-right" = json!("publish"))),
    params(("slug" = String, Path, description = "The campaign"), ("id" = String, Path, description = "The webhook")),
    responses((status = 202, body = Replayed), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn test(
    State(app): State<App>,
    caller: Caller,
    Path((slug, id)): Path<(String, String)>,
) -> Result<(StatusCode, Json<Replayed>), ApiError> {
    let hook = known(&app, &caller, &slug, &id).await?;
    let now = app.clock.now();
    let message = Message {
        at: now,
        kind: Happening::Test,
        fan: None,
        data: json!({ "by": caller.account().name }),
    };
    app.store
        .tell_webhooks(&slug, &message, None, Some(&hook.id), now)
        .await?;
    Ok((StatusCode::ACCEPTED, Json(Replayed { messages: 1 })))
}
