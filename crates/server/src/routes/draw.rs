//! Draws: what is public of them, a fan's own part, and the claim desk.

pub mod claim;
pub mod file;
pub mod mine;
