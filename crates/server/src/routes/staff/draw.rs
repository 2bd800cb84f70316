//! `GET /api/v1/staff/campaigns/{slug}/draw`, and what staff do about a draw.

pub mod claims;
pub mod commit;
pub mod excluded;
pub mod forfeit;
pub mod run;
pub mod told;
pub mod winner;
pub mod winners;

use crate::{
    account::Caller,
    app::App,
    campaigns::Live,
    draw::{Draw, DrawError},
    problem::{ApiError, Problem},
};
use axum::{
    Json,
    extract::{Path, State},
};
use canyu_core::staff::DrawLook;
use std::sync::Arc;

/// Where the draw of a campaign stands. Nothing in it is about persons.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/campaigns/{slug}/draw", tag = "staff", extensions(("x-canyu-right" = json!("see_campaigns"))),
    params(("slug" = String, Path, description = "The campaign")),
    responses((status = 200, body = DrawLook), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn look(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
) -> Result<Json<DrawLook>, ApiError> {
    let (live, draw) = open(&app, &caller, &slug)?;
    Ok(Json(looked(&app, &live, &draw).await?))
}

/// The draw of a campaign that somebody is there for.
fn open(app: &App, caller: &Caller, slug: &str) -> Result<(Arc<Live>, Draw), ApiError> {
    let live = caller.campaign(app, slug)?;
    let draw = app.draw(&live).ok_or_else(|| DrawError::NoDraw(slug.to_owned()))?;
    Ok((live, draw))
}

async fn looked(app: &App, live: &Live, draw: &Draw) -> Result<DrawLook, ApiError> {
    let mut look = draw.look(live.campaign.closes, app.clock.now()).await?;
    let prizes = live.campaign.lottery().map(|(_, lottery)| lottery.prizes.iter());
    let names = prizes.into_iter().flatten().map(|prize| prize.name.0.iter());
    let named = names.map(|name| name.map(|(lang, text)| (lang.tag().to_owned(), text.clone())).collect());
    look.prize_names = named.collect();
    Ok(look)
}

/// Lets something go on to its end though whoever has asked for it has hung up.
async fn to_its_end<T: Send + 'static>(
    work: impl Future<Output = Result<T, ApiError>> + Send + 'static,
) -> Result<T, ApiError> {
    tokio::spawn(work).await.map_err(|_| ApiError::Internal)?
}
