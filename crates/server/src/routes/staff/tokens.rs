//! `GET` and `POST /api/v1/staff/tokens`, `DELETE …/{id}`

use super::read;
use crate::{
    account::{AccountError, Caller, TOKEN_HEAD, enter::grantable, field, hash, sign_in::id},
    app::App,
    entropy,
    problem::{ApiError, Problem},
};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State, rejection::BytesRejection},
    http::StatusCode,
};
use canyu_core::staff::{ApiToken, MadeToken, NewToken, Right, What};
use serde_json::{Value, json};

/// One's own tokens by name; for who manages accounts, everybody's.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/tokens", tag = "staff", extensions(("x-canyu-right" = json!("signed_in"))),
    responses((status = 200, body = Vec<ApiToken>), (status = 401, body = Problem)))]
pub async fn list(State(app): State<App>, caller: Caller) -> Result<Json<Vec<ApiToken>>, ApiError> {
    Ok(Json(theirs(&app, &caller).await?))
}

/// The tokens that he may see.
async fn theirs(app: &App, caller: &Caller) -> Result<Vec<ApiToken>, ApiError> {
    let own = Some(caller.account().id.as_str()).filter(|_| !caller.may(Right::ManageAccounts));
    Ok(app.store.tokens(own).await?)
}

/// Makes a token for a program. It does no more than its maker may, now and later, and nothing about accounts; its secret is told this once.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/staff/tokens", tag = "staff", request_body = NewToken, extensions(("x-canyu-right" = json!("signed_in"))),
    responses((status = 201, body = MadeToken), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 422, body = Problem)))]
pub async fn make(
    State(app): State<App>,
    caller: Caller,
    body: Result<Bytes, BytesRejection>,
) -> Result<(StatusCode, Json<MadeToken>), ApiError> {
    let mut asked: NewToken = read(body)?;
    asked.scopes.sort();
    asked.scopes.dedup();
    if asked.scopes.is_empty() {
        return Err(AccountError::ScopesMissing.into());
    }
    for right in &asked.scopes {
        grantable(&caller, *right)?;
    }
    if let Some(campaigns) = &asked.campaigns {
        field::slugs(campaigns)?;
        if let Some(far) = campaigns.iter().find(|slug| !caller.sees(slug)) {
            return Err(AccountError::CampaignTooFar(far.clone()).into());
        }
    }
    if asked.expires.is_some_and(|expires| expires <= caller.at) {
        return Err(AccountError::ExpiryPast.into());
    }
    let token = ApiToken {
        id: id()?,
        name: field::name(&asked.name)?,
        account: caller.account().id.clone(),
        by: caller.account().name.clone(),
        scopes: asked.scopes,
        campaigns: asked.campaigns,
        made: caller.at,
        expires: asked.expires,
        seen: None,
    };
    let secret = format!("{TOKEN_HEAD}{}", entropy::token().map_err(|_| ApiError::Internal)?);
    let entry = caller.entry(What::TokenMade, &token.name, json!({ "after": told(&token) }));
    app.store.make_token(&token, &hash(&secret), &entry).await?;
    Ok((StatusCode::CREATED, Json(MadeToken { token, secret })))
}

/// What the log says of a token.
fn told(token: &ApiToken) -> Value {
    json!({ "scopes": token.scopes, "campaigns": token.campaigns, "expires": token.expires, "by": token.by })
}

/// Withdraws a token: one's own; for who manages accounts, anybody's.
///
/// # Errors
/// As described for the API.
#[utoipa::path(delete, path = "/api/v1/staff/tokens/{id}", tag = "staff", extensions(("x-canyu-right" = json!("signed_in"))),
    params(("id" = String, Path, description = "The token")),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn withdraw(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<StatusCode, ApiError> {
    let known = theirs(&app, &caller).await?;
    let token = known.into_iter().find(|one| one.id == id).ok_or(ApiError::NotFound)?;
    let entry = caller.entry(What::TokenWithdrawn, &token.name, json!({ "before": told(&token) }));
    if app.store.withdraw_token(&id, &entry).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(ApiError::NotFound)
    }
}
