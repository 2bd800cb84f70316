//! `GET` and `POST /api/v1/staff/campaigns/{slug}/tills`, `DELETE …/tills/{name}`, and `POST …/till`: one's own

use super::{base, in_use, read};
use crate::{
    account::Caller,
    app::App,
    goods::{close_till, make_till, own_till},
    problem::{ApiError, Problem},
    store::tills::TillRow,
};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State, rejection::BytesRejection},
    http::{HeaderMap, StatusCode},
};
use canyu_core::staff::{MadeTill, NewTill, OwnTill, TillLine, What};
use serde_json::json;
use std::collections::BTreeMap;

/// The tills of a campaign: those that have a link, and accounts that redeem as themselves.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/campaigns/{slug}/tills", tag = "staff", extensions(("x-canyu-right" = json!("give"))),
    params(("slug" = String, Path, description = "The campaign")),
    responses((status = 200, body = Vec<TillLine>), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn list(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
) -> Result<Json<Vec<TillLine>>, ApiError> {
    caller.campaign(&app, &slug)?;
    let redeemed = app.store.redeemed_by(&slug).await?;
    let linked = app.store.tills(&slug).await?;
    let mut own = app.store.own_tills(&slug).await?;
    // An account at two devices is one till.
    own.dedup_by(|one, before| one.name == before.name);
    let rows = linked.into_iter().chain(own);
    Ok(Json(rows.map(|row| line(row, &redeemed)).collect()))
}

fn line(row: TillRow, redeemed: &BTreeMap<String, u64>) -> TillLine {
    TillLine {
        redeemed: redeemed.get(&row.name).copied().unwrap_or(0),
        account: row.session.is_some(),
        made: row.made,
        closed: row.revoked,
        name: row.name,
    }
}

/// Makes a till. Its link is told this once.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/staff/campaigns/{slug}/tills", tag = "staff", request_body = NewTill,
    extensions(("x-canyu-right" = json!("give"))), params(("slug" = String, Path, description = "The campaign")),
    responses((status = 201, body = MadeTill), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn make(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<(StatusCode, Json<MadeTill>), ApiError> {
    let live = in_use(&caller, &app, &slug)?;
    let wanted: NewTill = read(body)?;
    let (name, path) = make_till(&*app.store, &live.campaign, &wanted.name, app.clock.now()).await?;
    let entry = caller.entry_of(&slug, What::TillMade, &name, json!({}));
    app.store.note(&entry).await?;
    let link = format!("{}{path}", base(&app, &headers));
    Ok((StatusCode::CREATED, Json(MadeTill { name, link })))
}

/// Closes a till: its link redeems nothing any more.
///
/// # Errors
/// As described for the API.
#[utoipa::path(delete, path = "/api/v1/staff/campaigns/{slug}/tills/{name}", tag = "staff", extensions(("x-canyu-right" = json!("give"))),
    params(("slug" = String, Path, description = "The campaign"), ("name" = String, Path, description = "The till's name")),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn close(
    State(app): State<App>,
    caller: Caller,
    Path((slug, name)): Path<(String, String)>,
) -> Result<StatusCode, ApiError> {
    caller.campaign(&app, &slug)?;
    let name = close_till(&*app.store, &slug, &name, app.clock.now()).await?;
    let entry = caller.entry_of(&slug, What::TillClosed, &name, json!({}));
    app.store.note(&entry).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Opens a till as oneself. It is good as long as one is signed in here, and may redeem.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/staff/campaigns/{slug}/till", tag = "staff", extensions(("x-canyu-right" = json!("redeem"))),
    params(("slug" = String, Path, description = "The campaign")),
    responses((status = 201, body = OwnTill), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
pub async fn own(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
) -> Result<(StatusCode, Json<OwnTill>), ApiError> {
    let live = in_use(&caller, &app, &slug)?;
    let session = caller.session()?.hash.clone();
    let (name, path) = own_till(&app, &live.campaign, &session, caller.account()).await?;
    let entry = caller.entry_of(&slug, What::TillOpened, &name, json!({}));
    app.store.note(&entry).await?;
    Ok((StatusCode::CREATED, Json(OwnTill { name, path })))
}
