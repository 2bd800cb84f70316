//! The tables of `cargo xtask bench trust`, in Markdown.

use serde_json::Value;

use super::{ANY, ATTACKS, CONTROLS, INTENSITIES, LOSS, LOSS_OF_GROUP, SAME, run::Ran};

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

/// What one attacker wanted and got, over all runs with him.
#[derive(Default)]
struct Got {
    runs: f64,
    persons: f64,
    wanted: f64,
    counted: f64,
    prize_wanted: f64,
    prize: f64,
    held: f64,
    merged: f64,
    unconfirmed: f64,
    /// The part that was not counted in the run in which it was smallest.
    worst: f64,
}

impl Got {
    /// Where it was measured alone, that counts.
    fn of(ran: &[&Ran], kind: &str, intensity: &str, votes: &str) -> Option<Self> {
        let fitting = || {
            let same = |ran: &&&Ran| ran.case.intensity == intensity && ran.case.votes == votes;
            ran.iter()
                .filter(same)
                .filter_map(|ran| Some((ran.case.attacks.len(), attack(ran, kind)?)))
        };
        let fewest = fitting().map(|(attackers, _)| attackers).min()?;
        let mut got = Self {
            worst: 1.0,
            ..Self::default()
        };
        for (_, row) in fitting().filter(|(attackers, _)| *attackers == fewest) {
            got.runs += 1.0;
            got.persons += number(row, "persons");
            got.wanted += number(row, "tickets") + number(row, "votes");
            got.counted += number(row, "tickets_counted") + number(row, "votes_counted");
            got.prize_wanted += number(row, "prize_wanted");
            got.prize += number(row, "prize");
            got.held += number(row, "held");
            got.merged += number(row, "merged");
            got.unconfirmed += number(row, "unconfirmed");
            got.worst = got.worst.min(number(row, "stopped"));
        }
        Some(got)
    }

    fn stopped(&self) -> f64 {
        1.0 - self.counted / self.wanted.max(1.0)
    }

    /// A line of the table.
    fn line(&self, bar: &str) -> String {
        format!(
            "{} | {} | {} | {} | {} | {} | {bar} | {} | {} | {} | {} | {} |",
            self.runs,
            self.persons,
            self.wanted,
            self.counted,
            percent(self.stopped()),
            percent(self.worst),
            percent(self.prize_wanted / self.runs),
            percent(self.prize / self.runs),
            self.held,
            self.merged,
            self.unconfirmed,
        )
    }
}

fn attacks(ran: &[&Ran]) -> bool {
    println!("### What cheats get\n");
    println!("All runs with one attacker together; where all come at once, that one.\n");
    println!(
        "| attack | intensity | votes for | runs | false persons | tickets and votes wanted | counted | not counted | worst run | bar | share of the prize: wanted | got | held | merged | not confirmed |"
    );
    println!("|---|---|---|--:|--:|--:|--:|--:|--:|---|--:|--:|--:|--:|--:|");
    let mut is_fine = true;
    for (kind, bar) in ATTACKS {
        let ways = INTENSITIES.map(|intensity| (intensity, SAME));
        for (intensity, votes) in ways.into_iter().chain([("medium", ANY)]) {
            let Some(got) = Got::of(ran, kind, intensity, votes) else {
                continue;
            };
            let met = bar.map(|bar| got.stopped() >= bar);
            is_fine &= met != Some(false);
            let bar = bar.map_or_else(
                || "no bar".to_owned(),
                |bar| format!("≥ {:.0} % {}", bar * 100.0, verdict(met)),
            );
            println!("| {kind} | {intensity} | {votes} | {}", got.line(&bar));
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
        "All runs above together, each with people of its own, but for the one with all attackers at once, which has those of the first; 95 % intervals of Wilson over the effective number of people.\n"
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
        "What is not counted, all attackers at medium intensity in one campaign, the same people in each line; the last column is what honest people lose.\n"
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
