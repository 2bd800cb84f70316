//! `canyu campaign rehearse`: a campaign is played through in memory by simulated people, by the rules that count
//! ([`canyu_core::decide`]), from the opening to the last code that expires. The same file, number of people and seed give the same result, byte
//! for byte, on every machine.
//!
//! What is assumed about people stands in `assume.rs`, and in every report.

mod after;
mod assemble;
mod assume;
mod chart;
mod checkin;
mod confirm;
pub mod dice;
mod draw;
mod guess;
mod honour;
mod instant;
mod lottery;
mod news;
pub mod page;
mod people;
mod queue;
pub mod report;
mod reserve;
mod run;
mod share;
mod tally;
mod teaser;
mod tell;
#[cfg(test)]
mod tests;
pub mod text;
mod visit;
mod vote;

use canyu_core::{campaign::Campaign, decide::Rules, secrets::Secrets};
use fairdraw::hash::sha256;
use report::Report;
use run::Run;

/// People of a rehearsal where nobody says how many.
pub const PEOPLE: u32 = 10_000;
/// Most people of a rehearsal: each takes about six kilobytes of memory.
pub const MOST_PEOPLE: u32 = 1_000_000;
/// Whoever watches is asked after so many steps: some milliseconds.
const WATCHED: u32 = 2_048;

/// Plays a campaign through with so many people (at most [`MOST_PEOPLE`]), and tells what happened.
#[must_use]
pub fn rehearse(campaign: &Campaign, people: u32, seed: u64) -> Report {
    rehearse_watched(campaign, people, seed, |_| true).unwrap_or_default()
}

/// The same, saying from time to time how many thousandths of it are done. `None`: whoever watches has answered `false`, and it was stopped.
pub fn rehearse_watched(
    campaign: &Campaign,
    people: u32,
    seed: u64,
    mut watch: impl FnMut(u32) -> bool,
) -> Option<Report> {
    let secrets = secrets(seed);
    let mut run = Run::new(rules(campaign, &secrets), people.min(MOST_PEOPLE), seed);
    let mut steps = 0_u32;
    while run.step() {
        steps = steps.wrapping_add(1);
        if steps.is_multiple_of(WATCHED) && !watch(run.done()) {
            return None;
        }
    }
    let drawn = campaign
        .lottery()
        .map(|(_, lottery)| draw::draw(lottery, campaign.most_tickets(), run.fans(), seed));
    Some(tell::report(&run, drawn.as_ref(), seed))
}

fn rules<'a>(campaign: &'a Campaign, secrets: &'a Secrets) -> Rules<'a> {
    Rules { campaign, secrets }
}

/// Others than the real ones, which nobody may know before the reveal.
fn secrets(seed: u64) -> Secrets {
    let mut text = b"canyu/rehearsal/v1\0".to_vec();
    text.extend_from_slice(&seed.to_be_bytes());
    Secrets::new(sha256(&text))
}
