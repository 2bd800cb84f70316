//! What comes next, and how good it was what was said before.

use crate::moment::Moment;
use serde::{Deserialize, Serialize};

/// Where so many of the simulated futures run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Band {
    /// Half of them are above.
    pub median: u64,
    /// From where to where 50 % run.
    pub half: [u64; 2],
    /// 80 %.
    pub eighty: [u64; 2],
    /// 95 %.
    pub ninety_five: [u64; 2],
}

/// How many will have taken part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ForecastDay {
    /// At the end of the day that began then, or at the close where that is earlier.
    pub day: Moment,
    /// So many.
    pub reach: Band,
}

/// How many will have done something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ConversionForecast {
    /// How many have already.
    pub now: u64,
    /// There is no more than this.
    pub at_most: u64,
    /// How many will have at the close.
    pub close: Band,
}

/// What comes next. It is made once a day, from what was known when the day began, and stays as it is until the next.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Forecast {
    /// What it is made from ends here: the day's beginning.
    pub from: Moment,
    /// How many had taken part by then.
    pub now: u64,
    /// How many had by the end of each day before, the oldest first; at most 60.
    pub past: Vec<u64>,
    /// Every day until the close, at most 60.
    pub days: Vec<ForecastDay>,
    /// Whether the last of `days` is that of the close.
    pub to_the_close: bool,
    /// People who hold something that they have reserved. Left out where nothing can be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reservations: Option<ConversionForecast>,
    /// People who have redeemed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redemptions: Option<ConversionForecast>,
}

/// An earlier forecast of the whole campaign, beside what came.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct EarlierForecast {
    /// The day at whose beginning it was made.
    pub from: Moment,
    /// Days that it spoke of and that are over.
    pub days: u32,
    /// In how many of them what came was in the 50 % band.
    pub in_half: u32,
    /// In the 80 % band.
    pub in_eighty: u32,
    /// In the 95 % band.
    pub in_ninety_five: u32,
    /// What it had said for the last of these days.
    pub said: Band,
    /// What came.
    pub came: u64,
}
