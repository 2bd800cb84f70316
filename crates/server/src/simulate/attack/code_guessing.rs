//! Tries codes by chance: those of the event, which bring tickets, and those of mails to addresses that are not his. One line, six exits, or a home
//! line for each person.

use super::{Attacker, Errand, Intensity};
use crate::simulate::{
    chance::{MINUTE, SECOND, letters},
    crowd::Visit,
    ground::What,
    net,
    person::Deed,
};
use canyu_core::act::Act;

pub(super) fn run(attacker: &mut Attacker<'_, '_>) {
    let count = attacker.intensity.of(10, 60, 300);
    let tries: u32 = attacker.intensity.of(4, 12, 25);
    let own = net::home(&mut attacker.dice);
    let exits = net::vpn(&mut attacker.dice, 6);
    for at in attacker.times(count, 3 * MINUTE) {
        let (face, mut dice) = attacker.face();
        let mailbox = attacker.crowd.post.big(&mut dice);
        attacker.crowd.mailbox(face, mailbox);
        let net = match attacker.intensity {
            Intensity::Low => own,
            Intensity::Medium => attacker.one_of(&exits),
            Intensity::High => net::home(&mut dice),
        };
        let mut visit = Visit { person: face, net, at };
        let link = attacker.link("forum");
        attacker.crowd.comes(&mut visit, link, &mut dice);
        attacker.acts(&mut visit, Errand::SCRIPT, &mut dice);
        let ground = attacker.crowd.ground;
        for event in ground.with(|what| *what == What::CheckIn) {
            for _ in 0..tries {
                visit.at = visit.at.plus(3 * SECOND);
                let code = letters(&mut dice, 6).to_uppercase();
                let act = Act::CheckIn {
                    node: event.id.clone(),
                    code,
                };
                attacker.crowd.does(&visit, Deed::Act(act), &mut dice);
            }
        }
        visit.at = visit.at.plus(5 * SECOND);
        attacker.crowd.does(&visit, Deed::Mail, &mut dice);
        visit.at = visit.at.plus(5 * SECOND);
        attacker.crowd.does(&visit, Deed::Guess { tries }, &mut dice);
    }
}
