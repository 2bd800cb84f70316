//! Sends what the outbox says, keeps it on the phone until it is answered, and tells the page.

use crate::api::{self, Abort, Reply};
use crate::ctx::Place;
use crate::effects::timer::after;
use crate::effects::{Core, Effects, Slot, running};
use crate::keep;
use crate::outbox::{Entry, Step, Verdict, verdict};
use crate::platform::{digits, reading};
use crate::state::{Action, State};
use crate::wire::{FromJs, field, get};
use canyu_core::act::Act;
use canyu_core::view::ActAnswer;
use std::cell::RefCell;
use std::rc::Rc;
use yew::Callback;

/// The request under way: dropping it gives it up.
pub type Flight = Rc<RefCell<Option<Abort>>>;

/// Sends the first act that waits, when its time has come.
pub fn sync(effects: &mut Effects, core: &Core, flight: &Flight) {
    let state = core.state();
    let (key, wait) = match state.outbox.next() {
        Step::Send(entry, wait) if state.online => (entry.key.as_str(), wait),
        _ => ("", 0),
    };
    let name = [key, " ", &digits(u64::from(state.outbox.failures()))].concat();
    if effects.renew(Slot::Outbox, name) && !key.is_empty() {
        let (core, flight) = (core.clone(), flight.clone());
        effects.keep(Slot::Outbox, running(after(wait, Box::new(move || send(core, flight)))));
    }
}

/// Does an act: keeps it, shows it, and has it sent.
pub fn act(state: &State, place: &Place, dispatch: &Callback<Action>, act: Act) {
    let at = state.stuck().then(|| state.clock.read(reading()));
    let entry = Entry {
        key: keep::new_key(),
        at,
        act,
    };
    keep::put(place, &entry);
    dispatch.emit(Action::Did(entry));
}

fn send(core: Core, flight: Flight) {
    let Some(entry) = core.state().outbox.entries().first().cloned() else {
        return;
    };
    if flight.borrow().is_some() {
        return;
    }
    let (place, sent) = (core.place.clone(), entry.clone());
    let landing = flight.clone();
    let heard = move |reply| {
        // Nothing under way any more means that the widget is gone: the act stays kept for the next visit.
        if landing.take().is_some() {
            answered(&core, &sent, reply);
        }
    };
    flight.replace(Some(api::act(&place, &entry, Box::new(heard))));
}

fn answered(core: &Core, entry: &Entry, reply: Reply) {
    let key = entry.key.clone();
    match reply {
        Reply::Unreachable => core.dispatch.emit(Action::Failed),
        Reply::Done(value) => match ActAnswer::from_js(&value) {
            Ok(answer) => {
                keep::drop(&core.place, &key);
                api::know(&core.place, "me", &get(&value, "me"));
                api::tell_done(core, &entry.act, &answer);
                core.dispatch.emit(Action::Accepted { key, answer });
            }
            // Accepted, but not understood: it must not be sent for ever.
            Err(wrong) => {
                keep::drop(&core.place, &key);
                refuse(core, key, wrong.to_owned(), Verdict::Drop);
            }
        },
        Reply::Refused(status, value) => {
            let code = field::<String>(&value, "code").unwrap_or_default();
            let verdict = verdict(status, &code);
            if verdict != Verdict::Retry {
                keep::drop(&core.place, &key);
            }
            refuse(core, key, code, verdict);
        }
    }
}

fn refuse(core: &Core, key: String, code: String, verdict: Verdict) {
    if verdict == Verdict::Drop {
        api::tell_error(core, &code);
    }
    let fresh = [keep::new_key(), keep::new_key()];
    core.dispatch.emit(Action::Refused {
        key,
        code,
        verdict,
        fresh,
    });
}
