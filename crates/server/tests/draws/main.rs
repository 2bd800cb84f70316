//! Draws, with the real program and a real database file, under the rehearsal clock and a published round of drand: number 10,000,000 of
//! quicknet, of 2024-08-04 20:29:24 UTC.

#![allow(
    clippy::allow_attributes,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may end here"
)]

#[path = "../support/mod.rs"]
mod support;

mod after;
mod close;
mod evening;
mod life;
mod relays;
