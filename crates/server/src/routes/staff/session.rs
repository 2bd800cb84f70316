//! `GET`, `POST` and `DELETE /api/v1/staff/session`

use super::read;
use crate::{
    account::{
        Caller, cookie, enter,
        sign_in::{self, Whence},
    },
    app::App,
    problem::{ApiError, Problem},
};
use axum::{
    Json,
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use canyu_core::staff::{Session, SignIn, What};
use serde_json::json;

/// Who is signed in.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/session", tag = "staff", extensions(("x-canyu-right" = json!("signed_in"))),
    responses((status = 200, body = Session), (status = 401, body = Problem)))]
pub async fn who(State(app): State<App>, caller: Caller, headers: HeaderMap) -> Result<Json<Session>, ApiError> {
    let csrf = enter::csrf_of(&app, &headers)?;
    Ok(Json(sign_in::told(&app, caller.account().clone(), csrf)))
}

/// Signs in: the answer has what later requests carry in `Canyu-Csrf`, and a cookie that scripts cannot read. It is the same for an address that is
/// not known and for a wrong password.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/staff/session", tag = "staff", request_body = SignIn, extensions(("x-canyu-right" = json!("anybody"))),
    responses((status = 200, body = Session), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 429, body = Problem), (status = 503, body = Problem)))]
pub async fn sign_in(
    State(app): State<App>,
    whence: Whence,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, ApiError> {
    let asked: SignIn = read(body)?;
    sign_in::sign_in(&app, &whence, &asked).await
}

/// Signs out.
///
/// # Errors
/// As described for the API.
#[utoipa::path(delete, path = "/api/v1/staff/session", tag = "staff", extensions(("x-canyu-right" = json!("signed_in"))),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn sign_out(State(app): State<App>, caller: Caller) -> Result<Response, ApiError> {
    let entry = caller.entry(What::SignedOut, &caller.account().email, json!({}));
    let session = caller.session()?;
    app.store.end_session(&session.account, &session.id, &entry).await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    if let Some(cookie) = cookie::forget(app.gate.is_secure) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}
