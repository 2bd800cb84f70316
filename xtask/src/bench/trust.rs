//! What cheats get, and what honest people lose: the real server and `canyu simulate`, for every attack and intensity, once more where attackers
//! let their persons vote as they like, and with each control switched off. The seeds begin at 101: lower ones are for trying things out, and
//! nothing was chosen by these.

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

/// How often an attack is repeated, with other people, where cheats move like people and luck decides much.
const REPEATS: usize = 3;
/// Those that move like people.
const LIKE_PEOPLE: [&str; 4] = ["ring", "residential", "click-farm", "slow-drip"];

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
/// What can be switched off. The core's list; a test holds them together, as building the core for a list would make every `xtask` wait.
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
/// What false persons vote for: all for one option ...
pub const SAME: &str = "same";
/// ... or each as he likes.
pub const ANY: &str = "any";
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
            people: [1_200, 1_200],
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

/// Every attack at every intensity; at medium intensity once more with votes for anything; then all of them at once, with each control switched off.
fn cases(options: Options) -> Vec<Case> {
    let [alone, together] = options.people;
    let names = ATTACKS.map(|(name, _)| name);
    let all_at_once = |intensity, off| Case {
        attacks: names.to_vec(),
        intensity,
        votes: SAME,
        off,
        people: together,
        // The same people in each, so that what differs is the control.
        seed: SEED,
    };
    let mut cases: Vec<Case> = Vec::new();
    if options.together {
        cases.extend(INTENSITIES.map(|intensity| all_at_once(intensity, None)));
    } else {
        let hiding = [("medium", ANY)];
        let kinds = INTENSITIES.map(|intensity| (intensity, SAME)).into_iter().chain(hiding);
        for (intensity, votes) in kinds {
            for name in names {
                let repeats = if LIKE_PEOPLE.contains(&name) { REPEATS } else { 1 };
                for _ in 0..repeats {
                    cases.push(Case {
                        attacks: vec![name],
                        intensity,
                        votes,
                        off: None,
                        people: alone,
                        seed: SEED + cases.len() as u64,
                    });
                }
            }
        }
    }
    if options.controls {
        if !options.together {
            cases.push(all_at_once("medium", None));
        }
        cases.extend(CONTROLS.map(|control| all_at_once("medium", Some(control))));
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

#[cfg(test)]
mod tests {
    #[test]
    fn the_controls_are_those_of_the_core() {
        assert_eq!(super::CONTROLS, canyu_core::campaign::CONTROLS);
    }
}
