//! `POST /api/v1/staff/drafts/{id}/rehearsals`, and what is below it.

use crate::{
    account::Caller,
    app::App,
    draft::{
        Desk, DraftError,
        begin::campaign_of,
        rehearsals::{MOST, Run},
    },
    entropy,
    problem::{ApiError, Problem},
    publish::rehearsal_key,
    routes::fan::read,
};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State, rejection::BytesRejection},
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse as _, Response},
};
use canyu_core::staff::{Rehearsal, RehearsalWish};
use std::sync::Arc;

/// Plays a draft through with simulated people, beside everything else. It is noted that these rules were rehearsed.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/staff/drafts/{id}/rehearsals", tag = "staff", request_body = RehearsalWish, extensions(("x-canyu-right" = json!("edit"))),
    params(("id" = String, Path, description = "The draft")),
    responses((status = 202, body = Rehearsal), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 503, body = Problem)))]
pub async fn begin(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    body: Result<Bytes, BytesRejection>,
) -> Result<(StatusCode, Json<Rehearsal>), ApiError> {
    let wish: RehearsalWish = read(body)?;
    let row = Desk {
        app: &app,
        caller: &caller,
    }
    .row(&id)
    .await?;
    let campaign = campaign_of(&row.source)?;
    let key = rehearsal_key(&campaign)?;
    let name = entropy::token().map_err(|_| ApiError::Internal)?;
    let (store, people, at) = (app.store.clone(), wish.people.clamp(1, MOST), caller.at);
    let note = async move {
        if let Err(error) = store.rehearsed(&key, people, wish.seed, at).await {
            tracing::error!(%error, "a rehearsal could not be noted");
        }
    };
    let run = app.drafting.rehearsals.begin(name, &id, campaign, wish, note)?;
    Ok((StatusCode::ACCEPTED, Json(run.told())))
}

async fn run(app: &App, caller: &Caller, id: &str, run: &str) -> Result<Arc<Run>, DraftError> {
    let row = Desk { app, caller }.row(id).await?;
    app.drafting.rehearsals.get(&row.id, run)
}

/// How far a rehearsal is, and what happened.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/drafts/{id}/rehearsals/{run}", tag = "staff", extensions(("x-canyu-right" = json!("edit"))),
    params(("id" = String, Path, description = "The draft"), ("run" = String, Path, description = "The rehearsal")),
    responses((status = 200, body = Rehearsal), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn show(
    State(app): State<App>,
    caller: Caller,
    Path((id, name)): Path<(String, String)>,
) -> Result<Json<Rehearsal>, ApiError> {
    Ok(Json(run(&app, &caller, &id, &name).await?.told()))
}

/// Stops a rehearsal that goes on.
///
/// # Errors
/// As described for the API.
#[utoipa::path(delete, path = "/api/v1/staff/drafts/{id}/rehearsals/{run}", tag = "staff", extensions(("x-canyu-right" = json!("edit"))),
    params(("id" = String, Path, description = "The draft"), ("run" = String, Path, description = "The rehearsal")),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn stop(
    State(app): State<App>,
    caller: Caller,
    Path((id, name)): Path<(String, String)>,
) -> Result<StatusCode, ApiError> {
    run(&app, &caller, &id, &name).await?.stop();
    Ok(StatusCode::NO_CONTENT)
}

/// The report of a rehearsal that is done, as a page with charts.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/drafts/{id}/rehearsals/{run}/page", tag = "staff", extensions(("x-canyu-right" = json!("edit"))),
    params(("id" = String, Path, description = "The draft"), ("run" = String, Path, description = "The rehearsal")),
    responses((status = 200, body = String, content_type = "text/html"), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn page(
    State(app): State<App>,
    caller: Caller,
    Path((id, name)): Path<(String, String)>,
) -> Result<Response, ApiError> {
    let run = run(&app, &caller, &id, &name).await?;
    let mut response = Html(run.page().ok_or(DraftError::Unknown)?).into_response();
    // The page is for the disk, too, so its style is in it.
    response.headers_mut().insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"),
    );
    Ok(response)
}
