//! Sends what the outbox says, keeps it on the phone until it is answered, and tells the page.

use crate::api::{self, Abort, Reply};
use crate::hooks::Core;
use crate::keep;
use crate::outbox::{Entry, Step, Verdict, verdict};
use crate::state::Action;
use crate::wire::{FromJs, field};
use canyu_core::act::Act;
use canyu_core::view::ActAnswer;
use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use yew::{Callback, hook, use_callback, use_effect_with, use_mut_ref};

/// The way to act.
#[hook]
pub fn use_outbox(core: &Core) -> Callback<Act> {
    let state = core.state();
    let flight = use_mut_ref(|| None::<Abort>);

    let landing = flight.clone();
    use_effect_with((), move |()| move || drop(landing.take()));

    let head = match state.outbox.next() {
        Step::Send(entry, wait) if state.online => Some((entry.key.clone(), wait)),
        _ => None,
    };
    let sending = core.clone();
    use_effect_with((head, state.outbox.failures()), move |(head, _)| {
        let timer = head.as_ref().map(|(_, wait)| {
            Timeout::new(*wait, move || {
                if flight.borrow().is_some() {
                    return;
                }
                let Some(entry) = sending.state().outbox.entries().first().cloned() else {
                    return;
                };
                let abort = Abort::new();
                let signal = abort.signal();
                flight.replace(Some(abort));
                spawn_local(async move {
                    let reply = api::act(&sending.place, &entry, signal).await;
                    // Nothing in flight any more means that the widget is gone: the act stays kept for the next visit.
                    if flight.take().is_some() {
                        answered(&sending, &entry, reply);
                    }
                });
            })
        });
        move || drop(timer)
    });

    let acting = core.clone();
    use_callback((), move |act: Act, ()| {
        let state = acting.state();
        let at = state.stuck().then(|| state.clock.read(crate::platform::reading()));
        let entry = Entry {
            key: keep::new_key(),
            at,
            act,
        };
        keep::put(&acting.place, &entry);
        acting.dispatch.emit(Action::Did(entry));
    })
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
