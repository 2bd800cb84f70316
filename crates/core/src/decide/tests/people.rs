//! Who is a person, whether he counts, and what is owed for friends.

mod friends;
mod leaving;
mod merging;
mod property;
mod shelves;
mod standing;

use super::*;
use crate::{
    campaign::{Confirm, Counts, Milestone, Proof, Rate},
    lang::Text,
    world::{KeptOut, Reason, Standing, Why},
};

const HOUR: i64 = 3_600_000;
/// Everybody whom a test may name.
const NAMES: [&str; 18] = [
    "ann",
    "bob",
    "cid",
    "phone",
    "laptop",
    "family",
    "bens-phone",
    "friend",
    "again",
    "zoe",
    "mid",
    "eve",
    "f0",
    "f1",
    "f2",
    "f3",
    "f4",
    "f5",
];

/// A campaign that counts verified people only, with a share node that makes friends wait an hour.
fn strict() -> Play {
    let mut play = Play::new();
    play.campaign.closes = Moment(100 * HOUR);
    play.campaign.confirm = Some(Confirm {
        by: vec![Proof::Email],
        counts: Counts::ALL.to_vec(),
    });
    for node in &mut play.campaign.nodes {
        if let Kind::Share(share) = &mut node.kind {
            share.hold_hours = 1;
            share.board = 3;
            share.longest = 12;
        }
    }
    play
}

impl Play {
    fn verify(&mut self, who: &str, person: &str) -> Result<(), Refusal> {
        self.load_lineage();
        let fan = self.fan(who).id.clone();
        let person = person.to_owned();
        let how = Proof::Email;
        self.order(Order::Verify { fan, person, how })
    }

    fn stand(&mut self, who: &str, standing: Standing, by_staff: bool) {
        let fan = self.fan(who).id.clone();
        self.order(Order::Stand {
            fan,
            standing,
            by_staff,
        })
        .unwrap();
    }

    fn settle(&mut self, who: &str) {
        let friend = self.fan(who).id.clone();
        self.order(Order::Settle { friend }).unwrap();
    }

    /// As a store loads it: of everybody.
    fn load_lineage(&mut self) {
        let ids: Vec<FanId> = NAMES
            .iter()
            .filter_map(|who| Some(self.world.fan_by_token(who)?.id.clone()))
            .collect();
        for id in ids {
            let above = ancestors(&self.world, &id).unwrap();
            self.world.load_lineage(id, above);
        }
    }

    /// How the friends stand for whom somebody is owed something.
    fn owed(&self, who: &str) -> Vec<(String, u32, u32)> {
        let owed = self.me(who).owed;
        owed.into_iter()
            .map(|owed| (owed.why, owed.friends, owed.tickets))
            .collect()
    }

    fn people(&mut self, node: &str, key: &str) -> i64 {
        let delta = self.world.take_delta();
        delta
            .tallies
            .get(&(node.to_owned(), key.to_owned()))
            .map_or(0, |tally| tally.people)
    }
}

/// Everybody from whom somebody descends; `None` when he descends from himself.
fn ancestors(world: &World, id: &str) -> Option<BTreeSet<FanId>> {
    let mut above = BTreeSet::new();
    let mut next = world.fan(id)?.referrer.clone();
    while let Some(referrer) = next {
        if referrer.fan == id || !above.insert(referrer.fan.clone()) {
            return None;
        }
        next = world.fan(&referrer.fan).and_then(|fan| fan.referrer.clone());
    }
    Some(above)
}
