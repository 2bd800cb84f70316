//! A report as text for a terminal.

use super::{
    report::{AttackRow, HonestRow, Report},
    wilson::Share,
};
use std::{collections::BTreeMap, fmt::Write as _};

/// The report as tables of Markdown, which a terminal shows as well.
#[must_use]
pub fn text(report: &Report) -> String {
    let mut out = format!(
        "{} simulated people in `{}`, seed {}; {} steps\n\n",
        report.people, report.campaign, report.seed, report.steps
    );
    out.push_str("| honest | humans | eligible | tickets | lost | share | 95 % | held | reasons |\n|---|--:|--:|--:|--:|--:|--:|--:|---|\n");
    for row in &report.honest {
        honest(&mut out, row);
    }
    if !report.attacks.is_empty() {
        out.push_str("\n| attack | persons | tickets wanted | counted | votes wanted | counted | not counted | prize wanted | got | held | merged | unconfirmed |\n");
        out.push_str("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        for row in &report.attacks {
            attack(&mut out, row);
        }
    }
    for row in &report.honest {
        refusals(&mut out, &row.group, &row.refused);
    }
    for row in &report.attacks {
        refusals(&mut out, &row.kind, &row.refused);
    }
    for (what, own, public) in [
        ("votes", report.votes, report.votes_public),
        ("tickets in the draw", report.tickets_drawn, report.tickets_public),
    ] {
        if own != public {
            let _ = writeln!(
                out,
                "\nBY THESE FIGURES THERE ARE {own} {what}, AND {public} AS THE CAMPAIGN SAYS"
            );
        }
    }
    out
}

fn honest(out: &mut String, row: &HonestRow) {
    let reasons = named(&row.reasons);
    let Share { share, low, high, .. } = row.share;
    let _ = writeln!(
        out,
        "| {} | {} | {} | {} | {} | {} | {}–{} | {} | {reasons} |",
        row.group,
        row.humans,
        row.eligible,
        row.tickets,
        row.lost,
        percent(share),
        percent(low),
        percent(high),
        row.held
    );
}

fn attack(out: &mut String, row: &AttackRow) {
    let _ = writeln!(
        out,
        "| {} {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |",
        row.kind,
        row.intensity,
        row.persons,
        row.tickets,
        row.tickets_counted,
        row.votes,
        row.votes_counted,
        percent(row.stopped),
        percent(row.prize_wanted),
        percent(row.prize),
        row.held,
        row.merged,
        row.unconfirmed
    );
}

fn refusals(out: &mut String, who: &str, refused: &BTreeMap<String, u64>) {
    if !refused.is_empty() {
        let _ = write!(out, "\nrefusals, {who}: {}\n", named(refused));
    }
}

fn named(counts: &BTreeMap<String, u64>) -> String {
    let all: Vec<String> = counts.iter().map(|(name, count)| format!("{name} {count}")).collect();
    all.join(", ")
}

/// A share as a percentage.
#[must_use]
pub fn percent(share: f64) -> String {
    format!("{:.2} %", share * 100.0)
}
