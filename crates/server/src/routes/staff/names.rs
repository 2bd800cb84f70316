//! `GET /api/v1/staff/campaigns/{slug}/names`

use super::texts;
use crate::{
    account::Caller,
    app::App,
    problem::{ApiError, Problem},
};
use axum::{
    Json,
    extract::{Path, State},
};
use canyu_core::{
    id::{CHANNELS, DIRECT, OTHER, PLAIN_LINK},
    staff::{Names, NodeTitle},
};

/// What the parts of a campaign are called: nodes, channels and seed groups, by which its figures can be filtered.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/campaigns/{slug}/names", tag = "staff", extensions(("x-canyu-right" = json!("see_numbers"))),
    params(("slug" = String, Path, description = "The campaign")),
    responses((status = 200, body = Names), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn names(State(app): State<App>, caller: Caller, Path(slug): Path<String>) -> Result<Json<Names>, ApiError> {
    let live = caller.campaign(&app, &slug)?;
    let campaign = &live.campaign;
    let node = |node: &canyu_core::campaign::Node| NodeTitle {
        id: node.id.clone(),
        kind: node.kind.name().to_owned(),
        title: texts(&node.title),
    };
    let known = [DIRECT, PLAIN_LINK, OTHER].into_iter().chain(CHANNELS);
    let own = campaign.channels.iter().map(String::as_str);
    let mut channels: Vec<String> = Vec::new();
    for channel in known.chain(own) {
        if !channels.iter().any(|listed| listed == channel) {
            channels.push(channel.to_owned());
        }
    }
    let mut groups: Vec<String> = app
        .store
        .seeds(&slug)
        .await?
        .into_iter()
        .map(|seed| seed.group)
        .collect();
    groups.sort_unstable();
    groups.dedup();
    Ok(Json(Names {
        title: texts(&campaign.title),
        nodes: campaign.nodes.iter().map(node).collect(),
        channels,
        groups,
        opens: campaign.opens,
        closes: campaign.closes,
    }))
}
