//! The list of entries.

use super::report;
use crate::bundle::{Bundle, CLOSED, fails, weight};
use fairdraw::{roll::ROW, verify::Check};

#[test]
fn a_row_changed_after_the_commitment() {
    let heavier = |b: &mut Bundle| b.rows[7].weight = b.rows[7].weight % 12 + 1;
    fails(&report(heavier), Check::Roll, "tickets_not_committed", "");
    fails(
        &report(|b| b.rows[7].commit[31] ^= 1),
        Check::Roll,
        "root_not_committed",
        "",
    );
    let exchanged = report(|b| {
        let (here, there) = (b.rows[7].weight, b.rows[8].weight);
        (b.rows[7].weight, b.rows[8].weight) = (there, here);
    });
    fails(&exchanged, Check::Roll, "root_not_committed", "");
}

#[test]
fn a_row_added_or_dropped_after_the_commitment() {
    let added = report(|b| {
        let mut row = b.rows[7];
        row.commit[31] ^= 1;
        b.rows.push(row);
        fairdraw::roll::sort(&mut b.rows);
    });
    fails(&added, Check::Roll, "entries_not_committed", "row=39");
    let dropped = report(|b| b.rows.truncate(37));
    fails(&dropped, Check::Roll, "entries_not_committed", "found=37");
}

#[test]
fn a_row_out_of_order_or_doubled() {
    fails(
        &report(|b| b.rows.swap(20, 21)),
        Check::Roll,
        "row_out_of_order",
        "row=22",
    );
    fails(
        &report(|b| b.rows[21] = b.rows[20]),
        Check::Roll,
        "row_doubled",
        "row=22",
    );
}

#[test]
fn a_weight_above_the_cap_or_of_nothing() {
    fails(
        &report(|b| b.rows[3].weight = 13),
        Check::Roll,
        "row_above_cap",
        "row=4",
    );
    fails(
        &report(|b| b.rows[3].weight = 0),
        Check::Roll,
        "row_without_tickets",
        "row=4",
    );
    // Even where the organiser has committed to it, and a winner has it.
    let committed = report(|b| {
        b.rows[3].weight = 3000;
        b.commit_to(CLOSED);
        b.draw();
    });
    fails(&committed, Check::Roll, "row_above_cap", "row=4");
    fails(&committed, Check::Draws, "draw_weight", "k=0");
}

#[test]
fn a_truncated_list() {
    let bundle = Bundle::honest();
    let roll = bundle.roll();
    fails(
        &bundle.report_of(&roll[..roll.len() - 1], None),
        Check::Roll,
        "row_cut",
        "row=38",
    );
    fails(
        &bundle.report_of(&roll[..10 * ROW], None),
        Check::Roll,
        "entries_not_committed",
        "found=10",
    );
    fails(
        &bundle.report_of(&[], None),
        Check::Roll,
        "entries_not_committed",
        "found=0",
    );
}

#[test]
fn somebody_of_those_left_out_in_the_list() {
    let bundle = report(|b| {
        b.rows.push(fairdraw::roll::Row {
            commit: b.commit(38),
            weight: weight(38),
        });
        fairdraw::roll::sort(&mut b.rows);
        b.commit_to(CLOSED);
    });
    fails(&bundle, Check::Roll, "row_excluded", "");
}
