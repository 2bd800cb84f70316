//! `GET` and `POST /api/v1/staff/campaigns/{slug}/seeds`

use super::{base, in_use, read};
use crate::{
    account::Caller,
    app::App,
    goods::{GoodsError, new_seeds, seed_link},
    problem::{ApiError, Problem},
    routes::fan::act::key_of,
    store::people::SeedRow,
};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State, rejection::BytesRejection},
    http::{HeaderMap, StatusCode},
};
use canyu_core::{
    campaign::Campaign,
    staff::{NewSeeds, Right, SeedLine, Seeds, What},
};
use serde_json::json;

/// Invitations that are told, at most: whose descendants are counted for each.
const MOST: usize = 500;
/// Invitations that are made at once, at most.
const MOST_MADE: u32 = 500;

/// Who was invited by name, and what has become of it.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/campaigns/{slug}/seeds", tag = "staff", extensions(("x-canyu-right" = json!("give"))),
    params(("slug" = String, Path, description = "The campaign")),
    responses((status = 200, body = Seeds), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn list(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Seeds>, ApiError> {
    let live = caller.campaign(&app, &slug)?;
    let rows = app.store.seeds(&slug).await?;
    Ok(Json(Seeds {
        more: rows.len() > MOST,
        lines: lines(&app, &caller, &live.campaign, &headers, rows).await?,
    }))
}

async fn lines(
    app: &App,
    caller: &Caller,
    campaign: &Campaign,
    headers: &HeaderMap,
    rows: Vec<SeedRow>,
) -> Result<Vec<SeedLine>, ApiError> {
    let base = base(app, headers);
    let mut lines = Vec::new();
    for row in rows.into_iter().take(MOST) {
        let (people, generations) = match &row.fan {
            Some(fan) => app.store.descendants(&campaign.slug, fan).await?,
            None => (0, 0),
        };
        lines.push(SeedLine {
            link: seed_link(campaign, &base, &row.code),
            group: row.group,
            label: row.label,
            made: row.made_at,
            came: row.fan.is_some(),
            fan: row.fan.filter(|_| caller.may(Right::SeePersons)),
            people,
            generations,
        });
    }
    Ok(lines)
}

/// Invites people by name: those who were invited, with their links. The same key again invites nobody again.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/staff/campaigns/{slug}/seeds", tag = "staff", request_body = NewSeeds,
    extensions(("x-canyu-right" = json!("give"))), params(("slug" = String, Path, description = "The campaign")),
    responses((status = 201, body = Seeds), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn invite(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<(StatusCode, Json<Seeds>), ApiError> {
    let live = in_use(&caller, &app, &slug)?;
    let wanted: NewSeeds = read(body)?;
    let key = key_of(&wanted.key).ok_or(ApiError::KeyMalformed)?;
    if !(1..=MOST_MADE).contains(&wanted.count) {
        return Err(GoodsError::Count(MOST_MADE).into());
    }
    // Nobody else can tell it beforehand, and a repeated request makes the same.
    let account = &caller.account().id;
    let random = |number: u32| {
        let [a, b, c, d, e, f, g, h, ..] = live.secrets.keyed("seed user", &format!("{account}/{key}/{number}"));
        Ok::<_, GoodsError>(u64::from_be_bytes([a, b, c, d, e, f, g, h]))
    };
    let rows = new_seeds((&wanted.group, &wanted.label), wanted.count, app.clock.now(), random)?;
    app.store.add_seeds(&slug, &rows).await?;
    let change = json!({ "after": { "group": wanted.group, "invitations": rows.len() } });
    let entry = caller.entry_of(&slug, What::SeedsInvited, &wanted.label, change);
    app.store.note(&entry).await?;
    let lines = lines(&app, &caller, &live.campaign, &headers, rows).await?;
    Ok((StatusCode::CREATED, Json(Seeds { lines, more: false })))
}
