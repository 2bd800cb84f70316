//! `PATCH` and `DELETE /api/v1/staff/accounts/{id}`

use super::read;
use crate::{
    account::{AccountError, Caller, change, change::difference},
    app::App,
    problem::{ApiError, Problem},
    store::accounts::{Changed, Ends},
};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State, rejection::BytesRejection},
    http::StatusCode,
};
use canyu_core::staff::{Account, AccountChange, What};
use serde_json::json;

/// Changes what an account is for, closes it for now, takes away its second factor, or ends its sessions. The last administrator stays one.
///
/// # Errors
/// As described for the API.
#[utoipa::path(patch, path = "/api/v1/staff/accounts/{id}", tag = "staff", request_body = AccountChange,
    extensions(("x-canyu-right" = json!("manage_accounts"))), params(("id" = String, Path, description = "The account")),
    responses((status = 200, body = Account), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn change(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Account>, ApiError> {
    let wanted: AccountChange = read(body)?;
    let ends = if wanted.sign_out || wanted.disabled == Some(true) {
        Ends::All
    } else {
        Ends::None
    };
    let changed = change::change(
        &app,
        &id,
        &ends,
        |row| Ok(change::apply(row, &wanted)?),
        |before, after| {
            let mut told = difference(before, after);
            if let (Ends::All, Some(told)) = (&ends, told.as_object_mut()) {
                told.insert("signed_out".to_owned(), true.into());
            }
            Some(caller.entry(What::AccountChanged, &after.email, told))
        },
    );
    Ok(Json(changed.await?.account))
}

/// Deletes an account with its sessions and tokens. What it has done stays in the log. The last administrator stays.
///
/// # Errors
/// As described for the API.
#[utoipa::path(delete, path = "/api/v1/staff/accounts/{id}", tag = "staff", extensions(("x-canyu-right" = json!("manage_accounts"))),
    params(("id" = String, Path, description = "The account")),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn delete(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<StatusCode, ApiError> {
    let row = app.store.account(&id).await?.ok_or(ApiError::NotFound)?;
    let before = json!({ "before": change::known(&row.account) });
    let entry = caller.entry(What::AccountDeleted, &row.account.email, before);
    match app.store.delete_account(&id, &entry).await? {
        Changed::Done => Ok(StatusCode::NO_CONTENT),
        Changed::Raced => Err(ApiError::NotFound),
        Changed::LastAdministrator => Err(AccountError::LastAdministrator.into()),
    }
}
