//! Decisions, played through a [`World`] as a store would.

mod arrive;
mod events;
mod funnel;
mod guess;
mod instant;
mod invariants;
mod lottery;
mod orders;
mod people;
mod reserve;
mod vote;

use super::*;
use crate::{
    campaign::tests::campaign,
    referral,
    utm::Utm,
    view::Me,
    world::{CodeState, FanId, Held, Line, OpenMoment, RollupKey, Ruling, Shelf, Unit, counter},
};
use std::collections::{BTreeMap, BTreeSet};

/// A campaign and its people, without a store.
struct Play {
    campaign: Campaign,
    secrets: Secrets,
    world: World,
    now: i64,
    random: u64,
}

impl Play {
    fn new() -> Self {
        let mut world = World::default();
        let line = Line {
            whole: true,
            ..Line::default()
        };
        world.load_line("shelf".to_owned(), "toy".to_owned(), line);
        Self {
            campaign: campaign(),
            secrets: Secrets::new([7; 32]),
            world,
            now: 5_000,
            random: 0,
        }
    }

    fn rules(&self) -> Rules<'_> {
        Rules {
            campaign: &self.campaign,
            secrets: &self.secrets,
        }
    }

    fn order(&mut self, order: Order) -> Result<(), Refusal> {
        let changes = decide_order(self.rules(), &self.world, Moment(self.now), &order)?;
        self.world.apply(changes);
        Ok(())
    }

    /// The only code that somebody holds or has let go.
    fn code(&self, who: &str) -> Held {
        let mut alive = self.fan(who).codes.values().filter(|held| held.state.is_alive());
        let code = alive.next().unwrap().clone();
        assert_eq!(alive.next(), None);
        code
    }

    fn act(&mut self, who: &str, act: Act) -> Result<u32, Refusal> {
        self.act_at(who, act, None)
    }

    /// Decides and applies; the tickets earned by the one who acted.
    fn act_at(&mut self, who: &str, act: Act, at: Option<Moment>) -> Result<u32, Refusal> {
        self.random += 1;
        let entropy = [
            self.random * 0x9e37_79b9,
            self.random.wrapping_mul(0x9e37_79b9_7f4a_7c15),
        ];
        let input = Input {
            token: who.to_owned(),
            request: ActRequest { at, act },
            now: Moment(self.now),
            entropy,
        };
        let before = self.world.fan_by_token(who).map_or(0, Fan::tickets);
        let changes = decide(self.rules(), &self.world, &input)?;
        self.world.apply(changes);
        Ok(self.fan(who).tickets() - before)
    }

    fn fan(&self, who: &str) -> &Fan {
        self.world.fan_by_token(who).unwrap()
    }

    fn come(&mut self, who: &str, link: Option<(&str, u32, &str)>) -> FanId {
        let code = link.map(|(friend, node, _)| referral::share_code(&self.fan(friend).code, node));
        let channel = link.map(|(_, _, channel)| channel.to_owned());
        self.led(who, (code, channel), None);
        self.fan(who).id.clone()
    }

    /// Comes by what an address says.
    fn led(&mut self, who: &str, (code, channel): (Option<String>, Option<String>), utm: Option<Utm>) {
        self.act(who, Act::Arrive { code, channel, utm }).unwrap();
    }

    fn guess(&mut self, who: &str, text: &str) -> Result<u32, Refusal> {
        self.act(
            who,
            Act::Guess {
                node: "guess".to_owned(),
                text: text.to_owned(),
                picture: None,
            },
        )
    }

    fn vote(&mut self, who: &str, node: &str, picks: &[&str]) -> Result<u32, Refusal> {
        let picks = picks.iter().map(|&pick| pick.to_owned()).collect();
        self.act(
            who,
            Act::Vote {
                node: node.to_owned(),
                picks,
            },
        )
    }

    fn me(&self, who: &str) -> Me {
        me(&self.campaign, self.fan(who))
    }
}

fn tap() -> Act {
    Act::Tap {
        node: "picture".to_owned(),
    }
}

fn enter() -> Act {
    Act::Enter {
        node: "draw".to_owned(),
        nonce: "ab".repeat(32),
    }
}
