//! `GET /api/v1/campaigns/{slug}/draw/{file}`

use crate::{
    app::App,
    draw::files::{Content, File},
    problem::{ApiError, Problem},
};
use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};

/// Files grow only at set times, and nobody should ask each second.
const CACHE: HeaderValue = HeaderValue::from_static("public, max-age=60");
const ANYBODY: HeaderValue = HeaderValue::from_static("*");

/// A file of the draw's bundle, or `bundle.zip` with all that there are. Open to every origin: whoever checks a draw does so from
/// wherever he likes.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/campaigns/{slug}/draw/{file}", tag = "draw",
    params(("slug" = String, Path, description = "The campaign"),
        ("file" = String, Path, description = "manifest.json, checkpoints.txt, commitment.txt, excluded.txt, roll.bin, beacon.json, result.json, forfeits.txt or bundle.zip")),
    responses((status = 200, description = "The file, byte by byte", content_type = "application/octet-stream"), (status = 404, body = Problem)))]
pub async fn file(State(app): State<App>, Path((slug, name)): Path<(String, String)>) -> Response {
    let mut response = find(&app, slug, &name).await.unwrap_or_else(ApiError::into_response);
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, ANYBODY);
    headers.insert(
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("cross-origin"),
    );
    response
}

async fn find(app: &App, slug: String, name: &str) -> Result<Response, ApiError> {
    let live = app.campaigns.get(&slug).ok_or(ApiError::UnknownCampaign(slug))?;
    let draw = app.draw(&live).ok_or(ApiError::NotFound)?;
    if name == "bundle.zip" {
        let name = format!("attachment; filename=\"{}-draw-1.zip\"", live.campaign.slug);
        let headers = [
            (header::CONTENT_TYPE, HeaderValue::from_static("application/zip")),
            (header::CACHE_CONTROL, CACHE),
            (
                header::CONTENT_DISPOSITION,
                HeaderValue::try_from(name).map_err(|_| ApiError::Internal)?,
            ),
        ];
        return Ok((headers, Body::from_stream(draw.zip_stream())).into_response());
    }
    let file = File::named(name).ok_or(ApiError::NotFound)?;
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static(file.content_type()));
    let cache = (header::CACHE_CONTROL, CACHE);
    match draw.file(file).await?.ok_or(ApiError::NotFound)? {
        Content::Whole(bytes) => Ok(([kind, cache], bytes).into_response()),
        Content::Roll(bytes, rows) => {
            // With its length, a list that breaks off is noticed.
            let length = (header::CONTENT_LENGTH, HeaderValue::from(bytes));
            Ok(([kind, cache, length], Body::from_stream(rows)).into_response())
        }
    }
}
