//! Records his own visit once, and sends it again under the tokens of many: the visit and the proof of his own acts, and the code of his own mail.
//! From a VPN.

use super::{Attacker, Errand};
use crate::simulate::{
    chance::{MINUTE, SECOND},
    crowd::{Visit, act},
    ground::What,
    net,
    person::Deed,
};

pub(super) fn run(attacker: &mut Attacker<'_, '_>) {
    let count = attacker.intensity.of(20, 100, 400);
    let exits = net::vpn(&mut attacker.dice, attacker.intensity.of(1, 5, 20));
    let master = attacker.master;
    for at in attacker.times(count, 2 * MINUTE) {
        let (face, mut dice) = attacker.face();
        let mailbox = attacker.crowd.post.big(&mut dice);
        attacker.crowd.mailbox(face, mailbox);
        let net = attacker.one_of(&exits);
        let mut visit = Visit { person: face, net, at };
        let link = attacker.link("messenger");
        attacker.crowd.comes(&mut visit, link, &mut dice);
        let (ground, option) = (attacker.crowd.ground, attacker.option());
        for place in ground.with(|what| *what != What::CheckIn) {
            visit.at = visit.at.plus(Errand::SCRIPT.pace.pause(&mut dice));
            if let Some(act) = act(place, option.as_deref(), &mut dice) {
                attacker.crowd.does(&visit, Deed::Replay { act, of: master }, &mut dice);
            }
        }
        visit.at = visit.at.plus(5 * SECOND);
        attacker.crowd.does(&visit, Deed::Mail, &mut dice);
        visit.at = visit.at.plus(5 * SECOND);
        attacker.crowd.does(&visit, Deed::Borrow { of: master }, &mut dice);
    }
}
