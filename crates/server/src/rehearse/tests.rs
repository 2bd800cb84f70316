//! What every rehearsal has to hold, over a campaign with every kind of node.

use super::{page::page, run::Run, text::text, *};
use canyu_core::{
    campaign::Kind,
    file,
    world::{CodeState, Fan, Stock, Unit},
};

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
        while run.step() {
            check_spread(&run);
        }
        assert!(
            !run.tally.sold_out.is_empty(),
            "the test wants an item that is sold out"
        );
        check_codes(&run);
        check_ledger(&run);
        check_moments(&run);
    }
}

/// At every moment: units that are taken and set aside are not more than there are, and codes not more than units set aside.
fn check_spread(run: &Run<'_>) {
    let Some(Kind::Reserve(rules)) = run.campaign.node("buy").map(|node| &node.kind) else {
        panic!("no reservation")
    };
    for item in &rules.items {
        let stock = run.world.stock("buy", &item.key).unwrap_or_else(|| Stock::of(item));
        assert!(
            stock.taken + stock.aside <= item.stock && stock.issued <= stock.aside,
            "{stock:?}"
        );
    }
}

/// What is held, free or redeemed in the end is not more than there is, and no code is handed on too often.
fn check_codes(run: &Run<'_>) {
    let Some(Kind::Reserve(rules)) = run.campaign.node("buy").map(|node| &node.kind) else {
        panic!("no reservation")
    };
    for item in &rules.items {
        let codes = run
            .tally
            .codes
            .values()
            .filter(|held| held.node == "buy" && held.item == item.key);
        let used = codes
            .filter(|held| held.state.is_alive() || held.state == CodeState::Redeemed)
            .count();
        assert!(used <= item.stock as usize);
    }
    let codes = run.tally.codes.values().filter(|held| held.node == "buy");
    assert!(
        codes.clone().any(|held| held.transfers < rules.transfers),
        "the test wants codes that were handed on"
    );
    assert!(codes.clone().all(|held| held.transfers <= rules.transfers));
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
    while run.step() {}
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
