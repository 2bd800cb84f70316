//! What a till calls.

pub mod about;
pub mod redeem;

use crate::{app::App, problem::ApiError, routes::fan::token_hash, store::tills::TillRow, till::TillError};
use axum::http::HeaderMap;

/// The till that asks.
async fn till(app: &App, slug: &str, headers: &HeaderMap) -> Result<TillRow, ApiError> {
    let till = app.store.till(&token_hash(headers)?).await?;
    let till = till.filter(|till| till.campaign == slug && till.revoked.is_none());
    till.ok_or(TillError::TillUnknown.into())
}
