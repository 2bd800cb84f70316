//! What follows from who brought whom. What each figure means, its formula and its source: `docs/statistics.md`.
//!
//! Of the filter, `worth` says who is there at all: somebody who does not count has brought nobody and was not brought. Everything else says whose figures these are: their friends are counted whoever those are, so
//! that a filter by channel says what people of that channel bring. Shares of the whole are numbers from 0 to 1, intervals hold 95 %.

mod forecast;
mod known;
mod tree;

pub use forecast::{Band, ConversionForecast, EarlierForecast, Forecast, ForecastDay};
pub use known::{Known, Unknown};
pub use tree::SharingTree;

use super::{Estimate, Filter};
use crate::moment::Moment;
use serde::{Deserialize, Serialize};

/// What K, the friends that a participant brings, is made of: it is the product of the three.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Factors {
    /// Confirmed friends for each participant, so far.
    pub k: f64,
    /// How many have shared, or have brought a visitor all the same.
    pub sharers: u64,
    /// Their part of the participants.
    pub share_rate: Estimate,
    /// First visits by their links.
    pub arrivals: u64,
    /// For each sharer; may be above 1.
    pub arrivals_per_sharer: f64,
    /// How many of those took part, and count.
    pub confirmed: u64,
    /// Their part of the visits.
    pub confirmed_per_arrival: Estimate,
}

/// How long it takes from joining to bringing somebody.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct DelayFigures {
    /// By how many friends it was measured. A usual delay counts as 20 more.
    pub friends: u64,
    /// Half of all friends come within so many hours.
    pub median_hours: f64,
    /// The part that comes within a day.
    pub within_a_day: f64,
    /// The part that comes within a week.
    pub within_a_week: f64,
}

/// How unequal people are at bringing friends.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Dispersion {
    /// Friends for each participant, by the fitted distribution.
    pub r: Estimate,
    /// k: the smaller, the fewer bring most. Left out: they differ no more than by chance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub k: Option<f64>,
    /// Where its interval begins.
    pub k_low: f64,
    /// Where its interval ends. Left out: nowhere, they may be all alike.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub k_high: Option<f64>,
}

/// How much of all friends the best few bring.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Concentration {
    /// The smallest share of people that has brought 80 % of the friends.
    pub counted: f64,
    /// The same by the fitted distribution, once everybody has had time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fitted: Option<f64>,
    /// Gini's coefficient: 0 all bring the same, near 1 one brings all.
    pub gini: f64,
}

/// Chains of a size.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ChainSizes {
    /// People from.
    pub from: u32,
    /// To, with it. Left out: any number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<u32>,
    /// How many chains there are of such a size.
    pub chains: u64,
    /// How many there would be by the fitted distribution, once all are over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<f64>,
}

/// How large chains are: everybody who descends from one root, and the root.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Chains {
    /// How many there are.
    pub chains: u64,
    /// People of one on average.
    pub mean: f64,
    /// From single people on, without gaps.
    pub sizes: Vec<ChainSizes>,
}

/// One of the largest chains.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Cascade {
    /// People, the root included.
    pub people: u32,
    /// Whom the root has brought himself.
    pub direct: u32,
    /// The last generation that it has reached, counted from its root.
    pub depth: u32,
    /// Structural virality: the mean distance of two people of it. Only to be compared between chains of about the same size. Left out for a root alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub virality: Option<f64>,
    /// When its root joined.
    pub began: Moment,
    /// When the last of them joined.
    pub latest: Moment,
    /// The seed group that it descends from; empty: none.
    pub group: String,
    /// Its root: only for who may see persons.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

/// A community: people who came by one channel, or chose one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Community {
    /// The channel, or the key of the choice. Empty: all the smaller ones together.
    pub key: String,
    /// What the choice is called, where the key does not say it: what a fan has proposed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// How many people belong to it.
    pub people: u64,
}

/// Which community infects which.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Crossing {
    /// The vote at which people have chosen (who chose several things belongs to the first). Left out: by the channels that they came by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub node: Option<String>,
    /// The communities, the largest first; at most 12.
    pub communities: Vec<Community>,
    /// How many joined through a member of a community (the row) and belong to one (the column), in the order of `communities`.
    pub people: Vec<Vec<u64>>,
    /// Pairs of which one belongs to none.
    pub outside: u64,
    /// Of all others, the part that belongs to another community than who brought them.
    pub crossed: Known<Estimate>,
}

/// A seed group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct SeedGroup {
    /// Its name.
    pub group: String,
    /// How many were invited.
    pub invited: u64,
    /// How many of them took part.
    pub seeds: u64,
    /// Whom they have brought themselves.
    pub direct: u64,
    /// Everybody who descends from them.
    pub descendants: u64,
    /// The furthest generation after a seed.
    pub depth: u32,
    /// When the last of all these joined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latest: Option<Moment>,
    /// Whether it used to bring people and has become quiet: so few have come of late that chance does not do it.
    pub quiet: Known<bool>,
}

/// A seed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct SeedFigures {
    /// His group.
    pub group: String,
    /// Whom he has brought himself.
    pub direct: u32,
    /// Everybody who descends from him.
    pub descendants: u32,
    /// The furthest generation after him.
    pub depth: u32,
    /// When the last of his chain joined, himself included.
    pub latest: Moment,
    /// What he was called when he was invited: only for who may see persons.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Who he is: only for who may see persons.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

/// What can be expected of a participant.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Expected {
    /// Friends whom he would bring in a whole new round, were he asked again.
    pub if_asked: Estimate,
    /// Friends who still come by themselves.
    pub still: f64,
}

/// Participants who are alike in how they came.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct AskSegment {
    /// The node by whose links they came; empty: by no fan's.
    pub node: String,
    /// The channel that they came by.
    pub channel: String,
    /// Their generation.
    pub generation: u32,
    /// How many they are.
    pub people: u64,
    /// Whom they have brought.
    pub friends: u64,
    /// What one of them brings.
    pub each: Expected,
}

/// A participant to be asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct AskPerson {
    /// Who.
    pub id: String,
    /// Whom he has brought.
    pub friends: u32,
    /// When he joined.
    pub joined: Moment,
    /// What he brings.
    pub expected: Expected,
}

/// Whom to ask next.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Ask {
    /// Who brings most for each that is asked, first; at most 50.
    pub segments: Vec<AskSegment>,
    /// The same of single participants, at most 50: only for who may see persons.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<Vec<AskPerson>>,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Study {
    /// Whether nothing of it is real.
    pub rehearsal: bool,
    /// When the data was read, campaign time: it may be a while ago, while a newer answer is being made.
    pub as_of: Moment,
    /// How long it took to make, in milliseconds.
    pub took_ms: u64,
    /// What was asked for.
    pub filter: Filter,
    /// How many took part.
    pub people: u64,
    /// How many of them came by no fan's link.
    pub roots: u64,
    /// The part that was brought by others.
    pub referred: Known<Estimate>,
    /// How many people in all stand for each root.
    pub amplification: Known<f64>,
    /// What the friends of a participant are made of.
    pub factors: Known<Factors>,
    /// R: friends that a participant brings, corrected for those who have not had time yet.
    pub reproduction: Known<Estimate>,
    /// How long that takes.
    pub delay: DelayFigures,
    /// How unequal people are at it.
    pub dispersion: Known<Dispersion>,
    /// How much the best few bring.
    pub concentration: Known<Concentration>,
    /// How large chains are.
    pub chains: Known<Chains>,
    /// How likely the chain of a new root dies out; 1 where it always does.
    pub extinction: Known<Estimate>,
    /// The largest chains, at most 20.
    pub cascades: Vec<Cascade>,
    /// By channel, then by the choice at each vote.
    pub crossing: Vec<Crossing>,
    /// Seed groups, those with the most descendants first.
    pub groups: Vec<SeedGroup>,
    /// Seeds, those with the most descendants first; at most 200.
    pub seeds: Vec<SeedFigures>,
    /// How many further seeds there are.
    pub more_seeds: u64,
    /// Whom to ask next.
    pub ask: Known<Ask>,
    /// What comes next.
    pub forecast: Known<Forecast>,
    /// Earlier forecasts of the whole campaign, the last one first; at most 30.
    pub earlier: Vec<EarlierForecast>,
}
