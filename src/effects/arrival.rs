//! The beginning: the page is told that the widget is there, and the server that the fan is, or it is asked who he is.

use crate::api::{self, Reply};
use crate::effects::{Core, Effects, Slot, running, window};
use crate::keep;
use canyu_core::act::Act;

/// Runs once.
pub fn sync(effects: &mut Effects, core: &Core) {
    if !effects.renew(Slot::Life, String::new()) {
        return;
    }
    let listeners = window::listen(core);
    api::tell(&core.place, "canyu-ready", &[]);
    let arrive = Act::Arrive {
        code: core.place.code.clone(),
        channel: core.place.channel.clone(),
        utm: core.place.utm.clone(),
    };
    if core.place.code.is_some() || !keep::was_here(&core.place) {
        core.perform.emit(arrive);
        effects.keep(Slot::Life, running(listeners));
    } else {
        let perform = core.perform.clone();
        let heard = move |reply| {
            if matches!(reply, Reply::Refused(404, _)) {
                perform.emit(arrive);
            }
        };
        effects.keep(Slot::Life, running((listeners, api::me(core, Box::new(heard)))));
    }
}
