//! Whether intervals hold what they say: campaigns whose R, k and decay are known are simulated, estimated from what a server would have counted, and
//! the truth is looked for in each interval. Nothing is built for it and nothing runs beside it.

mod forest;
mod quiet;
mod table;

use std::{process::ExitCode, time::Instant};

use anyhow::{Result, bail};
use canyu_spread::{
    ALL_ALIKE, CAUTIOUS_K, Delay, Estimate, Plan, Roots, corrected, dispersion, dispersion_within, forecast,
    generations, r_now,
    simulated::{Person, Seen, Truth, simulate},
};
use table::Coverage;

/// Seeds of each campaign.
const SEEDS: u64 = 500;
/// The first seed: lower ones were for trying things out, and nothing was chosen by these.
const FIRST: u64 = 2_001;
/// Futures of each forecast.
const RUNS: usize = 400;
/// R now looks back so many days.
const WINDOW: usize = 7;

/// A campaign, when it is looked at, and when it closes.
struct Case {
    name: &'static str,
    truth: Truth,
    now: usize,
    close: usize,
}

/// Campaigns that die at once, that decay, that hardly end, with people who are nearly alike and who are not; with delays as usual and longer.
fn cases() -> Vec<Case> {
    let case = |name, r, k, decay, roots: f64, delay: (f64, f64), now| Case {
        name,
        truth: Truth {
            r,
            k,
            decay,
            roots: vec![roots; 28],
            delay_median: delay.0,
            delay_sigma: delay.1,
        },
        now,
        close: 28,
    };
    let (usual, slow) = ((0.42, 1.6), (1.5, 1.0));
    vec![
        case("calm: R 0.3, k 1", 0.3, 1.0, 1.0, 30.0, usual, 14),
        case("few bring most: R 0.7, k 0.2", 0.7, 0.2, 1.0, 30.0, usual, 14),
        case("nearly alike: R 0.7, k 5", 0.7, 5.0, 1.0, 30.0, usual, 14),
        case("decays: R 1.5, 0.5 a generation", 1.5, 0.5, 0.5, 20.0, usual, 14),
        case("slow: R 0.8, a day and a half", 0.8, 0.5, 1.0, 30.0, slow, 14),
        case("early: R 0.7, day 6", 0.7, 0.5, 1.0, 30.0, usual, 6),
        case("small: R 0.6, 5 roots a day", 0.6, 0.5, 1.0, 5.0, usual, 14),
        case("grows: R 1.1", 1.1, 0.5, 1.0, 10.0, usual, 14),
    ]
}

/// Runs all campaigns and prints the tables.
///
/// # Errors
/// When an option is none, or a campaign cannot be estimated at all.
pub fn run(rest: &[String]) -> Result<ExitCode> {
    let seeds = match rest {
        [] => SEEDS,
        [quick] if quick == "--quick" => SEEDS / 10,
        [other, ..] => bail!("`bench spread` knows `--quick`, and not `{other}`"),
    };
    let start = Instant::now();
    println!("{seeds} simulated campaigns each\n");
    let mut found = Vec::new();
    for case in cases() {
        let mut coverage = Coverage::default();
        for seed in FIRST..FIRST + seeds {
            one(&case, seed, &mut coverage)?;
        }
        found.push((case.name, coverage));
    }
    table::print(&found, seeds);
    println!();
    quiet::run(FIRST, seeds);
    println!();
    forest::run()?;
    println!("\n{:.0} seconds", start.elapsed().as_secs_f64());
    Ok(ExitCode::SUCCESS)
}

/// One campaign: all that a page would show, beside the truth.
fn one(case: &Case, seed: u64, coverage: &mut Coverage) -> Result<()> {
    let people = simulate(&case.truth, case.close, seed);
    let seen = Seen::at(&people, case.now);
    let delay = Delay::estimate(&seen.delays, &Delay::usual_days())?;
    let groups = seen.groups(&delay);
    // Of all people together, generations included that differ: what R of all needs.
    let k_of_all = dispersion(groups.iter().flatten().copied()).map_or(CAUTIOUS_K, |found| found.unequal.k());
    let found = dispersion_within(groups);
    let k = found.map_or(CAUTIOUS_K, |found| found.k());
    if let Ok(found) = found {
        let high = found.high.unwrap_or(f64::INFINITY);
        coverage.k.add(
            Estimate {
                value: found.k(),
                low: found.low,
                high,
            },
            case.truth.k,
        );
    }
    let brought: u64 = seen.brought.iter().sum();
    let (exposed, truth) = (seen.exposed(&delay), mean_r(case, &people, 0, case.now));
    for (tally, k) in [(&mut coverage.r, k_of_all), (&mut coverage.alike, ALL_ALIKE)] {
        if let Ok(r) = corrected(brought, &exposed, k) {
            tally.add(r, truth);
        }
    }
    let window = r_now(&seen.roots, &seen.brought, &delay, WINDOW.min(case.now), k_of_all)?;
    if let Some(Ok(now)) = window.last() {
        coverage.now.add(now.r, mean_r(case, &people, now.from, case.now));
    }
    for (generation, tally) in generations(&seen.layers(&delay), k)
        .iter()
        .zip(&mut coverage.generations)
    {
        if let Ok(ratio) = generation.ratio {
            tally.add(ratio, case.truth.r_of(u32::try_from(generation.number)?));
        }
    }
    let plan = Plan {
        past: &seen.past,
        delay: &delay,
        k,
        roots: Roots::Recent,
        ahead: case.close - case.now,
        conversions: &[],
        runs: RUNS,
        seed,
    };
    if let Ok(forecast) = forecast(&plan) {
        let came = |days: usize| people.iter().filter(|person| person.joined < days as f64).count() as f64;
        for (tally, after) in [(&mut coverage.week, 7), (&mut coverage.close, plan.ahead)] {
            let Some(band) = forecast.reach.get(after - 1) else {
                continue;
            };
            if after == plan.ahead {
                coverage.ratios.push(band.median as f64 / came(case.close));
                coverage.widths.push(band.eighty.1 as f64 / band.eighty.0 as f64);
            }
            let ends = Estimate {
                value: band.median as f64,
                low: band.eighty.0 as f64,
                high: band.eighty.1 as f64,
            };
            tally.add(ends, came(case.now + after));
        }
    }
    Ok(())
}

/// The true R of the people who could bring somebody from one day to another, each as far as he could: generations differ where it decays.
fn mean_r(case: &Case, people: &[Person], from: usize, to: usize) -> f64 {
    let Truth {
        delay_median,
        delay_sigma,
        ..
    } = case.truth;
    let (mut sum, mut weight) = (0.0, 0.0);
    for person in people.iter().filter(|person| person.joined < to as f64) {
        let until = |day: usize| log_normal(day as f64 - person.joined, delay_median, delay_sigma);
        let part = until(to) - until(from);
        sum += part * case.truth.r_of(person.generation);
        weight += part;
    }
    sum / weight
}

/// The distribution function of the delay.
fn log_normal(x: f64, median: f64, sigma: f64) -> f64 {
    if x <= 0.0 {
        0.0
    } else {
        normal((x / median).ln() / sigma)
    }
}

/// The normal distribution function, to seven digits (Abramowitz and Stegun 26.2.17): the truth needs no more.
fn normal(z: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.231_641_9 * z.abs());
    let sum = [
        1.330_274_429,
        -1.821_255_978,
        1.781_477_937,
        -0.356_563_782,
        0.319_381_530,
    ]
    .iter()
    .fold(0.0, |sum, factor| (sum + factor) * t);
    let tail = sum * (-z * z / 2.0).exp() / std::f64::consts::TAU.sqrt();
    if z > 0.0 { 1.0 - tail } else { tail }
}
