//! What a fan's browser calls.

pub mod act;
pub mod appeal;
pub mod me;
pub mod picture;
pub mod upload;
pub mod uploaded;
pub mod view;
pub mod visit;

use crate::{app::App, campaigns::Live, problem::ApiError};
use axum::http::{HeaderMap, header};
use canyu_core::view::{Me, WonView};
use fairdraw::{hash::sha256, text};

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

/// Adds to a fan's own state what the rules alone cannot know.
async fn complete(app: &App, live: &Live, lang: Option<&str>, me: &mut Me) -> Result<(), ApiError> {
    let numbers = live.numbers(&*app.store).await?;
    let lang = crate::view::language(&live.campaign, lang);
    crate::view::mine(live, &numbers, app.clock.now(), lang, me);
    crate::trust::appeal::tell(app, live, me).await?;
    me.won = won(app, live, &me.id).await?;
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
