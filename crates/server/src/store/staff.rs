//! What is kept of what staff do: rulings about what fans wrote, gifts, and the codes there are.

use super::{StoreError, life::GuessRow};
use async_trait::async_trait;
use canyu_core::{
    moment::Moment,
    world::{CodeState, Held, Ruling},
};

/// A line of the log of moderation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulingRow {
    /// When.
    pub at: Moment,
    /// Who said it.
    pub by: String,
    /// Where.
    pub node: String,
    /// About what: the key of a guess, a proposal or a name.
    pub pick: String,
    /// What.
    pub said: Said,
    /// Why; may be empty.
    pub reason: String,
}

/// What staff say about something that fans wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// Nothing any more: it waits to be looked at.
    Waiting,
    /// Everybody may see it.
    Shown,
    /// Nobody may.
    Hidden,
    /// It counts as the right answer.
    Right,
}

impl Said {
    /// Its name in the log.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Shown => "shown",
            Self::Hidden => "hidden",
            Self::Right => "right",
        }
    }

    /// What is called so.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Waiting, Self::Shown, Self::Hidden, Self::Right]
            .into_iter()
            .find(|said| said.name() == name)
    }
}

/// One action of giving, whoever and however many it was for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GiftRow {
    /// Its name.
    pub gift: String,
    /// When it was begun.
    pub at: Moment,
    /// Who gave.
    pub by: String,
    /// As what.
    pub role: String,
    /// Whom it was for, as JSON.
    pub filter: String,
    /// `tickets`, `points`, or `codes node/item`.
    pub what: String,
    /// How many for each.
    pub amount: u32,
    /// Why.
    pub reason: String,
    /// For how many people.
    pub people: u64,
    /// When the last of them had got it; `None`: it was begun and not finished.
    pub done: Option<Moment>,
    /// How many of them have it, as far as is known.
    pub got: u64,
    /// The code of what has stopped it.
    pub stopped: Option<String>,
}

/// Who is meant: those who have taken part and for whom all of this holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct People {
    /// Only these, by their ids, whether or not they have taken part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fans: Option<Vec<String>>,
    /// They have done this node.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done: Option<String>,
    /// They came by this channel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// They took part from this moment on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub joined_from: Option<Moment>,
    /// They took part before this moment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub joined_before: Option<Moment>,
    /// They have redeemed a code of this node.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redeemed: Option<String>,
    /// And of this item of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
}

/// Which codes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeFilter {
    /// Of this node.
    pub node: Option<String>,
    /// Of this item.
    pub item: Option<String>,
    /// In this state.
    pub state: Option<CodeState>,
}

/// What the store keeps of what staff do.
#[async_trait]
pub trait Staff {
    /// What fans wrote at a node and staff have said so about, the strongest first: so many.
    async fn written(&self, campaign: &str, node: &str, ruling: Ruling, most: u32)
    -> Result<Vec<GuessRow>, StoreError>;

    /// Says something about what fans wrote, and notes it in the log; whether there is such a thing.
    async fn rule(&self, campaign: &str, row: &RulingRow) -> Result<bool, StoreError>;

    /// The log of moderation, the latest line first: so many.
    async fn rulings(&self, campaign: &str, most: u32) -> Result<Vec<RulingRow>, StoreError>;

    /// Notes that a gift is begun; `false`, and nothing is noted, where there is one of that name.
    async fn begin_gift(&self, campaign: &str, row: &GiftRow) -> Result<bool, StoreError>;

    /// Notes how many people have a gift, and the code of what has stopped it.
    async fn gift_so_far(&self, campaign: &str, gift: &str, got: u64, stopped: Option<&str>) -> Result<(), StoreError>;

    /// Notes that everybody has got a gift.
    async fn finish_gift(&self, campaign: &str, gift: &str, people: u64, now: Moment) -> Result<(), StoreError>;

    /// The gifts of a campaign, the first one first.
    async fn gifts(&self, campaign: &str) -> Result<Vec<GiftRow>, StoreError>;

    /// How many people are meant.
    async fn count_people(&self, campaign: &str, people: &People) -> Result<u64, StoreError>;

    /// Who is meant, by id, beginning behind `after`: so many.
    async fn people(&self, campaign: &str, people: &People, after: &str, most: u32) -> Result<Vec<String>, StoreError>;

    /// Codes, beginning behind `after`: so many.
    async fn codes(&self, campaign: &str, filter: &CodeFilter, after: &str, most: u32)
    -> Result<Vec<Held>, StoreError>;

    /// Codes that were made last, the newest first: so many.
    async fn new_codes(&self, campaign: &str, filter: &CodeFilter, most: u32) -> Result<Vec<Held>, StoreError>;

    /// How many codes there are of each item in each state: node, item, state.
    async fn count_codes(&self, campaign: &str) -> Result<Vec<((String, String, CodeState), u64)>, StoreError>;

    /// A code, compact.
    async fn code(&self, campaign: &str, code: &str) -> Result<Option<Held>, StoreError>;

    /// A counter of a campaign; 0 when nothing was counted.
    async fn counter(&self, campaign: &str, name: &str) -> Result<i64, StoreError>;

    /// Tells running servers that another process has changed what everybody sees.
    async fn touch(&self) -> Result<(), StoreError>;

    /// A number that changes with each [`Staff::touch`].
    async fn touched(&self) -> Result<i64, StoreError>;
}
