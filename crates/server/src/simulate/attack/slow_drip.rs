//! A few false persons a day, each from another home line, with a mailbox at a big provider, people's pauses, people's hours, and visits on later days:
//! all that patience can buy. They come by the attacker's link, as friends would.

use super::{Attacker, Errand};
use crate::simulate::{crowd::Pace, hours::Rhythm, net};

pub(super) fn run(attacker: &mut Attacker<'_, '_>) {
    let count = attacker.intensity.of(8, 20, 60);
    let errand = Errand {
        pace: Pace::HUMAN,
        others: 0.7,
        ..Errand::HAND
    };
    for at in attacker.spread(count, Rhythm::Everybody) {
        let (face, mut dice) = attacker.face();
        let mailbox = attacker.crowd.post.big(&mut dice);
        let net = net::home(&mut dice);
        let again = dice.chance(0.6);
        let mut later = super::fork(&mut dice);
        let ended = attacker.sends(mailbox, net, at, errand, (face, dice));
        if again {
            attacker.comes_again(face, net, ended, &mut later);
        }
    }
}
