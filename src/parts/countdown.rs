//! Time that is left, by the server's clock.

use crate::ctx::Ctx;
use crate::parts::{el, list, mute, words, wrap};
use crate::platform::{digits, rfc3339};
use crate::text::Key;
use canyu_core::moment::Moment;
use yew::Html;

/// Two or three units that count down, what they lead to, and the moment itself for those who do not see them.
#[inline(never)]
pub fn countdown(ctx: &Ctx, to: Moment, label: Key) -> Html {
    let mut pieces = Vec::new();
    for (value, unit) in units(to.0.saturating_sub(ctx.state.now.0)) {
        let unit_name = words("small", "", ctx.t(unit));
        pieces.push(wrap("span", "unit", vec![rolling(value, unit != Key::Days), unit_name]));
    }
    let when = el("time", "when")
        .text("datetime", rfc3339(to))
        .say(ctx.texts.time(to))
        .end();
    let pieces = vec![words("span", "label", ctx.t(label)), mute("count", pieces), when];
    el("p", "time").with("part", "time").put(list(pieces)).end()
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
fn rolling(value: u64, two: bool) -> Html {
    let mut text = digits(value);
    if two && text.len() < 2 {
        text.insert(0, '0');
    }
    let mut pieces = Vec::new();
    for (place, digit) in text.chars().enumerate() {
        let key = digits(place as u64 * 10 + digit as u64);
        pieces.push(el("b", "").key(&key).say(String::from(digit)).end());
    }
    wrap("span", "digits", pieces)
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
