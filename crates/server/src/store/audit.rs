//! What is kept of who has done what.

use super::StoreError;
use async_trait::async_trait;
use canyu_core::{
    moment::Moment,
    staff::{AuditLine, What, Who},
};
use serde_json::Value;

/// Something that is done, to be written with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// When, by the machine's clock.
    pub at: Moment,
    /// Who.
    pub who: Who,
    /// From where: an address's prefix; empty: the machine itself.
    pub place: String,
    /// What.
    pub what: What,
    /// In which campaign, if in one.
    pub campaign: Option<String>,
    /// With what, as people call it.
    pub about: String,
    /// The change; no secrets.
    pub change: Value,
}

/// Which lines.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    /// Of this campaign.
    pub campaign: Option<String>,
    /// Of this account, be it by one of its tokens.
    pub account: Option<String>,
    /// Older than this line.
    pub before: Option<i64>,
    /// So many at most.
    pub most: u32,
}

/// What the store keeps of who has done what.
#[async_trait]
pub trait Audit {
    /// Writes a line that tells of nothing else in the database.
    async fn note(&self, entry: &Entry) -> Result<(), StoreError>;

    /// Lines, the newest first.
    async fn audit(&self, filter: &AuditFilter) -> Result<Vec<AuditLine>, StoreError>;
}
