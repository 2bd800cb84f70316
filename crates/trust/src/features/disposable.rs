//! `disposable`: the confirmed address is of a host that gives addresses away for ten minutes.
//!
//! An address proves a person because most people have few. One that is thrown away proves nothing, so its points hold by themselves. Honest
//! people who use one (some in a thousand) are told that it is the address, and confirm another one; staff clear them otherwise.

use crate::{
    Reason, Said, Sign,
    weigh::{Board, Scene},
};
use std::sync::Arc;

pub fn look(scene: &Scene<'_>, board: &mut Board) {
    let said: Arc<[Said]> = Arc::new([Said::counted(Sign::ThrownAway, 1, 0)]);
    for (number, fan) in (0u32..).zip(&scene.facts.fans) {
        if fan.joined.is_some() && fan.mail.is_some_and(|mail| mail.disposable) {
            board.mark(number, Reason::Disposable, 1.0, &said);
        }
    }
}
