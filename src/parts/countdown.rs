//! Time that is left, by the server's clock.

use crate::ctx::Ctx;
use crate::hooks::use_clock::use_clock;
use crate::platform::rfc3339;
use crate::text::Key;
use canyu_core::moment::Moment;
use yew::{Html, Properties, component, html};

/// See [`Countdown`].
#[derive(Clone, PartialEq, Properties)]
pub struct CountdownProps {
    /// See [`Ctx`].
    pub ctx: Ctx,
    /// Until when.
    pub to: Moment,
    /// What happens then.
    pub label: Key,
}

/// Two or three units that count down, what they lead to, and the moment itself for those who do not see them.
#[component]
pub fn Countdown(props: &CountdownProps) -> Html {
    let CountdownProps { ctx, to, label } = props;
    let now = use_clock(ctx.state.clock, ctx.state.now);
    let units = units(to.0.saturating_sub(now.0)).into_iter().map(|(value, unit)| {
        html! {
            <span class="unit">{ digits(value, unit != Key::Days) }<small>{ ctx.t(unit) }</small></span>
        }
    });
    html! {
        <p class="time" part="time">
            <span class="label">{ ctx.t(*label) }</span>
            <span class="count" aria-hidden="true">{ for units }</span>
            <time class="when" datetime={rfc3339(*to)}>{ ctx.texts.time(*to) }</time>
        </p>
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
fn digits(value: u64, two: bool) -> Html {
    let mut text = value.to_string();
    if two && text.len() < 2 {
        text.insert(0, '0');
    }
    let all = text.chars().enumerate().map(|(place, digit)| {
        let key = place * 10 + digit as usize;
        html! { <b key={key}>{ digit }</b> }
    });
    html! { <span class="digits">{ for all }</span> }
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
