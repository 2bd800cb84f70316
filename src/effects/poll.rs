//! Asks the server again: every fifteen seconds while the page is looked at, and when something was to change.

use crate::api::{self, Abort, Reply};
use crate::effects::timer::after;
use crate::effects::{Core, Effects, Slot, running};
use crate::platform::{random, reading};
use crate::state::{Action, State};
use canyu_core::view::View;
use gloo_timers::callback::Interval;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// Between two questions.
const EVERY: f64 = 15_000.0;
/// So many milliseconds at most are spread over, so that not everybody asks at the same moment.
const SPREAD: f64 = 2_000.0;
/// The fan's own state is asked for with every so many-th question.
const ME: u32 = 4;
/// Between two looks at the clock.
const SECOND: u32 = 1_000;

/// Keeps the campaign, its clock and the fan up to date.
pub fn sync(effects: &mut Effects, core: &Core, lang: &str) {
    let state = core.state();
    let looked = if state.looked { "+" } else { "" };
    // Only while somebody looks: counters run, and what opens or closes is shown at that second.
    if effects.renew(Slot::Clock, looked.to_owned()) && state.looked {
        let core = core.clone();
        let tick = move || core.dispatch.emit(Action::Ticked(core.state().clock.read(reading())));
        effects.keep(Slot::Clock, running(Interval::new(SECOND, tick)));
    }
    let change = state.next_change();
    let number = state.rounds;
    let name = [
        looked,
        &number.to_string(),
        " ",
        &change.map_or(0, |change| change.0).to_string(),
        lang,
    ]
    .concat();
    if effects.renew(Slot::Poll, name) && state.looked {
        let abort = Abort::new();
        let (core, lang, signal) = (core.clone(), lang.to_owned(), abort.signal());
        let question = move || {
            spawn_local(async move {
                ask(&core, &lang, number, signal).await;
                core.dispatch.emit(Action::Asked);
            });
        };
        let timer = after(wait(&state, change) as u32, Box::new(question));
        effects.keep(Slot::Poll, running((timer, abort)));
    }
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
