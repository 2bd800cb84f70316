//! What a draw is checked by later is kept as soon as it is known: the mark of the frozen list, with the time of the first sight, and the
//! fan's receipts. Without somebody who saw the list before the draw, nothing is proven.

use crate::api::tell;
use crate::effects::{Core, Effects, Slot};
use crate::keep;
use crate::platform::{digits, reading};
use crate::reduce::DRAWN;

/// Keeps what is new, and tells the page of a prize.
pub fn sync(effects: &mut Effects, core: &Core) {
    let state = core.state();
    let Some((node, lottery)) = state.lottery() else { return };
    let draw = &lottery.draw;
    let receipt = state.me.receipt.as_deref().unwrap_or_default();
    if effects.renew(Slot::Kept, [&draw.stage, &draw.commitment, receipt].concat()) {
        let now = state.clock.read(reading());
        if !draw.commitment.is_empty() {
            let seen = [&digits(crate::platform::stamp()), ".", &digits(now.0.unsigned_abs())].concat();
            keep::once(&core.place, &["seen:", &draw.commitment].concat(), &seen);
        }
        if draw.stage == DRAWN {
            keep::once(&core.place, &["drawn:", &draw.commitment].concat(), "1");
        }
        keep::receipt(&core.place, receipt);
    }
    let won = state.me.won.is_some();
    if effects.renew(Slot::Won, String::from(if won { "won" } else { "" })) && won {
        tell(&core.place, "canyu-won", &[("node", &node.id)]);
    }
}
