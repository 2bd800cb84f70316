//! Taking a host site's word.

use super::{
    jwt::{Expected, JwtError, subject},
    person_of_host,
};
use crate::{app::App, campaigns::Live, problem::ApiError};
use canyu_core::{campaign::Proof, decide::Order};
use std::sync::Arc;

/// Whoever a token vouches for is verified; where the site has named him before, his devices are one person from now on.
///
/// # Errors
/// [`JwtError`], why the order was not accepted, or that the database failed.
pub async fn vouch(app: &App, live: &Arc<Live>, fan: &str, token: &str) -> Result<(), ApiError> {
    let confirm = live.campaign.confirm.as_ref();
    let is_used = confirm.is_none_or(|confirm| confirm.by.contains(&Proof::Host));
    let identity = live.campaign.identity.as_ref().filter(|_| is_used);
    let identity = identity.ok_or(JwtError::Off)?;
    let key = app.store.site_key(&live.campaign.slug).await?;
    let (key, _) = key.ok_or(JwtError::Off)?;
    let now = app.clock.now();
    let expected = Expected {
        issuer: &identity.issuer,
        audience: &identity.audience,
        now,
    };
    let subject = subject(token, &key, expected)?;
    let person = person_of_host(&live.secrets, &identity.issuer, &subject);
    let key = format!("vouch/{fan}/{person}");
    let order = Order::Verify {
        fan: fan.to_owned(),
        person,
        how: Proof::Host,
    };
    app.ingest.order(live.clone(), order, now, key).await?;
    Ok(())
}
