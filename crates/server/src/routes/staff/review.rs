//! `GET /api/v1/staff/campaigns/{slug}/review`

use crate::{
    account::Caller,
    app::App,
    problem::{ApiError, Problem},
    store::trust::ScoreRow,
    trust::reasons::{Kept, read},
};
use axum::{
    Json,
    extract::{Path, Query, State, rejection::QueryRejection},
};
use canyu_core::{
    staff::{Evidence, ReviewLine, ReviewQueue},
    world::Standing,
};
use serde::Deserialize;

/// Lines that are told where nobody says how many, and at most.
const USUAL: u32 = 100;
const MOST: u32 = 500;

/// Whom.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// All who are held, not only those whose score asks for a human
    #[serde(default)]
    held: bool,
    /// From this place in the list on; 0 where nothing is said
    #[serde(default)]
    from: u32,
    /// So many at most, up to 500; 100 where nothing is said
    most: Option<u32>,
}

/// Who is held and should be looked at: those who object first, then the highest scores.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/campaigns/{slug}/review", tag = "staff", extensions(("x-canyu-right" = json!("review"))),
    params(("slug" = String, Path, description = "The campaign"), Asked),
    responses((status = 200, body = ReviewQueue), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn list(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Json<ReviewQueue>, ApiError> {
    let Query(asked) = asked.map_err(|rejection| ApiError::Malformed(rejection.body_text()))?;
    let live = caller.campaign(&app, &slug)?;
    let least = if asked.held { 0 } else { live.campaign.trust.review };
    let most = asked.most.unwrap_or(USUAL).clamp(1, MOST);
    let mut rows = app
        .store
        .scored(&slug, Standing::Held, least, (asked.from, most + 1))
        .await?;
    let more = rows.len() > most as usize;
    rows.truncate(most as usize);
    let line = |(row, objects): (ScoreRow, bool)| ReviewLine {
        fan: row.fan,
        score: row.score,
        reasons: evidence(&row.reasons),
        objects,
    };
    let lines = rows.into_iter().map(line).collect();
    Ok(Json(ReviewQueue { lines, more }))
}

/// The reasons of a score, as they are kept.
pub(super) fn evidence(reasons: &str) -> Vec<Evidence> {
    let told = |Kept { reason, points, seen }| Evidence { reason, points, seen };
    read(reasons).into_iter().map(told).collect()
}
