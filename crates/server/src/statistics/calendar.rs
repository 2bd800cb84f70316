//! Days, as the people of a place count them.

use canyu_core::moment::Moment;
use jiff::{Timestamp, ToSpan as _, tz::TimeZone};

/// The zone where none is set.
pub const USUAL: &str = "UTC";

/// A zone, and its days.
#[derive(Clone, Debug)]
pub struct Calendar {
    zone: TimeZone,
    name: String,
}

/// There is no such zone.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no time zone; give an IANA name, as Asia/Shanghai or UTC")]
pub struct UnknownZone(pub String);

impl Calendar {
    /// By the IANA name of a zone.
    ///
    /// # Errors
    /// [`UnknownZone`]
    pub fn named(name: &str) -> Result<Self, UnknownZone> {
        let zone = TimeZone::get(name).map_err(|_| UnknownZone(name.to_owned()))?;
        let name = zone.iana_name().ok_or_else(|| UnknownZone(name.to_owned()))?.to_owned();
        Ok(Self { zone, name })
    }

    /// The IANA name of its zone.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// When the day began that a moment lies in. Of what no calendar reaches the day by UTC.
    #[must_use]
    pub fn day(&self, moment: Moment) -> Moment {
        self.begin(moment, 0)
            .unwrap_or(Moment(moment.day().saturating_mul(DAY)))
    }

    /// When the day so many days later, or earlier, began.
    #[must_use]
    pub fn days_from(&self, moment: Moment, days: i64) -> Moment {
        self.begin(moment, days)
            .unwrap_or(Moment(moment.day().saturating_add(days).saturating_mul(DAY)))
    }

    /// When the next day begins.
    #[must_use]
    pub fn next(&self, moment: Moment) -> Moment {
        self.days_from(moment, 1)
    }

    fn begin(&self, moment: Moment, days: i64) -> Option<Moment> {
        let at = Timestamp::from_millisecond(moment.0).ok()?.to_zoned(self.zone.clone());
        let date = at.date().checked_add(days.days()).ok()?;
        // Where midnight is skipped the day begins later.
        let begin = date.to_zoned(self.zone.clone()).ok()?;
        Some(Moment(begin.timestamp().as_millisecond()))
    }
}

/// Milliseconds of a usual day.
const DAY: i64 = 86_400_000;

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        Moment::parse(text).unwrap()
    }

    #[test]
    fn a_day_begins_where_it_does_in_its_zone_also_when_clocks_are_changed() {
        let berlin = Calendar::named("Europe/Berlin").unwrap();
        assert_eq!(berlin.day(at("2024-03-31T12:00:00Z")), at("2024-03-30T23:00:00Z"));
        assert_eq!(
            berlin.next(at("2024-03-31T12:00:00Z")),
            at("2024-03-31T22:00:00Z"),
            "23 hours"
        );
        let shanghai = Calendar::named("Asia/Shanghai").unwrap();
        assert_eq!(shanghai.day(at("2024-08-04T15:59:59Z")), at("2024-08-03T16:00:00Z"));
        assert_eq!(shanghai.day(at("2024-08-04T16:00:00Z")), at("2024-08-04T16:00:00Z"));
        assert_eq!(
            shanghai.days_from(at("2024-08-04T16:00:00Z"), -2),
            at("2024-08-02T16:00:00Z")
        );
        let kolkata = Calendar::named("Asia/Kolkata").unwrap();
        assert_eq!(kolkata.day(at("2024-08-04T19:00:00Z")), at("2024-08-04T18:30:00Z"));
    }

    #[test]
    fn what_is_no_zone_is_refused_and_what_no_calendar_reaches_has_a_day_by_utc() {
        assert!(Calendar::named("Mars/Olympus").is_err());
        let utc = Calendar::named(USUAL).unwrap();
        assert_eq!(utc.day(Moment(-1)), Moment(-DAY));
        assert!(utc.day(Moment(i64::MIN)) <= utc.day(Moment(i64::MAX)));
        assert_eq!(utc.name(), "UTC");
    }
}
