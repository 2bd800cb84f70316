//! Periods that one asks for by name. In the address they are moments, so that a link shows the same tomorrow.

use canyu_core::moment::{HOUR, Moment};
use canyu_core::staff::{Figures, Filter};

/// The name of a period that somebody has set himself.
pub const OWN: &str = "own";

/// A period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// From the first to the last.
    Everything,
    /// Since midnight.
    Today,
    /// Yesterday.
    Yesterday,
    /// Today and the six days before.
    Week,
    /// Today and the 27 days before.
    Month,
}

impl Period {
    /// All there are.
    pub const ALL: [Self; 5] = [Self::Everything, Self::Today, Self::Yesterday, Self::Week, Self::Month];

    /// Those that one chooses from: once a campaign is over nothing happens today, nor in the last days.
    #[must_use]
    pub fn offered(is_over: bool) -> &'static [Self] {
        if is_over { &[Self::Everything] } else { &Self::ALL }
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Everything => "everything",
            Self::Today => "today",
            Self::Yesterday => "yesterday",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    /// What it is called.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Everything => "figures.period.everything",
            Self::Today => "figures.today",
            Self::Yesterday => "figures.period.yesterday",
            Self::Week => "figures.period.week",
            Self::Month => "figures.period.month",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|period| period.name() == name)
    }

    /// From when to when. Days are those of the server's zone, of which the figures know when they began; before those it counts in whole days.
    fn edges(self, all: &Figures) -> (Option<Moment>, Option<Moment>) {
        let today = all.glance.from;
        // A day may have 23 or 25 hours: the middle of a day is on it either way.
        let before = |days: i64| {
            let middle = today.plus((12 - 24 * days) * HOUR);
            let known = all.days.iter().copied().filter(|day| *day <= middle).max();
            known
                .filter(|day| middle.0 - day.0 < 24 * HOUR)
                .unwrap_or(today.plus(-24 * days * HOUR))
        };
        match self {
            Self::Everything => (None, None),
            Self::Today => (Some(today), None),
            Self::Yesterday => (Some(before(1)), Some(today)),
            Self::Week => (Some(before(6)), None),
            Self::Month => (Some(before(27)), None),
        }
    }

    /// A filter with this period.
    #[must_use]
    pub fn set(self, filter: &Filter, all: &Figures) -> Filter {
        let (from, to) = self.edges(all);
        Filter {
            from,
            to,
            ..filter.clone()
        }
    }

    /// The period that a filter is of; `None`: none of these.
    #[must_use]
    pub fn of(filter: &Filter, all: &Figures) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|period| period.edges(all) == (filter.from, filter.to))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn once_a_campaign_is_over_today_is_not_offered() {
        assert_eq!(Period::offered(true), [Period::Everything]);
        assert_eq!(Period::offered(false), Period::ALL);
    }
}
