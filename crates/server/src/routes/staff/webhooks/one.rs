//! `PATCH` and `DELETE /api/v1/staff/campaigns/{slug}/webhooks/{id}`

use super::{known, logged, site, told};
use crate::{
    account::Caller,
    app::App,
    problem::{ApiError, Problem},
    routes::staff::read,
    webhook::{address, kinds},
};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State, rejection::BytesRejection},
    http::StatusCode,
};
use canyu_core::staff::{Webhook, WebhookChange, WebhookState, What};
use serde_json::json;

/// Changes a webhook: where it is, what it is told of, and whether it is sent to. Whoever goes on with one sends what has waited at once.
///
/// # Errors
/// As described for the API.
#[utoipa::path(patch, path = "/api/v1/staff/campaigns/{slug}/webhooks/{id}", tag = "staff", request_body = WebhookChange,
    extensions(("x-canyu-right" = json!("publish"))),
    params(("slug" = String, Path, description = "The campaign"), ("id" = String, Path, description = "The webhook")),
    responses((status = 200, body = Webhook), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn change(
    State(app): State<App>,
    caller: Caller,
    Path((slug, id)): Path<(String, String)>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Webhook>, ApiError> {
    let before = known(&app, &caller, &slug, &id).await?;
    let wish: WebhookChange = read(body)?;
    let mut hook = before.clone();
    if let Some(url) = wish.url {
        hook.url = address(&url, !app.gate.is_secure)?;
        // At another address nothing has gone wrong yet.
        if hook.url != before.url && hook.state == WebhookState::On {
            hook = hook.awake();
        }
    }
    if let Some(asked) = wish.kinds {
        hook.kinds = kinds(&asked)?;
    }
    match wish.paused {
        Some(true) => hook.state = WebhookState::Paused,
        Some(false) => hook = hook.awake(),
        None => {}
    }
    let change = json!({ "before": logged(&before), "after": logged(&hook) });
    let entry = caller.entry_of(&slug, What::WebhookChanged, &site(&hook.url), change);
    if app.store.change_webhook(&hook, &entry).await? {
        Ok(Json(told(&app, &hook).await?))
    } else {
        Err(ApiError::NotFound)
    }
}

/// Takes a webhook away, with what waits for it.
///
/// # Errors
/// As described for the API.
#[utoipa::path(delete, path = "/api/v1/staff/campaigns/{slug}/webhooks/{id}", tag = "staff", extensions(("x-canyu-right" = json!("publish"))),
    params(("slug" = String, Path, description = "The campaign"), ("id" = String, Path, description = "The webhook")),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn remove(
    State(app): State<App>,
    caller: Caller,
    Path((slug, id)): Path<(String, String)>,
) -> Result<StatusCode, ApiError> {
    let hook = known(&app, &caller, &slug, &id).await?;
    let entry = caller.entry_of(
        &slug,
        What::WebhookRemoved,
        &site(&hook.url),
        json!({ "before": logged(&hook) }),
    );
    if app.store.remove_webhook(&slug, &id, &entry).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(ApiError::NotFound)
    }
}
