//! `GET /api/v1/staff/campaigns/{slug}/life`

use crate::{
    account::Caller,
    app::App,
    life::{Stage, archive::telling, stages},
    problem::{ApiError, Problem},
};
use axum::{
    Json,
    extract::{Path, State},
};
use canyu_core::staff::LifeStage;

/// The stages of a campaign's life in their order: what was late, and what is in the way.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/campaigns/{slug}/life", tag = "staff", extensions(("x-canyu-right" = json!("see_campaigns"))),
    params(("slug" = String, Path, description = "The campaign")),
    responses((status = 200, body = Vec<LifeStage>), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn life(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
) -> Result<Json<Vec<LifeStage>>, ApiError> {
    let live = caller.campaign(&app, &slug)?;
    let stages = stages(&*app.store, &live, app.draw(&live).as_ref(), app.clock.now()).await?;
    Ok(Json(
        telling(&app, &slug, stages).await?.into_iter().map(told).collect(),
    ))
}

fn told(stage: Stage) -> LifeStage {
    LifeStage {
        name: stage.name.to_owned(),
        node: stage.node,
        at: stage.at,
        done: stage.done,
        never: stage.never,
        late: stage.late,
        open: stage.open,
    }
}
