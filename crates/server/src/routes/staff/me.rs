//! `PATCH /api/v1/staff/me`

use super::read;
use crate::{
    account::{AccountError, Caller, change, change::difference, field, lockout, password},
    app::App,
    problem::{ApiError, Problem},
    store::accounts::Ends,
};
use axum::{
    Json,
    body::Bytes,
    extract::{State, rejection::BytesRejection},
};
use canyu_core::staff::{Account, MyChange, What};
use serde_json::json;

/// Changes one's own name, language or password. A new password asks for the one that it was, and ends all other sessions.
///
/// # Errors
/// As described for the API.
#[utoipa::path(patch, path = "/api/v1/staff/me", tag = "staff", request_body = MyChange, extensions(("x-canyu-right" = json!("signed_in"))),
    responses((status = 200, body = Account), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 422, body = Problem), (status = 429, body = Problem)))]
pub async fn change(
    State(app): State<App>,
    caller: Caller,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Account>, ApiError> {
    let wanted: MyChange = read(body)?;
    let name = wanted.name.as_deref().map(field::name).transpose()?;
    let fresh = match &wanted.new_password {
        Some(new) => {
            ask_again(&app, &caller, wanted.current_password.as_deref()).await?;
            let name = name.as_deref().unwrap_or(&caller.account().name);
            password::check(new, name, &caller.account().email)?;
            Some(app.gate.hasher.hash(new).await?)
        }
        None => None,
    };
    let ends = match &fresh {
        Some(_) => Ends::Others(caller.session()?.hash.clone()),
        None => Ends::None,
    };
    let checked = &caller.row.password;
    let changed = change::change(
        &app,
        &caller.account().id,
        &ends,
        |row| {
            if let Some(name) = &name {
                row.account.name.clone_from(name);
            }
            row.account.language = wanted.language.unwrap_or(row.account.language);
            if let Some(fresh) = &fresh {
                // The one that was checked is not the one any more: somebody else was faster.
                if row.password != *checked {
                    return Err(AccountError::PasswordWrong.into());
                }
                row.password.clone_from(fresh);
            }
            Ok(())
        },
        |before, after| {
            let what = if fresh.is_some() {
                What::PasswordChanged
            } else {
                What::ProfileChanged
            };
            let is_same = fresh.is_none() && before == after;
            (!is_same).then(|| caller.entry(what, &after.email, difference(before, after)))
        },
    );
    Ok(Json(changed.await?.account))
}

/// Asks for the password once more. It is counted as when signing in: an open session is no way to try passwords.
pub(super) async fn ask_again(app: &App, caller: &Caller, typed: Option<&str>) -> Result<(), ApiError> {
    let attempt = lockout::begin(app, &caller.account().email, &caller.place).await?;
    let kept = Some(caller.row.password.clone());
    let verdict = app.gate.hasher.verify(typed.unwrap_or_default(), kept).await?;
    if !verdict.is_right {
        if attempt.locks() {
            let entry = caller.entry(What::LockedOut, &caller.account().email, json!({}));
            app.store.note(&entry).await?;
        }
        return Err(AccountError::PasswordWrong.into());
    }
    Ok(attempt.right(app).await?)
}
