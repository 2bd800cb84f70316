//! What cheats get, and what honest people lose: the real server and `canyu simulate`, for every attack and intensity, and with each control
//! switched off. The seeds begin at 101: lower ones are for trying things out, and nothing was chosen by these.

mod run;
mod table;

use std::{
    collections::VecDeque,
    process::ExitCode,
    sync::{Mutex, PoisonError},
    thread,
    time::Instant,
};

use anyhow::{Result, bail};

use crate::{
    server::{self, Profile},
    workspace::Workspace,
};
use run::{Case, Ran, Stage};

/// The first seed that is reported.
const SEED: u64 = 101;
/// Runs side by side: each is a server and its people, who wait for each other; so three keep two cores busy.
const SIDE_BY_SIDE: usize = 3;

/// All attacks by their names on the command line, and from which part on the bar is met that does not count.
pub const ATTACKS: [(&str, Option<f64>); 12] = [
    ("plus-tags", Some(0.99)),
    ("disposable", Some(0.99)),
    ("own-domain", Some(0.99)),
    ("single-host", Some(0.99)),
    ("datacenter", Some(0.99)),
    ("replay", Some(0.99)),
    ("code-guessing", Some(0.99)),
    ("regular-votes", Some(0.99)),
    ("ring", Some(0.80)),
    ("residential", None),
    ("click-farm", None),
    ("slow-drip", None),
];
/// How hard attackers try.
pub const INTENSITIES: [&str; 3] = ["low", "medium", "high"];
/// What can be switched off.
pub const CONTROLS: [&str; 14] = [
    "visits",
    "proof",
    "rates",
    "guesses",
    "same_person",
    "disposable",
    "mail_host",
    "mail_domain",
    "place",
    "machine",
    "ring",
    "tree",
    "guessing",
    "votes",
];
/// What honest people may lose, all together and in the worst group.
pub const LOSS: f64 = 0.005;
/// See above.
pub const LOSS_OF_GROUP: f64 = 0.02;

/// How much is measured.
#[derive(Clone, Copy)]
pub struct Options {
    /// Honest people where an attacker has a campaign of his own, and where all come to one.
    people: [u32; 2],
    /// Whether all attackers come to one campaign at once, where each has one of its own otherwise.
    together: bool,
    /// Whether each control is switched off, too.
    controls: bool,
}

impl Options {
    /// From the command line.
    ///
    /// # Errors
    /// When there is anything but `--quick` and `--attacks`.
    pub fn parse(rest: &[String]) -> Result<Self> {
        let mut options = Self {
            people: [3_000, 1_500],
            together: false,
            controls: true,
        };
        for option in rest {
            match option.as_str() {
                "--quick" => (options.people, options.together) = ([600, 600], true),
                "--attacks" => options.controls = false,
                other => bail!("`bench trust` knows `--quick` and `--attacks`, and not `{other}`"),
            }
        }
        Ok(options)
    }
}

/// Runs all cases and prints the tables.
///
/// # Errors
/// When a server or a simulation fails.
pub fn run(workspace: &Workspace, options: Options) -> Result<ExitCode> {
    // Another build may be named, as for the tests from end to end.
    let program = match std::env::var_os("CANYU_BIN") {
        Some(program) => std::path::absolute(program)?,
        None => server::build(workspace, Profile::Release)?,
    };
    let stage = Stage::new(workspace, program)?;
    let start = Instant::now();
    let cases = cases(options);
    let [alone, together] = options.people;
    println!(
        "{} simulations, {SIDE_BY_SIDE} side by side; {alone} honest people where an attacker is alone, {together} where all are at work\n",
        cases.len()
    );
    let ran = all(&stage, cases)?;
    let is_fine = table::print(&ran);
    println!("\n{} seconds", start.elapsed().as_secs());
    Ok(if is_fine { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Every attack at every intensity; then all of them at once, with each control switched off.
fn cases(options: Options) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let [alone, together] = options.people;
    let mut add = |attacks: Vec<&'static str>, intensity, off| {
        cases.push(Case {
            people: if attacks.len() > 1 { together } else { alone },
            attacks,
            intensity,
            off,
            seed: SEED + cases.len() as u64,
        });
    };
    let names = ATTACKS.map(|(name, _)| name);
    for intensity in INTENSITIES {
        if options.together {
            add(names.to_vec(), intensity, None);
        } else {
            for name in names {
                add(vec![name], intensity, None);
            }
        }
    }
    if options.controls {
        if !options.together {
            add(names.to_vec(), "medium", None);
        }
        for control in CONTROLS {
            add(names.to_vec(), "medium", Some(control));
        }
    }
    cases
}

/// Runs them, some side by side; in their order again.
fn all(stage: &Stage, cases: Vec<Case>) -> Result<Vec<Ran>> {
    let waiting: Mutex<VecDeque<(usize, Case)>> = Mutex::new(cases.into_iter().enumerate().collect());
    let done = Mutex::new(Vec::new());
    let work = || -> Result<()> {
        loop {
            let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
            let Some((place, case)) = next else { return Ok(()) };
            let start = Instant::now();
            let ran = stage.run(place, case).inspect_err(|_| {
                // The others need not begin.
                waiting.lock().unwrap_or_else(PoisonError::into_inner).clear();
            })?;
            eprintln!("{} {:.0} s", ran.case.name(), start.elapsed().as_secs_f64());
            done.lock().unwrap_or_else(PoisonError::into_inner).push((place, ran));
        }
    };
    thread::scope(|scope| -> Result<()> {
        let workers: Vec<_> = (0..SIDE_BY_SIDE).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            match worker.join() {
                Ok(done) => done?,
                Err(_) => bail!("a simulation panicked"),
            }
        }
        Ok(())
    })?;
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(place, _)| *place);
    Ok(done.into_iter().map(|(_, ran)| ran).collect())
}
