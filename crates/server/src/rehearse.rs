//! `canyu campaign rehearse`: a campaign is played through in memory by simulated people, by the rules that count.

mod chart;
pub mod dice;
pub mod page;
pub mod report;
pub mod text;
