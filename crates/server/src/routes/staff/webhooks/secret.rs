//! `POST /api/v1/staff/campaigns/{slug}/webhooks/{id}/secret`

use super::{known, secret, site, told};
use crate::{
    account::Caller,
    app::App,
    problem::{ApiError, Problem},
};
use axum::{
    Json,
    extract::{Path, State},
};
use canyu_core::{
    moment::HOUR,
    staff::{MadeWebhook, What},
};
use serde_json::json;

/// How long the secret before signs, too, in milliseconds.
const BOTH: i64 = 24 * HOUR;

/// Gives a webhook another secret, which is told this once. For a day messages are signed by both, so that a receiver can change over at leisure.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/staff/campaigns/{slug}/webhooks/{id}/secret", tag = "staff", extensions(("x-canyu-right" = json!("publish"))),
    params(("slug" = String, Path, description = "The campaign"), ("id" = String, Path, description = "The webhook")),
    responses((status = 200, body = MadeWebhook), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn renew(
    State(app): State<App>,
    caller: Caller,
    Path((slug, id)): Path<(String, String)>,
) -> Result<Json<MadeWebhook>, ApiError> {
    let mut hook = known(&app, &caller, &slug, &id).await?;
    let new = secret()?;
    hook.old_secret = Some((hook.secret, app.clock.now().plus(BOTH)));
    hook.secret = new;
    let entry = caller.entry_of(&slug, What::WebhookSecretChanged, &site(&hook.url), json!({}));
    if !app.store.change_webhook(&hook, &entry).await? {
        return Err(ApiError::NotFound);
    }
    Ok(Json(MadeWebhook {
        webhook: told(&app, &hook).await?,
        secret: hook.secret,
    }))
}
