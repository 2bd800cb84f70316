//! What is looked at of a campaign: the same everywhere, in statistics and in exports.

use crate::{moment::Moment, world::Worth};
use serde::{Deserialize, Serialize};

/// Which people and events are meant: those for whom all of this holds. What is left out says nothing.
///
/// Node, channel and generation of a participant are those that he came by; of something that happened they are those where and by which it did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema, utoipa::IntoParams), into_params(parameter_in = Query))]
#[serde(default, deny_unknown_fields)]
pub struct Filter {
    /// From this moment on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Moment>,
    /// Before this moment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Moment>,
    /// Only this node.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node: Option<String>,
    /// Only this channel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// Only this generation; 0: came by no fan's link.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub generation: Option<u32>,
    /// Only who counts so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub worth: Option<WorthFilter>,
    /// Only whose chain begins with a seed of this group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
}

/// Which people count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WorthFilter {
    /// Everybody but those who are held or excluded.
    Counted,
    /// Those of them who are verified.
    Verified,
}

impl WorthFilter {
    /// All there are.
    pub const ALL: [Self; 2] = [Self::Counted, Self::Verified];

    /// Its name on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Counted => "counted",
            Self::Verified => "verified",
        }
    }

    /// Whether somebody of that worth is meant.
    #[must_use]
    pub fn lets_in(self, worth: Worth) -> bool {
        match self {
            Self::Counted => matches!(worth, Worth::Open | Worth::Verified),
            Self::Verified => worth == Worth::Verified,
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|worth| worth.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_of_a_filter_says_nothing_and_what_nobody_knows_is_refused() {
        let filter: Filter = serde_json::from_str(r#"{ "worth": "verified", "generation": 2 }"#).unwrap();
        let expected = Filter {
            worth: Some(WorthFilter::Verified),
            generation: Some(2),
            ..Filter::default()
        };
        assert_eq!(filter, expected);
        assert_eq!(
            serde_json::to_string(&filter).unwrap(),
            r#"{"generation":2,"worth":"verified"}"#
        );
        assert!(serde_json::from_str::<Filter>(r#"{ "chanel": "weibo" }"#).is_err());
        for worth in WorthFilter::ALL {
            assert_eq!(serde_json::to_value(worth).unwrap(), worth.name());
            assert_eq!(WorthFilter::named(worth.name()), Some(worth));
        }
        let let_in = |filter: WorthFilter| Worth::ALL.into_iter().filter(|&worth| filter.lets_in(worth)).count();
        assert_eq!(WorthFilter::ALL.map(let_in), [2, 1]);
    }
}
