//! Votes for one option at an even pace, day and night: each person has a mailbox at a big provider and a home line, votes, confirms, and is gone.
//! They come by themselves. More persons, a shorter pause, and a little more irregularity at each intensity.

use super::{Attacker, Errand};
use crate::simulate::{
    chance::{MINUTE, SECOND},
    crowd::{Pace, Visit},
    net,
};

pub(super) fn run(attacker: &mut Attacker<'_, '_>) {
    let count: i64 = attacker.intensity.of(40, 200, 800);
    let every = attacker.intensity.of(20 * MINUTE, 8 * MINUTE, 4 * MINUTE);
    let blur = attacker.intensity.of(SECOND, 15 * SECOND, 40 * SECOND);
    let errand = Errand {
        pace: Pace {
            median: 5 * SECOND,
            deviation: 1.2,
        },
        enters: false,
        others: 0.0,
        ..Errand::SCRIPT
    };
    for place in 0..count {
        let (face, mut dice) = attacker.face();
        let mailbox = attacker.crowd.post.big(&mut dice);
        attacker.crowd.mailbox(face, mailbox);
        let late = dice.below(blur.unsigned_abs()).cast_signed();
        let at = attacker.starts.plus(place * every + late);
        let net = net::home(&mut dice);
        let mut visit = Visit { person: face, net, at };
        attacker.errand(&mut visit, None, errand, &mut dice);
    }
}
