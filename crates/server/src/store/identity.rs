//! What is kept of host sites that vouch for fans, of what fans agree to, and all that is kept of one fan.

use super::StoreError;
use crate::identity::jwt::SiteKey;
use async_trait::async_trait;
use canyu_core::moment::Moment;
use serde_json::{Map, Value};

/// What somebody has said about a purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsentRow {
    /// See [`canyu_core::campaign::Purpose::name`].
    pub purpose: String,
    /// Whether he agreed.
    pub given: bool,
    /// The version of the text that he saw.
    pub version: String,
    /// When.
    pub at: Moment,
}

/// Identity, consent, and a fan's own data.
#[async_trait]
pub trait Identities {
    /// Keeps what the tokens of a campaign's host site are checked with, in place of what was kept before; `None`: nothing any more.
    async fn set_site_key(&self, campaign: &str, key: Option<&SiteKey>, now: Moment) -> Result<(), StoreError>;

    /// What the tokens of a campaign's host site are checked with, and since when.
    async fn site_key(&self, campaign: &str) -> Result<Option<(SiteKey, Moment)>, StoreError>;

    /// Adds what a fan, or whoever he is by now, has said. Nothing that was said before is changed. `false`: there is no such fan any more.
    async fn keep_consents(&self, campaign: &str, fan: &str, rows: &[ConsentRow]) -> Result<bool, StoreError>;

    /// What a fan has said, the first first.
    async fn consents(&self, campaign: &str, fan: &str) -> Result<Vec<ConsentRow>, StoreError>;

    /// All that is kept of a fan, by table: rows as JSON objects. Ids of other people are left out.
    async fn own_data(&self, campaign: &str, fan: &str) -> Result<Map<String, Value>, StoreError>;
}
