//! `GET /api/v1/campaigns/{slug}/nodes/{node}/uploads/{picture}`

#![expect(unused_qualifications, reason = "utoipa repeats the type of the query with its path")]

use crate::{
    app::App,
    problem::{ApiError, Problem},
};
use axum::{
    extract::{Path, Query, State},
    http::{HeaderName, header},
    response::{IntoResponse, Response},
};
use canyu_core::world::Ruling;
use serde::Deserialize;
use utoipa::IntoParams;

/// How large.
#[derive(Debug, Deserialize, IntoParams)]
pub struct Size {
    /// `small`: at most 320 pixels on a side; left out: at most 1,600.
    size: Option<String>,
}

/// A picture that a fan has sent: one that everybody may see, or one whose name only its sender knows, as long as staff have not hidden it.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/campaigns/{slug}/nodes/{node}/uploads/{picture}", tag = "fan",
    params(("slug" = String, Path, description = "The campaign"), ("node" = String, Path, description = "The guessing game"), ("picture" = String, Path, description = "Its name"), Size),
    responses((status = 200, content_type = "image/jpeg"), (status = 404, body = Problem)))]
pub async fn uploaded(
    State(app): State<App>,
    Path((slug, node, picture)): Path<(String, String, String)>,
    Query(asked): Query<Size>,
) -> Result<Response, ApiError> {
    let is_small = asked.size.as_deref() == Some("small");
    let kept = app.store.upload(&slug, &node, &picture, is_small).await?;
    let kept = kept
        .filter(|kept| kept.ruling != Some(Ruling::Hidden))
        .ok_or(ApiError::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, "image/jpeg"),
        // What staff hide later must not stay on shelves on the way for long.
        (
            header::CACHE_CONTROL,
            match kept.ruling {
                Some(Ruling::Shown) => "public, max-age=300",
                _ => "private, no-store",
            },
        ),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
        (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
    ];
    Ok((headers, kept.body).into_response())
}
