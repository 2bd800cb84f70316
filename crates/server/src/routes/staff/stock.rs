//! `GET /api/v1/staff/campaigns/{slug}/stock`

use super::texts;
use crate::{
    account::Caller,
    app::App,
    problem::{ApiError, Problem},
    till::items,
};
use axum::{
    Json,
    extract::{Path, State},
};
use canyu_core::{
    campaign::Kind,
    staff::{Stock, StockLine},
    world::{self, CodeState},
};

/// How the units of everything that can be reserved are spread, and what has become of their codes.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/campaigns/{slug}/stock", tag = "staff", extensions(("x-canyu-right" = json!("give"))),
    params(("slug" = String, Path, description = "The campaign")),
    responses((status = 200, body = Stock), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn stock(State(app): State<App>, caller: Caller, Path(slug): Path<String>) -> Result<Json<Stock>, ApiError> {
    let live = caller.campaign(&app, &slug)?;
    let numbers = live.numbers(&*app.store).await?;
    let counts = app.store.count_codes(&slug).await?;
    let mut lines = Vec::new();
    for node in &live.campaign.nodes {
        let Kind::Reserve(rules) = &node.kind else { continue };
        for item in &rules.items {
            let key = (node.id.clone(), item.key.clone());
            let units = numbers.stocks.get(&key).copied();
            let units = units.unwrap_or_else(|| world::Stock::of(item));
            let codes = |state: CodeState| {
                let is_meant =
                    |(node, item, known): &(String, String, CodeState)| (node, item, *known) == (&key.0, &key.1, state);
                counts
                    .iter()
                    .find(|(what, _)| is_meant(what))
                    .map_or(0, |(_, count)| *count)
            };
            lines.push(StockLine {
                text: texts(&item.text),
                stock: item.stock,
                taken: units.taken,
                aside: units.aside,
                issued: units.issued,
                waiting: units.waiting,
                free: codes(CodeState::Free),
                held: codes(CodeState::Held),
                redeemed: codes(CodeState::Redeemed),
                expired: codes(CodeState::Expired),
                node: key.0.clone(),
                item: key.1.clone(),
            });
        }
    }
    let redeems = !items(&live.campaign).is_empty();
    Ok(Json(Stock { items: lines, redeems }))
}
