//! `POST /api/v1/staff/campaigns/{slug}/draw/forfeit`

use super::{super::read, open, to_its_end};
use crate::{
    account::Caller,
    app::App,
    draw::{self, when},
    problem::{ApiError, Problem},
};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State, rejection::BytesRejection},
};
use canyu_core::staff::{Forfeited, Forfeiting, What};
use serde_json::json;

/// The reason of who has not claimed in time.
const UNCLAIMED: &str = "unclaimed";

/// Takes a prize from a winner, for one of the manifest's reasons, and gives it to the next alternate; without a number, the prizes of everybody
/// who has not claimed in time. It is signed and public, and cannot be taken back; a second time nothing is changed.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/staff/campaigns/{slug}/draw/forfeit", tag = "staff", request_body = Forfeiting,
    extensions(("x-canyu-right" = json!("draw"))), params(("slug" = String, Path, description = "The campaign")),
    responses((status = 200, body = Vec<Forfeited>), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem), (status = 503, body = Problem)))]
pub async fn forfeit(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Vec<Forfeited>>, ApiError> {
    let (_, draw) = open(&app, &caller, &slug)?;
    let wanted: Forfeiting = read(body)?;
    to_its_end(async move {
        let now = app.clock.now();
        let (done, reason) = match wanted.k {
            Some(k) => (
                vec![draw.forfeit(k, &wanted.reason, now).await?],
                wanted.reason.as_str(),
            ),
            None => (draw.forfeit_overdue(now).await?, UNCLAIMED),
        };
        let done: Vec<Forfeited> = done.into_iter().map(told).collect();
        for one in &done {
            let change = json!({ "after": { "prize": one.prize, "reason": reason, "next": one.next } });
            let entry = caller.entry_of(&slug, What::PrizeForfeited, &one.k.to_string(), change);
            app.store.note(&entry).await?;
        }
        Ok(Json(done))
    })
    .await
}

fn told(done: draw::Forfeited) -> Forfeited {
    Forfeited {
        k: done.k,
        prize: done.prize,
        next: done.next.map(|next| next.k),
        until: done.next.map(|next| when(next.until)),
    }
}
