//! `GET` and `POST /api/v1/staff/campaigns/{slug}/webhooks`, and what is below it.

pub mod messages;
pub mod one;
pub mod replay;
pub mod secret;
pub mod test;

use super::read;
use crate::{
    account::{Caller, sign_in::id},
    app::App,
    entropy,
    problem::{ApiError, Problem},
    webhook::{Hook, WebhookError, address, kinds, sign},
};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State, rejection::BytesRejection},
    http::StatusCode,
};
use canyu_core::{
    moment::Moment,
    staff::{MOST_WEBHOOKS, MadeWebhook, NewWebhook, Right, Webhook, WebhookState, What},
};
use serde_json::{Value, json};

/// A webhook tells all that an export does, and of single persons: so whoever deals with it has to have these rights, too.
fn must(app: &App, caller: &Caller, slug: &str) -> Result<(), ApiError> {
    caller.campaign(app, slug)?;
    caller.must(Right::Export)?;
    Ok(caller.must(Right::SeePersons)?)
}

/// A webhook of a campaign that somebody may deal with.
async fn known(app: &App, caller: &Caller, slug: &str, id: &str) -> Result<Hook, ApiError> {
    must(app, caller, slug)?;
    let hooks = app.store.webhooks(Some(slug)).await?;
    hooks.into_iter().find(|hook| hook.id == id).ok_or(ApiError::NotFound)
}

/// As staff see it.
async fn told(app: &App, hook: &Hook) -> Result<Webhook, ApiError> {
    let counts = app.store.count_deliveries(&hook.campaign, &hook.id).await?;
    Ok(hook.told(app.clock.now(), counts))
}

/// What the log says of a webhook: never its secret.
fn logged(hook: &Hook) -> Value {
    json!({ "url": hook.url, "kinds": hook.kinds, "paused": hook.state != WebhookState::On })
}

/// The site that a webhook is at: what people call it.
fn site(url: &str) -> String {
    crate::page_test::origin(url).unwrap_or_else(|| url.to_owned())
}

fn secret() -> Result<String, ApiError> {
    let bytes = entropy::seed().map_err(|_| ApiError::Internal)?;
    Ok(sign::secret(&bytes))
}

/// The webhooks of a campaign.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/campaigns/{slug}/webhooks", tag = "staff", extensions(("x-canyu-right" = json!("publish"))),
    params(("slug" = String, Path, description = "The campaign")),
    responses((status = 200, body = Vec<Webhook>), (status = 401, body = Problem),
        (status = 403, body = Problem, description = "Also where the rights `export` or `see_persons` are missing"), (status = 404, body = Problem)))]
pub async fn list(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
) -> Result<Json<Vec<Webhook>>, ApiError> {
    must(&app, &caller, &slug)?;
    let mut webhooks = Vec::new();
    for hook in app.store.webhooks(Some(&slug)).await? {
        webhooks.push(told(&app, &hook).await?);
    }
    Ok(Json(webhooks))
}

/// Makes a webhook; its secret is told this once. What happens from now on is told.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/staff/campaigns/{slug}/webhooks", tag = "staff", request_body = NewWebhook,
    extensions(("x-canyu-right" = json!("publish"))), params(("slug" = String, Path, description = "The campaign")),
    responses((status = 201, body = MadeWebhook), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem, description = "There are too many: take one away first"),
        (status = 422, body = Problem, description = "The address is not one that messages could go to, or nothing is told")))]
pub async fn make(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    body: Result<Bytes, BytesRejection>,
) -> Result<(StatusCode, Json<MadeWebhook>), ApiError> {
    must(&app, &caller, &slug)?;
    let wish: NewWebhook = read(body)?;
    let hook = Hook {
        campaign: slug.clone(),
        id: id()?,
        url: address(&wish.url, !app.gate.is_secure)?,
        kinds: kinds(&wish.kinds)?,
        secret: secret()?,
        old_secret: None,
        state: WebhookState::On,
        fails: 0,
        failing: None,
        rest: Moment(0),
        problem: None,
        delivered: None,
        since: app.clock.now(),
        made: caller.at,
        made_by: caller.account().name.clone(),
    };
    let entry = caller.entry_of(
        &slug,
        What::WebhookMade,
        &site(&hook.url),
        json!({ "after": logged(&hook) }),
    );
    if !app.store.make_webhook(&hook, MOST_WEBHOOKS, &entry).await? {
        return Err(WebhookError::TooMany.into());
    }
    let made = MadeWebhook {
        webhook: told(&app, &hook).await?,
        secret: hook.secret,
    };
    Ok((StatusCode::CREATED, Json(made)))
}
