//! `GET /verify`: the page where anybody checks a draw, in his own browser. It fetches what is published, or reads what is dropped on it, and
//! sends nothing; the same page stands in the folder that `cargo xtask verifier` makes.

use axum::{
    http::{HeaderValue, header},
    response::{Html, IntoResponse, Response},
};

/// What the page's script brings along it may run; files of a draw it may fetch from any server that publishes them.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' https: http:; img-src data:; style-src 'self'; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
);

const PAGE: &str = include_str!("../../pages/verify.html");

/// The page.
pub async fn verify() -> Response {
    let mut response = Html(PAGE).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, POLICY);
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=600"));
    response
}
