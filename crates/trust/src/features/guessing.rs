//! `guessing`: codes that one fan typed and that were wrong, whether or not one was right in the end. Nothing up to 3, all points from 9 on.
//!
//! People misread one character, and try twice more. Codes have 35 bits and more, so whoever guesses fails thousands of times before he is
//! right; the door lets in few tries an hour, so what comes through of it is some tries with each of many names: that is looked at in groups
//! (see `evidence.rs`).

use crate::{
    Reason, Said, Sign, stats,
    weigh::{Board, Scene},
};
use std::sync::Arc;

pub fn look(scene: &Scene<'_>, board: &mut Board) {
    for (number, fan) in (0u32..).zip(scene.facts.fans()) {
        let value = stats::ramp(f64::from(fan.wrong_codes), 3.0, 9.0);
        if fan.joined && value > 0.0 {
            let said: Arc<[Said]> = Arc::new([Said::counted(Sign::WrongCodes, fan.wrong_codes as usize, 0)]);
            board.mark(number, Reason::Guessing, value, &said);
        }
    }
}
