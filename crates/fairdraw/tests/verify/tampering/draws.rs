//! Beacon, seed and draws.

use super::report;
use crate::bundle::fails;
use fairdraw::{
    tree::{PathStep, Side},
    verify::{Check, Report},
};

const ROUND_1000: &str =
    "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39";

#[test]
fn a_round_other_than_the_manifests_or_the_signature_of_another_round() {
    let round = |round: &str, signature: Option<&str>| {
        report(|b| {
            b.beacon = b.beacon.replace("10000000", round);
            if let Some(signature) = signature {
                let at = b.beacon.find("a187c9").unwrap();
                b.beacon.replace_range(at..at + 96, signature);
            }
        })
    };
    fails(
        &round("1000", Some(ROUND_1000)),
        Check::Beacon,
        "round_not_the_manifests",
        "source=0",
    );
    fails(
        &round("10000000", Some(ROUND_1000)),
        Check::Beacon,
        "beacon_signature_bad",
        "source=0",
    );
    let cut = report(|b| b.beacon.truncate(60));
    fails(&cut, Check::Beacon, "json_cut", "byte=60");
    let none = report(|b| b.beacon = "[]".to_owned());
    fails(&none, Check::Beacon, "source_not_the_manifests", "source=0");
}

#[test]
fn a_seed_that_does_not_follow() {
    fails(
        &report(|b| b.change_result(|r| r.seed[0] ^= 1)),
        Check::Seed,
        "seed_does_not_follow",
        "",
    );
}

fn drawn(change: impl Fn(&mut Vec<fairdraw::draw::Draw>)) -> Report {
    report(|b| b.change_result(|r| change(&mut r.draws)))
}

#[test]
fn an_attempt_a_ticket_or_an_interval_that_does_not_follow() {
    let check = Check::Draws;
    fails(&drawn(|d| d[3].attempt = 1), check, "draw_attempt", "k=3");
    fails(&drawn(|d| d[3].x ^= 1), check, "draw_ticket", "k=3");
    fails(&drawn(|d| d[3].start = d[3].x + 1), check, "draw_interval", "k=3");
    fails(&drawn(|d| d[2].start = 0), check, "draw_interval", "k=2");
    fails(&drawn(|d| d[3].weight = 0), check, "draw_weight", "k=3");
    fails(&drawn(|d| d[3].weight = 13), check, "draw_weight", "k=3");
    fails(&drawn(|d| d[3].index += 1), check, "path_shape", "k=3");
    fails(&drawn(|d| d[3].index = 38), check, "path_no_such_index", "k=3");
    fails(&drawn(|d| d[3].commit[0] ^= 1), check, "path_root", "k=3");
}

#[test]
fn a_path_with_a_wrong_sum_side_or_hash() {
    let check = Check::Draws;
    let sum = |side: Side| {
        drawn(move |draws| {
            let is_it = |step: &&mut PathStep| step.side == side;
            draws[4].path.iter_mut().find(is_it).unwrap().sum += 1;
        })
    };
    fails(&sum(Side::Left), check, "path_start", "k=4");
    fails(&sum(Side::Right), check, "path_sum", "k=4");
    fails(&drawn(|d| d[4].path[2].hash[5] ^= 1), check, "path_root", "k=4");
    fails(&drawn(|d| d[4].path.truncate(2)), check, "path_shape", "k=4");
    let turned = |d: &mut Vec<fairdraw::draw::Draw>| {
        let side = &mut d[4].path[0].side;
        *side = if *side == Side::Left { Side::Right } else { Side::Left };
    };
    fails(&drawn(turned), check, "path_shape", "k=4");
}

#[test]
fn two_winners_swapped() {
    fails(&drawn(|d| d.swap(0, 2)), Check::Draws, "draw_out_of_order", "k=0");
    let renumbered = |d: &mut Vec<fairdraw::draw::Draw>| {
        d.swap(0, 2);
        (d[0].k, d[2].k) = (0, 2);
    };
    fails(&drawn(renumbered), Check::Draws, "draw_ticket", "k=0");
}

#[test]
fn a_winner_left_out_repeated_or_added() {
    fails(&drawn(|d| drop(d.pop())), Check::Draws, "too_few_draws", "draws=5");
    fails(&drawn(|d| drop(d.remove(1))), Check::Draws, "draw_out_of_order", "k=1");
    fails(&drawn(|d| d.push(d[0].clone())), Check::Draws, "too_many_draws", "k=6");
    let again = |d: &mut Vec<fairdraw::draw::Draw>| {
        d[5] = d[0].clone();
        d[5].k = 5;
    };
    fails(&drawn(again), Check::Draws, "draw_ticket", "k=5");
}
