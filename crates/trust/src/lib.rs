//! How likely participants of a campaign are cheats: facts in, a score with reasons out.
//!
//! Pure: no I/O, no clock, no randomness; the same facts give the same scores in the same order. It costs a little more than linear time: a
//! million fans take seconds (`cargo run --release -p canyu-trust --example million`).
//!
//! The idea in three sentences. Honest people come in crowds: a school, a carrier's network, an office, the readers of one post; so a crowd
//! alone says little. Machines come in crowds that *move alike*: at an even pace, with the same hurry, in the same order, and never again. So
//! people are put into groups that somebody who cheats cannot avoid (a place, a mail domain, one person's friends, an option voted for), and
//! each group is tested against the fans who stand alone: how improbable would it be that honest people look like that?
//!
//! ```
//! use canyu_trust::{Facts, Rules, score};
//! let mut facts = Facts::as_of(10_000);
//! let fan = facts.arrive(1_000);
//! facts.act(fan, 1_000, Some(7), None);
//! facts.act(fan, 9_000, Some(7), Some(1));
//! facts.fan_mut(fan).unwrap().joined = true;
//! let verdicts = score(&facts, &Rules::default());
//! assert_eq!(verdicts[0].score, 0);
//! ```

mod baseline;
mod evidence;
mod facts;
mod features;
mod finding;
mod groups;
mod rules;
mod stats;
mod verdicts;
mod weigh;

pub use facts::{Facts, Fan, Mail};
pub use finding::{Finding, Heard, Reason, Said, Sign, Verdict};
pub use rules::{Control, Network, Rules};
pub use verdicts::Verdicts;
pub use weigh::score;

/// Milliseconds of an hour.
const HOUR: i64 = 3_600_000;
