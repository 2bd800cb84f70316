//! One mailbox, spelled in many ways: `name+1@`, `n.a.me@`, capitals. At low intensity by hand from the own line; then by a script behind a
//! few exits of a VPN; then behind home lines.

use super::{Attacker, Errand};
use crate::simulate::{
    chance::{MINUTE, letters},
    net,
};

pub(super) fn run(attacker: &mut Attacker<'_, '_>) {
    let count = attacker.intensity.of(12, 80, 400);
    let mean = attacker.intensity.of(4 * MINUTE, 3 * MINUTE, 2 * MINUTE);
    let errand = attacker.intensity.of(Errand::HAND, Errand::SCRIPT, Errand::SCRIPT);
    let own = net::home(&mut attacker.dice);
    let exits = net::vpn(&mut attacker.dice, 5);
    let name = format!("{}{}", letters(&mut attacker.dice, 8).to_lowercase(), "mail");
    // It is the mailbox that he takes part with himself.
    let (master, himself) = (attacker.master, format!("{name}@gmail.com"));
    let mailbox = attacker.crowd.post.spelled(himself);
    attacker.crowd.mailbox(master, mailbox);
    for (number, at) in attacker.times(count, mean).into_iter().enumerate() {
        let (face, mut dice) = attacker.face();
        let local = match number % 4 {
            0 => format!("{name}+{}", letters(&mut dice, 5)),
            1 => dotted(&name, number),
            2 => format!("{}+{number}", dotted(&name, number)),
            _ => format!("{}+c{number}", name.to_uppercase()),
        };
        let mailbox = attacker.crowd.post.spelled(format!("{local}@gmail.com"));
        let net = match attacker.intensity {
            super::Intensity::Low => own,
            super::Intensity::Medium => attacker.one_of(&exits),
            super::Intensity::High => net::home(&mut dice),
        };
        attacker.sends(mailbox, net, at, errand, (face, dice));
    }
}

/// With dots at the places whose bit is set.
fn dotted(name: &str, bits: usize) -> String {
    let mut text = String::new();
    for (place, letter) in name.chars().enumerate() {
        if place > 0 && (bits >> (place - 1)) & 1 == 1 {
            text.push('.');
        }
        text.push(letter);
    }
    text
}
