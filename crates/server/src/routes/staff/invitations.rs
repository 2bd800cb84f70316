//! `GET` and `POST /api/v1/staff/invitations`

use super::{base, read};
use crate::{
    account::{Caller, INVITED, field, hash, sign_in::id},
    app::App,
    entropy,
    problem::{ApiError, Problem},
};
use axum::{
    Json,
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::{HeaderMap, StatusCode},
};
use canyu_core::staff::{Invitation, MadeInvitation, NewInvitation, What};
use serde_json::json;

/// The invitations whose links are good, the newest first.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/invitations", tag = "staff", extensions(("x-canyu-right" = json!("manage_accounts"))),
    responses((status = 200, body = Vec<Invitation>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list(State(app): State<App>) -> Result<Json<Vec<Invitation>>, ApiError> {
    Ok(Json(app.store.invitations(app.clock.wall()).await?))
}

/// Invites somebody: the answer has a link, which is told this once, is good for seven days, and for one person.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/staff/invitations", tag = "staff", request_body = NewInvitation,
    extensions(("x-canyu-right" = json!("manage_accounts"))),
    responses((status = 201, body = MadeInvitation), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 422, body = Problem)))]
pub async fn make(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<(StatusCode, Json<MadeInvitation>), ApiError> {
    let asked: NewInvitation = read(body)?;
    let email = match asked.email.trim() {
        "" => String::new(),
        typed => field::email(typed)?,
    };
    let invitation = Invitation {
        id: id()?,
        email,
        role: asked.role,
        campaigns: field::campaigns(asked.role, asked.campaigns)?,
        language: asked.language,
        by: caller.account().name.clone(),
        made: caller.at,
        expires: caller.at.plus(INVITED),
    };
    let secret = entropy::token().map_err(|_| ApiError::Internal)?;
    let told = json!({ "after": { "role": invitation.role, "campaigns": invitation.campaigns } });
    let entry = caller.entry(What::Invited, &invitation.email, told);
    app.store.invite(&invitation, &hash(&secret), &entry).await?;
    let link = format!("{}/console#invitation={secret}", base(&app, &headers));
    Ok((StatusCode::CREATED, Json(MadeInvitation { invitation, link })))
}
