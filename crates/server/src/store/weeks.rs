//! What is read of a week besides counts of events.

use super::StoreError;
use async_trait::async_trait;
use canyu_core::{moment::Moment, staff::Doubt};

/// What was reserved and redeemed in an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DealRow {
    /// When the hour begins.
    pub hour: Moment,
    /// Units that somebody got in the line or from the waiting list; those that were given back later, too.
    pub reserved: u64,
    /// Units redeemed, prizes and gifts not among them.
    pub redeemed: u64,
}

/// What is read of a week.
#[async_trait]
pub trait Weeks {
    /// What was reserved and redeemed from a moment on and before another, by hours in which something was.
    async fn deals(&self, campaign: &str, from: Moment, to: Moment) -> Result<Vec<DealRow>, StoreError>;

    /// Who of those that took part first in that time does not count, by the reason that weighed most.
    async fn doubts(&self, campaign: &str, from: Moment, to: Moment) -> Result<Vec<Doubt>, StoreError>;
}
