//! `disposable`: the confirmed address is of a host that gives addresses away for ten minutes, or of a domain whose mail goes to the servers of one.
//!
//! An address proves a person because most people have few. One that is thrown away proves nothing; but a few honest people in a thousand use one.
//! So it gives half of its points, which hold nobody by themselves, as long as they are as rare as that: up to one in two hundred addresses. They
//! rise to all from one in fifty on: then most of them are no honest people's, and whoever is held is told that it is the address.

use crate::{
    Fan, Mail, Reason, Said, Sign, stats,
    weigh::{Board, Scene},
};
use std::{collections::BTreeSet, sync::Arc};

/// As if so many honest addresses had been seen besides.
const BESIDES: f64 = 200.0;

pub fn look(scene: &Scene<'_>, board: &mut Board) {
    let mails = || scene.facts.fans().iter().filter_map(Fan::mail);
    let servers: BTreeSet<u32> = mails()
        .filter(|mail| mail.disposable && !mail.big)
        .filter_map(|mail| mail.mx)
        .collect();
    let is_thrown = |mail: Mail| mail.disposable || (!mail.big && mail.mx.is_some_and(|mx| servers.contains(&mx)));
    let (thrown, all) = (mails().filter(|mail| is_thrown(*mail)).count(), mails().count());
    let share = thrown as f64 / (all as f64 + BESIDES);
    let value = 0.5 + 0.5 * stats::ramp(share, 0.005, 0.02);
    let said: Arc<[Said]> = Arc::new([Said::counted(Sign::ThrownAway, thrown, all)]);
    for (number, fan) in (0u32..).zip(scene.facts.fans()) {
        if fan.joined && fan.mail().is_some_and(is_thrown) {
            board.mark(number, Reason::Disposable, value, &said);
        }
    }
}
