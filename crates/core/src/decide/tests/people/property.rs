//! Whatever happens in whatever order: counts agree, and nobody descends from himself.

use super::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, VecDeque};

const FANS: [&str; 6] = ["f0", "f1", "f2", "f3", "f4", "f5"];

#[derive(Clone, Debug)]
enum Next {
    Come(usize, Option<usize>),
    Act(usize, Act),
    Verify(usize, usize),
    Stand(usize, Standing, bool),
    Settle(usize),
    Erase(usize),
    Wait(i64),
}

fn next() -> impl Strategy<Value = Next> {
    let fan = || 0..FANS.len();
    let vote = |pick: &str| Act::Vote {
        node: "poll".to_owned(),
        picks: vec![pick.to_owned()],
    };
    let acts = prop_oneof![
        Just(tap()),
        Just(enter()),
        Just(vote("warm")),
        Just(vote("quiet")),
        Just(Act::Guess {
            node: "guess".to_owned(),
            text: "kettle".to_owned(),
            picture: None
        }),
        Just(Act::Reserve {
            node: "shelf".to_owned(),
            item: "toy".to_owned(),
            code: None
        }),
        Just(Act::Sign {
            node: "friends".to_owned(),
            name: "Fox".to_owned()
        }),
    ];
    let standing = prop_oneof![
        Just(Standing::Open),
        Just(Standing::Held),
        Just(Standing::Refused),
        Just(Standing::Cleared)
    ];
    prop_oneof![
        4 => (fan(), prop::option::of(fan())).prop_map(|(who, link)| Next::Come(who, link)),
        8 => (fan(), acts).prop_map(|(who, act)| Next::Act(who, act)),
        3 => (fan(), 0..3_usize).prop_map(|(who, person)| Next::Verify(who, person)),
        2 => (fan(), standing, any::<bool>()).prop_map(|(who, standing, staff)| Next::Stand(who, standing, staff)),
        2 => fan().prop_map(Next::Settle),
        1 => fan().prop_map(Next::Erase),
        1 => (1..2 * HOUR).prop_map(Next::Wait),
    ]
}

fn happen(play: &mut Play, number: usize, next: Next) {
    let known = |play: &Play, who: usize| play.world.fan_by_token(FANS[who]).is_some();
    match next {
        Next::Come(who, link) => {
            let link = link.filter(|&link| known(play, link)).map(|link| (FANS[link], 0, "qr"));
            play.come(FANS[who], link);
        }
        Next::Act(who, act) => drop(known(play, who).then(|| play.act(FANS[who], act))),
        Next::Verify(who, person) => drop(known(play, who).then(|| play.verify(FANS[who], &format!("p{person}")))),
        Next::Stand(who, standing, staff) if known(play, who) => play.stand(FANS[who], standing, staff),
        Next::Settle(who) if known(play, who) => play.settle(FANS[who]),
        Next::Erase(who) if known(play, who) => {
            let fan = play.fan(FANS[who]).id.clone();
            play.order(Order::Erase {
                fan,
                stub: format!("STUB{number}"),
            })
            .unwrap();
        }
        Next::Wait(time) => play.now += time,
        _ => {}
    }
}

/// What the store would hold.
#[derive(Default)]
struct Books {
    tallies: BTreeMap<(String, String), i64>,
    tickets: i64,
    ids: BTreeSet<FanId>,
}

fn check(play: &mut Play, books: &mut Books) -> Result<(), TestCaseError> {
    let delta = play.world.take_delta();
    for (place, tally) in &delta.tallies {
        *books.tallies.entry(place.clone()).or_default() += tally.people;
    }
    books.tickets += delta.counters.get(counter::TICKETS).copied().unwrap_or(0);
    books.ids.extend(delta.fans.keys().cloned());
    let fans: Vec<&Fan> = books.ids.iter().filter_map(|id| play.world.fan(id)).collect();
    let mut tallies: BTreeMap<(String, String), i64> = BTreeMap::new();
    for fan in &fans {
        prop_assert!(
            ancestors(&play.world, &fan.id).is_some(),
            "{} descends from himself",
            fan.id
        );
        for (place, pick) in &fan.picks {
            *tallies.entry(place.clone()).or_default() += i64::from(pick.people);
        }
        for (node, reason, unit) in fan.earned.keys() {
            let most = play.campaign.node(node).map_or(0, |node| node.tickets);
            let amount = fan.earned[&(node.clone(), *reason, *unit)];
            prop_assert!(*reason != Reason::Done || amount <= most, "{node} paid {amount}");
        }
        let held = fan
            .codes
            .values()
            .filter(|held| held.state.is_alive() && held.expires.0 > play.now)
            .count();
        prop_assert!(held + fan.waits.len() <= 1, "{held} codes and {:?}", fan.waits);
        let mut owed: BTreeMap<(Reason, Why), u32> = BTreeMap::new();
        for credit in fans
            .iter()
            .flat_map(|friend| &friend.credits)
            .filter(|credit| credit.to == fan.id && credit.why.is_open())
        {
            *owed.entry((credit.reason, credit.why)).or_default() += 1;
        }
        let open = fan.owed.iter().filter(|((_, why), _)| why.is_open());
        let told: BTreeMap<(Reason, Why), u32> = open.map(|(key, owed)| (*key, owed.friends)).collect();
        prop_assert!(told.values().sum::<u32>() >= owed.values().sum(), "{told:?} {owed:?}");
    }
    books.tallies.retain(|_, people| *people != 0);
    tallies.retain(|_, people| *people != 0);
    prop_assert_eq!(&books.tallies, &tallies);
    let counted = fans.iter().filter(|fan| fan.in_draw() && fan.kept_out.is_none());
    prop_assert_eq!(books.tickets, counted.map(|fan| i64::from(fan.tickets())).sum::<i64>());
    let stock = play.world.stock("shelf", "toy").unwrap_or_default();
    let taken = fans.iter().flat_map(|fan| fan.codes.values()).filter(|held| {
        held.node == "shelf" && !held.origin.is_aside() && matches!(held.state, CodeState::Held | CodeState::Redeemed)
    });
    prop_assert_eq!(taken.count(), stock.taken as usize);
    Ok(())
}

proptest! {
    #[test]
    fn whoever_is_merged_held_and_erased_in_whatever_order_counts_agree_and_nobody_descends_from_himself(
        steps in prop::collection::vec(next(), 1..80), strict in any::<bool>(),
    ) {
        let mut play = if strict { self::strict() } else { Play::new() };
        play.campaign.closes = Moment(100 * HOUR);
        for node in &mut play.campaign.nodes {
            if let Kind::Share(share) = &mut node.kind {
                share.board = 3;
                share.longest = 12;
            }
            if let Kind::Reserve(reserve) = &mut node.kind {
                reserve.expires = Moment(200 * HOUR);
            }
        }
        play.world.load_moments("luck".to_owned(), VecDeque::new());
        let mut books = Books::default();
        for (number, step) in steps.into_iter().enumerate() {
            happen(&mut play, number, step);
            check(&mut play, &mut books)?;
        }
    }
}
