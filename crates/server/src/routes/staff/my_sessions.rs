//! `GET /api/v1/staff/me/sessions` and `DELETE …/{id}`

use crate::{
    account::{AT_MOST, Caller, IDLE},
    app::App,
    problem::{ApiError, Problem},
};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use canyu_core::staff::{SessionRow, What};
use serde_json::json;

/// The browsers in which one is signed in, the one used last first.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/me/sessions", tag = "staff", extensions(("x-canyu-right" = json!("signed_in"))),
    responses((status = 200, body = Vec<SessionRow>), (status = 401, body = Problem)))]
pub async fn list(State(app): State<App>, caller: Caller) -> Result<Json<Vec<SessionRow>>, ApiError> {
    let this = caller.session()?;
    let (begun, used) = (caller.at.plus(-AT_MOST), caller.at.plus(-IDLE));
    let sessions = app.store.sessions(&caller.account().id, begun, used).await?;
    let rows = sessions.into_iter().map(|session| SessionRow {
        this: session.id == this.id,
        id: session.id,
        made: session.made,
        seen: session.seen,
        place: session.place,
        agent: session.agent,
    });
    Ok(Json(rows.collect()))
}

/// Ends one of one's own sessions.
///
/// # Errors
/// As described for the API.
#[utoipa::path(delete, path = "/api/v1/staff/me/sessions/{id}", tag = "staff", extensions(("x-canyu-right" = json!("signed_in"))),
    params(("id" = String, Path, description = "The session")),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn end(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<StatusCode, ApiError> {
    let account = caller.account();
    let entry = caller.entry(What::SessionEnded, &account.email, json!({}));
    if app.store.end_session(&account.id, &id, &entry).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(ApiError::NotFound)
    }
}
