//! What must hold whatever people do, in whatever order.

use super::*;
use crate::world::{Origin, Stock};
use proptest::prelude::*;
use std::collections::{BTreeMap, VecDeque};

const FANS: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

/// Something that may happen next.
#[derive(Clone, Debug)]
enum Next {
    Act(usize, Act),
    /// Takes the code that another one has let go or that was handed out.
    Take(usize),
    Issue,
    Redeem(usize),
    Lapse(usize),
    Wait(i64),
}

fn acts() -> impl Strategy<Value = Act> {
    let shelf = || "shelf".to_owned();
    let toy = || "toy".to_owned();
    prop_oneof![
        4 => Just(Act::Reserve { node: shelf(), item: toy(), code: None }),
        2 => Just(Act::Cancel { node: shelf(), item: toy() }),
        2 => Just(Act::Release { node: shelf(), item: toy() }),
        2 => Just(Act::Play { node: "luck".to_owned() }),
        1 => Just(tap()),
        1 => Just(enter()),
        1 => Just(Act::Guess { node: "guess".to_owned(), text: "kettle".to_owned(), picture: None }),
    ]
}

fn next() -> impl Strategy<Value = Next> {
    prop_oneof![
        8 => (0..FANS.len(), acts()).prop_map(|(fan, act)| Next::Act(fan, act)),
        3 => (0..FANS.len()).prop_map(Next::Take),
        2 => Just(Next::Issue),
        1 => (0..FANS.len()).prop_map(Next::Redeem),
        2 => (0..8_usize).prop_map(Next::Lapse),
        1 => (1..4_000_000_i64).prop_map(Next::Wait),
    ]
}

/// Every code there ever was, and every winning moment taken.
#[derive(Default)]
struct Books {
    codes: BTreeMap<String, Held>,
    wins: Vec<u32>,
    ledger: BTreeMap<(FanId, Unit), u32>,
}

impl Books {
    fn note(&mut self, play: &mut Play) {
        let delta = play.world.take_delta();
        self.codes.extend(delta.codes);
        self.wins.extend(delta.wins.iter().map(|(_, win)| win.moment));
        for grant in delta.grants {
            *self.ledger.entry((grant.fan, grant.unit)).or_default() += grant.amount;
        }
    }

    /// Units that somebody has or can still take.
    fn units(&self, aside: bool) -> u32 {
        let counts = |held: &&Held| {
            held.node == "shelf"
                && held.origin.is_aside() == aside
                && matches!(held.state, CodeState::Free | CodeState::Held | CodeState::Redeemed)
        };
        u32::try_from(self.codes.values().filter(counts).count()).unwrap()
    }
}

fn happen(play: &mut Play, books: &Books, next: Next) {
    let code = |place: usize| books.codes.keys().nth(place % books.codes.len().max(1)).cloned();
    match next {
        Next::Act(fan, act) => drop(play.act(FANS[fan], act)),
        Next::Take(fan) => {
            let free = books.codes.values().find(|held| held.state == CodeState::Free);
            let code = free.map(|held| held.code.clone());
            let act = Act::Reserve {
                node: "shelf".to_owned(),
                item: "toy".to_owned(),
                code,
            };
            drop(play.act(FANS[fan], act));
        }
        Next::Issue => drop(play.order(Order::Issue {
            node: "shelf".to_owned(),
            item: "toy".to_owned(),
        })),
        Next::Redeem(place) => {
            if let Some(code) = code(place) {
                drop(play.order(Order::Redeem {
                    code,
                    till: "shop".to_owned(),
                }));
            }
        }
        Next::Lapse(place) => {
            if let Some(code) = code(place) {
                drop(play.order(Order::Lapse { code }));
            }
        }
        Next::Wait(time) => play.now += time,
    }
}

fn stocked() -> Play {
    let mut play = Play::new();
    play.campaign.closes = Moment(60_000_000);
    for node in &mut play.campaign.nodes {
        if let Kind::Reserve(rules) = &mut node.kind {
            rules.items[0].stock = 4;
            rules.items[0].priority = 2;
        }
    }
    let moments: VecDeque<OpenMoment> = (0..4_u32)
        .map(|moment| OpenMoment {
            moment,
            at: Moment(i64::from(moment) * 3_000),
            prize: moment % 2,
        })
        .collect();
    play.world.load_moments("luck".to_owned(), moments);
    for (place, fan) in FANS.into_iter().enumerate() {
        let link = place.checked_sub(1).map(|before| (FANS[before], 1, "qr"));
        play.come(fan, link);
    }
    play
}

proptest! {
    #[test]
    fn stock_is_never_oversold_tickets_are_the_ledger_and_a_moment_has_one_winner(steps in prop::collection::vec(next(), 1..120)) {
        let mut play = stocked();
        let mut books = Books::default();
        books.note(&mut play);
        for step in steps {
            happen(&mut play, &books, step);
            books.note(&mut play);
            let stock = play.world.stock("shelf", "toy").unwrap_or(Stock { aside: 2, ..Stock::default() });
            prop_assert!(stock.taken + stock.aside <= 4 && stock.issued <= stock.aside, "{stock:?}");
            prop_assert_eq!(books.units(false), stock.taken);
            prop_assert_eq!(books.units(true), stock.issued);
            let waiting: usize = FANS.iter().map(|fan| play.fan(fan).waits.len()).sum();
            prop_assert_eq!(waiting, stock.waiting as usize);
            prop_assert!(stock.waiting == 0 || stock.left(4) == 0 || play.now >= 60_000_000, "who waits is served first");
            for fan in FANS {
                let fan = play.fan(fan);
                let sum = |unit| books.ledger.get(&(fan.id.clone(), unit)).copied().unwrap_or(0);
                prop_assert_eq!(fan.tickets(), sum(Unit::Tickets));
                let alive = |held: &&Held| held.node == "shelf" && held.state == CodeState::Held && held.expires.0 > play.now;
                let held = fan.codes.values().filter(alive).count();
                prop_assert!(held <= 1, "{:?}", fan.codes);
            }
            let mut wins = books.wins.clone();
            wins.sort_unstable();
            wins.dedup();
            prop_assert_eq!(wins.len(), books.wins.len(), "one prize a moment");
            for held in books.codes.values() {
                prop_assert!(held.transfers <= 1);
                prop_assert!(held.origin != Origin::Prize || held.node == "luck");
            }
        }
    }
}
