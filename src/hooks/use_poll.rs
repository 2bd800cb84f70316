//! Asks the server again: every fifteen seconds while the page is looked at, and when something was to change.

use crate::api::{self, Abort, Reply};
use crate::hooks::Core;
use crate::platform::{random, reading};
use crate::state::{Action, State};
use canyu_core::view::View;
use gloo_timers::callback::Timeout;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::{hook, use_effect_with, use_state};

/// Between two questions.
const EVERY: f64 = 15_000.0;
/// So many milliseconds at most are spread over, so that not everybody asks at the same moment.
const SPREAD: f64 = 2_000.0;
/// The fan's own state is asked for with every so many-th question.
const ME: u32 = 4;
/// The longest that a browser's timer waits.
const LONGEST: f64 = 2_000_000_000.0;

/// Keeps the campaign, its clock and the fan up to date.
#[hook]
pub fn use_poll(core: &Core, lang: &str) {
    let state = core.state();
    let round = use_state(|| 0_u32);
    let change = state.next_change();

    let ticking = core.clone();
    use_effect_with((change, state.now), move |(change, now)| {
        let timer = change.map(|change| {
            let wait = state.clock.wait(*now, change).min(LONGEST) + 20.0;
            Timeout::new(wait as u32, move || {
                let clock = ticking.state().clock;
                ticking.dispatch.emit(Action::Ticked(clock.read(reading())));
            })
        });
        move || drop(timer)
    });

    let (asking, number) = (core.clone(), *round);
    let state = core.state();
    use_effect_with(
        (number, change, state.looked, lang.to_owned()),
        move |(_, change, looked, lang)| {
            let abort = Abort::new();
            let (signal, lang) = (abort.signal(), lang.clone());
            let timer = looked.then(|| {
                let wait = wait(&state, *change);
                Timeout::new(wait as u32, move || {
                    spawn_local(async move {
                        ask(&asking, &lang, number, signal).await;
                        round.set(number.wrapping_add(1));
                    });
                })
            });
            move || drop((timer, abort))
        },
    );
}

/// How long to wait: until the next question is due, or something has changed.
fn wait(state: &State, change: Option<canyu_core::moment::Moment>) -> f64 {
    let mut bytes = [0];
    random(&mut bytes);
    let due = (EVERY - state.clock.age(reading())).max(0.0);
    let changed = change.map_or(f64::INFINITY, |change| {
        state.clock.wait(state.clock.read(reading()), change)
    });
    due.min(changed) + SPREAD * f64::from(bytes[0]) / 255.0
}

async fn ask(core: &Core, lang: &str, round: u32, signal: Option<web_sys::AbortSignal>) {
    let url = [&core.place.api(""), "?lang=", lang].concat();
    if let Reply::Done(value) = api::get(&url, None, signal.clone()).await
        && let Ok(view) = <View as crate::wire::FromJs>::from_js(&value)
    {
        core.dispatch.emit(Action::Viewed(Rc::new(view), reading()));
    }
    let known = core.state().known;
    if known && round % ME == ME - 1 {
        let _ = api::me(core, signal).await;
    }
}
