//! `mail_host` and `mail_domain`: how many confirmed addresses there are of one host, of one registrable domain, or of domains whose mail goes to
//! the same servers. Large providers are left out. Nothing up to 5, all points from 30 on.
//!
//! A school, a firm or a regional provider is such a domain too. So it gives half of what holds somebody, and never adds to the points of the
//! place: a school is one place *because* it is one domain.

use crate::{
    Mail, Reason, Said, Sign,
    groups::Groups,
    stats,
    weigh::{Board, Scene},
};
use std::sync::Arc;

/// A way of grouping addresses.
type By = fn(Mail) -> Option<u32>;

/// Each with its reason and its sign.
pub const KINDS: [(Reason, Sign, By); 3] = [
    (Reason::MailHost, Sign::SameHost, |mail| Some(mail.host)),
    (Reason::MailDomain, Sign::SameDomain, |mail| Some(mail.domain)),
    (Reason::MailDomain, Sign::SameServers, |mail| mail.mx),
];

/// Groups by one of the kinds.
pub fn groups(scene: &Scene<'_>, by: By) -> Groups {
    Groups::by(scene.facts, |_, fan| {
        let mail = fan.mail().filter(|mail| !mail.big && !mail.disposable);
        mail.and_then(by).map(|key| (u64::from(key), 0))
    })
}

pub fn look(scene: &Scene<'_>, board: &mut Board) {
    let addresses = scene.facts.fans().iter().filter(|fan| fan.mail().is_some()).count();
    for (reason, sign, by) in KINDS {
        if !scene.uses(reason) {
            continue;
        }
        for (_, numbers) in groups(scene, by).each() {
            let value = stats::ramp(numbers.len() as f64, 5.0, 30.0);
            if value > 0.0 {
                let said: Arc<[Said]> = Arc::new([Said::counted(sign, numbers.len(), addresses)]);
                for number in numbers {
                    board.mark(number, reason, value, &said);
                }
            }
        }
    }
}
