//! What is read of the links of advertisements.

use super::StoreError;
use async_trait::async_trait;
use canyu_core::staff::{CampaignLink, Filter, LinkCounts};

/// What they brought: the best ones by name, and all others together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkRows {
    /// Those by which most took part first, at most [`canyu_core::staff::CampaignLinks::MOST`].
    pub links: Vec<CampaignLink>,
    /// How many further ones there are.
    pub more: u64,
    /// What those brought together.
    pub rest: LinkCounts,
}

/// What advertisements brought.
#[async_trait]
pub trait Links {
    /// Of the people whom the filter takes, as the export of participants does. What it costs grows with how many of them came by an
    /// advertisement, and not with what happened since.
    async fn campaign_links(&self, campaign: &str, filter: &Filter) -> Result<LinkRows, StoreError>;
}
