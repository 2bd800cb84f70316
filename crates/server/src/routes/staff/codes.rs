//! `GET` and `POST /api/v1/staff/campaigns/{slug}/codes`, and `…/codes/look`

use super::{in_use, read};
use crate::{
    account::Caller,
    app::App,
    goods::{self, GoodsError, Table, printed},
    problem::{ApiError, Problem},
    routes::fan::act::key_of,
    store::staff::CodeFilter,
    till::genuine,
};
use axum::{
    Json,
    body::Bytes,
    extract::{
        Path, Query, State,
        rejection::{BytesRejection, QueryRejection},
    },
    http::StatusCode,
};
use canyu_core::{
    staff::{CodeLine, CodeLook, Codes, IssuedCodes, NewCodes, Right, What},
    world::{CodeState, Held},
};
use serde::Deserialize;
use serde_json::json;

/// Lines that are told where nobody says how many, and at most.
const USUAL: u32 = 100;
const MOST: u32 = 500;
/// Codes that are made at once, at most.
const MOST_MADE: u32 = 10_000;

/// Which codes.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// Only of this node
    node: Option<String>,
    /// Only of this item
    item: Option<String>,
    /// Only in this state: `free`, `held`, `redeemed`, `cancelled`, `expired`
    state: Option<String>,
    /// So many at most, up to 500; 100 where nothing is said
    most: Option<u32>,
}

/// Codes by their last characters, the newest first.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/campaigns/{slug}/codes", tag = "staff", extensions(("x-canyu-right" = json!("give"))),
    params(("slug" = String, Path, description = "The campaign"), Asked),
    responses((status = 200, body = Codes), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn list(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Json<Codes>, ApiError> {
    let Query(asked) = asked.map_err(|rejection| ApiError::Malformed(rejection.body_text()))?;
    caller.campaign(&app, &slug)?;
    let some = |text: Option<String>| text.filter(|text| !text.is_empty());
    let state = some(asked.state).map(|name| {
        let state = CodeState::from_name(&name);
        state.ok_or_else(|| ApiError::Malformed(format!("there is no state \"{name}\"")))
    });
    let filter = CodeFilter {
        node: some(asked.node),
        item: some(asked.item),
        state: state.transpose()?,
    };
    let most = asked.most.unwrap_or(USUAL).clamp(1, MOST);
    let rows = app.store.new_codes(&slug, &filter, most + 1).await?;
    Ok(Json(Codes {
        more: rows.len() > most as usize,
        lines: rows
            .iter()
            .take(most as usize)
            .map(|held| line(&caller, held))
            .collect(),
    }))
}

/// What has become of a code that somebody reads out.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/staff/campaigns/{slug}/codes/look", tag = "staff", request_body = CodeLook,
    extensions(("x-canyu-right" = json!("give"))), params(("slug" = String, Path, description = "The campaign")),
    responses((status = 200, body = CodeLine), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn look(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<CodeLine>, ApiError> {
    let live = caller.campaign(&app, &slug)?;
    let wanted: CodeLook = read(body)?;
    let code = genuine(&app, &live, &wanted.code)?;
    let held = app.store.code(&slug, code.compact()).await?;
    let held = held.ok_or(crate::till::TillError::Unknown)?;
    Ok(Json(line(&caller, &held)))
}

/// Makes codes for units that are set aside. They are told this once; the same key again makes none again.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/staff/campaigns/{slug}/codes", tag = "staff", request_body = NewCodes,
    extensions(("x-canyu-right" = json!("give"))), params(("slug" = String, Path, description = "The campaign")),
    responses((status = 201, body = IssuedCodes), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn issue(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    body: Result<Bytes, BytesRejection>,
) -> Result<(StatusCode, Json<IssuedCodes>), ApiError> {
    let live = in_use(&caller, &app, &slug)?;
    let wanted: NewCodes = read(body)?;
    let key = key_of(&wanted.key).ok_or(ApiError::KeyMalformed)?;
    if !(1..=MOST_MADE).contains(&wanted.count) {
        return Err(GoodsError::Count(MOST_MADE).into());
    }
    // Also where whoever asked has gone: what is made is written into the log.
    let batch = format!("{}/{key}", caller.account().id);
    let (node, item, count) = (wanted.node.clone(), wanted.item.clone(), wanted.count);
    let work = tokio::spawn(async move {
        let (made, failed) = goods::issue(&app, &live, (&node, &item), count, &batch).await?;
        if !made.is_empty() {
            let about = format!("{node}/{item}");
            let change = json!({ "after": { "codes": made.len() } });
            let entry = caller.entry_of(&slug, What::CodesIssued, &about, change);
            app.store.note(&entry).await?;
        }
        Ok::<_, ApiError>((made, failed))
    });
    let (made, failed) = work.await.map_err(|_| ApiError::Internal)??;
    match failed {
        Some(error) if made.is_empty() => return Err(error.into()),
        _ if made.is_empty() => return Err(GoodsError::IssuedAlready.into()),
        _ => {}
    }
    let codes = made.iter().map(printed).collect();
    let csv = csv(&made).ok_or(ApiError::Internal)?;
    Ok((StatusCode::CREATED, Json(IssuedCodes { codes, csv })))
}

fn csv(made: &[Held]) -> Option<String> {
    let mut table = Table::new(Vec::new()).ok()?;
    made.iter().try_for_each(|held| table.write(held)).ok()?;
    String::from_utf8(table.finish().ok()?).ok()
}

fn line(caller: &Caller, held: &Held) -> CodeLine {
    let signs = held.code.chars().count();
    CodeLine {
        end: held.code.chars().skip(signs.saturating_sub(4)).collect(),
        node: held.node.clone(),
        item: held.item.clone(),
        state: held.state.name().to_owned(),
        origin: held.origin.name().to_owned(),
        fan: held.fan.clone().filter(|_| caller.may(Right::SeePersons)),
        transfers: held.transfers,
        made: held.made,
        expires: held.expires,
        redeemed: held.redeemed.as_ref().map(|(at, _)| *at),
        till: held.redeemed.as_ref().map(|(_, till)| till.clone()),
    }
}
