//! Mailboxes of ten minutes. At low intensity the known services from the own line; then with a VPN; at high intensity from home lines, and
//! half of the domains are ones that no list knows yet, at the same services' mail exchangers.

use super::{Attacker, Errand, Intensity};
use crate::simulate::{chance::MINUTE, mailbox::DISPOSABLE, net};

pub(super) fn run(attacker: &mut Attacker<'_, '_>) {
    let count = attacker.intensity.of(20, 150, 600);
    let mean = attacker.intensity.of(5 * MINUTE, 3 * MINUTE, 2 * MINUTE);
    let errand = attacker.intensity.of(Errand::HAND, Errand::SCRIPT, Errand::SCRIPT);
    let own = net::home(&mut attacker.dice);
    let exits = net::vpn(&mut attacker.dice, 8);
    for at in attacker.times(count, mean) {
        let (face, mut dice) = attacker.face();
        let known = dice.one(&DISPOSABLE).copied().unwrap_or("yopmail.com");
        let mailbox = if attacker.intensity == Intensity::High && dice.chance(0.5) {
            let domain = format!("inbox-{}.example", dice.below(12));
            attacker.crowd.post.route(&domain, &format!("mx.{known}"));
            attacker.crowd.post.at(&mut dice, &domain)
        } else {
            attacker.crowd.post.at(&mut dice, known)
        };
        let net = match attacker.intensity {
            Intensity::Low => own,
            Intensity::Medium => attacker.one_of(&exits),
            Intensity::High => net::home(&mut dice),
        };
        attacker.sends(mailbox, net, at, errand, (face, dice));
    }
}
