//! `GET /api/v1/staff/campaigns/{slug}/webhooks/{id}/messages`

use super::known;
use crate::{
    account::Caller,
    app::App,
    problem::{ApiError, Problem},
    store::webhooks::Listed,
};
use axum::{
    Json,
    extract::{Path, Query, State, rejection::QueryRejection},
};
use canyu_core::staff::{MessageState, WebhookMessages};
use serde::Deserialize;

/// Messages on a page.
const PAGE: u32 = 50;

/// Which messages.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// In this state alone
    state: Option<MessageState>,
    /// Older than this number: `before` of the page before
    before: Option<i64>,
}

/// What was sent to a webhook, and what is to be: 50 messages, the newest first.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/campaigns/{slug}/webhooks/{id}/messages", tag = "staff", extensions(("x-canyu-right" = json!("publish"))),
    params(("slug" = String, Path, description = "The campaign"), ("id" = String, Path, description = "The webhook"), Asked),
    responses((status = 200, body = WebhookMessages), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn list(
    State(app): State<App>,
    caller: Caller,
    Path((slug, id)): Path<(String, String)>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Json<WebhookMessages>, ApiError> {
    let Query(asked) = asked.map_err(|rejection| ApiError::Malformed(rejection.body_text()))?;
    known(&app, &caller, &slug, &id).await?;
    let listed = Listed {
        state: asked.state,
        before: asked.before.unwrap_or(i64::MAX),
        most: PAGE,
        is_rehearsal: app.clock.is_rehearsal(),
    };
    let messages = app.store.deliveries(&slug, &id, listed).await?;
    let is_full = messages.len() == PAGE as usize;
    Ok(Json(WebhookMessages {
        before: messages.last().map(|last| last.seq).filter(|_| is_full),
        messages,
    }))
}
