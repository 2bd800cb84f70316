//! What a till calls.

pub mod about;
pub mod redeem;

use crate::{
    account::enter::signed_in, app::App, problem::ApiError, routes::fan::token_hash, store::tills::TillRow,
    till::TillError,
};
use axum::http::HeaderMap;
use canyu_core::staff::Right;

/// The till that asks. That of an account ends with the session in which it was opened, and with the right to redeem.
async fn till(app: &App, slug: &str, headers: &HeaderMap) -> Result<TillRow, ApiError> {
    let till = app.store.till(&token_hash(headers)?).await?;
    let till = till.filter(|till| till.campaign == slug && till.revoked.is_none());
    let till = till.ok_or(TillError::TillUnknown)?;
    if let Some((session, _)) = &till.session {
        match signed_in(app, session, String::new()).await {
            Ok(caller) if caller.may(Right::Redeem) && caller.sees(slug) => {}
            Ok(_) | Err(ApiError::Account(_)) => return Err(TillError::TillUnknown.into()),
            Err(error) => return Err(error),
        }
    }
    Ok(till)
}
