//! `DELETE /api/v1/staff/invitations/{id}`, `POST /api/v1/staff/invitations/look` and `…/accept`

use super::read;
use crate::{
    account::{
        AccountError, Caller, hash,
        sign_in::{Newcomer, Whence},
    },
    app::App,
    problem::{ApiError, Problem},
    store::accounts::By,
};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State, rejection::BytesRejection},
    http::StatusCode,
    response::Response,
};
use canyu_core::staff::{Accept, Invitation, InvitationLook, LinkSecret, Session, What};
use serde_json::json;

/// Withdraws an invitation: its link is good no more.
///
/// # Errors
/// As described for the API.
#[utoipa::path(delete, path = "/api/v1/staff/invitations/{id}", tag = "staff", extensions(("x-canyu-right" = json!("manage_accounts"))),
    params(("id" = String, Path, description = "The invitation")),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn withdraw(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Result<StatusCode, ApiError> {
    let known = app.store.invitations(caller.at).await?;
    let invitation = known.into_iter().find(|one| one.id == id).ok_or(ApiError::NotFound)?;
    let before = json!({ "before": { "role": invitation.role, "campaigns": invitation.campaigns } });
    let entry = caller.entry(What::InvitationWithdrawn, &invitation.email, before);
    if app.store.withdraw_invitation(&id, &entry).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(ApiError::NotFound)
    }
}

/// Who invites, and to what: for whoever has the link.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/staff/invitations/look", tag = "staff", request_body = LinkSecret, extensions(("x-canyu-right" = json!("anybody"))),
    responses((status = 200, body = InvitationLook), (status = 400, body = Problem), (status = 403, body = Problem), (status = 410, body = Problem)))]
pub async fn look(
    State(app): State<App>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<InvitationLook>, ApiError> {
    let asked: LinkSecret = read(body)?;
    let invitation = good(&app, &asked.link).await?;
    Ok(Json(InvitationLook {
        by: invitation.by,
        email: invitation.email,
        role: invitation.role,
        campaigns: invitation.campaigns,
        language: invitation.language,
        expires: invitation.expires,
    }))
}

/// Comes by an invitation, and is signed in. The link is used up.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/staff/invitations/accept", tag = "staff", request_body = Accept, extensions(("x-canyu-right" = json!("anybody"))),
    responses((status = 201, body = Session), (status = 400, body = Problem), (status = 403, body = Problem), (status = 409, body = Problem),
        (status = 410, body = Problem), (status = 422, body = Problem), (status = 503, body = Problem)))]
pub async fn accept(
    State(app): State<App>,
    whence: Whence,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, ApiError> {
    let asked: Accept = read(body)?;
    let invitation = good(&app, &asked.link).await?;
    let newcomer = Newcomer {
        name: &asked.name,
        email: &asked.email,
        password: &asked.password,
        role: invitation.role,
        campaigns: invitation.campaigns,
        language: invitation.language,
    };
    let by = By::Invitation(hash(&asked.link));
    newcomer.come(&app, &whence, &by, What::InvitationAccepted).await
}

/// The invitation of a link. An unknown, a used and an expired one are the same.
async fn good(app: &App, link: &str) -> Result<Invitation, ApiError> {
    let found = app.store.invitation(&hash(link), app.clock.wall()).await?;
    found.ok_or(AccountError::LinkOver.into())
}
