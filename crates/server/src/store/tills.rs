//! What is kept of tills.

use super::StoreError;
use async_trait::async_trait;
use canyu_core::moment::Moment;
use std::collections::BTreeMap;

/// A till.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TillRow {
    /// Its campaign.
    pub campaign: String,
    /// Its name, which stands beside what it has redeemed.
    pub name: String,
    /// When its link was made.
    pub made: Moment,
    /// When it was closed.
    pub revoked: Option<Moment>,
    /// Of an account that redeems as itself: the hash of the session that it is good as long as, and the account.
    pub session: Option<(String, String)>,
}

/// What the store keeps of tills.
#[async_trait]
pub trait Tills {
    /// Makes a till, or gives one that was closed a new token; whether it did. One that is in use is left alone.
    async fn make_till(&self, campaign: &str, name: &str, token: &str, now: Moment) -> Result<bool, StoreError>;

    /// Closes a till; whether there was one in use.
    async fn revoke_till(&self, campaign: &str, name: &str, now: Moment) -> Result<bool, StoreError>;

    /// Gives an account's session its till, instead of the one that it had.
    async fn make_own_till(&self, till: &TillRow, token: &str) -> Result<(), StoreError>;

    /// The accounts that redeem as themselves in a campaign, by name: those whose session is still kept.
    async fn own_tills(&self, campaign: &str) -> Result<Vec<TillRow>, StoreError>;

    /// How many codes each till has redeemed, by its name.
    async fn redeemed_by(&self, campaign: &str) -> Result<BTreeMap<String, u64>, StoreError>;

    /// The tills of a campaign that have a link, by name.
    async fn tills(&self, campaign: &str) -> Result<Vec<TillRow>, StoreError>;

    /// The till of a token, by its hash. One of a session is gone with it.
    async fn till(&self, token: &str) -> Result<Option<TillRow>, StoreError>;
}
