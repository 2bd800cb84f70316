//! What brings people in, in figures. What each means, its formula and its source: `docs/statistics.md`.
//!
//! Counts are of events: somebody who was touched by a friend's link after he had come without one has arrived twice. Shares of the whole are
//! numbers from 0 to 1, intervals hold 95 %, and a figure that cannot be known is left out and never 0.

use super::Filter;
use crate::moment::Moment;
use serde::{Deserialize, Serialize};

/// How many events of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Funnel {
    /// The node came into sight: once a person.
    pub seen: u64,
    /// Began: once a person.
    pub started: u64,
    /// Did it: once a person.
    pub completed: u64,
    /// Used its share button: each time.
    pub shared: u64,
    /// Came by its links.
    pub arrived: u64,
    /// Of those, took part for the first time.
    pub joined: u64,
}

/// A number with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Estimate {
    /// The number.
    pub value: f64,
    /// From where.
    pub low: f64,
    /// To where.
    pub high: f64,
}

/// Today beside yesterday. The filter's times are not looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Glance {
    /// When today began, by the server's zone.
    pub from: Moment,
    /// The end of the last whole hour: until then both days are compared.
    pub until: Moment,
    /// Today, until now: with the hour that has begun, without what lies ahead where a clock was set back.
    pub today: Funnel,
    /// Today, until `until`.
    pub today_until: Funnel,
    /// Yesterday, until the same hour.
    pub yesterday_until: Funnel,
    /// Yesterday, all of it.
    pub yesterday: Funnel,
}

/// A node.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct NodeFigures {
    /// Its id; empty: people who came by no fan's link.
    pub node: String,
    /// How many did what there.
    pub count: Funnel,
    /// The part of those who saw it that started.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started: Option<Estimate>,
    /// The part of those who saw it that completed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completed: Option<Estimate>,
    /// Uses of the share button for each completion; may be above 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shared: Option<Estimate>,
    /// The part of those who arrived by its links that joined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joined: Option<Estimate>,
    /// What it brings: people who joined by its links for each completion; may be above 1. Nodes are ranked by the lower end of this interval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brings: Option<Estimate>,
    /// Joined by its links, for each of [`Figures::days`].
    pub by_day: Vec<u64>,
}

/// A channel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ChannelFigures {
    /// The channel.
    pub channel: String,
    /// How many did what who came by it; `shared`: how often something was shared through it.
    pub count: Funnel,
    /// The part of those who arrived by it that joined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joined: Option<Estimate>,
}

/// Who came by the links of a node, through a channel, in a generation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Cell {
    /// The node; empty: by no fan's link.
    pub node: String,
    /// The channel.
    pub channel: String,
    /// The generation.
    pub generation: u32,
    /// How many came.
    pub arrived: u64,
    /// How many of them took part.
    pub joined: u64,
}

/// A generation of sharing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Generation {
    /// From 0: came by no fan's link.
    pub generation: u32,
    /// How many came.
    pub arrived: u64,
    /// How many took part.
    pub joined: u64,
    /// How many of the next generation there are for each of this one, corrected for those who have not had time yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brings: Option<Estimate>,
    /// Whether there are so few (under 20) that nothing should be read from the ratio without its interval.
    pub few: bool,
    /// Whether word of mouth breaks off here: even the upper end of the ratio is under half of that of the generation before.
    pub alarm: bool,
}

/// A day of the reproduction number of now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ReproductionDay {
    /// When the day began.
    pub day: Moment,
    /// Joined without a friend's link.
    pub imported: u64,
    /// Joined by a friend's link.
    pub local: u64,
    /// Friends that a participant brings at the time, over the days of the window that ends with this one. Left out where there was nobody yet who
    /// could have brought anybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Estimate>,
}

/// How many friends a participant brings at the time (Cori and others, 2013).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ReproductionNow {
    /// Days of a window.
    pub window: u32,
    /// By how many friends the delay between joining and bringing somebody was measured; 0: too few, a usual one is taken.
    pub delays: u64,
    /// By day, the first day of the figures first; at most 92.
    pub days: Vec<ReproductionDay>,
}

/// How wide a step of a series is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SeriesStep {
    /// An hour.
    Hour,
    /// A day of the server's zone.
    Day,
}

/// A point of a series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Point {
    /// When it begins.
    pub start: Moment,
    /// How many events of each kind.
    pub count: Funnel,
}

/// What happened when, without gaps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Series {
    /// How wide the steps are: hours, where the figures are of three days at most.
    pub step: SeriesStep,
    /// The points in order.
    pub points: Vec<Point>,
}

/// Who of those that took part counts. The filter's `worth` is not looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct WorthCounts {
    /// Nothing is known against them; not verified.
    pub open: u64,
    /// Verified.
    pub verified: u64,
    /// Held: somebody has to look.
    pub held: u64,
    /// Refused.
    pub excluded: u64,
}

/// People of a seed group and whoever descends from them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct GroupFigures {
    /// The group; empty: descend from no invitation.
    pub group: String,
    /// How many came.
    pub arrived: u64,
    /// How many took part.
    pub joined: u64,
}

/// Something that used to bring people, and has become quiet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Quiet {
    /// By the links of this node; left out: by all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub node: Option<String>,
    /// Through this channel; left out: through all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// Since when it is looked at: the start of the whole hours that are compared.
    pub from: Moment,
    /// How many came in these hours.
    pub arrived: u64,
    /// How many come in such hours usually.
    pub usual: f64,
    /// How likely so few are by chance.
    pub chance: f64,
}

/// How unequal people are at bringing friends, as the intervals take it: k of a negative binomial distribution. The smaller, the fewer bring most.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Unequal {
    /// k of all participants together; left out: they differ no more than by chance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub k: Option<f64>,
    /// k of people of one generation, by which generations are held against each other; left out as above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<f64>,
    /// When the study of the whole campaign was made that found them; left out: there is none yet, and both are taken as 0.3, which is cautious.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub studied: Option<Moment>,
}

/// The answer: all of it from one state of the data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Figures {
    /// Whether nothing of it is real.
    pub rehearsal: bool,
    /// When it was read, campaign time.
    pub as_of: Moment,
    /// How unequal people are taken to be in the intervals.
    pub unequal: Unequal,
    /// The IANA name of the zone that days are of.
    pub zone: String,
    /// What was asked for.
    pub filter: Filter,
    /// How many did what in all.
    pub total: Funnel,
    /// Today beside yesterday.
    pub glance: Glance,
    /// When the days began that [`NodeFigures::by_day`] is of; at most the last 92.
    pub days: Vec<Moment>,
    /// The strongest first.
    pub nodes: Vec<NodeFigures>,
    /// Those through which most joined first.
    pub channels: Vec<ChannelFigures>,
    /// By node, channel and generation.
    pub cells: Vec<Cell>,
    /// From 0 on, without gaps.
    pub generations: Vec<Generation>,
    /// How word of mouth is doing now.
    pub r_now: ReproductionNow,
    /// What happened when.
    pub series: Series,
    /// Who counts.
    pub worth: WorthCounts,
    /// By seed group.
    pub groups: Vec<GroupFigures>,
    /// What has become quiet, the unlikeliest first. The filter's times are not looked at.
    pub quiet: Vec<Quiet>,
}
