//! Moments as text, fast: most rows of a table are of the same day as the row before.

use canyu_core::moment::{HOUR, Moment};

const DAY: i64 = 24 * HOUR;

/// Writes moments as RFC 3339 in UTC, as [`Moment`] does itself.
#[derive(Debug, Default)]
pub(super) struct Times {
    /// The start of the day that was written last, in milliseconds.
    day: Option<i64>,
    /// Its date, and the letter behind it.
    date: String,
}

impl Times {
    /// Appends a moment.
    pub(super) fn write(&mut self, moment: Moment, to: &mut Vec<u8>) {
        let day = moment.0.div_euclid(DAY).saturating_mul(DAY);
        if self.day != Some(day) {
            let text = Moment(day).to_string();
            let Some((date, _)) = text.split_once('T') else {
                // No calendar has it; it is said in milliseconds.
                to.extend_from_slice(moment.to_string().as_bytes());
                return;
            };
            self.date = format!("{date}T");
            self.day = Some(day);
        }
        to.extend_from_slice(self.date.as_bytes());
        let rest = moment.0.rem_euclid(DAY);
        let (hours, minutes, seconds) = (rest / HOUR, rest / 60_000 % 60, rest / 1_000 % 60);
        for (number, sign) in [(hours, b':'), (minutes, b':'), (seconds, b'.')] {
            digits(number, 10, to);
            if sign != b'.' {
                to.push(sign);
            }
        }
        let thousandths = rest % 1_000;
        if thousandths != 0 {
            to.push(b'.');
            digits(thousandths, 100, to);
            while to.last() == Some(&b'0') {
                to.pop();
            }
        }
        to.push(b'Z');
    }
}

/// A number with as many digits as `unit` has, leading noughts with it.
fn digits(number: i64, mut unit: i64, to: &mut Vec<u8>) {
    while unit > 0 {
        // A remainder by ten is a digit.
        to.push(b'0' + u8::try_from(number / unit % 10).unwrap_or_default());
        unit /= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(times: &mut Times, moment: i64) -> String {
        let mut to = Vec::new();
        times.write(Moment(moment), &mut to);
        String::from_utf8(to).unwrap()
    }

    proptest! {
        #[test]
        fn a_moment_is_written_as_everywhere_else(near in 1_700_000_000_000_i64..1_700_500_000_000, any in -60_000_000_000_000_i64..200_000_000_000_000) {
            let mut times = Times::default();
            for moment in [near, near.saturating_add(40_000), near / 1_000 * 1_000, any, any / 100 * 100, near] {
                prop_assert_eq!(written(&mut times, moment), Moment(moment).to_string());
            }
        }
    }

    #[test]
    fn what_no_calendar_has_is_said_in_milliseconds() {
        let mut times = Times::default();
        for moment in [i64::MAX, i64::MIN, 0] {
            assert_eq!(written(&mut times, moment), Moment(moment).to_string());
        }
    }
}
