//! Who looks like a cheat: the facts that scores are made from, the scores, what was decided, and what fans say against it.

use super::StoreError;
use crate::trust::gather::Gathered;
use async_trait::async_trait;
use canyu_core::{
    moment::Moment,
    world::{FanId, Standing},
};
use std::collections::BTreeMap;

/// What the store keeps of trust.
#[async_trait]
pub trait Trust {
    /// A number that changes when the facts do.
    async fn trust_mark(&self, campaign: &str) -> Result<i64, StoreError>;

    /// The facts about everybody.
    async fn trust_facts(&self, campaign: &str, asked: &Asked<'_>) -> Result<Gathered, StoreError>;

    /// Takes the scoring of a campaign until a moment, unless somebody else holds it.
    async fn take_scoring(&self, campaign: &str, now: Moment, until: Moment) -> Result<bool, StoreError>;

    /// The mark of the facts that were scored last, and when.
    async fn last_scoring(&self, campaign: &str) -> Result<Option<(i64, Moment)>, StoreError>;

    /// Lets the scoring go: done at a moment with a mark, or given up.
    async fn release_scoring(&self, campaign: &str, done: Option<(i64, Moment)>) -> Result<(), StoreError>;

    /// Keeps some scores.
    async fn keep_scores(&self, campaign: &str, rows: &[ScoreRow], at: Moment) -> Result<(), StoreError>;

    /// Scores of before `at` go, except of those about whom staff have decided.
    async fn forget_scores(&self, campaign: &str, at: Moment) -> Result<(), StoreError>;

    /// Everybody's last score, beginning with the highest: of those who stand so, from a score on; from a place in the list on, so many.
    async fn scored(
        &self,
        campaign: &str,
        standing: Standing,
        least: u8,
        (from, most): (u32, u32),
    ) -> Result<Vec<(ScoreRow, bool)>, StoreError>;

    /// The last score of a fan.
    async fn score(&self, campaign: &str, fan: &str) -> Result<Option<ScoreRow>, StoreError>;

    /// Notes decisions.
    async fn note_decisions(&self, campaign: &str, rows: &[DecisionRow]) -> Result<(), StoreError>;

    /// Strikes decisions out that came to nothing.
    async fn strike_decisions(&self, campaign: &str, rows: &[DecisionRow]) -> Result<(), StoreError>;

    /// How some fans stand.
    async fn standings(&self, campaign: &str, fans: &[&str]) -> Result<BTreeMap<FanId, Standing>, StoreError>;

    /// How many confirmed addresses there are whose servers have not been looked for yet.
    async fn open_lookups(&self, campaign: &str) -> Result<u64, StoreError>;

    /// Decisions, the latest first: about one fan, or about all; those of scores can be left out.
    async fn decisions(
        &self,
        campaign: &str,
        fan: Option<&str>,
        by_staff: bool,
        most: u32,
    ) -> Result<Vec<DecisionRow>, StoreError>;

    /// Keeps what a fan says, once; whether it was the first time.
    async fn appeal(&self, campaign: &str, fan: &str, text: &str, at: Moment) -> Result<bool, StoreError>;

    /// What a fan has said.
    async fn appeal_of(&self, campaign: &str, fan: &str) -> Result<Option<AppealRow>, StoreError>;

    /// What fans have said, the oldest first: what nobody has decided about, or all.
    async fn appeals(&self, campaign: &str, open: bool, most: u32) -> Result<Vec<AppealRow>, StoreError>;

    /// Notes what was decided about what a fan has said; whether it was waiting for that.
    async fn decide_appeal(&self, campaign: &str, row: &DecisionRow) -> Result<bool, StoreError>;
}

/// Which facts.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The nodes whose choices are votes.
    pub votes: &'a [&'a str],
    /// Whether tickets count only of people who have confirmed who they are.
    pub confirm: bool,
    /// The present, or the close.
    pub now: Moment,
}

/// A score that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoreRow {
    /// Whose.
    pub fan: FanId,
    /// 1–100.
    pub score: u8,
    /// Why, as JSON: see [`crate::trust::reasons`].
    pub reasons: String,
    /// What the fan is told of it: broad groups, with spaces between them.
    pub heard: String,
}

/// A decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionRow {
    /// About whom.
    pub fan: FanId,
    /// When.
    pub at: Moment,
    /// By whom: [`crate::trust::SCORES`], or the name of a human.
    pub by: String,
    /// How he stood.
    pub from: Standing,
    /// How he stands.
    pub to: Standing,
    /// The score then.
    pub score: u8,
    /// Why, as JSON.
    pub reasons: String,
    /// What the fan is told of it.
    pub heard: String,
    /// What the human says about it; may be empty.
    pub note: String,
}

/// What a fan says against being held or refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppealRow {
    /// Who.
    pub fan: FanId,
    /// When.
    pub at: Moment,
    /// What.
    pub text: String,
    /// When it was decided, by whom, how he stands since, and what was said about it.
    pub decided: Option<(Moment, String, Standing, String)>,
}
