//! A few people, each with some false persons, who bring nobody but each other: the first one's link brings the next, a chain with branches.
//! Each human sits at home and is on the way sometimes; all have real mailboxes. Some come back; nobody brings a stranger.

use super::{Attacker, Errand};
use crate::simulate::{
    chance::MINUTE,
    crowd::{Pace, Visit},
    hours::Rhythm,
    net,
    person::Link,
};
use canyu_core::moment::HOUR;

/// Persons of each human.
const FACES: u32 = 4;

pub(super) fn run(attacker: &mut Attacker<'_, '_>) {
    let humans: u32 = attacker.intensity.of(3, 10, 30);
    let errand = Errand {
        pace: Pace::HUMAN,
        others: 0.7,
        ..Errand::HAND
    };
    let mut before = vec![(attacker.master, attacker.starts)];
    for human in 0..humans {
        let line = net::home(&mut attacker.dice);
        let mut first = None;
        for face in 0..FACES {
            // The attacker himself is the first face of the first human.
            if human == 0 && face == 0 {
                first = Some(attacker.master);
                continue;
            }
            let (number, mut dice) = attacker.face();
            let human_first = *first.get_or_insert(number);
            attacker.crowd.same_human(number, human_first);
            // Mostly one of the last few: a chain with branches.
            let recent = before.len().saturating_sub(4);
            let (of, since) = before
                .get(recent..)
                .and_then(|last| dice.one(last))
                .copied()
                .unwrap_or((attacker.master, attacker.starts));
            let told = since.plus(5 * MINUTE + dice.wait(HOUR));
            let at = attacker.crowd.span.awake(told, Rhythm::Everybody, &mut dice);
            let mailbox = attacker.crowd.post.big(&mut dice);
            attacker.crowd.mailbox(number, mailbox);
            let net = if dice.chance(0.3) {
                net::carrier(None, &mut dice)
            } else {
                line
            };
            let mut visit = Visit {
                person: number,
                net,
                at,
            };
            let link = Link {
                of,
                channel: "messenger".to_owned(),
            };
            attacker.errand(&mut visit, Some(link), errand, &mut dice);
            before.push((number, visit.at));
            if dice.chance(0.25) {
                attacker.comes_again(number, net, visit.at, &mut dice);
            }
        }
    }
}
