//! `GET /api/v1/staff/campaigns/{slug}/draw/winners`

use super::open;
use crate::{
    account::Caller,
    app::App,
    draw::{look::state, when},
    problem::{ApiError, Problem},
    store::winners::{Claim, WinnerRow},
};
use axum::{
    Json,
    extract::{Path, Query, State, rejection::QueryRejection},
};
use canyu_core::{
    moment::Moment,
    staff::{WinnerLine, Winners},
};
use serde::Deserialize;

/// Lines that are told where nobody says how many, and at most.
const USUAL: usize = 100;
const MOST: usize = 500;

/// Which of them.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// From this number of the draw on; 0 where nothing is said
    #[serde(default)]
    from: u32,
    /// So many at most, up to 500; 100 where nothing is said
    most: Option<usize>,
}

/// Everybody drawn, in the order of the draws. What they have said to get their prizes is told of one at a time, and as a list for shipping.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/campaigns/{slug}/draw/winners", tag = "staff", extensions(("x-canyu-right" = json!("draw"))),
    params(("slug" = String, Path, description = "The campaign"), Asked),
    responses((status = 200, body = Winners), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn list(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Json<Winners>, ApiError> {
    let Query(asked) = asked.map_err(|rejection| ApiError::Malformed(rejection.body_text()))?;
    let (_, draw) = open(&app, &caller, &slug)?;
    let now = app.clock.now();
    let most = asked.most.unwrap_or(USUAL).clamp(1, MOST);
    let mut rows = draw.winners().await?.into_iter().filter(|row| row.k >= asked.from);
    let lines = rows.by_ref().take(most).map(|row| line(row, now)).collect();
    Ok(Json(Winners {
        lines,
        next: rows.next().map(|row| row.k),
    }))
}

fn has_said(claim: &Claim) -> bool {
    [&claim.name, &claim.address, &claim.contact, &claim.code]
        .iter()
        .any(|part| part.is_some())
}

fn line(row: WinnerRow, now: Moment) -> WinnerLine {
    let state = state(&row, now);
    let (reason, forfeited) = row.forfeited.unzip();
    WinnerLine {
        k: row.k,
        fan: row.fan,
        tickets: row.weight,
        prize: row.prize,
        state,
        until: row.until.map(when),
        claimed: row.claim.at.map(when),
        has_said: has_said(&row.claim),
        reason,
        forfeited: forfeited.map(when),
    }
}
