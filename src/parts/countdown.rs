//! Time that is left, by the server's clock.

use crate::platform::{digits, rfc3339};
use crate::text::Key;
use crate::ui::Ui;
use canyu_core::moment::Moment;

/// Two or three units that count down, what they lead to, and the moment itself for those who do not see them.
#[inline(never)]
pub fn countdown(ui: &mut Ui, to: Moment, label: Key) {
    ui.open("p.time");
    ui.attr("part", "time");
    ui.key("span.label", label);
    ui.mute("span.count");
    for (value, unit) in units(to.0.saturating_sub(ui.ctx.state.now.0)) {
        ui.open("span.unit");
        rolling(ui, value, unit != Key::Days);
        ui.key("small", unit);
        ui.close();
    }
    ui.close();
    ui.open("time.when");
    ui.set("datetime", &rfc3339(to));
    let when = ui.ctx.texts.time(to);
    ui.text(&when);
    ui.close();
    ui.close();
}

/// A countdown to what has not come yet, else a gap.
pub fn countdown_if(ui: &mut Ui, to: Moment, label: Key) {
    if to > ui.ctx.state.now {
        countdown(ui, to, label);
    } else {
        ui.gap();
    }
}

/// The largest three units of so many milliseconds; seconds only within a day.
#[must_use]
pub fn units(milliseconds: i64) -> Vec<(u64, Key)> {
    let seconds = u64::try_from(milliseconds.max(0)).unwrap_or(0).div_ceil(1_000);
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
    if days > 0 {
        vec![(days, Key::Days), (hours, Key::Hours), (minutes, Key::Minutes)]
    } else if hours > 0 {
        vec![
            (hours, Key::Hours),
            (minutes, Key::Minutes),
            (seconds % 60, Key::Seconds),
        ]
    } else {
        vec![(minutes, Key::Minutes), (seconds % 60, Key::Seconds)]
    }
}

/// Digits one by one, so that only one that changes rolls.
fn rolling(ui: &mut Ui, value: u64, two: bool) {
    let mut text = digits(value);
    if two && text.len() < 2 {
        text.insert(0, '0');
    }
    ui.open("span.digits");
    for (place, digit) in text.chars().enumerate() {
        ui.open("b");
        ui.id(&digits(place as u64 * 10 + digit as u64));
        ui.text(&String::from(digit));
        ui.close();
    }
    ui.close();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(milliseconds: i64) -> Vec<u64> {
        units(milliseconds).into_iter().map(|(value, _)| value).collect()
    }

    #[test]
    fn days_leave_the_seconds_out_and_the_last_hour_leaves_the_hours_out() {
        assert_eq!(values(2 * 86_400_000 + 3 * 3_600_000 + 4 * 60_000), [2, 3, 4]);
        assert_eq!(values(3 * 3_600_000 + 4 * 60_000 + 5_000), [3, 4, 5]);
        assert_eq!(values(4 * 60_000 + 5_000), [4, 5]);
    }

    #[test]
    fn a_started_second_counts_and_the_past_is_nothing() {
        assert_eq!(values(1), [0, 1]);
        assert_eq!(values(-5), [0, 0]);
    }
}
