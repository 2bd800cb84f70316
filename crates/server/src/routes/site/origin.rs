//! `GET /embed/v1/origin/{slug}`: may the asking page use the campaign?
//!
//! To a page that is not listed the API gives no CORS header, so its browser tells it nothing. This address answers everybody, so
//! that the widget can say what is the matter, and which setting to change.

use crate::{app::App, problem::ApiError};
use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

/// Says whether the page's origin is listed.
pub async fn origin(State(app): State<App>, Path(slug): Path<String>, headers: HeaderMap) -> Response {
    let origin = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok());
    let mut response = match app.campaigns.get(&slug) {
        Some(live) => {
            let listed = origin.is_none_or(|origin| live.campaign.lists(origin));
            (StatusCode::OK, Json(json!({ "listed": listed, "origin": origin }))).into_response()
        }
        None => ApiError::UnknownCampaign(slug).into_response(),
    };
    let headers = response.headers_mut();
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        header::HeaderValue::from_static("*"),
    );
    headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    response
}
