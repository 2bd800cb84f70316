//! `GET /console/…`: the console's page at every address that is not one of its files, since the program in it reads the address itself.

use super::embed::nothing;
use crate::embedded::{self, Embedded};
use axum::{
    extract::Path,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};

/// Nothing but the server's own files, no page around it, and nowhere else to send a form.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; frame-src 'self'; \
     frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
);
/// Their names carry a hash of their content.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// The page names those files, so it is asked for each time.
const FRESH: HeaderValue = HeaderValue::from_static("no-cache");

const MISSING: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Canyu</title>\
                       <p>This binary was built without the console; build it with <code>cargo xtask build</code>.";

/// The page.
pub async fn page(headers: HeaderMap) -> Response {
    let Some(page) = embedded::console("index.html") else {
        return (StatusCode::SERVICE_UNAVAILABLE, Html(MISSING)).into_response();
    };
    let mut response = sent(page, &headers, FRESH);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, POLICY);
    // Links of invitations are in this page's addresses.
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    );
    response
}

/// A file of the console, or the page.
pub async fn file(Path(path): Path<String>, headers: HeaderMap) -> Response {
    if !path.starts_with("files/") {
        return page(headers).await;
    }
    match embedded::console(&path) {
        Some(file) => sent(file, &headers, FOR_EVER),
        None => nothing().await,
    }
}

fn sent(file: &Embedded, headers: &HeaderMap, cache: HeaderValue) -> Response {
    let accepted = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let (body, encoding) = file.best(accepted);
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.content_type()));
    headers.insert(header::CACHE_CONTROL, cache);
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    );
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}
