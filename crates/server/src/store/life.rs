//! The life of campaigns: timed steps, reveals, expiries.

use super::StoreError;
use async_trait::async_trait;
use canyu_core::moment::Moment;

/// What the store keeps of the life of campaigns.
#[async_trait]
pub trait Life {
    /// Takes a timed step for as long as it may need, unless it is done or somebody else holds it. The one who gets it has to finish it.
    async fn take_step(
        &self,
        campaign: &str,
        step: &str,
        due: Moment,
        now: Moment,
        until: Moment,
    ) -> Result<bool, StoreError>;

    /// Notes that a step is done, and how late.
    async fn finish_step(&self, campaign: &str, step: &str, now: Moment) -> Result<(), StoreError>;

    /// The steps of a campaign that were taken, by the time they were due.
    async fn steps(&self, campaign: &str) -> Result<Vec<StepRow>, StoreError>;

    /// Guesses at a node by key, beginning behind `after`: so many of them, with what staff have said about each.
    async fn guesses(&self, campaign: &str, node: &str, after: &str, most: u32) -> Result<Vec<GuessRow>, StoreError>;

    /// Notes which guesses were right.
    async fn mark_correct(&self, campaign: &str, node: &str, keys: &[String]) -> Result<(), StoreError>;

    /// Fans who stand behind a pick of their own making, beginning behind `after`: so many of them.
    async fn authors(
        &self,
        campaign: &str,
        node: &str,
        key: &str,
        after: &str,
        most: u32,
    ) -> Result<Vec<String>, StoreError>;

    /// Codes that somebody could still use, but whose time has passed: so many of them.
    async fn expired_codes(&self, campaign: &str, now: Moment, most: u32) -> Result<Vec<String>, StoreError>;

    /// How many codes somebody could still use, by their state.
    async fn codes_alive(&self, campaign: &str) -> Result<i64, StoreError>;

    /// Puts a campaign away: from then on it can only be read. Doing it again changes nothing.
    async fn archive(&self, campaign: &str, now: Moment) -> Result<(), StoreError>;

    /// When a campaign was put away, if it was.
    async fn archived(&self, campaign: &str) -> Result<Option<Moment>, StoreError>;

    /// Notes a rehearsal of rules.
    async fn rehearsed(&self, rules: &str, people: u32, seed: u64, now: Moment) -> Result<(), StoreError>;

    /// When rules were rehearsed last, and with how many people.
    async fn rehearsal(&self, rules: &str) -> Result<Option<(Moment, u32)>, StoreError>;
}

/// A timed step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepRow {
    /// Its name.
    pub step: String,
    /// When it was due.
    pub due: Moment,
    /// When it was done, if it is.
    pub done: Option<Moment>,
    /// How late that was, in milliseconds.
    pub late: Option<i64>,
}

/// A group of equal guesses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuessRow {
    /// Its key.
    pub key: String,
    /// Its first spelling.
    pub label: String,
    /// How many people stand behind it.
    pub people: i64,
    /// See [`canyu_core::world::Ruling::number`].
    pub ruling: u8,
    /// Whether it is right.
    pub correct: bool,
}
