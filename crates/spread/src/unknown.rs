//! What can be known, and why something cannot.

use std::fmt;

/// Why there is no figure. No function of this crate ever gives NaN or an infinity for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// Nobody is there yet.
    Nobody,
    /// Nobody has had time to bring somebody.
    NoTime,
    /// Nobody has been brought by anybody: all are roots.
    NobodyBrought,
    /// There is too little for a figure that means something: fewer people, hours or days than it takes.
    TooFew,
    /// A part is larger than the whole, lists are of different lengths, or a number is not one.
    Impossible,
}

impl Unknown {
    /// A stable name for machines.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::NoTime => "no_time",
            Self::NobodyBrought => "nobody_brought",
            Self::TooFew => "too_few",
            Self::Impossible => "impossible",
        }
    }
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Nobody => "nobody is there yet",
            Self::NoTime => "nobody has had time to bring somebody",
            Self::NobodyBrought => "nobody has been brought by anybody",
            Self::TooFew => "there is too little to say it",
            Self::Impossible => "the numbers do not fit each other",
        })
    }
}

impl std::error::Error for Unknown {}

/// A figure and the interval in which the truth lies as often as its level says: 95 of 100 times, where nothing else is said.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The figure.
    pub value: f64,
    /// Where the interval begins.
    pub low: f64,
    /// Where it ends.
    pub high: f64,
}

impl Estimate {
    /// Whether a value lies in the interval, ends included.
    #[must_use]
    pub fn holds(&self, truth: f64) -> bool {
        self.low <= truth && truth <= self.high
    }
}

/// The level of intervals where nothing else is said.
pub const LEVEL: f64 = 0.95;
