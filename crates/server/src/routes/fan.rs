//! What a fan's browser calls.

pub mod act;
pub mod appeal;
pub mod consent;
pub mod data;
pub mod email;
pub mod erase;
pub mod identity;
pub mod me;
pub mod picture;
pub mod upload;
pub mod uploaded;
pub mod view;
pub mod visit;

use crate::{
    app::{App, LARGEST_BODY},
    campaigns::Live,
    identity::address::Address,
    problem::ApiError,
};
use axum::{
    body::Bytes,
    extract::rejection::BytesRejection,
    http::{HeaderMap, header},
};
use canyu_core::{
    decide,
    view::{Me, WonView},
    world::Fan,
};
use fairdraw::{hash::sha256, text};
use serde::de::DeserializeOwned;

/// The hash of the fan's token; the token itself is kept nowhere.
pub(super) fn token_hash(headers: &HeaderMap) -> Result<String, ApiError> {
    let header = headers.get(header::AUTHORIZATION).ok_or(ApiError::TokenMissing)?;
    let token = header
        .to_str()
        .ok()
        .and_then(|value| value.strip_prefix("Bearer "))
        .ok_or(ApiError::TokenMalformed)?;
    let fits = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    if token.len() != 43 || !token.bytes().all(fits) {
        return Err(ApiError::TokenMalformed);
    }
    Ok(hex(token.as_bytes()))
}

/// The fan who bears a token, by its hash, on whichever device.
async fn known(app: &App, live: &Live, headers: &HeaderMap) -> Result<Fan, ApiError> {
    let fan = app.store.fan(&live.campaign.slug, &token_hash(headers)?).await?;
    fan.ok_or(ApiError::UnknownFan)
}

/// A fan's own state, as only he may see it.
async fn own(app: &App, live: &Live, fan: &Fan, lang: Option<&str>) -> Result<Me, ApiError> {
    let mut me = decide::me(&live.campaign, fan);
    if let Some(ballot) = live.ballot.as_ref().filter(|_| fan.in_draw()) {
        let entry = app.store.entry(&live.campaign.slug, &fan.id).await?;
        me.receipt = entry.and_then(|entry| ballot.receipt(&entry));
    }
    complete(app, live, lang, &mut me).await?;
    Ok(me)
}

/// The body of a request as JSON.
pub(super) fn read<T: DeserializeOwned>(body: Result<Bytes, BytesRejection>) -> Result<T, ApiError> {
    let body = body.map_err(|rejection| match rejection.status().as_u16() {
        413 => ApiError::TooLarge(LARGEST_BODY),
        _ => ApiError::Malformed(rejection.body_text()),
    })?;
    serde_json::from_slice(&body).map_err(|error| ApiError::Malformed(error.to_string()))
}

/// Adds to a fan's own state what the rules alone cannot know.
async fn complete(app: &App, live: &Live, lang: Option<&str>, me: &mut Me) -> Result<(), ApiError> {
    let numbers = live.numbers(&*app.store).await?;
    let lang = crate::view::language(&live.campaign, lang);
    crate::view::mine(live, &numbers, app.clock.now(), lang, me);
    crate::trust::appeal::tell(app, live, me).await?;
    me.won = won(app, live, &me.id).await?;
    if me.verified {
        let row = app.store.address(&live.campaign.slug, &me.id).await?;
        me.email = row.and_then(|row| Some(Address::read(&row.address).ok()?.masked()));
    }
    Ok(())
}

/// What a fan has won: asked for only once there is something to win.
async fn won(app: &App, live: &Live, fan: &str) -> Result<Option<WonView>, ApiError> {
    if !live.draw_state().is_drawn() {
        return Ok(None);
    }
    match (app.draw(live), live.campaign.lottery()) {
        (Some(draw), Some((_, lottery))) => Ok(draw.won(lottery, fan).await?),
        _ => Ok(None),
    }
}

fn hex(bytes: &[u8]) -> String {
    text::hex(&sha256(bytes))
}
