//! The campaign's time, second by second.

use crate::platform::reading;
use crate::state::Clock;
use canyu_core::moment::Moment;
use gloo_timers::callback::Interval;
use yew::{hook, use_effect_with, use_state};

/// The moment by the campaign's clock, at least the given one; renders its component once a second.
#[hook]
pub fn use_clock(clock: Clock, known: Moment) -> Moment {
    let now = use_state(|| known);
    let last = *now;
    use_effect_with(clock, move |clock| {
        let clock = *clock;
        let tick = Interval::new(1_000, move || now.set(clock.read(reading())));
        move || drop(tick)
    });
    last.max(known)
}
