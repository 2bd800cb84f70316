//! `GET` and `POST /api/v1/staff/campaigns/{slug}/gifts`

use super::{in_use, item_names, node_names, read};
use crate::{
    account::Caller,
    app::App,
    campaigns::Live,
    gift::{self, GiftError},
    ingest::NotAccepted,
    problem::{ApiError, Problem},
    routes::fan::act::key_of,
    store::staff::{GiftRow, People},
};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, State, rejection::BytesRejection},
    http::StatusCode,
};
use canyu_core::{
    campaign::Role,
    decide::Given,
    referral,
    staff::{self, Cap, Gift, GiftWhat, Gifts, Meant, NewGift, What},
};
use fairdraw::hash::sha256;
use serde_json::json;
use std::{sync::Arc, time::Duration};

/// How long a request waits for a gift to be handed out. What takes longer goes on by itself, and the list says how far it is.
const PATIENCE: Duration = Duration::from_secs(2);

/// What was given, and what can be.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/campaigns/{slug}/gifts", tag = "staff", extensions(("x-canyu-right" = json!("give"))),
    params(("slug" = String, Path, description = "The campaign")),
    responses((status = 200, body = Gifts), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn list(State(app): State<App>, caller: Caller, Path(slug): Path<String>) -> Result<Json<Gifts>, ApiError> {
    let live = caller.campaign(&app, &slug)?;
    let rows = app.store.gifts(&slug).await?;
    let mut caps = Vec::new();
    for what in GiftWhat::ALL {
        let by = &caller.account().email;
        let (most, left) = gift::cap_left(&app, &live, role(&caller), by, what.name()).await?;
        caps.push(Cap { what, most, left });
    }
    Ok(Json(Gifts {
        lines: rows.into_iter().rev().map(line).collect(),
        caps,
        nodes: node_names(&live, |_| true),
        items: item_names(&app, &live).await?,
    }))
}

/// Gives something. What takes longer than a moment goes on after the answer. The same key again gives nothing again.
///
/// # Errors
/// As described for the API.
#[utoipa::path(post, path = "/api/v1/staff/campaigns/{slug}/gifts", tag = "staff", request_body = NewGift,
    extensions(("x-canyu-right" = json!("give"))), params(("slug" = String, Path, description = "The campaign")),
    responses((status = 201, body = Gift), (status = 200, body = Gift, description = "It was given before"), (status = 400, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub async fn give(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
    body: Result<Bytes, BytesRejection>,
) -> Result<(StatusCode, Json<Gift>), ApiError> {
    let live = in_use(&caller, &app, &slug)?;
    let wanted: NewGift = read(body)?;
    if key_of(&wanted.key).is_none() {
        return Err(ApiError::KeyMalformed);
    }
    let name = name_of(&format!("{}/{}", caller.account().id, wanted.key));
    let begun = gift::begin(&app, &live, name.clone(), to_be_given(&caller, &wanted)?).await;
    let (row, given) = match begun {
        // The second of two equal requests may find the cap used up by the first.
        Err(error @ (GiftError::Begun(_) | GiftError::Refused(_))) => {
            return match one(&app, &slug, &name).await {
                Ok(line) if is_same(&line, &wanted) => Ok((StatusCode::OK, Json(line))),
                Ok(_) => Err(NotAccepted::KeyReused.into()),
                Err(_) => Err(error.into()),
            };
        }
        begun => begun?,
    };
    let change = json!({ "after": { "gift": row.gift, "what": row.what, "amount": row.amount, "people": row.people, "reason": row.reason } });
    let entry = caller.entry_of(&slug, What::Given, &row.reason, change);
    app.store.note(&entry).await?;
    handed_out(&app, &live, row, given).await?;
    Ok((StatusCode::CREATED, Json(one(&app, &slug, &name).await?)))
}

/// Hands it out, and waits for it a moment. Why it stopped stands in the list as well.
pub(super) async fn handed_out(app: &App, live: &Arc<Live>, row: GiftRow, given: gift::Gift) -> Result<(), ApiError> {
    let (app, live) = (app.clone(), live.clone());
    let work = tokio::spawn(async move {
        let done = gift::hand_out(&app, &live, &row, given).await;
        if let Err(error) = &done {
            tracing::warn!(%error, code = error.code(), gift = row.gift, "a gift stopped half-way");
        }
        done
    });
    match tokio::time::timeout(PATIENCE, work).await {
        Ok(Ok(Err(GiftError::Stopped { .. })) | Ok(Ok(_))) | Err(_) => Ok(()),
        Ok(Ok(Err(error))) => Err(error.into()),
        Ok(Err(_)) => Err(ApiError::Internal),
    }
}

/// A gift as the list has it.
pub(super) async fn one(app: &App, slug: &str, name: &str) -> Result<Gift, ApiError> {
    let rows = app.store.gifts(slug).await?;
    let row = rows.into_iter().find(|row| row.gift == name);
    Ok(line(row.ok_or(ApiError::NotFound)?))
}

/// Whether a request asks for the gift that was given under its key.
fn is_same(given: &Gift, wanted: &NewGift) -> bool {
    let is_code = given.what == GiftWhat::Codes;
    given.what == wanted.what
        && given.reason == wanted.reason
        && given.to.fans == wanted.to.fans
        && (is_code || given.amount == wanted.amount)
        && (!is_code || (&given.node, &given.item) == (&wanted.node, &wanted.item))
}

/// A gift's name follows from the request's key, so that a repeated request finds it.
fn name_of(key: &str) -> String {
    let [a, b, c, d, e, f, g, h, ..] = sha256(key.as_bytes());
    referral::fan_code(u64::from_be_bytes([a, b, c, d, e, f, g, h]))
}

/// Nobody but these two may give at all.
fn role(caller: &Caller) -> Role {
    match caller.account().role {
        staff::Role::Administrator => Role::Administrator,
        _ => Role::Staff,
    }
}

/// What is asked for. Caps are counted by address, which nobody changes himself.
pub(super) fn to_be_given(caller: &Caller, wanted: &NewGift) -> Result<gift::Gift, ApiError> {
    let to = people(&wanted.to).ok_or(GiftError::Nobody)?;
    let given = match wanted.what {
        GiftWhat::Tickets => Given::Tickets(wanted.amount.clamp(1, 10_000)),
        GiftWhat::Points => Given::Points(wanted.amount.clamp(1, 1_000_000)),
        GiftWhat::Codes => Given::Code {
            node: wanted.node.clone(),
            item: wanted.item.clone(),
        },
    };
    Ok(gift::Gift {
        to,
        given,
        reason: wanted.reason.clone(),
        by: caller.account().email.clone(),
        role: role(caller),
    })
}

/// `None`: nobody is meant, and not everybody by accident.
fn people(meant: &Meant) -> Option<People> {
    let some = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let people = People {
        fans: Some(meant.fans.clone()).filter(|fans| !fans.is_empty()),
        done: some(&meant.done),
        channel: some(&meant.channel),
        joined_from: meant.joined_from,
        joined_before: meant.joined_before,
        redeemed: some(&meant.redeemed),
        item: some(&meant.item),
    };
    (meant.everybody || people != People::default()).then_some(people)
}

fn line(row: GiftRow) -> Gift {
    // What has been kept by this program can be read; else the list still says when and by whom.
    let to: People = serde_json::from_str(&row.filter).unwrap_or_default();
    let (what, node, item) = match gift::read(&row.what, row.amount) {
        Some(Given::Code { node, item }) => (GiftWhat::Codes, node, item),
        Some(Given::Points(_)) => (GiftWhat::Points, String::new(), String::new()),
        _ => (GiftWhat::Tickets, String::new(), String::new()),
    };
    let is_for_all = to.fans.is_none() && to.done.is_none() && to.channel.is_none() && to.redeemed.is_none();
    Gift {
        id: row.gift,
        at: row.at,
        by: row.by,
        role: row.role,
        to: Meant {
            fans: to.fans.unwrap_or_default(),
            everybody: is_for_all,
            done: to.done,
            channel: to.channel,
            joined_from: to.joined_from,
            joined_before: to.joined_before,
            redeemed: to.redeemed,
            item: to.item,
        },
        what,
        amount: row.amount,
        node,
        item,
        reason: row.reason,
        people: row.people,
        got: row.got,
        done: row.done,
        stopped: row.stopped,
    }
}
