//! The first administrator comes by a link that the server prints when it starts without an account.

use super::hash;
use crate::{entropy, store::Store};
use anyhow::Context as _;
use canyu_core::moment::{HOUR, Moment};

/// How long the link is good, in milliseconds.
const GOOD: i64 = 24 * HOUR;

/// The link, if there is no account yet. An older one is good no more.
///
/// # Errors
/// When the database fails.
pub async fn link(store: &dyn Store, base: &str, now: Moment) -> anyhow::Result<Option<String>> {
    if store.has_accounts().await? {
        return Ok(None);
    }
    let secret = entropy::token().context("no randomness")?;
    store.set_first_link(&hash(&secret), now.plus(GOOD)).await?;
    Ok(Some(format!("{base}/console#first={secret}")))
}
