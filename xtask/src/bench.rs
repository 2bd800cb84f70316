//! Measurements against the budgets. Each is a ratio within one run where that can be: machines differ, and so do their moods.

pub mod acts;
pub mod console;
pub mod draw;
pub mod export;
pub mod spread;
pub mod stats;
pub mod study;
pub mod trust;
