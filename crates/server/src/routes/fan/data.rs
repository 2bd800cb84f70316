//! `GET /api/v1/campaigns/{slug}/me/data`

use super::{known, view::How};
use crate::{
    app::App,
    me_data::me_data,
    problem::{ApiError, Problem},
    view,
};
use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};

/// Everything that is kept of the fan, as a file to keep.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/campaigns/{slug}/me/data", tag = "fan",
    params(("slug" = String, Path, description = "The campaign"), How, ("authorization" = String, Header, description = "Bearer and the fan's token")),
    responses((status = 200, description = "A JSON object: a list for each kind of thing that is kept", body = serde_json::Value),
        (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn data(
    State(app): State<App>,
    Path(slug): Path<String>,
    Query(asked): Query<How>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let live = app.campaigns.get(&slug).ok_or(ApiError::UnknownCampaign(slug))?;
    let fan = known(&app, &live, &headers).await?;
    let lang = view::language(&live.campaign, asked.lang.as_deref());
    let document = me_data(&app, &live, &fan, lang).await?;
    let body = serde_json::to_string_pretty(&document).map_err(|_| ApiError::Internal)?;
    let headers = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"canyu-{}.json\"", live.campaign.slug),
        ),
    ];
    Ok((headers, body).into_response())
}
