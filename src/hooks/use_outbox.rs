//! Sends what the outbox says, keeps it on the phone until it is answered, and tells the page.

use crate::api::{self, Abort, Reply};
use crate::hooks::Core;
use crate::hooks::use_effect::{running, use_running};
use crate::keep;
use crate::outbox::{Entry, Step, Verdict, verdict};
use crate::platform::reading;
use crate::state::Action;
use crate::wire::{FromJs, field};
use canyu_core::act::Act;
use canyu_core::view::ActAnswer;
use gloo_timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::{Callback, hook, use_mut_ref};

/// The request under way: dropping it gives it up.
type Flight = Rc<RefCell<Option<Abort>>>;

/// The way to act.
#[hook]
pub fn use_outbox(core: &Core) -> Callback<Act> {
    let state = core.state();
    let flight: Flight = use_mut_ref(|| None::<Abort>);

    let landing = flight.clone();
    use_running(String::new(), Box::new(move || running(Landing(landing))));

    let (key, wait) = match state.outbox.next() {
        Step::Send(entry, wait) if state.online => (entry.key.clone(), wait),
        _ => (String::new(), 0),
    };
    let sending = core.clone();
    use_running(
        [&key, " ", &state.outbox.failures().to_string()].concat(),
        Box::new(move || {
            if key.is_empty() {
                None
            } else {
                running(Timeout::new(wait, move || send(sending, flight)))
            }
        }),
    );

    let acting = core.clone();
    use_mut_ref(move || Callback::from(move |act| act_now(&acting, act)))
        .borrow()
        .clone()
}

/// Gives up the request under way when the widget goes.
struct Landing(Flight);

impl Drop for Landing {
    fn drop(&mut self) {
        self.0.take();
    }
}

fn act_now(core: &Core, act: Act) {
    let state = core.state();
    let at = state.stuck().then(|| state.clock.read(reading()));
    let entry = Entry {
        key: keep::new_key(),
        at,
        act,
    };
    keep::put(&core.place, &entry);
    core.dispatch.emit(Action::Did(entry));
}

fn send(core: Core, flight: Flight) {
    let Some(entry) = core.state().outbox.entries().first().cloned() else {
        return;
    };
    if flight.borrow().is_some() {
        return;
    }
    let abort = Abort::new();
    let signal = abort.signal();
    flight.replace(Some(abort));
    spawn_local(async move {
        let reply = api::act(&core.place, &entry, signal).await;
        // Nothing under way any more means that the widget is gone: the act stays kept for the next visit.
        if flight.take().is_some() {
            answered(&core, &entry, reply);
        }
    });
}

fn answered(core: &Core, entry: &Entry, reply: Reply) {
    let key = entry.key.clone();
    match reply {
        Reply::Unreachable => core.dispatch.emit(Action::Failed),
        Reply::Done(value) => match ActAnswer::from_js(&value) {
            Ok(answer) => {
                keep::drop(&core.place, &key);
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
