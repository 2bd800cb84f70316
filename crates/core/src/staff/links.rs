//! Which advertisements and posts brought people, as their links said it (`utm_source` and the others).

use super::Filter;
use crate::moment::Moment;
use serde::{Deserialize, Serialize};

/// How many people links brought, and what became of them since.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct LinkCounts {
    /// People who came first by it.
    pub came: u64,
    /// Those of them who took part.
    pub joined: u64,
    /// Those of them who took part and are verified.
    pub verified: u64,
    /// Friends of theirs who took part; friends' friends are not among them.
    pub friends: u64,
}

/// What links of one name brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct CampaignLink {
    /// `utm_source`; empty: the link says none.
    pub source: String,
    /// `utm_medium`; empty: the link says none.
    pub medium: String,
    /// `utm_campaign`; empty: the link says none.
    pub campaign: String,
    /// What they brought.
    pub count: LinkCounts,
}

/// What such links brought: of the people that the filter means, by when and how they came first, as in the export `participants`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct CampaignLinks {
    /// Whether nothing of it is real.
    pub rehearsal: bool,
    /// When the data was read, campaign time: it may be a while ago, while a newer answer is being made.
    pub as_of: Moment,
    /// What was asked for.
    pub filter: Filter,
    /// Those by which most took part first; at most 50.
    pub links: Vec<CampaignLink>,
    /// How many further ones there are.
    pub more: u64,
    /// What those brought together.
    pub rest: LinkCounts,
}

impl CampaignLinks {
    /// Links that are told by their names.
    pub const MOST: u32 = 50;
}
