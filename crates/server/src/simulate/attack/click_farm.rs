//! Hired hands in a room full of phones, in a shift: real browsers, people's pauses, mailboxes at big providers. The phones are behind a carrier's
//! shared addresses, one, two or four of them; the first one is that of a thousand honest people. A third of the phones are used again next day.

use super::{Attacker, Errand};
use crate::simulate::{crowd::Pace, hours::Rhythm, net};

pub(super) fn run(attacker: &mut Attacker<'_, '_>) {
    let count = attacker.intensity.of(40, 200, 700);
    let carriers: u64 = attacker.intensity.of(1, 2, 4);
    let errand = Errand {
        pace: Pace {
            deviation: 1.9,
            ..Pace::HUMAN
        },
        others: 0.9,
        ..Errand::HAND
    };
    for at in attacker.spread(count, Rhythm::Shift) {
        let (face, mut dice) = attacker.face();
        let mailbox = attacker.crowd.post.big(&mut dice);
        let which = dice.below(carriers);
        let net = net::carrier(Some(which), &mut dice);
        let again = dice.chance(0.33);
        let mut later = super::fork(&mut dice);
        let ended = attacker.sends(mailbox, net, at, errand, (face, dice));
        if again {
            attacker.comes_again(face, net, ended, &mut later);
        }
    }
}
