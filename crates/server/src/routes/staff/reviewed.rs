//! `GET` and `POST /api/v1/staff/campaigns/{slug}/review/{id}`

use super::{read, review::evidence};
use crate::{
    account::Caller,
    app::App,
    problem::{ApiError, Problem},
    store::trust::DecisionRow,
    trust::review::{Deciding, decide},
};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State, rejection::BytesRejection},
};
use canyu_core::{
    staff::{Appealed, Decided, Decision, Reviewed, What},
    world::Standing,
};
use serde_json::json;

/// Decisions that are told at most.
const MOST: u32 = 500;

/// All that a decision about somebody needs.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/campaigns/{slug}/review/{id}", tag = "staff", extensions(("x-canyu-right" = json!("review"))),
    params(("slug" = String, Path, description = "The campaign"), ("id" = String, Path, description = "The participant")),
    responses((status = 200, body = Reviewed), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn show(
    State(app): State<App>,
    caller: Caller,
    Path((slug, id)): Path<(String, String)>,
) -> Result<Json<Reviewed>, ApiError> {
    caller.campaign(&app, &slug)?;
    Ok(Json(reviewed(&app, &slug, &id).await?))
}

/// Decides whether somebody counts. Where a colleague has decided since `seen`, nothing is changed.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/staff/campaigns/{slug}/review/{id}", tag = "staff", request_body = Decision,
    extensions(("x-canyu-right" = json!("review"))),
    params(("slug" = String, Path, description = "The campaign"), ("id" = String, Path, description = "The participant")),
    responses((status = 200, body = Reviewed), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn say(
    State(app): State<App>,
    caller: Caller,
    Path((slug, id)): Path<(String, String)>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Reviewed>, ApiError> {
    let live = caller.campaign(&app, &slug)?;
    let wanted: Decision = read(body)?;
    let deciding = Deciding {
        by: caller.account().name.clone(),
        to: if wanted.counts {
            Standing::Cleared
        } else {
            Standing::Refused
        },
        note: wanted.note,
        seen: Some(wanted.seen),
    };
    let row = decide(&app, &live, &id, &deciding).await?;
    let change =
        json!({ "before": { "standing": row.from.name() }, "after": { "standing": row.to.name(), "note": row.note } });
    let entry = caller.entry_of(&slug, What::Reviewed, &row.fan, change);
    app.store.note(&entry).await?;
    Ok(Json(reviewed(&app, &slug, &id).await?))
}

async fn reviewed(app: &App, slug: &str, id: &str) -> Result<Reviewed, ApiError> {
    let fan = app.store.fan_by_id(slug, id).await?.ok_or(ApiError::NotFound)?;
    let score = app.store.score(slug, id).await?;
    let appeal = app.store.appeal_of(slug, id).await?;
    let decisions = app.store.decisions(slug, Some(id), false, MOST).await?;
    Ok(Reviewed {
        standing: fan.standing.name().to_owned(),
        arrived: fan.arrived,
        brought_by: fan.referrer.as_ref().map(|referrer| referrer.fan.clone()),
        verified: fan.verified,
        friends_joined: fan.friends_joined,
        friends_counted: fan.friends_counted,
        tickets: fan.tickets(),
        score: score.as_ref().map_or(0, |row| row.score),
        reasons: score.map_or_else(Vec::new, |row| evidence(&row.reasons)),
        appeal: appeal.map(|row| Appealed {
            at: row.at,
            text: row.text,
            decided: row.decided.is_some(),
        }),
        decisions: decisions.into_iter().map(decided).collect(),
        channel: fan.channel,
        fan: fan.id,
    })
}

fn decided(row: DecisionRow) -> Decided {
    Decided {
        at: row.at,
        by: row.by,
        from: row.from.name().to_owned(),
        to: row.to.name().to_owned(),
        score: row.score,
        note: row.note,
    }
}
