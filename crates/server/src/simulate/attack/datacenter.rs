//! Scripts on rented servers, with bought mailboxes at big providers: one block of addresses, four, sixteen. The pauses between the persons are
//! exponential, those within a visit vary a little.

use super::{Attacker, Errand};
use crate::simulate::{chance::MINUTE, net};

pub(super) fn run(attacker: &mut Attacker<'_, '_>) {
    let count = attacker.intensity.of(30, 200, 800);
    let blocks = attacker.intensity.of(1, 4, 16);
    let mean = attacker.intensity.of(6 * MINUTE, 4 * MINUTE, 2 * MINUTE);
    let nets = net::datacenter(&mut attacker.dice, blocks);
    for at in attacker.times(count, mean) {
        let (face, mut dice) = attacker.face();
        let mailbox = attacker.crowd.post.big(&mut dice);
        let net = attacker.one_of(&nets);
        attacker.sends(mailbox, net, at, Errand::SCRIPT, (face, dice));
    }
}
