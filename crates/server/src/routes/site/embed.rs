//! `GET /embed/…`: the widget's files, which are inside this binary, compressed when it was built.

use crate::{embedded, problem::ApiError};
use axum::{
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

/// Files whose names carry a hash of their content, or a version, never change.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// The evergreen script and the list of files: asked for again after ten minutes, and used while it is.
const EVERGREEN: HeaderValue = HeaderValue::from_static("public, max-age=600, stale-while-revalidate=86400");

/// A file of the widget.
pub async fn embed(Path(path): Path<String>, headers: HeaderMap) -> Response {
    let Some(file) = embedded::file(&path) else {
        return nothing().await;
    };
    let accepted = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let (body, encoding) = file.best(accepted);
    let mut response = (StatusCode::OK, body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.content_type()));
    headers.insert(
        header::CACHE_CONTROL,
        if is_evergreen(&path) { EVERGREEN } else { FOR_EVER },
    );
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

/// Whether a file keeps its name when its content changes.
fn is_evergreen(path: &str) -> bool {
    path.starts_with("v1/") || path == "files.json"
}

/// What any other address answers.
pub async fn nothing() -> Response {
    ApiError::NotFound.into_response()
}
