//! Days, as the people of a place count them.

use canyu_core::moment::Moment;
use jiff::{
    Timestamp, ToSpan as _,
    civil::{ISOWeekDate, Weekday},
    tz::TimeZone,
};

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

    /// When the Monday began in whose week a moment lies.
    #[must_use]
    pub fn monday(&self, moment: Moment) -> Moment {
        let days = self
            .date(moment)
            .map_or(0, |date| date.weekday().to_monday_zero_offset());
        self.days_from(moment, -i64::from(days))
    }

    /// The name of a moment's week by ISO 8601, `2024-W31`; empty for what no calendar reaches.
    #[must_use]
    pub fn week(&self, moment: Moment) -> String {
        let week = self.date(moment).map(|date| date.iso_week_date());
        week.map(|week| format!("{:04}-W{:02}", week.year(), week.week()))
            .unwrap_or_default()
    }

    /// When the Monday began of the week of that name, if there is such a week.
    #[must_use]
    pub fn monday_of(&self, week: &str) -> Option<Moment> {
        let (year, number) = week.split_once("-W")?;
        let is_number = |text: &str, digits| text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number(year, 4) || !is_number(number, 2) {
            return None;
        }
        let monday = ISOWeekDate::new(year.parse().ok()?, number.parse().ok()?, Weekday::Monday).ok()?;
        let begin = monday.date().to_zoned(self.zone.clone()).ok()?;
        Some(Moment(begin.timestamp().as_millisecond()))
    }

    fn date(&self, moment: Moment) -> Option<jiff::civil::Date> {
        let at = Timestamp::from_millisecond(moment.0).ok()?;
        Some(at.to_zoned(self.zone.clone()).date())
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
    fn a_week_begins_on_its_monday_and_the_first_of_a_year_may_begin_in_the_year_before() {
        let berlin = Calendar::named("Europe/Berlin").unwrap();
        let monday = at("2024-12-29T23:00:00Z");
        for moment in [monday, at("2025-01-01T00:00:00Z"), at("2025-01-05T22:59:59Z")] {
            assert_eq!(
                (berlin.monday(moment), berlin.week(moment)),
                (monday, "2025-W01".to_owned())
            );
        }
        assert_eq!(berlin.monday_of("2025-W01"), Some(monday));
        assert_eq!(berlin.week(at("2027-01-01T12:00:00Z")), "2026-W53");
        assert_eq!(berlin.monday_of("2025-W53"), None);
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
