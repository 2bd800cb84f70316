//! Moments on the wire as the console reads and writes them: the one form in which the server writes them, RFC 3339 in UTC. What reads every form
//! there is would be a good part of what the console may download.

use super::Moment;

const DAY: i64 = 86_400_000;

/// A moment as the server writes it, as `2024-08-04T19:00:00Z` or `2024-08-04T19:00:00.25Z`.
pub(super) fn read(text: &str) -> Option<Moment> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let mut date = date.split('-').map(digits);
    let (year, month, day) = (date.next()??, date.next()??, date.next()??);
    let (clock, fraction) = time.split_once('.').unwrap_or((time, ""));
    let mut clock = clock.split(':').map(digits);
    let (hour, minute, second) = (clock.next()??, clock.next()??, clock.next()??);
    let is_one = (1..=12).contains(&month) && (1..=31).contains(&day) && hour < 24 && minute < 60 && second < 60;
    if !is_one || date.next().is_some() || clock.next().is_some() {
        return None;
    }
    let thousandths = match fraction {
        "" => 0,
        fraction => digits(&format!("{fraction:0<3}").chars().take(3).collect::<String>())?,
    };
    let seconds = (hour * 60 + minute) * 60 + second;
    Some(Moment(days(year, month, day) * DAY + seconds * 1_000 + thousandths))
}

fn digits(text: &str) -> Option<i64> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok())?
}

/// Days since 1970-01-01 of a date (Hinnant's `days_from_civil`, of years that begin in March, so that leap days come last).
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The date of so many days since 1970-01-01 (Hinnant's `civil_from_days`).
fn date(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year + i64::from(month <= 2), month, day)
}

/// A moment as the server writes it.
pub(super) fn write(moment: Moment) -> String {
    let (year, month, day) = date(moment.0.div_euclid(DAY));
    let rest = moment.0.rem_euclid(DAY);
    let (seconds, thousandths) = (rest / 1_000, rest % 1_000);
    let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    let fraction = match thousandths {
        0 => String::new(),
        some => format!(".{some:03}").trim_end_matches('0').to_owned(),
    };
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z")
}

#[cfg(all(feature = "staff", not(feature = "server")))]
mod wire {
    use super::{Moment, read, write};
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

    impl Serialize for Moment {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(&write(*self))
        }
    }

    impl<'de> Deserialize<'de> for Moment {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let text = String::deserialize(deserializer)?;
            read(&text).ok_or_else(|| D::Error::custom("no moment in UTC"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_moment_in_utc_is_not_read() {
        for wrong in [
            "",
            "2024-08-04",
            "2024-08-04T19:00:00",
            "2024-08-04T19:00:00+08:00",
            "2024-13-04T19:00:00Z",
            "x-08-04T19:00:00Z",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[cfg(feature = "server")]
    #[test]
    fn it_is_written_and_read_as_the_server_does() {
        let mut moments: Vec<i64> = (-800_000..800_000)
            .step_by(97)
            .map(|hours| hours * 3_600_000 + 250)
            .collect();
        moments.extend([0, -1, 1, 951_782_400_000, 1_709_164_800_000, 1_722_798_000_001]);
        for moment in moments.into_iter().map(Moment) {
            let text = moment.to_string();
            assert_eq!(write(moment), text);
            assert_eq!(read(&text), Some(moment), "{text}");
        }
    }
}
