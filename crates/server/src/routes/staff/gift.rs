//! `POST /api/v1/staff/campaigns/{slug}/gifts/count` and `…/gifts/{gift}/resume`

use super::{
    gifts::{handed_out, one, to_be_given},
    in_use, read,
};
use crate::{
    account::Caller,
    app::App,
    gift::{enough, half_way},
    problem::{ApiError, Problem},
};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State, rejection::BytesRejection},
};
use canyu_core::staff::{Gift, GiftCount, NewGift, What};
use serde_json::json;

/// How many people are meant, and what of it one may still give today. Nothing is given.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/staff/campaigns/{slug}/gifts/count", tag = "staff", request_body = NewGift,
    extensions(("x-canyu-right" = json!("give"))), params(("slug" = String, Path, description = "The campaign")),
    responses((status = 200, body = GiftCount), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn count(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<GiftCount>, ApiError> {
    let live = caller.campaign(&app, &slug)?;
    let wanted: NewGift = read(body)?;
    let gift = to_be_given(&caller, &wanted)?;
    let people = app.store.count_people(&slug, &gift.to).await?;
    let enough = enough(&app, &live, &gift, people).await?;
    Ok(Json(GiftCount {
        people,
        sum: enough.asked,
        left: enough.left,
        aside: enough.codes.map(|(_, aside)| aside),
    }))
}

/// Goes on with a gift that was left half-way. Whoever has it gets nothing again.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/staff/campaigns/{slug}/gifts/{gift}/resume", tag = "staff", extensions(("x-canyu-right" = json!("give"))),
    params(("slug" = String, Path, description = "The campaign"), ("gift" = String, Path, description = "The gift's name")),
    responses((status = 200, body = Gift), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
pub async fn resume(
    State(app): State<App>,
    caller: Caller,
    Path((slug, gift)): Path<(String, String)>,
) -> Result<Json<Gift>, ApiError> {
    let live = in_use(&caller, &app, &slug)?;
    let (row, given) = half_way(&app, &live, &gift).await?;
    let change = json!({ "before": { "got": row.got }, "after": { "gift": gift, "people": row.people } });
    let entry = caller.entry_of(&slug, What::GiftResumed, &row.reason, change);
    app.store.note(&entry).await?;
    handed_out(&app, &live, row, given).await?;
    Ok(Json(one(&app, &slug, &gift).await?))
}
