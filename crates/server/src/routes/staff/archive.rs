//! `POST /api/v1/staff/campaigns/{slug}/archive`

use super::read;
use crate::{
    account::Caller,
    app::App,
    life::archive::{ArchiveError, archive},
    problem::{ApiError, Problem},
};
use axum::{
    body::Bytes,
    extract::{Path, State, rejection::BytesRejection},
    http::StatusCode,
};
use canyu_core::staff::{Archiving, What};
use serde_json::json;

/// Puts a campaign away when nothing is left to do: from then on it can only be read. Doing it again changes nothing.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/staff/campaigns/{slug}/archive", tag = "staff", request_body = Archiving,
    extensions(("x-canyu-right" = json!("publish"))), params(("slug" = String, Path, description = "The campaign")),
    responses((status = 204), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn put_away(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    body: Result<Bytes, BytesRejection>,
) -> Result<StatusCode, ApiError> {
    let live = caller.campaign(&app, &slug)?;
    let wanted: Archiving = read(body)?;
    if wanted.slug != slug {
        return Err(ArchiveError::OtherName(wanted.slug).into());
    }
    if live.archived.is_none() {
        archive(&app, &live).await?;
        let entry = caller.entry_of(&slug, What::Archived, "", json!({ "after": { "archived": true } }));
        app.store.note(&entry).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}
