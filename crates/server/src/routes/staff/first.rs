//! `GET` and `POST /api/v1/staff/first`

use super::read;
use crate::{
    account::{
        AccountError, hash,
        sign_in::{Newcomer, Whence},
    },
    app::App,
    problem::{ApiError, Problem},
    store::accounts::By,
};
use axum::{
    Json,
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    response::Response,
};
use canyu_core::staff::{First, FirstOpen, Role, Session, What};

/// Whether the first administrator is still to come.
///
/// # Errors
/// When the database fails.
#[utoipa::path(get, path = "/api/v1/staff/first", tag = "staff", extensions(("x-canyu-right" = json!("anybody"))),
    responses((status = 200, body = FirstOpen)))]
pub async fn open(State(app): State<App>) -> Result<Json<FirstOpen>, ApiError> {
    let open = !app.store.has_accounts().await?;
    Ok(Json(FirstOpen { open }))
}

/// The first administrator comes, by the link that the server has printed, and is signed in. The link is good for a day, and only while there is no
/// account.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/staff/first", tag = "staff", request_body = First, extensions(("x-canyu-right" = json!("anybody"))),
    responses((status = 201, body = Session), (status = 400, body = Problem), (status = 403, body = Problem), (status = 410, body = Problem),
        (status = 422, body = Problem), (status = 503, body = Problem)))]
pub async fn come(
    State(app): State<App>,
    whence: Whence,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, ApiError> {
    let asked: First = read(body)?;
    // Else strangers could have passwords hashed here for ever.
    if app.store.has_accounts().await? {
        return Err(AccountError::LinkOver.into());
    }
    let newcomer = Newcomer {
        name: &asked.name,
        email: &asked.email,
        password: &asked.password,
        role: Role::Administrator,
        campaigns: None,
        language: asked.language,
    };
    let by = By::FirstLink(hash(&asked.link));
    newcomer.come(&app, &whence, &by, What::FirstAdministrator).await
}
