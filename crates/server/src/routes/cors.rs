//! Who may call the API from a page: the campaign's own list of origins, and nobody else.
//!
//! An origin list is no authentication: it keeps honest browsers of other sites out, and that is all it promises. Requests
//! without an `Origin` (programs, plain navigation) and those of the server's own pages pass.

use crate::{app::App, problem::ApiError};
use axum::{
    extract::{RawPathParams, Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// What a page may send, and how long a browser may remember that: two hours is the longest that Chromium does.
const METHODS: HeaderValue = HeaderValue::from_static("GET, POST, DELETE");
const HEADERS: HeaderValue =
    HeaderValue::from_static("authorization, content-type, idempotency-key, canyu-visit, canyu-proof");
/// What a page may read.
const EXPOSED: HeaderValue = HeaderValue::from_static("retry-after");
const MAX_AGE: HeaderValue = HeaderValue::from_static("7200");

/// The middleware of routes with a `{slug}`.
///
/// # Errors
/// [`ApiError::OriginNotListed`], without any CORS header.
pub async fn cors(
    State(app): State<App>,
    params: RawPathParams,
    request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let slug = params
        .iter()
        .find(|(name, _)| *name == "slug")
        .map_or("", |(_, slug)| slug)
        .to_owned();
    let Some(origin) = request.headers().get(header::ORIGIN).cloned() else {
        return Ok(with_vary(next.run(request).await));
    };
    let text = origin.to_str().unwrap_or_default().to_owned();
    if is_own(&app, request.headers(), &text) {
        return Ok(with_vary(next.run(request).await));
    }
    let live = app.campaigns.get(&slug).ok_or(ApiError::UnknownCampaign(slug))?;
    if !live.campaign.lists(&text) {
        return Err(ApiError::OriginNotListed { origin: text });
    }
    let mut response = if request.method() == Method::OPTIONS {
        let mut response = StatusCode::NO_CONTENT.into_response();
        let headers = response.headers_mut();
        headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, METHODS);
        headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HEADERS);
        headers.insert(header::ACCESS_CONTROL_MAX_AGE, MAX_AGE);
        response
    } else {
        next.run(request).await
    };
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    Ok(with_vary(response))
}

/// Whether a page of the server itself asks.
pub(crate) fn is_own(app: &App, headers: &HeaderMap, origin: &str) -> bool {
    if app.public_url.as_deref() == Some(origin) {
        return true;
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    origin
        .split_once("://")
        .is_some_and(|(_, authority)| Some(authority) == host)
}

fn with_vary(mut response: Response) -> Response {
    response
        .headers_mut()
        .append(header::VARY, HeaderValue::from_static("origin"));
    response
}
