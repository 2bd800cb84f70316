//! `GET` and `POST /api/v1/staff/campaigns/{slug}/exports`, and what is below it.

pub mod dictionary;
pub mod file;
pub mod one;
mod range;

use super::read;
use crate::{
    account::Caller,
    app::App,
    entropy,
    export::{Wanted, desk::Job, table},
    problem::{ApiError, Problem},
    store::StoreError,
};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State, rejection::BytesRejection},
    http::StatusCode,
};
use canyu_core::staff::{Export, ExportTable, Exports, NewExport, Right, What};
use futures::future::try_join_all;
use serde_json::json;
use std::sync::Arc;

/// Whoever may export may have numbers; what tells of single persons is for those who may see them.
fn must_see(caller: &Caller, of: ExportTable) -> Result<(), ApiError> {
    if table(of).is_personal() {
        caller.must(Right::SeePersons)?;
    }
    Ok(())
}

/// One of somebody's own exports, of a campaign that he is there for.
fn own(app: &App, caller: &Caller, slug: &str, id: &str) -> Result<Arc<Job>, ApiError> {
    caller.campaign(app, slug)?;
    Ok(app.exports.get(&caller.account().id, slug, id)?)
}

/// One's own exports of a campaign, the newest first, and those that come by themselves.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/campaigns/{slug}/exports", tag = "staff", extensions(("x-canyu-right" = json!("export"))),
    params(("slug" = String, Path, description = "The campaign")),
    responses((status = 200, body = Exports), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn list(State(app): State<App>, caller: Caller, Path(slug): Path<String>) -> Result<Json<Exports>, ApiError> {
    caller.campaign(&app, &slug)?;
    let own = app.exports.list(&caller.account().id, &slug);
    let of_this = app.exports.schedules.iter().filter(|one| one.campaign == slug);
    let scheduled: Result<_, StoreError> = try_join_all(of_this.map(|one| one.told(&app))).await;
    Ok(Json(Exports {
        own: own.iter().map(|job| job.told()).collect(),
        scheduled: scheduled?,
    }))
}

/// Begins an export. It is written beside everything else; its file is there for a day once it is ready. The log says who wanted what before it is begun.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/staff/campaigns/{slug}/exports", tag = "staff", request_body = NewExport,
    extensions(("x-canyu-right" = json!("export"))), params(("slug" = String, Path, description = "The campaign")),
    responses((status = 202, body = Export), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem, description = "Also where a table tells of persons, and the right `see_persons` is missing"),
        (status = 404, body = Problem), (status = 409, body = Problem, description = "There are too many: remove one first"),
        (status = 422, body = Problem, description = "The table is not for this format, or the filter not for this table"),
        (status = 503, body = Problem)))]
pub async fn begin(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    body: Result<Bytes, BytesRejection>,
) -> Result<(StatusCode, Json<Export>), ApiError> {
    caller.campaign(&app, &slug)?;
    let wish: NewExport = read(body)?;
    must_see(&caller, wish.table)?;
    let wanted = Wanted {
        campaign: slug.clone(),
        table: wish.table,
        format: wish.format,
        filter: wish.filter,
        bom: wish.bom,
    };
    wanted.check()?;
    let change = json!({ "after": { "table": wanted.table, "format": wanted.format, "filter": wanted.filter } });
    app.store
        .note(&caller.entry_of(&slug, What::Exported, wanted.table.name(), change))
        .await?;
    let id = entropy::token().map_err(|_| ApiError::Internal)?;
    let job = app
        .exports
        .begin(app.store.clone(), app.clock, id, &caller.account().id, wanted)?;
    Ok((StatusCode::ACCEPTED, Json(job.told())))
}
