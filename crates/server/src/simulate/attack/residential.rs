//! Scripts behind the lines of other people's homes, each person behind another one, with bought mailboxes at big providers, at people's hours
//! and with people's pauses. What gives them away is only that they all come by one link, do the same, and seldom come back.

use super::{Attacker, Errand};
use crate::simulate::{crowd::Pace, hours::Rhythm, net};

pub(super) fn run(attacker: &mut Attacker<'_, '_>) {
    let count = attacker.intensity.of(30, 150, 500);
    let errand = Errand {
        pace: Pace::HUMAN,
        others: 0.8,
        ..Errand::HAND
    };
    for at in attacker.spread(count, Rhythm::Everybody) {
        let (face, mut dice) = attacker.face();
        let mailbox = attacker.crowd.post.big(&mut dice);
        let net = net::home(&mut dice);
        let again = dice.chance(0.1);
        let mut later = super::fork(&mut dice);
        let ended = attacker.sends(mailbox, net, at, errand, (face, dice));
        if again {
            attacker.comes_again(face, net, ended, &mut later);
        }
    }
}
