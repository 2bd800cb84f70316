//! `GET` and `POST /api/v1/staff/accounts`

use super::read;
use crate::{
    account::{
        Caller, change,
        sign_in::{self, Newcomer},
    },
    app::App,
    problem::{ApiError, Problem},
    store::accounts::By,
};
use axum::{
    Json,
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::StatusCode,
};
use canyu_core::staff::{Account, NewAccount, What};
use serde_json::json;

/// All accounts, by name.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/accounts", tag = "staff", extensions(("x-canyu-right" = json!("manage_accounts"))),
    responses((status = 200, body = Vec<Account>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list(State(app): State<App>) -> Result<Json<Vec<Account>>, ApiError> {
    Ok(Json(app.store.accounts().await?))
}

/// Makes an account with a first password. An invitation is mostly better: then nobody but its owner ever knows the password.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/staff/accounts", tag = "staff", request_body = NewAccount, extensions(("x-canyu-right" = json!("manage_accounts"))),
    responses((status = 201, body = Account), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn make(
    State(app): State<App>,
    caller: Caller,
    body: Result<Bytes, BytesRejection>,
) -> Result<(StatusCode, Json<Account>), ApiError> {
    let asked: NewAccount = read(body)?;
    let newcomer = Newcomer {
        name: &asked.name,
        email: &asked.email,
        password: &asked.password,
        role: asked.role,
        campaigns: asked.campaigns.clone(),
        language: asked.language,
    };
    let row = newcomer.row(&app).await?;
    let entry = caller.entry(
        What::AccountMade,
        &row.account.email,
        json!({ "after": change::known(&row.account) }),
    );
    sign_in::make(&app, &row, &By::Hand, &entry).await?;
    Ok((StatusCode::CREATED, Json(row.account)))
}
