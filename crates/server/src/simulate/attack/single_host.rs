//! A small mail host where a mailbox costs nothing but a click, and where some honest people are too.

use super::{Attacker, Errand, Intensity};
use crate::simulate::{chance::MINUTE, mailbox::SMALL, net};

pub(super) fn run(attacker: &mut Attacker<'_, '_>) {
    let count = attacker.intensity.of(20, 120, 500);
    let mean = attacker.intensity.of(8 * MINUTE, 5 * MINUTE, 3 * MINUTE);
    let errand = attacker.intensity.of(Errand::HAND, Errand::SCRIPT, Errand::SCRIPT);
    let host = attacker.dice.one(&SMALL).copied().unwrap_or("posteo.example");
    let own = net::home(&mut attacker.dice);
    let exits = net::vpn(&mut attacker.dice, 10);
    for at in attacker.times(count, mean) {
        let (face, mut dice) = attacker.face();
        let mailbox = attacker.crowd.post.at(&mut dice, host);
        let net = match attacker.intensity {
            Intensity::Low => own,
            Intensity::Medium => attacker.one_of(&exits),
            Intensity::High => net::home(&mut dice),
        };
        attacker.sends(mailbox, net, at, errand, (face, dice));
    }
}
