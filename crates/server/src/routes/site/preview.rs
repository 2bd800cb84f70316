//! `GET /preview/{key}`: the page in the console's frame, and below it the small server that the widget in it asks.

use super::{escape, own_address};
use crate::{app::App, draft::preview::Shown, problem::ApiError};
use axum::{
    extract::{ConnectInfo, Path, Query, Request, State},
    http::{HeaderMap, HeaderValue, Uri, header},
    response::{Html, IntoResponse as _, Response},
};
use canyu_core::lang::Lang;
use serde::Deserialize;
use std::{net::SocketAddr, sync::Arc};
use tower::ServiceExt as _;

/// How the page is asked for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    lang: Option<String>,
    dark: Option<String>,
}

fn shown(app: &App, key: &str) -> Result<Arc<Shown>, ApiError> {
    app.drafting.previews.get(key).ok_or(ApiError::NotFound)
}

/// The page. It is meant for a frame without an origin: nothing in it can reach what its reader is signed in to.
///
/// # Errors
/// When there is no such preview, or not any more.
pub async fn page(
    State(app): State<App>,
    Path(key): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let shown = shown(&app, &key)?;
    let base = app
        .public_url
        .as_deref()
        .map_or_else(|| own_address(&headers), str::to_owned);
    let wanted = asked.lang.as_deref().and_then(Lang::from_tag);
    let lang = wanted
        .or_else(|| shown.languages.first().copied())
        .unwrap_or_default()
        .tag();
    let scheme = if asked.dark.is_some() { "dark" } else { "light" };
    let (slug, base) = (escape(&shown.slug), escape(&base));
    let html = format!(
        "<!doctype html>\n<html lang=\"{lang}\" class=\"preview {scheme}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{slug}</title>\n\
         <link rel=\"stylesheet\" href=\"{base}/pages/hosted.css\">\n\
         <script type=\"module\" async src=\"{base}/embed/v1/canyu.js\"></script>\n</head>\n<body>\n\
         <main><canyu-campaign campaign=\"{slug}\" server=\"{base}/preview/{key}\" lang=\"{lang}\"></canyu-campaign></main>\n</body>\n</html>\n"
    );
    let policy = format!(
        "default-src 'none'; script-src {base} 'wasm-unsafe-eval'; worker-src {base} blob:; connect-src {base}; img-src {base} data: blob:; \
         style-src {base}; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-scripts"
    );
    let mut response = Html(html).into_response();
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// What the widget in it asks.
///
/// # Errors
/// When there is no such preview, or not any more.
pub async fn below(
    State(app): State<App>,
    Path((key, rest)): Path<(String, String)>,
    request: Request,
) -> Result<Response, ApiError> {
    let shown = shown(&app, &key)?;
    let query = request
        .uri()
        .query()
        .map_or_else(String::new, |query| format!("?{query}"));
    let is_fans = rest.starts_with("api/v1/campaigns/") || rest.starts_with("embed/") || rest.starts_with("pages/");
    let uri: Uri = format!("/{rest}{query}").parse().map_err(|_| ApiError::NotFound)?;
    if !is_fans {
        return Err(ApiError::NotFound);
    }
    let (mut parts, body) = request.into_parts();
    parts.uri = uri;
    // What this server's own routes have noted about the address is not true of that one's.
    let from = parts.extensions.remove::<ConnectInfo<SocketAddr>>();
    parts.extensions.clear();
    if let Some(from) = from {
        parts.extensions.insert(from);
    }
    let request = Request::from_parts(parts, body);
    Ok(shown.router.clone().oneshot(request).await.into_response())
}
