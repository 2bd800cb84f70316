//! The tables of `cargo xtask bench trust`, in Markdown.

use serde_json::Value;

use super::{ATTACKS, CONTROLS, INTENSITIES, LOSS, LOSS_OF_GROUP, run::Ran};

/// The 95 % quantile of the normal distribution, two-sided.
const Z: f64 = 1.959_963_984_540_054;

/// Prints all tables; whether every bar was met.
pub fn print(ran: &[Ran]) -> bool {
    let on: Vec<&Ran> = ran.iter().filter(|ran| ran.case.off.is_none()).collect();
    let mut is_fine = attacks(&on);
    is_fine &= honest(&on);
    if ran.iter().any(|ran| ran.case.off.is_some()) {
        switched_off(ran);
    }
    for ran in ran {
        for (own, public) in [("votes", "votes_public"), ("tickets_drawn", "tickets_public")] {
            if ran.report.get(own) != ran.report.get(public) {
                println!("\nMISCOUNTED: {}, {own} and {public} differ", ran.case.name());
                is_fine = false;
            }
        }
    }
    is_fine
}

fn number(row: &Value, name: &str) -> f64 {
    row.get(name).and_then(Value::as_f64).unwrap_or(0.0)
}

fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

fn rows<'a>(report: &'a Value, table: &str) -> impl Iterator<Item = &'a Value> {
    report.get(table).and_then(Value::as_array).into_iter().flatten()
}

fn attack<'a>(ran: &'a Ran, kind: &str) -> Option<&'a Value> {
    rows(&ran.report, "attacks").find(|row| row.get("kind").and_then(Value::as_str) == Some(kind))
}

/// What is to be said of a bar.
fn verdict(bar: Option<bool>) -> &'static str {
    match bar {
        Some(true) => "met",
        Some(false) => "**missed**",
        None => "no bar",
    }
}

fn attacks(ran: &[&Ran]) -> bool {
    println!("### What cheats get\n");
    println!(
        "| attack | intensity | false persons | tickets and votes wanted | counted | not counted | bar | share of the prize: wanted | got | held | merged | not confirmed |"
    );
    println!("|---|---|--:|--:|--:|--:|---|--:|--:|--:|--:|--:|");
    let mut is_fine = true;
    for (kind, bar) in ATTACKS {
        for intensity in INTENSITIES {
            // Where it was measured alone, that counts.
            let mut fitting: Vec<&&Ran> = ran
                .iter()
                .filter(|ran| ran.case.intensity == intensity && attack(ran, kind).is_some())
                .collect();
            fitting.sort_by_key(|ran| ran.case.attacks.len());
            let Some(row) = fitting.first().and_then(|ran| attack(ran, kind)) else {
                continue;
            };
            let stopped = number(row, "stopped");
            let met = bar.map(|bar| stopped >= bar);
            is_fine &= met != Some(false);
            let bar = bar.map_or_else(
                || "no bar".to_owned(),
                |bar| format!("≥ {:.0} % {}", bar * 100.0, verdict(met)),
            );
            println!(
                "| {kind} | {intensity} | {} | {} | {} | {} | {bar} | {} | {} | {} | {} | {} |",
                number(row, "persons"),
                number(row, "tickets") + number(row, "votes"),
                number(row, "tickets_counted") + number(row, "votes_counted"),
                percent(stopped),
                percent(number(row, "prize_wanted")),
                percent(number(row, "prize")),
                number(row, "held"),
                number(row, "merged"),
                number(row, "unconfirmed"),
            );
        }
    }
    is_fine
}

/// Tickets that were theirs, those lost, and the effective number of people, over several runs.
#[derive(Default)]
struct Loss {
    humans: f64,
    tickets: f64,
    lost: f64,
    effective: f64,
    /// The largest share that was lost in one run.
    worst: f64,
}

impl Loss {
    fn of<'a>(ran: impl Iterator<Item = &'a &'a Ran>, group: &str) -> Self {
        let mut sum = Self::default();
        for ran in ran {
            for row in rows(&ran.report, "honest").filter(|row| row.get("group").and_then(Value::as_str) == Some(group))
            {
                sum.humans += number(row, "eligible");
                sum.tickets += number(row, "tickets");
                sum.lost += number(row, "lost");
                sum.effective += row.get("share").map_or(0.0, |share| number(share, "effective"));
                sum.worst = sum.worst.max(number(row, "lost") / number(row, "tickets").max(1.0));
            }
        }
        sum
    }

    fn share(&self) -> f64 {
        self.lost / self.tickets.max(1.0)
    }

    /// Wilson's 95 % interval.
    fn interval(&self) -> (f64, f64) {
        let (share, count) = (self.share(), self.effective.max(1.0));
        let z = Z * Z / count;
        let half = Z / (1.0 + z) * (share * (1.0 - share) / count + z / (4.0 * count)).sqrt();
        let middle = (share + z / 2.0) / (1.0 + z);
        ((middle - half).max(0.0), (middle + half).min(1.0))
    }
}

fn honest(ran: &[&Ran]) -> bool {
    println!("\n### What honest people lose\n");
    println!(
        "All runs above together, each with people of its own; 95 % intervals of Wilson over the effective number of people.\n"
    );
    println!("| group | people who count | tickets | lost | share | 95 % | bar | worst run |");
    println!("|---|--:|--:|--:|--:|--:|---|--:|");
    let mut is_fine = true;
    for group in ["all", "homes", "offices", "carrier", "schools", "burst"] {
        let loss = Loss::of(ran.iter(), group);
        let bar = if group == "all" { LOSS } else { LOSS_OF_GROUP };
        let met = loss.share() <= bar;
        is_fine &= met;
        let (low, high) = loss.interval();
        println!(
            "| {group} | {} | {} | {} | {:.2} % | {:.2}–{:.2} % | ≤ {} % {} | {:.2} % |",
            loss.humans,
            loss.tickets,
            loss.lost,
            loss.share() * 100.0,
            low * 100.0,
            high * 100.0,
            bar * 100.0,
            verdict(Some(met)),
            loss.worst * 100.0
        );
    }
    is_fine
}

fn switched_off(ran: &[Ran]) {
    println!("\n### Without each control\n");
    println!(
        "What is not counted, all attackers at medium intensity in one campaign; the last column is what honest people lose.\n"
    );
    let heads: Vec<&str> = ATTACKS.iter().map(|(kind, _)| *kind).collect();
    println!("| without | {} | honest |", heads.join(" | "));
    println!("|---|{}--:|", "--:|".repeat(heads.len()));
    let together = |off: Option<&str>| {
        ran.iter()
            .find(move |ran| ran.case.off == off && ran.case.intensity == "medium" && ran.case.attacks.len() > 1)
    };
    for off in std::iter::once(None).chain(CONTROLS.map(Some)) {
        let Some(ran) = together(off) else { continue };
        let cells: Vec<String> = heads
            .iter()
            .map(|kind| attack(ran, kind).map_or_else(String::new, |row| percent(number(row, "stopped"))))
            .collect();
        let loss = Loss::of([ran].iter(), "all");
        println!(
            "| {} | {} | {:.2} % |",
            off.unwrap_or("nothing"),
            cells.join(" | "),
            loss.share() * 100.0
        );
    }
}
