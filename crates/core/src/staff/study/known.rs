//! A figure, or why there is none.

use serde::{Deserialize, Serialize};

/// Why a figure cannot be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Unknown {
    /// Nobody is there yet.
    Nobody,
    /// Nobody has had time to bring somebody.
    NoTime,
    /// Nobody has been brought by anybody.
    NobodyBrought,
    /// There is too little to say it.
    TooFew,
    /// The numbers do not fit each other.
    Impossible,
    /// It is of a whole campaign: only `worth` and `group` can filter it.
    Filtered,
    /// The campaign has not opened yet.
    NotOpen,
    /// The campaign is over.
    Over,
    /// The campaign was not running all the time that is needed for it.
    NotWhole,
}

impl Unknown {
    /// All there are.
    pub const ALL: [Self; 9] = [
        Self::Nobody,
        Self::NoTime,
        Self::NobodyBrought,
        Self::TooFew,
        Self::Impossible,
        Self::Filtered,
        Self::NotOpen,
        Self::Over,
        Self::NotWhole,
    ];

    /// Its name on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::NoTime => "no_time",
            Self::NobodyBrought => "nobody_brought",
            Self::TooFew => "too_few",
            Self::Impossible => "impossible",
            Self::Filtered => "filtered",
            Self::NotOpen => "not_open",
            Self::Over => "over",
            Self::NotWhole => "not_whole",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.name() == name)
    }
}

/// A figure, or why there is none: `{"value": …}` or `{"unknown": "too_few"}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Known<T> {
    /// This.
    Value(T),
    /// It cannot be known.
    Unknown(Unknown),
}

impl<T> Known<T> {
    /// The figure, where there is one.
    #[must_use]
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Unknown(_) => None,
        }
    }

    /// Of the figure something else.
    #[must_use]
    pub fn map<U>(self, of: impl FnOnce(T) -> U) -> Known<U> {
        match self {
            Self::Value(value) => Known::Value(of(value)),
            Self::Unknown(why) => Known::Unknown(why),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_a_value_or_the_reason_why_there_is_none() {
        let known = [Known::Value(0.5), Known::Unknown(Unknown::NoTime)];
        let text = serde_json::to_string(&known).unwrap();
        assert_eq!(text, r#"[{"value":0.5},{"unknown":"no_time"}]"#);
        assert_eq!(serde_json::from_str::<[Known<f64>; 2]>(&text).unwrap(), known);
        for why in Unknown::ALL {
            assert_eq!(serde_json::to_value(why).unwrap(), why.name());
            assert_eq!(Unknown::named(why.name()), Some(why));
        }
    }
}
