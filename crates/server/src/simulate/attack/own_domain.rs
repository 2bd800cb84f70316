//! Domains of his own, all whose mail lands in one box: one domain, five, forty. The many share the one host that he rents.

use super::{Attacker, Errand, Intensity};
use crate::simulate::{chance::MINUTE, net};

pub(super) fn run(attacker: &mut Attacker<'_, '_>) {
    let count = attacker.intensity.of(20, 150, 600);
    let domains: u64 = attacker.intensity.of(1, 5, 40);
    let mean = attacker.intensity.of(6 * MINUTE, 4 * MINUTE, 3 * MINUTE);
    let errand = attacker.intensity.of(Errand::HAND, Errand::SCRIPT, Errand::SCRIPT);
    let own = net::home(&mut attacker.dice);
    let exits = net::vpn(&mut attacker.dice, 10);
    let name = attacker.dice.below(100_000);
    for at in attacker.times(count, mean) {
        let (face, mut dice) = attacker.face();
        let domain = format!("brand-{name}-{}.example", dice.below(domains));
        attacker
            .crowd
            .post
            .route(&domain, &format!("mail.rented-{name}.example"));
        let mailbox = attacker.crowd.post.at(&mut dice, &domain);
        let net = match attacker.intensity {
            Intensity::Low => own,
            Intensity::Medium => attacker.one_of(&exits),
            Intensity::High => net::home(&mut dice),
        };
        attacker.sends(mailbox, net, at, errand, (face, dice));
    }
}
