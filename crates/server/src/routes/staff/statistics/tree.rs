//! `GET /api/v1/staff/campaigns/{slug}/statistics/tree`

use super::orderly;
use crate::{
    account::{AccountError, Caller},
    app::App,
    problem::{ApiError, Problem},
    statistics::study::shelf,
};
use axum::{
    Json,
    extract::{Path, Query, State, rejection::QueryRejection},
};
use canyu_core::{
    moment::Moment,
    staff::{Filter, Right, WorthFilter, study::SharingTree},
};
use serde::Deserialize;

/// A filter, and how much is wanted. (A flattened filter could not be read from a query: it has numbers.)
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// From this moment on.
    from: Option<Moment>,
    /// Before this moment.
    to: Option<Moment>,
    /// Only this node.
    node: Option<String>,
    /// Only this channel.
    channel: Option<String>,
    /// Only this generation; 0: came by no fan's link.
    generation: Option<u32>,
    /// Only who counts so.
    worth: Option<WorthFilter>,
    /// Only whose chain begins with a seed of this group.
    group: Option<String>,
    /// People at most: 1 to 100,000; left out: 20,000.
    most: Option<u32>,
    /// 1: with ids. For who may see persons.
    ids: Option<u8>,
}

/// Who was brought by whom, the largest chains first: what a picture of it is drawn from.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/campaigns/{slug}/statistics/tree", tag = "staff", extensions(("x-canyu-right" = json!("see_numbers"))),
    params(("slug" = String, Path, description = "The campaign"), Wanted),
    responses((status = 200, body = SharingTree), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem), (status = 500, body = Problem)))]
pub async fn tree(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    asked: Result<Query<Wanted>, QueryRejection>,
) -> Result<Json<SharingTree>, ApiError> {
    let live = caller.campaign(&app, &slug)?;
    let Query(wanted) = asked.map_err(|rejection| ApiError::Malformed(rejection.body_text()))?;
    let most = wanted.most.unwrap_or(SharingTree::USUAL).clamp(1, SharingTree::MOST);
    let ids = wanted.ids.is_some_and(|ids| ids > 0);
    if ids && !caller.may(Right::SeePersons) {
        return Err(AccountError::NotAllowed(Right::SeePersons).into());
    }
    let filter = orderly(Filter {
        from: wanted.from,
        to: wanted.to,
        node: wanted.node,
        channel: wanted.channel,
        generation: wanted.generation,
        worth: wanted.worth,
        group: wanted.group,
    })?;
    let made = shelf::drawn(&app, &live, filter, most, ids).await?;
    Ok(Json(SharingTree::clone(&made)))
}
