//! Who confirms who he is, and when friends count.

use super::{
    assume::{CONFIRMS, CONFIRMS_AFTER},
    people::People,
    queue::{Queue, Task},
};
use canyu_core::{
    campaign::{Campaign, Proof},
    decide::Order,
    moment::Moment,
    world::{Delta, Fan},
};
use std::collections::{HashMap, HashSet};

/// What has been planned already.
#[derive(Default)]
pub(super) struct Confirming {
    people: HashSet<u32>,
}

impl Confirming {
    /// Plans what follows from what has changed: whoever takes part for the first time confirms who he is, or does not, where the campaign asks for
    /// it; and what is owed for friends is looked at when its time has come.
    pub fn plan(
        &mut self,
        campaign: &Campaign,
        delta: &Delta,
        (now, numbers): (Moment, &HashMap<String, u32>),
        (people, queue): (&mut People, &mut Queue),
    ) {
        for credit in delta.credits.values().filter(|credit| credit.why.is_open()) {
            let due = credit.due.min(campaign.closes);
            if due > now {
                let friend = credit.friend.clone();
                queue.push(due, Task::Order(Order::Settle { friend }));
            }
        }
        let Some(confirm) = &campaign.confirm else { return };
        let how = confirm.by.first().copied().unwrap_or(Proof::Email);
        let joined = |fan: &&Fan| fan.joined.is_some() && fan.verified.is_none();
        for fan in delta.fans.values().filter(joined) {
            let Some(&number) = numbers.get(&fan.id) else { continue };
            let Some(person) = people.get(number).filter(|_| self.people.insert(number)) else {
                continue;
            };
            if person.dice.chance(CONFIRMS) {
                let at = now.plus(person.dice.wait(CONFIRMS_AFTER));
                let order = Order::Verify {
                    fan: fan.id.clone(),
                    person: number.to_string(),
                    how,
                };
                queue.push(at, Task::Order(order));
            }
        }
    }
}
