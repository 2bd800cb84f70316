//! `GET /api/v1/campaigns/{slug}/nodes/{node}/pictures/{name}`

use crate::{
    app::App,
    problem::{ApiError, Problem},
    store::Numbers,
    view,
};
use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use canyu_core::{
    campaign::{Campaign, Kind},
    moment::Moment,
};

/// A picture of a teaser or an assembly, once its time has come. Before, there is nothing at its address.
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
    let numbers = live.numbers(&*app.store).await?;
    if !may_be_seen(&live.campaign, &node, picture.stage, &numbers, app.clock.now()) {
        return Err(ApiError::NotFound);
    }
    let body = app.store.picture_body(&slug, &name).await?.ok_or(ApiError::NotFound)?;
    let headers = [
        (
            header::CONTENT_TYPE,
            if name.ends_with(".png") {
                "image/png"
            } else {
                "image/jpeg"
            },
        ),
        // Another content has another name.
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (
            header::HeaderName::from_static("cross-origin-resource-policy"),
            "cross-origin",
        ),
    ];
    Ok((headers, body).into_response())
}

/// Whether a picture's time has come. A stage that opens for single fans is found by whoever knows its name: that name is told to them alone, and
/// nobody can guess it.
fn may_be_seen(campaign: &Campaign, node: &str, stage: u32, numbers: &Numbers, now: Moment) -> bool {
    let Some(node) = campaign.node(node) else { return false };
    match &node.kind {
        Kind::Teaser(_) => view::reached(campaign, node, numbers, now, Some(&|_| true)) > stage as usize,
        Kind::Assemble(_) => campaign.window(node).0 <= now,
        _ => false,
    }
}
