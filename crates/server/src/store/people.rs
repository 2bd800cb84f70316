//! What is owed for friends, invitations of staff, and what stands at the door.

use super::StoreError;
use async_trait::async_trait;
use canyu_core::{moment::Moment, world::FanId};

/// An invitation of staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeedRow {
    /// Its ten characters, which become the seed's own.
    pub code: String,
    /// The group that staff have put it into.
    pub group: String,
    /// Whom it is for, as staff call him.
    pub label: String,
    /// When it was made.
    pub made_at: Moment,
    /// Who has taken it.
    pub fan: Option<FanId>,
}

/// What the store keeps of people.
#[async_trait]
pub trait People {
    /// Friends for whom something is owed that is due by a moment: so many of them.
    async fn due_credits(&self, campaign: &str, by: Moment, most: u32) -> Result<Vec<FanId>, StoreError>;

    /// The campaign and the fan whose code that is; an invitation that nobody has taken has no fan.
    async fn owner_of_code(&self, code: &str) -> Result<Option<(String, Option<FanId>)>, StoreError>;

    /// Keeps invitations; those whose code is there already are left out.
    async fn add_seeds(&self, campaign: &str, seeds: &[SeedRow]) -> Result<(), StoreError>;

    /// All invitations, by group and label.
    async fn seeds(&self, campaign: &str) -> Result<Vec<SeedRow>, StoreError>;

    /// How many people descend from somebody, and in how many generations; himself not counted.
    async fn descendants(&self, campaign: &str, fan: &str) -> Result<(u64, u32), StoreError>;

    /// The key of address hashes of a period: `fresh` where there is none yet. Keys of periods before `since` are thrown away.
    async fn address_key(&self, period: i64, fresh: [u8; 32], since: i64) -> Result<[u8; 32], StoreError>;

    /// Counts a code as wrong for each of two names before it is tried, so that many at once are as many. `false`, and nothing is counted,
    /// where one of them has been wrong that often since a moment.
    async fn count_guess(
        &self,
        campaign: &str,
        names: [(&str, u32); 2],
        since: Moment,
        at: Moment,
    ) -> Result<bool, StoreError>;

    /// Takes back what [`People::count_guess`] has counted: the code was not wrong.
    async fn take_guess_back(&self, campaign: &str, names: [&str; 2], at: Moment) -> Result<(), StoreError>;
}
