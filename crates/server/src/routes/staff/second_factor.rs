//! `POST`, `PUT` and `DELETE /api/v1/staff/me/second-factor`

use super::{me::ask_again, read};
use crate::{
    account::{AccountError, Caller, change, factor},
    app::App,
    problem::{ApiError, Problem},
    store::accounts::Ends,
};
use axum::{
    Json,
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::StatusCode,
};
use canyu_core::staff::{Code, Password, RecoveryCodes, SecondFactor, What};
use serde_json::json;

/// Begins: a secret for a device. Nothing is asked for before a code has confirmed it.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/staff/me/second-factor", tag = "staff", extensions(("x-canyu-right" = json!("signed_in"))),
    responses((status = 200, body = SecondFactor), (status = 401, body = Problem), (status = 403, body = Problem), (status = 409, body = Problem)))]
pub async fn begin(State(app): State<App>, caller: Caller) -> Result<Json<SecondFactor>, ApiError> {
    let secret = factor::secret()?;
    let begun = change::change(
        &app,
        &caller.account().id,
        &Ends::None,
        |row| {
            if row.factor.is_some() {
                return Err(AccountError::SecondFactorOn.into());
            }
            row.factor_next = Some(secret.clone());
            Ok(())
        },
        |_, _| None,
    );
    let row = begun.await?;
    let totp = factor::totp(&secret, &row.account.email)?;
    Ok(Json(SecondFactor {
        secret: totp.secret().to_base32(),
        uri: totp.to_url().map_err(|_| ApiError::Internal)?,
    }))
}

/// Confirms the device by a code that it shows. The answer has eight recovery codes, which are told this once; other sessions end.
///
/// # Errors
/// As described for the API.
#[utoipa::path(put, path = "/api/v1/staff/me/second-factor", tag = "staff", request_body = Code, extensions(("x-canyu-right" = json!("signed_in"))),
    responses((status = 200, body = RecoveryCodes), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn confirm(
    State(app): State<App>,
    caller: Caller,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<RecoveryCodes>, ApiError> {
    let asked: Code = read(body)?;
    let codes = factor::recovery_codes()?;
    let ends = Ends::Others(caller.session()?.hash.clone());
    let confirmed = change::change(
        &app,
        &caller.account().id,
        &ends,
        |row| {
            let next = row.factor_next.clone().filter(|_| row.factor.is_none());
            let next = next.ok_or(AccountError::SecondFactorOff)?;
            let step = factor::step(&next, &asked.code, caller.at, 0)?;
            row.factor_step = step.ok_or(AccountError::CodeNotConfirmed)?;
            (row.factor, row.factor_next) = (Some(next), None);
            row.account.second_factor = true;
            row.recovery = codes.iter().map(|code| factor::recovery_hash(code)).collect();
            Ok(())
        },
        |_, after| Some(caller.entry(What::SecondFactorOn, &after.email, json!({}))),
    );
    confirmed.await?;
    Ok(Json(RecoveryCodes { codes }))
}

/// Takes the second factor away; this asks for the password once more.
///
/// # Errors
/// As described for the API.
#[utoipa::path(delete, path = "/api/v1/staff/me/second-factor", tag = "staff", request_body = Password,
    extensions(("x-canyu-right" = json!("signed_in"))),
    responses((status = 204), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem), (status = 409, body = Problem),
        (status = 429, body = Problem)))]
pub async fn end(
    State(app): State<App>,
    caller: Caller,
    body: Result<Bytes, BytesRejection>,
) -> Result<StatusCode, ApiError> {
    let asked: Password = read(body)?;
    ask_again(&app, &caller, Some(&asked.current_password)).await?;
    let ended = change::change(
        &app,
        &caller.account().id,
        &Ends::None,
        |row| {
            if row.factor.is_none() {
                return Err(AccountError::SecondFactorOff.into());
            }
            change::forget_factor(row);
            Ok(())
        },
        |_, after| Some(caller.entry(What::SecondFactorOff, &after.email, json!({}))),
    );
    ended.await?;
    Ok(StatusCode::NO_CONTENT)
}
