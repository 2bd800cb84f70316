//! How often the quiet alarm is false, and how soon a silence is noticed.

use canyu_spread::{quiet, simulated::stream};

/// Arrivals an hour by day.
const BUSY: [f64; 3] = [2.0, 10.0, 50.0];
/// Days of each stream: the last one is looked at.
const DAYS: usize = 10;
/// The silence begins at noon.
const SILENT: usize = 24 * (DAYS - 1) + 12;
/// Hours of silence after which one looks.
const AFTER: [usize; 4] = [1, 2, 3, 6];

/// Prints both for streams of different sizes, from so many seeds each.
pub fn run(first: u64, seeds: u64) {
    println!("quiet alarms: per cent of hours of a day in which nothing happened, and of silences noticed\n");
    println!("| people an hour | false | after 1 hour | 2 | 3 | 6 |");
    println!("| --- | --- | --- | --- | --- | --- |");
    for busy in BUSY {
        let (mut alarms, mut looked, mut noticed) = (0, 0, [0; AFTER.len()]);
        for seed in first..first + seeds {
            let mut hours = stream(busy, DAYS, seed);
            for until in 24 * (DAYS - 1) + 1..=24 * DAYS {
                looked += 1;
                alarms += u64::from(is_quiet(&hours, until));
            }
            hours.iter_mut().skip(SILENT).for_each(|hour| *hour = 0);
            for (noticed, after) in noticed.iter_mut().zip(AFTER) {
                *noticed += u64::from(is_quiet(&hours, SILENT + after));
            }
        }
        let noticed = noticed.map(|noticed| format!("{:.0}", 100.0 * noticed as f64 / seeds as f64));
        let falsely = 100.0 * alarms as f64 / f64::from(looked);
        println!("| {busy} | {falsely:.2} | {} |", noticed.join(" | "));
    }
}

fn is_quiet(hours: &[u64], until: usize) -> bool {
    let hours = hours.get(..until).unwrap_or_default();
    quiet(hours).is_ok_and(|found| found.is_quiet)
}
