//! `GET`, `PUT` and `DELETE /api/v1/staff/drafts/{id}/picture`

use crate::{
    account::Caller,
    app::App,
    draft::{Desk, DraftError},
    problem::{ApiError, Problem},
};
use axum::{
    Json,
    body::Bytes,
    extract::{
        Path, Query, State,
        rejection::{BytesRejection, QueryRejection},
    },
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use canyu_core::staff::{Draft, LARGEST_PICTURE};
use serde::Deserialize;

/// Which picture.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// Its name, as the file says it: `router/cloth.svg`
    name: String,
}

fn name(which: Result<Query<Which>, QueryRejection>) -> Result<String, ApiError> {
    let Query(which) = which.map_err(|rejection| ApiError::Malformed(rejection.body_text()))?;
    Ok(which.name)
}

/// A picture of a draft, as it was uploaded. An SVG file comes in a way in which nothing in it is run.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/drafts/{id}/picture", tag = "staff", extensions(("x-canyu-right" = json!("edit"))),
    params(("id" = String, Path, description = "The draft"), Which),
    responses((status = 200, body = Vec<u8>, content_type = "image/*"), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn get(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    which: Result<Query<Which>, QueryRejection>,
) -> Result<Response, ApiError> {
    let name = name(which)?;
    let row = Desk {
        app: &app,
        caller: &caller,
    }
    .row(&id)
    .await?;
    let body = app
        .store
        .draft_picture(&row.id, &name)
        .await?
        .ok_or(DraftError::Unknown)?;
    let kind = match body.get(..4) {
        Some([0x89, b'P', b'N', b'G']) => "image/png",
        Some([0xff, 0xd8, ..]) => "image/jpeg",
        Some(b"RIFF") => "image/webp",
        _ => "image/svg+xml",
    };
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    // Opened by itself, an SVG file is a page: one that may do nothing.
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; sandbox"),
    );
    Ok(response)
}

/// Keeps a picture of that name, in place of another one, once it was seen that it can be shown.
///
/// # Errors
/// As described for the API.
#[utoipa::path(put, path = "/api/v1/staff/drafts/{id}/picture", tag = "staff", extensions(("x-canyu-right" = json!("edit"))),
    request_body(content = Vec<u8>, content_type = "image/*"),
    params(("id" = String, Path, description = "The draft"), Which),
    responses((status = 200, body = Draft), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn put(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    which: Result<Query<Which>, QueryRejection>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Draft>, ApiError> {
    let name = name(which)?;
    let body = body.map_err(|_| ApiError::TooLarge(LARGEST_PICTURE))?;
    let desk = Desk {
        app: &app,
        caller: &caller,
    };
    let row = desk.keep_picture(&id, &name, body.to_vec()).await?;
    Ok(Json(desk.told(row).await?))
}

/// Throws a picture away.
///
/// # Errors
/// As described for the API.
#[utoipa::path(delete, path = "/api/v1/staff/drafts/{id}/picture", tag = "staff", extensions(("x-canyu-right" = json!("edit"))),
    params(("id" = String, Path, description = "The draft"), Which),
    responses((status = 204), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn delete(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    which: Result<Query<Which>, QueryRejection>,
) -> Result<StatusCode, ApiError> {
    let name = name(which)?;
    let row = Desk {
        app: &app,
        caller: &caller,
    }
    .row(&id)
    .await?;
    if app.store.delete_draft_picture(&row.id, &name).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(DraftError::Unknown.into())
    }
}
