//! `GET /api/v1/campaigns/{slug}/nodes/{node}/pictures/{name}`

use crate::{
    app::App,
    problem::{ApiError, Problem},
};
use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use canyu_core::campaign::{Campaign, Kind};

/// A picture of a teaser, once its stage has come. Before, there is nothing at its address.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/campaigns/{slug}/nodes/{node}/pictures/{name}", tag = "fan",
    params(("slug" = String, Path, description = "The campaign"), ("node" = String, Path, description = "The teaser"), ("name" = String, Path, description = "As the view names it")),
    responses((status = 200, content_type = "image/jpeg"), (status = 404, body = Problem)))]
pub async fn picture(
    State(app): State<App>,
    Path((slug, node, name)): Path<(String, String, String)>,
) -> Result<Response, ApiError> {
    let live = app
        .campaigns
        .get(&slug)
        .ok_or_else(|| ApiError::UnknownCampaign(slug.clone()))?;
    let picture = live.picture_named(&node, &name).ok_or(ApiError::NotFound)?;
    if !is_reached(&live.campaign, &node, picture.stage, app.clock.now()) {
        return Err(ApiError::NotFound);
    }
    let body = app.store.picture_body(&slug, &name).await?.ok_or(ApiError::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, "image/jpeg"),
        // The name carries a hash of the content.
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (
            header::HeaderName::from_static("cross-origin-resource-policy"),
            "cross-origin",
        ),
    ];
    Ok((headers, body).into_response())
}

fn is_reached(campaign: &Campaign, node: &str, stage: u32, now: canyu_core::moment::Moment) -> bool {
    let Some(node) = campaign.node(node) else { return false };
    let Kind::Teaser(teaser) = &node.kind else { return false };
    teaser.reached(campaign.window(node).0, now) > stage as usize
}
