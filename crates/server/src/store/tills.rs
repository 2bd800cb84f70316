//! What is kept of tills.

use super::StoreError;
use async_trait::async_trait;
use canyu_core::moment::Moment;

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
}

/// What the store keeps of tills.
#[async_trait]
pub trait Tills {
    /// Makes a till, or gives one that was closed a new token; whether it did. One that is in use is left alone.
    async fn make_till(&self, campaign: &str, name: &str, token: &str, now: Moment) -> Result<bool, StoreError>;

    /// Closes a till; whether there was one in use.
    async fn revoke_till(&self, campaign: &str, name: &str, now: Moment) -> Result<bool, StoreError>;

    /// The tills of a campaign by name.
    async fn tills(&self, campaign: &str) -> Result<Vec<TillRow>, StoreError>;

    /// The till of a token, by its hash.
    async fn till(&self, token: &str) -> Result<Option<TillRow>, StoreError>;
}
