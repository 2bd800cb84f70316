//! Asks the server again: every fifteen seconds while the page is looked at, and when something was to change.

use crate::api::{self, Abort, Reply};
use crate::effects::timer::after;
use crate::effects::{Core, Effects, Slot, running};
use crate::overlay::outcome;
use crate::platform::{digits, random, reading};
use crate::state::{Action, State};
use crate::wire::FromJs;
use canyu_core::view::View;
use gloo_timers::callback::Interval;
use std::cell::RefCell;
use std::rc::Rc;

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
        &digits(u64::from(number)),
        " ",
        &digits(change.map_or(0, |change| change.0) as u64),
        lang,
    ]
    .concat();
    if effects.renew(Slot::Poll, name) && state.looked {
        let (core, lang, due) = (core.clone(), lang.to_owned(), wait(&state, change));
        let asked: Rc<RefCell<Vec<Abort>>> = Rc::default();
        let asking = asked.clone();
        let question = move || asking.borrow_mut().extend(ask(&core, &lang, number));
        effects.keep(Slot::Poll, running((after(due as u32, Box::new(question)), asked)));
    }
}

/// How long to wait: until the next question is due, or something has changed.
fn wait(state: &State, change: Option<canyu_core::moment::Moment>) -> f64 {
    let mut bytes = [0];
    random(&mut bytes);
    let due = (EVERY - (reading() - state.asked)).max(0.0);
    let changed = change.map_or(f64::INFINITY, |change| {
        state.clock.wait(state.clock.read(reading()), change)
    });
    due.min(changed) + SPREAD * f64::from(bytes[0]) / 255.0
}

/// Asks for the campaign, and now and then for the fan.
fn ask(core: &Core, lang: &str, round: u32) -> Vec<Abort> {
    let (asker, dispatch) = (core.clone(), core.dispatch.clone());
    let heard = move |reply| {
        if let Reply::Done(value) = reply
            && let Ok(view) = View::from_js(&value)
        {
            api::know(&asker.place, "view", &value);
            let state = asker.state();
            // Something has come out: what that means for the fan is asked at once. Dropping the handle would give the question up.
            if state.known && state.told != outcome(&view) {
                std::mem::forget(api::me(&asker, Box::new(|_| {})));
            }
            dispatch.emit(Action::Viewed(Rc::new(view), reading()));
        }
        dispatch.emit(Action::Asked(reading()));
    };
    let mut asked = vec![api::ask(
        [&core.place.api(""), "?lang=", lang].concat(),
        None,
        Box::new(heard),
    )];
    if core.state().known && round % ME == ME - 1 {
        asked.push(api::me(core, Box::new(|_| {})));
    }
    asked
}
