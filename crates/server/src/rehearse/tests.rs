//! What every rehearsal has to hold, over a campaign with every kind of node.

use super::{page::page, run::Run, text::text, *};
use canyu_core::{
    campaign::Kind,
    file,
    world::{CodeState, Fan, Unit},
};
use std::collections::BTreeMap;

const EVERY: &str = include_str!("every.toml");

fn campaign() -> Campaign {
    file::read(EVERY).campaign.unwrap()
}

#[test]
fn the_same_seed_gives_the_same_report_byte_for_byte_and_another_one_does_not() {
    let campaign = campaign();
    let told = |seed| {
        let report = rehearse(&campaign, 600, seed);
        (text(&report), page(&report))
    };
    let first = told(7);
    assert_eq!(first, told(7));
    assert_ne!(first.0, told(8).0);
}

#[test]
fn nothing_is_promised_twice_and_every_ticket_stands_in_the_ledger() {
    let campaign = campaign();
    for seed in 0..3 {
        let secrets = secrets(seed);
        let mut run = Run::new(rules(&campaign, &secrets), 1_500, seed);
        run.play();
        check_stock(&run);
        check_ledger(&run);
        check_moments(&run);
    }
}

/// Units that are held, redeemed, free or set aside are never more than there are, and no code is handed on too often.
fn check_stock(run: &Run<'_>) {
    let mut units: BTreeMap<(&str, &str), u32> = BTreeMap::new();
    for held in run.tally.codes.values() {
        if held.state.is_alive() || held.state == CodeState::Redeemed {
            *units.entry((&held.node, &held.item)).or_default() += 1;
        }
    }
    let mut sold_out = 0;
    for node in &run.campaign.nodes {
        let Kind::Reserve(rules) = &node.kind else { continue };
        for item in &rules.items {
            let used = units.get(&(node.id.as_str(), item.key.as_str())).copied().unwrap_or(0);
            let stock = run.world.stock(&node.id, &item.key).unwrap();
            assert!(used <= item.stock && stock.taken + stock.aside <= item.stock && stock.issued <= stock.aside);
            sold_out += u32::from(stock.left(item.stock) == 0);
        }
        assert!(run.tally.codes.values().all(|held| held.transfers <= rules.transfers));
    }
    assert!(sold_out > 0, "the test wants an item that is sold out");
}

fn check_ledger(run: &Run<'_>) {
    for (unit, of) in [
        (Unit::Tickets, Fan::tickets as fn(&Fan) -> u32),
        (Unit::Points, Fan::points),
    ] {
        let ledger: u64 = run
            .tally
            .ledger
            .iter()
            .filter(|((_, _, kind), _)| *kind == unit)
            .map(|(_, sum)| sum)
            .sum();
        let fans: u64 = run.fans().map(|fan| u64::from(of(fan))).sum();
        assert_eq!(ledger, fans, "{unit:?}");
        assert!(fans > 0);
    }
    let most = run.campaign.most_tickets();
    assert!(run.fans().all(|fan| fan.tickets() <= most));
}

fn check_moments(run: &Run<'_>) {
    let Some(Kind::Instant(rules)) = run.campaign.node("spin").map(|node| &node.kind) else {
        panic!("no instant win")
    };
    let wins: u64 = run.tally.wins.values().sum();
    let taken = run.tally.taken.get("spin").map_or(0, |taken| taken.len() as u64);
    assert_eq!(wins, taken, "each moment once");
    assert!(wins > 50, "{wins}");
    for ((_, prize, day), won) in &run.tally.wins {
        let most = rules.prizes[*prize as usize].per_day;
        assert!(
            most.is_none_or(|most| *won <= u64::from(most)),
            "prize {prize}, day {day}: {won}"
        );
    }
}

#[test]
fn every_kind_of_node_is_done_by_somebody() {
    let campaign = campaign();
    let secrets = secrets(1);
    let mut run = Run::new(rules(&campaign, &secrets), 3_000, 1);
    run.play();
    for (node, told) in campaign.nodes.iter().zip(&run.tally.nodes) {
        assert!(told.completed > 0, "{}", node.id);
    }
    let right = run
        .tally
        .ledger
        .iter()
        .filter(|((_, reason, _), _)| reason.name() == "right");
    assert_eq!(
        right.map(|((node, _, _), _)| node.as_str()).collect::<Vec<_>>(),
        ["price", "word"]
    );
    let refused: Vec<_> = run.tally.refusals.keys().map(|(_, code)| *code).collect();
    for impossible in [
        "arrive_first",
        "unknown_node",
        "wrong_kind",
        "parts_wrong",
        "event_code_wrong",
        "nonce_malformed",
        "picture_missing",
    ] {
        assert!(!refused.contains(&impossible), "{impossible}");
    }
    let states: Vec<_> = run.tally.codes.values().map(|held| held.state).collect();
    for state in [CodeState::Redeemed, CodeState::Cancelled, CodeState::Expired] {
        assert!(states.contains(&state), "{state:?}");
    }
    assert!(
        states.iter().all(|state| *state != CodeState::Held),
        "all have lapsed in the end"
    );
}

#[test]
fn a_rehearsal_of_nobody_is_a_report_too() {
    let report = rehearse(&campaign(), 0, 1);
    assert!(text(&report).contains("0 simulated people"));
    assert!(page(&report).ends_with("</html>\n"));
}
